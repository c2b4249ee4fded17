"""Makes the digests that are due: at their times of day, in the zone of the watches they tell of, each once.

08:30 ─────────────── 21:00 ─────────────── 08:30
└── gathered for ────┘ └── gathered for ───┘     a program that was away over several makes the last of them
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.standing import UNWELL, standing_of
from bot.store import Store, digests, polls

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One watch as a digest speaks of it: its longest interval, and where and in which zone it is told."""

    name: str
    every: timedelta
    channels: tuple[str, ...]
    zone: str


def slot_before(now: datetime, times: Sequence[time], zone: str) -> datetime:
    """The last of these times of day in the zone that is not after `now`; in UTC. A time that a day has not, is later.

    Of an hour that a day has twice the first one counts.
    """
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    days = (today - timedelta(days=1), today, today + timedelta(days=1))
    moments = (datetime.combine(day, at, tzinfo=here).astimezone(now.tzinfo) for day in days for at in times)
    return max(moment for moment in moments if moment <= now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digesting:
    """Makes digests of the watches at these times of day."""

    store: Store
    watches: Sequence[Heard]
    times: Sequence[time]
    clock: Callable[[], datetime]
    # The last slot of each channel and zone that is known to be made, so that the database is not asked at every tick.
    made: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def make_due(self) -> int:
        """How many digests were made now."""
        now, count = self.clock(), 0
        for channel, zone in self._places() if self.times else ():
            slot = slot_before(now, self.times, zone)
            if self.made.get((channel, zone)) != slot:
                count += self._make(channel, zone, slot, now)
                self.made[channel, zone] = slot
        return count

    def _make(self, channel: str, zone: str, slot: datetime, now: datetime) -> bool:
        with self.store.reading() as connection:
            since = digests.last_slot(connection, channel, zone)
        if since is not None and since >= slot:
            return False
        checked = self._checked(channel, zone, now)
        with self.store.writing() as connection:
            made = digests.make_digest(connection, channel, zone, slot=slot, since=since, checked=checked, now=now)
        if made and since is not None:
            _log.info("digest", channel=channel, zone=zone, slot=slot.isoformat())
        return made

    def _places(self) -> list[tuple[str, str]]:
        return list(dict.fromkeys((channel, watch.zone) for watch in self.watches for channel in watch.channels))

    def _checked(self, channel: str, zone: str, now: datetime) -> dict[str, Any]:
        """How many watches the digest speaks of, and which of them say nothing, with since when."""
        about = [watch for watch in self.watches if channel in watch.channels and watch.zone == zone]
        with self.store.reading() as connection:
            rows = {row.name: row for row in polls.watch_rows(connection)}
        stale = [[one.name, _since(rows.get(one.name), now)] for one in about if _is_unwell(one, rows, now)]
        return {"watches": len(about), "stale": stale}


def _is_unwell(watch: Heard, rows: Mapping[str, Any], now: datetime) -> bool:
    return standing_of(watch.every, rows.get(watch.name), now) in UNWELL


def _since(row: Any, now: datetime) -> str:
    moment = now if row is None else row.well or row.first_seen
    return str(moment.isoformat())
