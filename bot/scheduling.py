"""Runs the polls of every watch at their intervals until it is asked to stop.

The schedule is made from the configuration at every start and kept in memory only: what was polled, and where to go on,
stands in the checkpoints. A late poll runs late rather than not at all.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

# APScheduler skips a run that is a second late, unless it is told not to (agronholm/apscheduler#146, #292).
_JOB_DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


def run_until_stopped(
    intervals: Mapping[str, timedelta], poll: Callable[[str], None], stopped: threading.Event
) -> None:
    """Calls `poll` with the name of each watch at once and then at its interval; returns once `stopped` is set.

    SIGTERM and SIGINT set it. A poll that is running ends first; it may heed `stopped` to end sooner. Polls run one at
    a time: one process writes.
    """
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults=_JOB_DEFAULTS, executors={"default": ThreadPoolExecutor(max_workers=1)}
    )
    for name, every in intervals.items():
        seconds = every.total_seconds()
        now = datetime.now(UTC)
        scheduler.add_job(poll, "interval", (name,), seconds=seconds, id=name, next_run_time=now)

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    scheduler.start()
    try:
        stopped.wait()
    finally:
        scheduler.shutdown(wait=True)
        for number, handler in before.items():
            signal.signal(number, handler)
