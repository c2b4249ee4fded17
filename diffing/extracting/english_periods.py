"""How English filings say when: three months ended June 30, 2023; Q4 FY2023; fiscal 2024; the first half of 2023."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from diffing.extracting import calendar, spelled
from diffing.extracting.calendar import Context
from diffing.extracting.patterns import any_of
from diffing.figure import Period

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
# Months that a span counts; 13 and 14, 26, 39, 52 and 53 weeks make a quarter, a half, nine months and a year.
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12,
    "thirteen": 3, "twenty-six": 6, "thirty-nine": 9, "fifty-two": 12, "fifty-three": 12,
    "13": 3, "14": 3, "26": 6, "39": 9, "52": 12, "53": 12,
}  # fmt: skip

_SHORT_YEAR = 2
# A quarter, a half and a year of weeks begin within so many days of where months would.
_DAYS_OFF = 10
_MON = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WDAY = r"(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?"
_Y = r"(?:(?<![\d.,$])(?:19|20|21)\d{2}(?![\d]|,\d|\.\d))"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_BELOW = rf"(?:{_TENS}(?:[ -]{_ONES})?|{_TEENS}|{_ONES})"
_WORD_Y = rf"(?:two thousand(?: (?:and )?{_BELOW})?|(?:nineteen|twenty|eighteen) (?:{_TENS}(?:[ -]{_ONES})?|{_TEENS}))"
_ANY_Y = rf"(?:{_Y}|{_WORD_Y})"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_WORD_D = (
    rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|twent(?:y|ieth)[ -]?(?:{'|'.join(_ORDINALS[:9])})?"
    rf"|thirt(?:y|ieth)[ -]?(?:first)?|{_BELOW})"
)
_QW = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_G = r"[ \n]{1,3}"
_O = r"[ \n]{0,3}"
_COUNT = "|".join(sorted(_COUNTS, key=len, reverse=True))


def _ordinal(printed: str) -> int:
    """A day or quarter in words or digits: twenty-first, 3rd."""
    plain = printed.lower().strip().replace("-", " ")
    digits = re.match(r"\d+", plain)
    if digits:
        return int(digits.group())
    if plain in _ORDINALS:
        return _ORDINALS.index(plain) + 1
    tens, _, ones = plain.partition(" ")
    if tens in {"twenty", "thirty"} and ones in _ORDINALS:
        return {"twenty": 20, "thirty": 30}[tens] + _ORDINALS.index(ones) + 1
    value = spelled.value_of(plain.split()) if all(word in spelled.KNOWN for word in plain.split()) else None
    return {"twentieth": 20, "thirtieth": 30}.get(plain, int(value or 0))


def _year(printed: str | None, context: Context) -> int:
    if not printed:
        return context.named_year()
    plain = printed.lower().strip().lstrip("'’")
    if plain.isdigit():
        return int(plain) + (2000 if len(plain) == _SHORT_YEAR else 0)
    names = [name for name in re.split(r"[\s-]+", plain) if name != "and"]
    if names[0] in {"nineteen", "twenty", "eighteen"} and len(names) > 1:
        return spelled.KNOWN[names[0]] * 100 + int(spelled.value_of(names[1:]) or 0)
    return int(spelled.value_of(names) or 0)


def _month_number(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    head = printed.lower()[:3]
    return next((index for index, name in enumerate(_MONTHS, 1) if name.startswith(head)), 0)


def _day(match: re.Match[str], context: Context) -> Period | None:
    return calendar.day(_year(match.groupdict().get("y"), context), _month_number(match["m"]), _ordinal(match["d"]))


def _slashed(match: re.Match[str], context: Context) -> Period | None:
    """02/22/2016 is American; a first number above 12 makes it day first."""
    first, second, year = int(match["a"]), int(match["b"]), _year(match["y"], context)
    return calendar.day(year, first, second) if first <= calendar.MONTHS else calendar.day(year, second, first)


def _weekday(match: re.Match[str], context: Context) -> Period | None:
    """Thursday the twenty first: the latest such day before the reference, or the next one."""
    wanted, number = match["w"].lower()[:3], _ordinal(match["d"])
    names = [name[:3] for name in _DAYS]
    for back in range(400):
        when = context.reference - timedelta(days=back)
        if when.day == number and when.weekday() == names.index(wanted):
            return Period(first=when, last=when, instant=True)
    return None


def _month(match: re.Match[str], context: Context) -> Period | None:
    number = _month_number(match["m"])
    return calendar.months(_year(match.groupdict().get("y"), context), number, number)


def _fiscal_year(year: int, context: Context) -> Period | None:
    """A fiscal year as the document dates it, else by the end of its own period, else the calendar year."""
    return context.fiscal.get(year) or calendar.whole_year(year)


def _parted(match: re.Match[str], context: Context) -> bool:
    """Whether a quarter or months are of a fiscal year: they say so, or the document says all of its are."""
    return bool(context.quarters) and (bool(match.groupdict().get("f")) or context.plain_parts)


def _quarter(match: re.Match[str], context: Context) -> Period | None:
    year, number = _year(match.groupdict().get("y"), context), _ordinal(match["q"])
    fiscal = context.quarters.get((year, number)) if _parted(match, context) else None
    return fiscal or calendar.quarter(year, number)


def _first_months(match: re.Match[str], context: Context) -> Period | None:
    year, count = _year(match["y"], context), _COUNTS[match["n"].lower()]
    begin, end = context.quarters.get((year, 1)), context.quarters.get((year, count // 3))
    if begin and end and _parted(match, context):
        return Period(first=begin.first, last=end.last)
    return calendar.months(year, 1, count)


def _half(match: re.Match[str], context: Context) -> Period | None:
    first = match["h"].lower() in {"first", "1", "1st"}
    year = _year(match["y"], context)
    begin, end = (context.quarters.get((year, number)) for number in ((1, 2) if first else (3, 4)))
    if begin and end and _parted(match, context):
        return Period(first=begin.first, last=end.last)
    return calendar.months(year, 1 if first else 7, 6 if first else 12)


def _whole(match: re.Match[str], context: Context) -> Period | None:
    if context.plain_years:
        return _fiscal(match, context)
    return calendar.whole_year(_year(match["y"], context))


def _fiscal(match: re.Match[str], context: Context) -> Period | None:
    return _fiscal_year(_year(match["y"], context), context)


def _decade(match: re.Match[str], _context: Context) -> Period | None:
    first = int(match["y"])
    start, end = calendar.whole_year(first), calendar.whole_year(first + 9)
    return calendar.joined(start, end) if start and end and first % 10 == 0 else None


def _week(match: re.Match[str], context: Context) -> Period | None:
    return calendar.week(_year(match["y"], context), _ordinal(match["d"]))


def _ended(match: re.Match[str], context: Context) -> Period | None:
    end = _day(match, context)
    count = (match.groupdict().get("n") or "").lower().replace(" ", "-")
    if end is None:
        return None
    length = _COUNTS.get(count, 12 if "year" in match.group().lower() else 3)
    known = [one for one in (*context.fiscal.values(), *context.quarters.values()) if one.last == end.last]
    to_date = next((year for year in context.fiscal.values() if year.first <= end.last <= year.last), None)
    if to_date is not None and length > calendar.MONTHS // calendar.QUARTERS:
        known.append(Period(first=to_date.first, last=end.last))
    span = calendar.ended(end.last, length)
    return next((one for one in known if abs((one.first - span.first).days) <= _DAYS_OFF), span)


def _today(_match: re.Match[str], context: Context) -> Period | None:
    return Period(first=context.reference, last=context.reference, instant=True)


def _day_range(match: re.Match[str], context: Context) -> Period | None:
    last = _day(match, context)
    first = last and calendar.day(last.last.year, last.last.month, _ordinal(match["e"]))
    return calendar.joined(first, last) if first and last else None


# The 2017 Credit Facility, our 2024 Senior Notes, the 2016 Plan: the year in a name is not when something is.
NAMED_AFTER = (
    r"(?-i:[ ](?:[A-Z][A-Za-z&/-]*[ ]){0,4}(?:Credit|Notes?|Plans?|Facility|Facilities|Debentures|Program|Agreements?"
    r"|Bonds|Indenture|Loans?|Convertible|Revolver|Warrants?|Offering|ESPP|Form[ ]10|Incentive)\b)"
)
_DATE = rf"(?P<m>{_MON}){_O}(?P<d>{_D})(?:,?{_O}|,)(?P<y>{_Y})"
_LENGTH = (
    rf"(?:(?P<n>{_COUNT})[ -](?:months?|weeks?)(?: periods?)?|(?:fiscal |financial )?(?:year|quarter)s?(?: periods?)?)"
)

FORMS: tuple[tuple[str, str, Callable[[re.Match[str], Context], Period | None]], ...] = (
    # three months ended June 30, 2023; fiscal year ended January 28, 2024
    ("ended", rf"\b{_LENGTH}{_G}(?:ended|ending)(?:{_G}on)?{_G}{_DATE}", _ended),
    # the year ended 31 December 2016
    (
        "endeddayfirst",
        rf"\b{_LENGTH}{_G}(?:ended|ending)(?:{_G}on)?{_G}(?P<d>{_D}) (?:of )?(?P<m>{_MON}),? (?P<y>{_Y})",
        _ended,
    ),
    # from 4 to January 22, 1995
    ("dayrange", rf"\bfrom (?P<e>{_D}) to (?P<m>{_MON}) (?P<d>{_D}),? (?P<y>{_Y})", _day_range),
    ("worded", rf"\b(?:{_WDAY},? )?(?P<m>{_MON}) (?:the )?(?P<d>{_WORD_D}),? (?P<y>{_ANY_Y})", _day),
    ("monthday", rf"\b(?:{_WDAY},? )?(?P<m>{_MON}){_O}(?P<d>{_D})(?:,?{_O}|,)(?P<y>{_Y})", _day),
    ("daymonth", rf"(?<![\d.,])(?P<d>{_D}) (?:of )?(?P<m>{_MON}),? (?P<y>{_Y})", _day),
    (
        "iso",
        rf"(?<![\d.,/-])(?P<y>(?:19|20)\d{{2}})(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9]|{_MON})(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/-])",
        _day,
    ),
    (
        "slashed",
        r"(?<![\d.,/-])(?P<a>3[01]|[12]\d|0?[1-9])(?P<s>[-/])(?P<b>3[01]|[12]\d|0?[1-9])(?P=s)(?P<y>(?:19|20)\d{2})(?![\d/-])",
        _slashed,
    ),
    ("weekday", rf"\b(?P<w>{_WDAY})(?:,)? the (?P<d>{_WORD_D}|{_D})\b", _weekday),
    ("week", rf"\b(?:the )?(?P<d>{_QW}|fifth) week of (?P<y>{_ANY_Y})", _week),
    # Q4 FY2023, 2016 Q3, the third quarter of fiscal 2024
    ("quarter", rf"\bQ(?P<q>[1-4])[ -]?(?:of )?(?P<f>FY ?|fiscal (?:year )?)?['’]?(?P<y>{_Y}|\d{{2}})(?!\d)", _quarter),
    ("quarterback", rf"(?P<y>{_Y})[ ,-]{{0,2}}Q(?P<q>[1-4])(?!\w)", _quarter),
    ("shortquarter", r"(?<![\w.])(?P<q>[1-4])Q[ -]?['’]?(?P<y>(?:20)?\d{2})(?!\d)", _quarter),
    (
        "quarterof",
        rf"\b(?:the )?(?P<q>{_QW}){_G}(?:fiscal )?quarter{_G}(?:of )?(?P<f>fiscal (?:year )?|FY ?)?(?P<y>{_ANY_Y})",
        _quarter,
    ),
    # the first nine months of fiscal 2024
    (
        "firstmonths",
        (
            rf"\b(?:the )?first{_G}(?P<n>three|six|nine|3|6|9){_G}months{_G}of{_G}(?P<f>fiscal (?:year )?|FY ?)?"
            rf"(?P<y>{_Y})"
        ),
        _first_months,
    ),
    ("half", rf"\b(?:the )?(?P<h>first|second){_G}half{_G}(?:of )?(?P<f>fiscal (?:year )?)?(?P<y>{_ANY_Y})", _half),
    ("shorthalf", r"(?<![\w.])(?:H(?P<h>[12]) ?(?:FY)?['’]?(?P<y>(?:20)?\d{2})(?!\d))", _half),
    ("halfshort", r"(?<![\w.])(?P<h>[12])H ?['’]?(?P<y>(?:20)?\d{2})(?!\d)", _half),
    # June 2016, 2016 , nov, 2015-3, 11 / 2016
    ("month", rf"\b(?P<m>{_MON}),? (?:of )?(?P<y>{_Y})", _month),
    ("yearmonth", rf"(?<![\d.,/-])(?P<y>{_Y}) ?[-,/]? ?(?P<m>{_MON})\b(?! ?\d)", _month),
    ("isomonth", r"(?<![\d.,/-])(?P<y>(?:19|20)\d{2}) ?[-/] ?(?P<m>1[0-2]|0?[1-9])(?![\d/-]|\.\d)", _month),
    ("monthiso", r"(?<![\d.,/-])(?P<m>1[0-2]|0?[1-9]) ?[-/] ?(?P<y>(?:19|20)\d{2})(?![\d/-])", _month),
    ("decade", r"\b(?:the )?(?P<y>(?:19|20)\d0)['’]?s\b", _decade),
    # fiscal 2023, FY2023, fiscal year 2024
    (
        "fiscal",
        (
            rf"\b(?:fiscal|FY|financial year|fiscal year) ?(?:years? )?['’]?(?P<y>{_Y}|(?<=FY)\d{{2}}"
            rf"|(?<=FY )\d{{2}})(?!\d)"
        ),
        _fiscal,
    ),
    ("today", r"\btoday\b", _today),
    # the Exchange Act of 1934 is no time
    (
        "year",
        (
            rf"(?<![\w.,$€£¥#-])(?<!\bAct of )(?P<y>{_Y})"
            rf"(?!\w|{NAMED_AFTER}|[ ]?%|[ ]?(?:million|billion|thousand|shares|employees))"
        ),
        _whole,
    ),
    ("wordedyear", rf"\b(?P<y>{_WORD_Y})\b(?! (?:dollars|million|people))", _whole),
    # June 30 and December 31 take the year of the text
    ("monthdayalone", rf"\b(?P<m>{_MON}) (?P<d>{_D})(?![\d,]\d)", _day),
    ("quarteralone", rf"\b(?:the )(?P<q>{_QW}){_G}(?:fiscal )?quarter\b(?! of)", _quarter),
)
TAILS: tuple[tuple[str, Callable[[re.Match[str], Context], Period | None]], ...] = ()
BEGINS = r"(?<![A-Za-z])"
# The beginnings of the words that these forms may begin with, beside a digit.
_WORDS = (
    *(month[:3] for month in _MONTHS), *(name[:3] for name in _DAYS), *(f"the {order}" for order in "12345"),
    *("one", "two", "three", "four", "six", "nine", "twel", "thir", "twen", "fift", "eight", "nineteen"),
    *(f"{the}{order}" for the in ("", "the ") for order in ("first", "second", "third", "fourth", "fifth")),
    *("fiscal", "finan", "fy", "year", "quarter", "q1", "q2", "q3", "q4", "h1", "h2", "from"),
)  # fmt: skip
LEADS = any_of(_WORDS)
TAIL_DAY = rf"(?P<d>{_D})(?!\w)"
TO = r"[ \n]?(?:-|–|—|to|through|until|and)[ \n]?"
FROM = re.compile(r"\b(?:from|between) $", re.IGNORECASE)


def tail_day(match: re.Match[str], context: Context) -> Period | None:
    """The day that ends a range whose year and month were said at its beginning."""
    del match, context
    return None
