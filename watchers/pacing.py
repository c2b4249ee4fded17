"""How fast each host may be asked, and when it is left alone; one place keeps the pace for all sources."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """The hours of the day, on the clock of the host, in which it is not asked on schedule."""

    start: time
    end: time
    zone: ZoneInfo

    def until(self, now: datetime) -> datetime | None:
        """When the quiet hours that `now` lies in end, or None outside them."""
        here = now.astimezone(self.zone)
        for day in (here.date() - timedelta(days=1), here.date()):
            begin = datetime.combine(day, self.start, self.zone)
            end = datetime.combine(day + timedelta(days=self.end <= self.start), self.end, self.zone)
            if begin <= here < end:
                return end.astimezone(now.tzinfo)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The least seconds from one request to the next, the most in any minute, and the most under way at once."""

    interval: float
    per_minute: int | None = None
    connections: int = 1
    quiet: Quiet | None = None

    def __post_init__(self) -> None:
        if self.interval < 0 or self.connections < 1 or (self.per_minute or 1) < 1:
            raise ValueError("a pace has an interval of 0 or more seconds and at least 1 connection and request")

    @property
    def spacing(self) -> float:
        """The seconds from one request to the next that keep both limits.

        Spread over the minute and not saved up, so that a program that was killed keeps to it without remembering.
        """
        return max(self.interval, _MINUTE / self.per_minute if self.per_minute else 0.0)


# Nothing is published in the small hours there, and the hosts are maintained then.
_NIGHT = Quiet(start=time(1), end=time(6), zone=_SHANGHAI)

# The first suffix that fits decides. A host with a dot in front stands for all hosts below it, which share one pace.
PACES: tuple[tuple[str, Pace], ...] = (
    # No limit is published. Crawlers use 0.25 to 3 s; the most careful one known keeps 12 a minute.
    ("www.cninfo.com.cn", Pace(interval=1.5, per_minute=20, quiet=_NIGHT)),
    ("static.cninfo.com.cn", Pace(interval=1.5, per_minute=20, quiet=_NIGHT)),
    ("irm.cninfo.com.cn", Pace(interval=1.5, per_minute=20, quiet=_NIGHT)),
    # No limit is published; 0.3 to 5 s are common, and a firewall answers the impatient with 403.
    (".szse.cn", Pace(interval=1.5, quiet=_NIGHT)),
    (".sse.com.cn", Pace(interval=1.5, quiet=_NIGHT)),
    (".sseinfo.com", Pace(interval=2.0, quiet=_NIGHT)),
    (".bse.cn", Pace(interval=1.5, quiet=_NIGHT)),
    # No limit is published; one a second is what well-behaved clients keep.
    (".hkexnews.hk", Pace(interval=1.0)),
    # SEC fair access allows 10 a second over all its hosts; a fifth of that is never noticed.
    (".sec.gov", Pace(interval=0.5, connections=2)),
    # Anybody's server: slower than a person who clicks.
    ("", Pace(interval=1.0)),
)

_MINUTE = 60.0
# A clockwork is noticed and a crowd of them collides: each wait is up to this part longer.
_JITTER = 0.1


@dataclass(slots=True)
class _Lane:
    """What is under way to the hosts that share one pace."""

    pace: Pace
    free: float = 0.0
    closed: float = 0.0
    places: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(1))


@dataclass(slots=True, kw_only=True)
class Pacing:
    """The pace of every host, kept for all threads of one process. `clock` counts seconds and never goes back.

    `own` are intervals by host, which go before those of the table.
    """

    clock: Callable[[], float]
    sleep: Callable[[float], None]
    own: Mapping[str, float] = field(default_factory=dict)
    chance: Callable[[], float] = random.random
    _lanes: dict[str, _Lane] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits until `host` may be asked, and holds one of its places meanwhile."""
        lane = self._lane(host)
        with lane.places:
            self.sleep(self._reserve(lane))
            yield

    def close(self, host: str, seconds: float) -> None:
        """Nobody asks `host` for the next `seconds`: it said so."""
        lane = self._lane(host)
        with self._lock:
            lane.closed = max(lane.closed, self.clock() + seconds)

    def closed(self, host: str) -> float:
        """For how many seconds more `host` does not want to be asked."""
        return max(0.0, self._lane(host).closed - self.clock())

    def _reserve(self, lane: _Lane) -> float:
        """Takes the next free moment; how many seconds away it is."""
        with self._lock:
            now = self.clock()
            at = max(now, lane.free, lane.closed)
            lane.free = at + lane.pace.spacing * (1 + _JITTER * self.chance())
            return at - now

    def _lane(self, host: str) -> _Lane:
        suffix, pace = pace_of(host)
        if host in self.own:
            suffix, pace = host, replace(pace, interval=self.own[host], per_minute=None)
        with self._lock:
            shared = suffix or host
            if shared not in self._lanes:
                self._lanes[shared] = _Lane(pace=pace, places=threading.Semaphore(pace.connections))
            return self._lanes[shared]


def pace_of(host: str) -> tuple[str, Pace]:
    """The row of the table for `host`: the suffix whose hosts share the pace, and the pace."""
    return next((suffix, pace) for suffix, pace in PACES if _under(host, suffix))


def quiet_until(host: str, now: datetime) -> datetime | None:
    """When the quiet hours of `host` end, or None when it may be asked on schedule now."""
    quiet = pace_of(host)[1].quiet
    return quiet.until(now) if quiet else None


def _under(host: str, suffix: str) -> bool:
    return not suffix or host == suffix.lstrip(".") or (suffix.startswith(".") and host.endswith(suffix))
