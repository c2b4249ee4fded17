"""Calls what is to be done again and again, and hears when to stop.

The schedule is made from the configuration at every start and kept in memory only: what was polled, and where to go on,
stands in the checkpoints. A late poll runs late rather than not at all.
"""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.errors import OutOfOrderError
from bot.hours import Rhythm

# APScheduler skips a run that is a second late, unless it is told not to (agronholm/apscheduler#146, #292).
_JOB_DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

# So many lists are asked at a time at the most, each of another host.
_LANES = 8

_log = structlog.get_logger()


@contextmanager
def scheduled(
    rhythms: Mapping[str, Rhythm],
    poll: Callable[[str], None],
    tell: Callable[[], object],
    *,
    every: float,
    lanes: Mapping[str, str] | None = None,
    look: Callable[[], object] | None = None,
    seldom: float = 600,
) -> Iterator[None]:
    """Calls `poll` with the name of each watch at once and then at its rhythm, and `tell` `every` so many seconds.

    Polls of one lane run one at a time, those of several beside each other, as far as there are threads; telling runs
    beside them: an alert does not wait for a long poll. What is out of order at one turn may be in order at the next.
    At the end, what is under way ends first. `look` is called every `seldom` seconds, beside all others.
    """
    executors = _executors(rhythms, lanes or {})
    distinct = {name: ThreadPoolExecutor(max_workers=1) for name in ("telling", "looking")}
    distinct |= {executor: ThreadPoolExecutor(max_workers=1) for executor in executors.values()}
    scheduler = BackgroundScheduler(timezone=UTC, job_defaults=_JOB_DEFAULTS, executors=distinct)
    for name, rhythm in rhythms.items():
        timed: dict[str, Any] = {"trigger": _Rhythmic(rhythm), "next_run_time": datetime.now(UTC)}
        scheduler.add_job(_in_order, args=(poll, name), id=f"poll {name}", executor=executors[name], **timed)
    scheduler.add_job(_in_order, "interval", (tell,), seconds=every, id="tell", executor="telling")
    if look is not None:
        timed = {"seconds": seldom, "next_run_time": datetime.now(UTC)}
        scheduler.add_job(_in_order, "interval", (look,), id="look", executor="looking", **timed)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


class _Rhythmic(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """APScheduler's view of a rhythm: what is late is asked once, now, and the rhythm goes on from there."""

    def __init__(self, rhythm: Rhythm) -> None:
        self._rhythm = rhythm

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """When the watch is asked next."""
        jitter = random.random()  # noqa: S311 - spreads polls, guards nothing
        due = self._rhythm.after(previous_fire_time or now, jitter=jitter)
        return due if due > now else self._rhythm.after(now, jitter=jitter)


def _executors(names: Iterable[str], lanes: Mapping[str, str]) -> dict[str, str]:
    """Which thread polls each watch: every lane has its own while there are enough, and shares one otherwise."""
    places = {lane: place % _LANES for place, lane in enumerate(dict.fromkeys(lanes.get(name, "") for name in names))}
    return {name: f"lane {places[lanes.get(name, '')]}" for name in names}


@contextmanager
def stopped_by_signals(stopped: threading.Event) -> Iterator[None]:
    """SIGTERM and SIGINT set `stopped` meanwhile."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _in_order(duty: Callable[..., object], *names: str) -> None:
    try:
        duty(*names)
    except OutOfOrderError as error:
        _log.error("out of order", reason=str(error))
