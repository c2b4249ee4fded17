"""The fiscal years and quarters of a filer whose year does not end with December, as its own text dates them.

A year of 52 or 53 weeks ends on another day each year: the days are taken from the dates the document prints. A
quarterly report tells where its year ends by the longest span that it counts to its own last day:

    three months ended June 29, 2024 | nine months ended June 29, 2024    three quarters are over, one is to come
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from diffing.extracting.calendar import QUARTERS, Context
from diffing.extracting.periods import scan
from diffing.figure import Period

_FISCAL = re.compile(r"\b(?:fiscal(?: year)?|FY) ?(20\d\d)\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:quarter|months|half) of (20\d\d)\b", re.IGNORECASE)
# The second and third quarter tell how much of the year is over: six months ended, twenty-six weeks ended.
_OVER = (
    (
        9,
        re.compile(
            r"\b(?:nine|9) months[ \n]ended|\b(?:39|thirty-nine) weeks[ \n]ended|first nine months", re.IGNORECASE
        ),
    ),
    (
        6,
        re.compile(r"\b(?:six|6) months[ \n]ended|\b(?:26|twenty-six) weeks[ \n]ended|first six months", re.IGNORECASE),
    ),
)
_FIRST = re.compile(r"\bfirst (?:fiscal )?quarter of\b", re.IGNORECASE)
# References to particular years, quarters, months and periods refer to the company's fiscal years.
_REFERENCES = re.compile(
    r"\b(?:references|referring) to\b[^.]{0,80}\byears?\b[^.]{0,80}\b(?:refers? to|mean|are to|relate to)\b[^.]{0,60}"
    r"\bfiscal\b",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\b(?:quarter|months|half) of (?:our )?(?:fiscal|FY)", re.IGNORECASE)
# The company's fiscal year is the 52- or 53-week period that ends on the last Saturday of September.
_WEEKLY = re.compile(r"\b53[- ]week|\bfifty-three weeks?\b", re.IGNORECASE)
_LAST_WEEKDAY = re.compile(r"\bends? on the last (?:satur|sun|fri|thurs|wednes|tues|mon)day (?:of|in)\b", re.IGNORECASE)
_NEAR = timedelta(days=10)
_SHORTEST_YEAR = 350
_QUARTER_WEEKS, _YEAR_OF_WEEKS = timedelta(weeks=13), timedelta(weeks=52)
_YEARS_BACK, _YEARS_ON = 6, 2
# Retailers name the year that ends in January 2024 fiscal 2023; one that ends later is named by its end.
_NAMED_BY_BEGIN = 5


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """The fiscal years that a document dates, the quarters of these by year and number, and what needs no `fiscal`.

    `plain_parts` says that a quarter of 2024 is one of the fiscal year, `plain_years` that 2024 is the fiscal year.
    """

    years: dict[int, Period] = field(default_factory=dict)
    quarters: dict[tuple[int, int], Period] = field(default_factory=dict)
    plain_parts: bool = False
    plain_years: bool = False


def fiscal_calendar(text: str, report: Period | None) -> FiscalCalendar:
    """The fiscal years and quarters that the document speaks of; empty where years are calendar years."""
    if report is None or report.instant:
        return FiscalCalendar()
    printed = _printed(text, report)
    weekly = not _ends_a_month(report.last) or report.last - _YEAR_OF_WEEKS in printed or bool(_WEEKLY.search(text))
    last = _year_end(text, report, weekly=weekly)
    if last is None:
        return FiscalCalendar()
    years = _years(text, last, printed, weekly=weekly)
    referred = _REFERENCES.search(text) is not None
    quarters = {key: span for year in years for key, span in _quarters(year, years[year], printed, weekly=weekly)}
    return FiscalCalendar(years, quarters, plain_parts=referred or not _MARKED.search(text), plain_years=referred)


def _printed(text: str, report: Period) -> set[date]:
    found = scan(text, "en", Context(report.last))
    return {one.last for one in found if one.first == one.last or one.form == "ended"}


def _year_end(text: str, report: Period, *, weekly: bool) -> date | None:
    """The last day of the fiscal year that a report is about or in; None where that is the calendar year, or unsaid."""
    if (report.last - report.first).days >= _SHORTEST_YEAR:
        return None if (report.last.month, report.last.day) == (12, 31) else report.last
    over = next((months for months, words in _OVER if words.search(text)), 3 if _FIRST.search(text) else None)
    if over is None:
        return None
    last = report.last + _QUARTER_WEEKS * (4 - over // 3) if weekly else _months_on(report.last, 12 - over)
    return None if _near_new_year(last) else last


def _near_new_year(last: date) -> bool:
    """Whether a day is about the end of December: a company of weeks whose years are calendar years, all but days."""
    return any(abs(last - date(year, 12, 31)) <= _NEAR for year in (last.year - 1, last.year))


def _ends_a_month(last: date) -> bool:
    return (last + timedelta(days=1)).month != last.month


def _months_on(last: date, count: int) -> date:
    """The end of the month so many months after, or before where `count` is negative."""
    year, month = divmod(last.year * 12 + last.month - 1 + count, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _years(text: str, last: date, printed: set[date], *, weekly: bool) -> dict[int, Period]:
    backs = range(-_YEARS_ON, _YEARS_BACK + 1)
    if weekly and _LAST_WEEKDAY.search(text):
        ends = {back: _last_weekday(last, back) for back in backs}
    else:
        ends = {back: _end(last, back, printed, weekly=weekly) for back in backs}
    named = Counter(int(match.group(1)) for words in (_FISCAL, _PART) for match in words.finditer(text))
    names = (last.year, last.year - 1) if last.month <= _NAMED_BY_BEGIN else (last.year,)
    this = max(names, key=lambda year: named[year])
    return {
        this - back: Period(first=ends[back + 1] + timedelta(days=1), last=ends[back])
        for back in range(-_YEARS_ON, _YEARS_BACK)
    }


def _end(last: date, back: int, printed: set[date], *, weekly: bool) -> date:
    """The last day of the fiscal year `back` years before: as printed, else a whole number of weeks or years away."""
    guess = date(last.year - back, last.month, min(last.day, 28)) + timedelta(days=last.day - min(last.day, 28))
    if not weekly:
        return _nearest(guess, printed)
    near = _nearest(guess, {day for day in printed if day.weekday() == last.weekday()})
    return near - timedelta(days=(near.weekday() - last.weekday()) % 7)


def _last_weekday(last: date, back: int) -> date:
    """The last Saturday of September so many years before, where `last` is one."""
    end = _months_on(last, -12 * back)
    return end - timedelta(days=(end.weekday() - last.weekday()) % 7)


def _nearest(guess: date, printed: set[date]) -> date:
    """The printed day about a guess, else the guess."""
    return min((day for day in printed if abs(day - guess) <= _NEAR), key=lambda day: abs(day - guess), default=guess)


def _quarters(year: int, span: Period, printed: set[date], *, weekly: bool) -> Iterator[tuple[tuple[int, int], Period]]:
    """The quarters of a year: three of thirteen weeks or months to the end, and the first with what is left."""
    ends = [span.last]
    for _ in range(QUARTERS - 1):
        guess = ends[0] - _QUARTER_WEEKS if weekly else _months_on(ends[0], -3)
        ends.insert(0, _nearest(guess, {day for day in printed if weekly and day.weekday() == guess.weekday()}))
    first = span.first
    for number, last in enumerate(ends, 1):
        yield (year, number), Period(first=first, last=last)
        first = last + timedelta(days=1)
