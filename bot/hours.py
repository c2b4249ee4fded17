"""How often a watch is asked at which hours: its interval, and the windows in which that is another.

every = "1h"            ─ ─ ─ ─ ─ ─ ┌─────────────────┐ ─ ─ ─
mon-fri 16:00-23:30                 │  every = "5m"   │        a poll falls due when its window opens, too
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

from bot.spelling import Duration, Table

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Polls of one interval are spread over so much of it, and over no more than a minute.
_SPREAD, _MOST_SPREAD = 0.1, timedelta(minutes=1)


def _days(value: object) -> object:
    """Days as people write them: mon-fri, sat, or several of these with commas; a week may go round its end."""
    found: set[int] = set()
    for part in value.replace(" ", "").lower().split(",") if isinstance(value, str) else ("",):
        first, _, last = part.partition("-")
        if first not in _DAYS or (last or first) not in _DAYS:
            raise ValueError("is written as days or spans of them: mon-fri, or sat,sun")
        begin, end = _DAYS.index(first), _DAYS.index(last or first)
        found |= {day % len(_DAYS) for day in range(begin, end + 1 + len(_DAYS) * (end < begin))}
    return frozenset(found)


def _hours(value: object) -> object:
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", str(value).replace(" ", ""))
    if not found:
        raise ValueError("is written from one time of day to another, for example 16:00-23:30")
    first, last = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    if not first < last <= 24 * 60:
        raise ValueError("ends after it begins and on the same day; write two windows for a night")
    return first, last


class WindowTable(Table):
    """Days and hours of the watch's zone in which it is asked at another interval."""

    days: Annotated[frozenset[int], BeforeValidator(_days)] = frozenset(range(7))
    hours: Annotated[tuple[int, int], BeforeValidator(_hours)] = (0, 24 * 60)
    every: Duration

    def window(self) -> Window:
        """The window that it says."""
        return Window(days=self.days, first=self.hours[0], last=self.hours[1], every=self.every)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days of the week, Monday being 0, and minutes of the day, the last one not included."""

    days: frozenset[int]
    first: int
    last: int
    every: timedelta

    def holds(self, here: datetime) -> bool:
        """Whether that moment, in the zone of the watch, is in it."""
        return here.weekday() in self.days and self.first <= here.hour * 60 + here.minute < self.last

    def opens(self, here: datetime) -> datetime:
        """When it opens next after that moment; its clock may have no such time on one day, it is later then."""
        for ahead in range(8):
            day = (here + timedelta(days=ahead)).date()
            at = datetime.combine(day, time(self.first // 60, self.first % 60), tzinfo=here.tzinfo)
            if day.weekday() in self.days and at > here:
                return at
        raise AssertionError("a window has a day in every week")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a watch is asked: `every` so often, and in windows as they say, the first one that holds."""

    every: timedelta
    windows: Sequence[Window] = ()
    zone: str = "UTC"

    @property
    def longest(self) -> timedelta:
        """The longest that the watch is left alone by plan."""
        return max([self.every, *(window.every for window in self.windows)])

    def interval(self, moment: datetime) -> timedelta:
        """How often the watch is asked at that moment."""
        here = moment.astimezone(ZoneInfo(self.zone))
        return next((window.every for window in self.windows if window.holds(here)), self.every)

    def after(self, moment: datetime, *, jitter: float = 0) -> datetime:
        """When the watch is asked next, in the zone of `moment`; `jitter` from 0 to 1 spreads polls of one interval.

        When a quicker window opens before that, it is asked then.
        """
        interval = self.interval(moment)
        due = moment + interval
        here = moment.astimezone(ZoneInfo(self.zone))
        opening = [window.opens(here).astimezone(moment.tzinfo) for window in self.windows if window.every < interval]
        return min([due, *opening]) + jitter * min(interval * _SPREAD, _MOST_SPREAD)
