"""The business time that a title or cover names: 2023年度, 2024年第一季度, the fiscal year ended June 30, 2024."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from diffing.keys import fold

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"(20\d\d|19\d\d)\s*年?\s*"

# Accounting Law of the PRC, article 11: the fiscal year is the calendar year. First and last month of each span.
_CHINESE: tuple[tuple[re.Pattern[str], tuple[int, int]], ...] = (
    (re.compile(_YEAR + r"(?:年\s*)?(?:半年度?|上半年|中期)"), (1, 6)),
    (re.compile(_YEAR + r"(?:年\s*)?(?:第?\s*[一1]\s*季度?|一季报)"), (1, 3)),
    (re.compile(_YEAR + r"(?:年\s*)?(?:第?\s*[二2]\s*季度?)"), (4, 6)),
    (re.compile(_YEAR + r"(?:年\s*)?(?:第?\s*[三3]\s*季度?|三季报)"), (7, 9)),
    (re.compile(_YEAR + r"(?:年\s*)?(?:第?\s*[四4]\s*季度?)"), (10, 12)),
    (re.compile(_YEAR + r"(?:年\s*度|度|[报報]|年[报報])"), (1, 12)),
)

# 截至二零二五年三月三十一日止年度, 截至2024年6月30日止六個月: how Hong Kong names a span by its last day.
_NUMERAL = "〇○零一二三四五六七八九十\\d"
_UNTIL = re.compile(
    rf"截[至止]\s*([{_NUMERAL}]{{4}})\s*年\s*([{_NUMERAL}]{{1,2}})\s*月\s*([{_NUMERAL}]{{1,3}})\s*日\s*止\s*"
    r"(年度|[三六九]个月|[三六九]個月)"
)
_SPANS = {"年": 12, "三": 3, "六": 6, "九": 9}

_MONTHS = "january february march april may june july august september october november december"
_ENGLISH_DATE = r"([A-Z][a-z]+|[A-Z]+)\s+(\d{1,2})\s*,?\s*(\d{4})"
_DAY_FIRST = r"(\d{1,2})\s+([A-Z][a-z]+|[A-Z]+)\s+(\d{4})"
# "For the fiscal year ended September 28, 2024", "for the six months ended 30 June 2025": months the span counts.
_ENDED: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(rf"{words}\s+end(?:ed|ing)\s*:?\s*(?:{_ENGLISH_DATE}|{_DAY_FIRST})", re.IGNORECASE), months)
    for words, months in (
        (r"(?:fiscal\s+|financial\s+)?year", 12),
        (r"twelve\s+months", 12),
        (r"nine\s+months", 9),
        (r"(?:six\s+months|half[- ]year)", 6),
        (r"(?:quarterly\s+period|fiscal\s+quarter|quarter|three\s+months)", 3),
    )
)
_ENGLISH_YEAR = re.compile(r"\b(?:annual report\s+(?:for\s+)?(20\d\d)|(20\d\d)\s+annual report)\b", re.IGNORECASE)

# The year of an annual report, set in large figures on its cover.
_LONE_YEAR = re.compile(r"(?:19|20)\d\d")

# Forms that tell of one event or of one meeting cover no span of business time.
_WITHOUT_PERIOD = frozenset({"ir_record", "announcement", "8-K", "6-K", "legal_opinion", "prospectus"})


def find_period(lines: Sequence[str], form: str | None) -> str | None:
    """The first span that the lines name, as `first/last`; None when they name none or the form covers none."""
    if form in _WITHOUT_PERIOD:
        return None
    for line in lines:
        span = _until(line) or _chinese(line) or _english(line)
        if span is not None:
            return f"{span[0].isoformat()}/{span[1].isoformat()}"
    lone = next(
        (line.strip() for line in lines if form == "annual_report" and _LONE_YEAR.fullmatch(line.strip())), None
    )
    return f"{lone}-01-01/{lone}-12-31" if lone else None


def _until(line: str) -> tuple[date, date] | None:
    found = _UNTIL.search(fold(line))
    if found is None:
        return None
    year, month, day = (_numeral(part) for part in found.groups()[:3])
    try:
        end = date(year, month, day)
    except ValueError:
        return None
    return _start(end, _SPANS[found.group(4)[0]]), end


def _numeral(said: str) -> int:
    """二零二五 is 2025, 十二 is 12, 三十一 is 31."""
    tens, ten, ones = said.partition("十")
    if not ten:
        return int(said.translate(_DIGITS))
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)


def _chinese(line: str) -> tuple[date, date] | None:
    plain = re.sub(r"(?<=[二一][〇○零一二三四五六七八九]{3})年", "年", fold(line))
    plain = re.sub("[二一][〇○零一二三四五六七八九]{3}(?=\\s*年)", lambda year: year.group().translate(_DIGITS), plain)
    for pattern, (first, last) in _CHINESE:
        if found := pattern.search(plain):
            year = int(found.group(1))
            return date(year, first, 1), _month_end(year, last)
    return None


def _english(line: str) -> tuple[date, date] | None:
    for pattern, months in _ENDED:
        if found := pattern.search(line):
            month, day, year, other_day, other_month, other_year = found.groups()
            end = _date(year or other_year, month or other_month, day or other_day)
            return None if end is None else (_start(end, months), end)
    if found := _ENGLISH_YEAR.search(line):
        year = int(found.group(1) or found.group(2))
        return date(year, 1, 1), date(year, 12, 31)
    return None


def _date(year: str, month: str, day: str) -> date | None:
    names = _MONTHS.split()
    number = names.index(month.lower()) + 1 if month.lower() in names else 0
    try:
        return date(int(year), number, int(day)) if number else None
    except ValueError:
        return None


def _start(end: date, months: int) -> date:
    """The first day of a span of `months` that ends on `end`: a month's end counts as one, in weeks-years too."""
    year, month = divmod(end.year * 12 + end.month - 1 - months, 12)
    before = _month_end(year, month + 1)
    if (end + timedelta(days=1)).month != end.month:
        return before + timedelta(days=1)
    return before.replace(day=min(end.day, before.day)) + timedelta(days=1)


def _month_end(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
