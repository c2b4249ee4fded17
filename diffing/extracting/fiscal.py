"""The fiscal years of a filer whose year does not end with December, as its own text dates them.

A year of 52 or 53 weeks ends on another day each year: the days are taken from the dates the document prints.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from diffing.extracting.calendar import Context
from diffing.extracting.periods import scan
from diffing.figure import Period

_FISCAL = re.compile(r"\b(?:fiscal(?: year)?|FY) ?(20\d\d)\b", re.IGNORECASE)
_NEAR = timedelta(days=10)
_SHORTEST_YEAR = 350
_YEARS_BACK, _YEARS_ON = 6, 2


def fiscal_years(text: str, report: Period | None) -> dict[int, Period]:
    """Each fiscal year that the document speaks of with its span; empty where years are calendar years."""
    if (
        report is None
        or report.instant
        or (report.last - report.first).days < _SHORTEST_YEAR
        or _ends_a_year(report.last)
    ):
        return {}
    printed = {one.last for one in scan(text, "en", Context(report.last)) if one.first == one.last}
    ends = {back: _end(report.last, back, printed) for back in range(-_YEARS_ON, _YEARS_BACK + 1)}
    named = Counter(int(match.group(1)) for match in _FISCAL.finditer(text))
    this = max((report.last.year, report.last.year - 1), key=lambda year: named[year])
    return {
        this - back: Period(first=ends[back + 1] + timedelta(days=1), last=ends[back])
        for back in range(-_YEARS_ON, _YEARS_BACK)
    }


def _ends_a_year(last: date) -> bool:
    return (last.month, last.day) == (12, 31)


def _end(last: date, back: int, printed: set[date]) -> date:
    """The last day of the fiscal year `back` years before: as printed, else a whole number of weeks or years away."""
    at_month_end = (last + timedelta(days=1)).month != last.month and (last - timedelta(weeks=52)) not in printed
    guess = date(last.year - back, last.month, min(last.day, 28)) + timedelta(days=last.day - min(last.day, 28))
    near = [day for day in printed if abs(day - guess) <= _NEAR and (at_month_end or day.weekday() == last.weekday())]
    if near:
        return min(near, key=lambda day: abs(day - guess))
    if at_month_end:
        return guess
    return guess - timedelta(days=(guess.weekday() - last.weekday()) % 7)
