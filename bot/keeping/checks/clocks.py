"""The clock: against what is stored, which cannot come from the future, and against what hosts say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from statistics import median

from bot.keeping.checks.finding import Finding, doubtful, well, wrong
from bot.store.looking import Connection
from bot.store.moments import late_waits, newest

# Two machines of one cluster may differ by so much; what is stored is seconds old.
_AHEAD = timedelta(minutes=2)
# Hosts say seconds and take some to answer. Signed requests to a bucket fail from a quarter of an hour on.
_OFF, _FAR_OFF = timedelta(seconds=30), timedelta(minutes=5)
_ADVICE = "let the machine keep its time by NTP"


def clock(connection: Connection | None, now: datetime, heard: Sequence[datetime]) -> Iterator[Finding]:
    """Whether the time of day can be right; `heard` is what hosts said when they were asked."""
    last = newest(connection) if connection is not None else None
    if last is not None and last - now > _AHEAD:
        yield wrong(
            "clock", f"it is {now:%Y-%m-%d %H:%MZ} here, and something was stored at {last:%Y-%m-%d %H:%MZ}", _ADVICE
        )
        return
    late = late_waits(connection, now) if connection is not None else 0
    if late:
        words = f"{late:,} watches, filings or alerts rest far into the future, as after a clock that was ahead"
        yield doubtful("clock", words, "the next start of `run` lets them go on")
    off = timedelta(seconds=median((at - now).total_seconds() for at in heard)) if heard else timedelta()
    if abs(off) > _OFF:
        words = f"it is off by {abs(off).total_seconds():,.0f} s from what {len(heard)} hosts say"
        yield (wrong if abs(off) > _FAR_OFF else doubtful)("clock", words, _ADVICE)
    else:
        against = f"within {_OFF.seconds} s of {len(heard)} hosts" if heard else "not before anything that is stored"
        yield well("clock", f"{now:%Y-%m-%d %H:%M:%SZ}, {against}")
