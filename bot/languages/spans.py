"""Periods in words: a span of days that people have a name for is called by it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from diffing.figure import Period

# First month and last month of a span that begins and ends with a month: the name it goes by.
_NAMED = {
    (1, 12): "year",
    (1, 6): "half_1",
    (7, 12): "half_2",
    (1, 3): "quarter_1",
    (4, 6): "quarter_2",
    (7, 9): "quarter_3",
    (10, 12): "quarter_4",
    (1, 9): "nine_months",
}

# The quarters of a year differ by two days, its months by three.
_LEEWAY = 3


def period_words(period: Period, patterns: Mapping[str, str]) -> str:
    """A period as people write it, by the patterns of one language."""
    first, last = period.first, period.last
    values = {"year": first.year, "month": first.month, "day": last.isoformat(), "first": first, "last": last}
    return patterns[_name(period)].format_map(values)


def same_length(old: Period, new: Period) -> bool:
    """Whether two periods count alike: two instants, two years, two quarters; a leap day makes no difference."""
    if old.instant or new.instant:
        return old.instant and new.instant
    days_old, days_new = (period.last - period.first for period in (old, new))
    return abs((days_old - days_new).days) <= _LEEWAY


def _name(period: Period) -> str:
    first, last = period.first, period.last
    if period.instant:
        return "instant"
    if first == last:
        return "day"
    if first.year != last.year or first.day != 1 or last != _month_end(last):
        return "span"
    return "month" if first.month == last.month else _NAMED.get((first.month, last.month), "span")


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
