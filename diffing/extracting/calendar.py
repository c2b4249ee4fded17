"""Spans of days: years, halves, quarters, months, weeks, and what a text has said so far about when."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from diffing.figure import Period

FIRST_YEAR, LAST_YEAR = 1900, 2150
MONTHS, QUARTERS, WEEKS = 12, 4, 52
# A fiscal quarter of weeks ends within this many days of a month's end.
_DAYS_OVER = 7
# China's exchanges opened in 1990; a document that seems older says no day of its own.
FIRST_DATED = 1991


@dataclass(slots=True)
class Context:
    """What relative periods are resolved against: `reference` is the day the text is from, never today.

    `report` is the period the document is about; `year` the year last named in the text. `fiscal` maps the fiscal years
    that the document itself has dated to their spans, `quarters` their quarters; `plain_parts` and `plain_years` say
    that quarters and years are fiscal ones without the word.
    """

    reference: date
    report: Period | None = None
    year: int | None = None
    month: int | None = None
    fiscal: dict[int, Period] = field(default_factory=dict)
    quarters: dict[tuple[int, int], Period] = field(default_factory=dict)
    plain_parts: bool = False
    plain_years: bool = False

    def named_year(self) -> int:
        """The year that 同年 and 12 月 1 日 mean here."""
        if self.year is not None:
            return self.year
        return self.report.last.year if self.report else self.reference.year

    def this_year(self) -> int:
        """The year that 今年 means: that of the day the text is from."""
        return self.reference.year

    def report_year(self) -> int:
        """The year that 本年 and 上年 count from: that of the report, or of the day the text is from."""
        return self.report.last.year if self.report else self.reference.year


def day(year: int, month: int, number: int) -> Period | None:
    """One day, or None when there is no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= MONTHS and 1 <= number <= monthrange(year, month)[1]):
        return None
    found = date(year, month, number)
    return Period(first=found, last=found, instant=True)


def months(year: int, first: int, last: int) -> Period | None:
    """The months from `first` to `last` of one year, or None when there are no such months."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= last <= MONTHS):
        return None
    return Period(first=date(year, first, 1), last=date(year, last, monthrange(year, last)[1]))


def quarter(year: int, number: int) -> Period | None:
    """One quarter of a calendar year."""
    return months(year, 3 * number - 2, 3 * number) if 1 <= number <= QUARTERS else None


def whole_year(year: int) -> Period | None:
    """One calendar year."""
    return months(year, 1, 12)


def week(year: int, number: int) -> Period | None:
    """One week by ISO 8601."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= WEEKS):
        return None
    first = date.fromisocalendar(year, number, 1)
    return Period(first=first, last=first + timedelta(days=6))


def end_of(period: Period | None) -> Period | None:
    """The last day of a period, as an instant."""
    return period and Period(first=period.last, last=period.last, instant=True)


def start_of(period: Period | None) -> Period | None:
    """The day before a period, as an instant: where 期初 balances stand."""
    if period is None:
        return None
    eve = period.first - timedelta(days=1)
    return Period(first=eve, last=eve, instant=True)


def joined(first: Period, last: Period) -> Period | None:
    """The span from the beginning of one period to the end of another."""
    return Period(first=first.first, last=last.last) if first.first < last.last else None


def years_back(period: Period | None, years: int) -> Period | None:
    """The same span some years earlier; the end of a month stays the end of that month."""
    if period is None:
        return None
    return Period(first=_shifted(period.first, years), last=_shifted(period.last, years), instant=period.instant)


def _shifted(when: date, years: int) -> date:
    year = when.year - years
    at_end = when.day == monthrange(when.year, when.month)[1]
    length = monthrange(year, when.month)[1]
    return date(year, when.month, length if at_end else min(when.day, length))


def ended(last: date, length: int) -> Period:
    """The span of `length` months that ends on `last`; fiscal quarters end within a week of a month's end."""
    anchor = last if last.day > _DAYS_OVER else last.replace(day=1) - timedelta(days=1)
    index = anchor.year * 12 + anchor.month - 1 - length
    year, month = divmod(index, 12)
    if last.day == monthrange(last.year, last.month)[1]:
        first = date(year, month + 1, monthrange(year, month + 1)[1]) + timedelta(days=1)
    else:
        weeks = {3: 13, 6: 26, 9: 39, 12: 52}.get(length)
        first = last - timedelta(weeks=weeks) + timedelta(days=1) if weeks else date(year, month + 1, 1)
    return Period(first=first, last=last)
