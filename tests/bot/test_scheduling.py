"""The schedule polls at once, goes on at its interval, and stops when it is asked to."""

from __future__ import annotations

import os
import signal
import threading
from datetime import timedelta

from bot.scheduling import run_until_stopped


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
    run_until_stopped({"often": timedelta(seconds=0.05), "seldom": timedelta(hours=1)}, poll, threading.Event())
    assert polled.count("seldom") == 1
    assert polled.count("often") >= 3
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_poll_that_fails_does_not_end_the_schedule() -> None:
    """A bug in one poll is logged, and the next one comes."""
    polled: list[str] = []

    def poll(name: str) -> None:
        polled.append(name)
        if len(polled) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        raise RuntimeError("a bug")

    run_until_stopped({"w": timedelta(seconds=0.05)}, poll, threading.Event())
    assert len(polled) >= 2
