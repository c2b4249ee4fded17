"""The schedule polls at once, goes on at its interval, and stops when it is asked to."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.errors import OutOfOrderError
from bot.hours import Rhythm
from bot.scheduling import scheduled, stopped_by_signals


def run_until_stopped(intervals: dict[str, timedelta], poll: Callable[[str], None], tell: Callable[[], None]) -> None:
    """The schedule, until a signal comes."""
    stopped = threading.Event()
    rhythms = {name: Rhythm(every=interval) for name, interval in intervals.items()}
    with stopped_by_signals(stopped), scheduled(rhythms, poll, tell, every=0.05):
        stopped.wait()


def test_each_watch_is_polled_at_once_and_again_until_sigterm() -> None:
    """Every watch gets its turns, one at a time; SIGTERM ends the run after the poll that is going on."""
    polled: list[str] = []
    busy = threading.Lock()

    def poll(name: str) -> None:
        assert busy.acquire(blocking=False)
        polled.append(name)
        if polled.count("often") == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        busy.release()

    before = signal.getsignal(signal.SIGTERM)
    run_until_stopped({"often": timedelta(seconds=0.05), "seldom": timedelta(hours=1)}, poll, lambda: None)
    assert polled.count("seldom") == 1
    assert polled.count("often") >= 3
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("trouble", [RuntimeError("a bug"), OutOfOrderError("the disk is full")])
def test_a_poll_that_fails_does_not_end_the_schedule(trouble: Exception) -> None:
    """What went wrong in one poll is logged, and the next one comes."""
    polled: list[str] = []

    def poll(name: str) -> None:
        polled.append(name)
        if len(polled) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        raise trouble

    run_until_stopped({"w": timedelta(seconds=0.05)}, poll, lambda: None)
    assert len(polled) >= 2


def test_telling_does_not_wait_for_a_long_poll() -> None:
    """An alert that comes up meanwhile is told while the poll goes on."""
    told = threading.Event()

    def poll(_name: str) -> None:
        assert told.wait(10)
        os.kill(os.getpid(), signal.SIGTERM)

    run_until_stopped({"w": timedelta(hours=1)}, poll, told.set)
    assert told.is_set()
