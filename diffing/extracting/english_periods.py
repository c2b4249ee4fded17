"""How English filings say when: three months ended June 30, 2023; Q4 FY2023; fiscal 2024; the first half of 2023."""

from __future__ import annotations

import re
from collections.abc import Callable

from diffing.extracting import english_spans as spans
from diffing.extracting.calendar import Context
from diffing.extracting.english_dates import (
    ANY_YEAR,
    COUNT,
    DAY,
    GAP,
    MAYBE_GAP,
    MONTH,
    MONTHS,
    QUARTER,
    WEEKDAY,
    WEEKDAYS,
    WORDED_DAY,
    WORDED_YEAR,
    YEAR,
)
from diffing.extracting.patterns import any_of
from diffing.figure import Period

# The 2017 Credit Facility, our 2024 Senior Notes, the 2016 Plan: the year in a name is not when something is.
NAMED_AFTER = (
    r"(?-i:[ ](?:[A-Z][A-Za-z&/-]*[ ]){0,4}(?:Credit|Notes?|Plans?|Facility|Facilities|Debentures|Program|Agreements?"
    r"|Bonds|Indenture|Loans?|Convertible|Revolver|Warrants?|Offering|ESPP|Form[ ]10|Incentive)\b)"
)
_DATE = rf"(?P<m>{MONTH}){MAYBE_GAP}(?P<d>{DAY})(?:,?{MAYBE_GAP}|,)(?P<y>{YEAR})"
_LENGTH = (
    rf"(?:(?P<n>{COUNT})[ -](?:months?|weeks?)(?: periods?)?|(?:fiscal |financial )?(?:year|quarter)s?(?: periods?)?)"
)

FORMS: tuple[tuple[str, str, Callable[[re.Match[str], Context], Period | None]], ...] = (
    # three months ended June 30, 2023; fiscal year ended January 28, 2024
    ("ended", rf"\b{_LENGTH}{GAP}(?:ended|ending)(?:{GAP}on)?{GAP}{_DATE}", spans.ended),
    # the year ended 31 December 2016
    (
        "endeddayfirst",
        rf"\b{_LENGTH}{GAP}(?:ended|ending)(?:{GAP}on)?{GAP}(?P<d>{DAY}) (?:of )?(?P<m>{MONTH}),? (?P<y>{YEAR})",
        spans.ended,
    ),
    # from 4 to January 22, 1995
    ("dayrange", rf"\bfrom (?P<e>{DAY}) to (?P<m>{MONTH}) (?P<d>{DAY}),? (?P<y>{YEAR})", spans.day_range),
    ("worded", rf"\b(?:{WEEKDAY},? )?(?P<m>{MONTH}) (?:the )?(?P<d>{WORDED_DAY}),? (?P<y>{ANY_YEAR})", spans.day),
    (
        "monthday",
        rf"\b(?:{WEEKDAY},? )?(?P<m>{MONTH}){MAYBE_GAP}(?P<d>{DAY})(?:,?{MAYBE_GAP}|,)(?P<y>{YEAR})",
        spans.day,
    ),
    ("daymonth", rf"(?<![\d.,])(?P<d>{DAY}) (?:of )?(?P<m>{MONTH}),? (?P<y>{YEAR})", spans.day),
    (
        "iso",
        rf"(?<![\d.,/-])(?P<y>(?:19|20)\d{{2}})(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9]|{MONTH})(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/-])",
        spans.day,
    ),
    (
        "slashed",
        r"(?<![\d.,/-])(?P<a>3[01]|[12]\d|0?[1-9])(?P<s>[-/])(?P<b>3[01]|[12]\d|0?[1-9])(?P=s)(?P<y>(?:19|20)\d{2})(?![\d/-])",
        spans.slashed,
    ),
    ("weekday", rf"\b(?P<w>{WEEKDAY})(?:,)? the (?P<d>{WORDED_DAY}|{DAY})\b", spans.weekday),
    ("week", rf"\b(?:the )?(?P<d>{QUARTER}|fifth) week of (?P<y>{ANY_YEAR})", spans.week),
    # Q4 FY2023, 2016 Q3, the third quarter of fiscal 2024
    (
        "quarter",
        rf"\bQ(?P<q>[1-4])[ -]?(?:of )?(?P<f>FY ?|fiscal (?:year )?)?['’]?(?P<y>{YEAR}|\d{{2}})(?!\d)",
        spans.quarter,
    ),
    ("quarterback", rf"(?P<y>{YEAR})[ ,-]{{0,2}}Q(?P<q>[1-4])(?!\w)", spans.quarter),
    ("shortquarter", r"(?<![\w.])(?P<q>[1-4])Q[ -]?['’]?(?P<y>(?:20)?\d{2})(?!\d)", spans.quarter),
    (
        "quarterof",
        (
            rf"\b(?:the )?(?P<q>{QUARTER}){GAP}(?:fiscal )?quarter{GAP}(?:of )?(?P<f>fiscal (?:year )?|FY ?)?"
            rf"(?P<y>{ANY_YEAR})"
        ),
        spans.quarter,
    ),
    # the first nine months of fiscal 2024
    (
        "firstmonths",
        (
            rf"\b(?:the )?first{GAP}(?P<n>three|six|nine|3|6|9){GAP}months{GAP}of{GAP}(?P<f>fiscal (?:year )?|FY ?)?"
            rf"(?P<y>{YEAR})"
        ),
        spans.first_months,
    ),
    (
        "half",
        rf"\b(?:the )?(?P<h>first|second){GAP}half{GAP}(?:of )?(?P<f>fiscal (?:year )?)?(?P<y>{ANY_YEAR})",
        spans.half,
    ),
    ("shorthalf", r"(?<![\w.])(?:H(?P<h>[12]) ?(?:FY)?['’]?(?P<y>(?:20)?\d{2})(?!\d))", spans.half),
    ("halfshort", r"(?<![\w.])(?P<h>[12])H ?['’]?(?P<y>(?:20)?\d{2})(?!\d)", spans.half),
    # June 2016, 2016 , nov, 2015-3, 11 / 2016
    ("month", rf"\b(?P<m>{MONTH}),? (?:of )?(?P<y>{YEAR})", spans.month),
    ("yearmonth", rf"(?<![\d.,/-])(?P<y>{YEAR}) ?[-,/]? ?(?P<m>{MONTH})\b(?! ?\d)", spans.month),
    ("isomonth", r"(?<![\d.,/-])(?P<y>(?:19|20)\d{2}) ?[-/] ?(?P<m>1[0-2]|0?[1-9])(?![\d/-]|\.\d)", spans.month),
    ("monthiso", r"(?<![\d.,/-])(?P<m>1[0-2]|0?[1-9]) ?[-/] ?(?P<y>(?:19|20)\d{2})(?![\d/-])", spans.month),
    ("decade", r"\b(?:the )?(?P<y>(?:19|20)\d0)['’]?s\b", spans.decade),
    # fiscal 2023, FY2023, fiscal year 2024
    (
        "fiscal",
        (
            rf"\b(?:fiscal|FY|financial year|fiscal year) ?(?:years? )?['’]?(?P<y>{YEAR}|(?<=FY)\d{{2}}"
            rf"|(?<=FY )\d{{2}})(?!\d)"
        ),
        spans.fiscal,
    ),
    ("today", r"\btoday\b", spans.today),
    # the Exchange Act of 1934 is no time
    (
        "year",
        (
            rf"(?<![\w.,$€£¥#-])(?<!\bAct of )(?P<y>{YEAR})"
            rf"(?!\w|{NAMED_AFTER}|[ ]?%|[ ]?(?:million|billion|thousand|shares|employees))"
        ),
        spans.whole,
    ),
    ("wordedyear", rf"\b(?P<y>{WORDED_YEAR})\b(?! (?:dollars|million|people))", spans.whole),
    # June 30 and December 31 take the year of the text
    ("monthdayalone", rf"\b(?P<m>{MONTH}) (?P<d>{DAY})(?![\d,]\d)", spans.day),
    ("quarteralone", rf"\b(?:the )(?P<q>{QUARTER}){GAP}(?:fiscal )?quarter\b(?! of)", spans.quarter),
)
TAILS: tuple[tuple[str, Callable[[re.Match[str], Context], Period | None]], ...] = ()
BEGINS = r"(?<![A-Za-z])"
# The beginnings of the words that these forms may begin with, beside a digit.
_WORDS = (
    *(month[:3] for month in MONTHS), *(name[:3] for name in WEEKDAYS), *(f"the {order}" for order in "12345"),
    *("one", "two", "three", "four", "six", "nine", "twel", "thir", "twen", "fift", "eight", "nineteen"),
    *(f"{the}{order}" for the in ("", "the ") for order in ("first", "second", "third", "fourth", "fifth")),
    *("fiscal", "finan", "fy", "year", "quarter", "q1", "q2", "q3", "q4", "h1", "h2", "from"),
)  # fmt: skip
LEADS = any_of(_WORDS)
TAIL_DAY = rf"(?P<d>{DAY})(?!\w)"
TO = r"[ \n]?(?:-|–|—|to|through|until|and)[ \n]?"
FROM = re.compile(r"\b(?:from|between) $", re.IGNORECASE)


def tail_day(match: re.Match[str], context: Context) -> Period | None:
    """The day that ends a range whose year and month were said at its beginning."""
    del match, context
    return None
