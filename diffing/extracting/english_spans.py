"""The period that each way of writing one in English means, in the document it stands in."""

from __future__ import annotations

import re
from datetime import timedelta

from diffing.extracting import calendar
from diffing.extracting.calendar import Context
from diffing.extracting.english_dates import COUNTS, WEEKDAYS, month_number, ordinal, year_of
from diffing.figure import Period

# A quarter, a half and a year of weeks begin within so many days of where months would.
_DAYS_OFF = 10


def day(match: re.Match[str], context: Context) -> Period | None:
    """One day."""
    return calendar.day(year_of(match.groupdict().get("y"), context), month_number(match["m"]), ordinal(match["d"]))


def slashed(match: re.Match[str], context: Context) -> Period | None:
    """02/22/2016 is American; a first number above 12 makes it day first."""
    first, second, year = int(match["a"]), int(match["b"]), year_of(match["y"], context)
    return calendar.day(year, first, second) if first <= calendar.MONTHS else calendar.day(year, second, first)


def weekday(match: re.Match[str], context: Context) -> Period | None:
    """Thursday the twenty first: the latest such day before the reference, or the next one."""
    wanted, number = match["w"].lower()[:3], ordinal(match["d"])
    names = [name[:3] for name in WEEKDAYS]
    for back in range(400):
        when = context.reference - timedelta(days=back)
        if when.day == number and when.weekday() == names.index(wanted):
            return Period(first=when, last=when, instant=True)
    return None


def month(match: re.Match[str], context: Context) -> Period | None:
    """One month."""
    number = month_number(match["m"])
    return calendar.months(year_of(match.groupdict().get("y"), context), number, number)


def _fiscal_year(year: int, context: Context) -> Period | None:
    """A fiscal year as the document dates it, else by the end of its own period, else the calendar year."""
    return context.fiscal.get(year) or calendar.whole_year(year)


def _parted(match: re.Match[str], context: Context) -> bool:
    """Whether a quarter or months are of a fiscal year: they say so, or the document says all of its are."""
    return bool(context.quarters) and (bool(match.groupdict().get("f")) or context.plain_parts)


def quarter(match: re.Match[str], context: Context) -> Period | None:
    """One quarter, a fiscal one where it is so named and the document dates it."""
    year, number = year_of(match.groupdict().get("y"), context), ordinal(match["q"])
    fiscal = context.quarters.get((year, number)) if _parted(match, context) else None
    return fiscal or calendar.quarter(year, number)


def first_months(match: re.Match[str], context: Context) -> Period | None:
    """The first months of a year, a fiscal one where it is so named."""
    year, count = year_of(match["y"], context), COUNTS[match["n"].lower()]
    begin, end = context.quarters.get((year, 1)), context.quarters.get((year, count // 3))
    if begin and end and _parted(match, context):
        return Period(first=begin.first, last=end.last)
    return calendar.months(year, 1, count)


def half(match: re.Match[str], context: Context) -> Period | None:
    """The first or the second half of a year."""
    first = match["h"].lower() in {"first", "1", "1st"}
    year = year_of(match["y"], context)
    begin, end = (context.quarters.get((year, number)) for number in ((1, 2) if first else (3, 4)))
    if begin and end and _parted(match, context):
        return Period(first=begin.first, last=end.last)
    return calendar.months(year, 1 if first else 7, 6 if first else 12)


def whole(match: re.Match[str], context: Context) -> Period | None:
    """A year named by its number alone."""
    if context.plain_years:
        return fiscal(match, context)
    return calendar.whole_year(year_of(match["y"], context))


def fiscal(match: re.Match[str], context: Context) -> Period | None:
    """A fiscal year."""
    return _fiscal_year(year_of(match["y"], context), context)


def decade(match: re.Match[str], _context: Context) -> Period | None:
    """Ten years, the 1990's."""
    first = int(match["y"])
    start, end = calendar.whole_year(first), calendar.whole_year(first + 9)
    return calendar.joined(start, end) if start and end and first % 10 == 0 else None


def week(match: re.Match[str], context: Context) -> Period | None:
    """One of the first five weeks of a year."""
    return calendar.week(year_of(match["y"], context), ordinal(match["d"]))


def ended(match: re.Match[str], context: Context) -> Period | None:
    """The months or weeks that end on a day, as the fiscal calendar of the document has them."""
    end = day(match, context)
    count = (match.groupdict().get("n") or "").lower().replace(" ", "-")
    if end is None:
        return None
    length = COUNTS.get(count, 12 if "year" in match.group().lower() else 3)
    known = [one for one in (*context.fiscal.values(), *context.quarters.values()) if one.last == end.last]
    to_date = next((year for year in context.fiscal.values() if year.first <= end.last <= year.last), None)
    if to_date is not None and length > calendar.MONTHS // calendar.QUARTERS:
        known.append(Period(first=to_date.first, last=end.last))
    span = calendar.ended(end.last, length)
    return next((one for one in known if abs((one.first - span.first).days) <= _DAYS_OFF), span)


def today(_match: re.Match[str], context: Context) -> Period | None:
    """The day the text is from."""
    return Period(first=context.reference, last=context.reference, instant=True)


def day_range(match: re.Match[str], context: Context) -> Period | None:
    """The days of one month between two of them."""
    last = day(match, context)
    first = last and calendar.day(last.last.year, last.last.month, ordinal(match["e"]))
    return calendar.joined(first, last) if first and last else None
