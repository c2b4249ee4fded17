"""The clocks of the program and how it waits, handed in so that a simulation can pass a month in minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """`now` is the time, aware and in UTC; `ticks` counts seconds and never goes back; `sleep` waits for seconds."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
