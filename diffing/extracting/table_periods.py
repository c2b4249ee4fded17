"""The period of each cell of a table: from its column, its row, the rows it stands between, the table's title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from diffing.document import Table
from diffing.extracting import calendar, layouts, metrics
from diffing.extracting.calendar import Context
from diffing.extracting.header_dates import YEAR_ALONE, bare_year, day_before_year, quarter
from diffing.extracting.headers import ONLY_A_TIME, Labels, changed
from diffing.extracting.moments import AT_START, BALANCE, STANDING, STOCK, fitting
from diffing.extracting.periods import Dated
from diffing.extracting.periods import scan as scan_periods
from diffing.extracting.prose import Story
from diffing.figure import Period, PeriodSource

# December 31, over a column of years; Year Ended in the corner.
_HALF_DATE = re.compile(
    r"(?:years?|months|weeks) ended|(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december) \d{1,2},?$",
    re.IGNORECASE,
)
_YEAR_LABEL = re.compile(r"(?:fiscal )?(?:19|20)\d\d(?:[-–](?:19|20)\d\d)?$", re.IGNORECASE)
_DUE = re.compile(r"(?:due|through|until|maturing|expiring|expires?|to|from|in|(?<!as )of)[ ]?(?:in )?$", re.IGNORECASE)
_PERIOD_WORDS = re.compile(
    r"(?:fiscal|year|years|ended|months|three|six|nine|twelve|quarter|as|of|at|on|in|the|for|and|audited|unaudited|restated"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|金额|余额|年度?|[末初]|发生额|数|本期|上期|本年|上年|期|第?[一二三四]季度|月|日|合并"
    r"|调整[前后]|[一二三四五六七八九〇○零]{4}|[於于]|截至|止|人民[币幣]|[千百]?[万萬]?元)|[^\w]|\d",
    re.IGNORECASE,
)
_MOST_WORDS_BESIDE_PERIOD = 8
_MOST_WORDS_BESIDE_YEAR = 4
# Signs of the line above a table that may hold its year.
_LINE = 40
# Columns of a table that is of one year: 年初余额, 本年计提, End of year.
_OF_ITS_YEAR = re.compile(
    r"[年期][初末]|本[年期]|(?:beginning|end) of (?:the )?(?:year|period)|(?:beginning|ending) balance", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Times:
    """What a table says of when: by column header (and whether it says nothing else), and by rows between balances.

    `whole` is what is said of all of it: the year in its corner, or alone in the line above.
    """

    labels: Labels
    title: str
    whole: str
    headed: dict[tuple[str, ...], tuple[Dated | None, bool]]
    rolled: dict[int, Period]
    above: dict[int, Dated] = field(default_factory=dict)
    seen: dict[str, Dated | None] = field(default_factory=dict)


def read_times(table: Table, labels: Labels, story: Story) -> Times:
    """The periods of one table's headers, read once before its cells."""
    first = table.header_columns
    outer = [texts for column, texts in labels.columns.items() if column >= first and texts]
    inner = [texts for heads in labels.inner.values() for texts in heads.values()]
    headed = {texts: _column(labels.corner, texts, story) for texts in (*outer, *inner)}
    rolled = {} if any(found for found, _ in headed.values()) else _rolled(table, labels, story)
    dated = any(found for found, _ in headed.values())
    above = {} if dated else layouts.dates_above(table, story.document, _anew(story.context))
    return Times(labels, table.title, _whole(table, labels, story), headed, rolled, above)


def _whole(table: Table, labels: Labels, story: Story) -> str:
    """The time that a table is of: 2009年度 in its corner, or alone in the line right above it."""
    corner = [text for text in labels.columns.get(0, ()) if ONLY_A_TIME.fullmatch(text)]
    above = story.document.text[max(0, table.start - _LINE) : table.start].rstrip(" |\n").rpartition("\n")[2].strip()
    return corner[-1] if corner else above if ONLY_A_TIME.fullmatch(above) else ""


def _column(corner: str, texts: Sequence[str], story: Story) -> tuple[Dated | None, bool]:
    """The period of a column, and whether its header says nothing else."""
    text = " ".join(texts)
    if corner and (dated := named_in(corner, story)) is not None and dated.form in _ANCHORS and not dated.relative:
        # 2006年度 in the corner: 年末余额 is that of 2006, whatever year the report is of.
        story = replace(story, context=replace(story.context, report=calendar.whole_year(dated.last.year)))
    if _HALF_DATE.search(corner) and YEAR_ALONE.match(texts[-1]):
        text = f"{corner} {texts[-1]}"
    found = quarter(texts[-1], story) or day_before_year(text) or named_in(text, story) or bare_year(texts[-1], story)
    if found is None:
        return None, False
    found = _as_reported(found, story)
    rest = text[: found.start] + text[found.end :]
    return found, len(_PERIOD_WORDS.sub("", rest)) <= _MOST_WORDS_BESIDE_PERIOD


def _as_reported(found: Dated, story: Story) -> Dated:
    """二零二五年 over a column of a report for a year that ends in March is that year, not the calendar's."""
    report = story.context.report
    if story.document.language == "en" or found.form != "year" or report is None or report.instant:
        return found
    if report.last.month == calendar.MONTHS or (report.last - report.first).days < _FULL_YEAR:
        return found
    span = calendar.years_back(report, report.last.year - found.last.year)
    return replace(found, first=span.first, last=span.last) if span is not None else found


_FULL_YEAR = 360
_ANCHORS = frozenset({"year", "fiscal", "yearend", "day"})


def says_only_when(header: str) -> bool:
    """Whether a header names a time and nothing else: 2023年, 本期, Year ended."""
    return not _PERIOD_WORDS.sub("", header)


def _rolled(table: Table, labels: Labels, story: Story) -> dict[int, Period]:
    """The rows between two balances tell of the time between them: Balances, Jan 29, 2023 … Balances, Jan 28, 2024."""
    found: dict[int, Period] = {}
    rows_since: list[int] = []
    before: Period | None = None
    for row in range(table.header_rows, table.rows):
        label = " ".join(labels.row(row).texts)
        dated = named_in(label, story) if BALANCE.match(label) else None
        if dated is None or not dated.instant:
            rows_since.append(row)
            continue
        if before is not None and before.last < dated.last:
            opened = before.last if before.last.day == 1 else before.last + timedelta(days=1)
            span = Period(first=opened, last=dated.last)
            found.update(dict.fromkeys(rows_since, span))
        before, rows_since = dated.period, []
    return found


def named_in(text: str, story: Story) -> Dated | None:
    """The period that a header names: a span that ends on a day first, else the last; of 2023 versus 2022 the first."""
    if not any(sign.isdigit() or sign in "期年末" for sign in text) and "year" not in text:
        return None
    found = [
        one for one in scan_periods(text, story.document.language, _anew(story.context))
        if not _DUE.search(text[: one.start]) or one.form in {"ended", "range"}
    ]  # fmt: skip
    if not found:
        return None
    if " versus " in text or " vs" in text or " compared " in text:
        return found[0]
    return ([one for one in found if one.form == "ended"] or found)[-1]


def _anew(context: Context) -> Context:
    """A context for the headers of a table: 年末 and 12月31日 mean the report's year, not the year last named."""
    year = context.year if context.report is None else None
    return replace(context, year=year, month=None)


def period_of(times: Times, row: int, column: int, story: Story) -> tuple[Period | None, PeriodSource]:
    """The period of one cell, and whether the table says so or it is taken from the text before."""
    labels = times.labels
    label = " ".join(labels.row(row, column).texts)
    heads = labels.heads(row)
    found, alone = times.headed.get(heads.get(column, ()), (None, False))
    found = found or times.above.get(column)
    if changed(heads.get(column, ())) and (found is None or found.relative):
        headed = (times.headed.get(texts, (None, False))[0] for texts in heads.values())
        dated = [one for one in headed if one is not None and not one.relative]
        found = max(dated, key=lambda one: one.last, default=None)
    found = _of_its_part(times, row, (found, " ".join(heads.get(column, ()))), story)
    report = story.context.report
    own = _of_row(times, label, story)
    if found is None or (own is not None and not alone):
        found = own or found or _once(times, labels.times.get(row, ""), story)
    head = " ".join(heads.get(column, ()))
    ahead = found is not None and report is not None and found.first > report.last
    if ahead and report is not None and (_YEAR_LABEL.match(label) or _YEAR_LABEL.match(head)):
        # Payments that fall due in years to come are what is owed at the end of the report's period.
        return calendar.end_of(report), PeriodSource.TABLE
    if found is None and row in times.rolled:
        return times.rolled[row], PeriodSource.TABLE
    stands = bool(BALANCE.match(label) or STOCK.match(label) or STANDING.search(head))
    above = None if found is not None else _once(times, labels.corner, story) or _once(times, times.title, story)
    told = found or above
    if told is not None:
        period = fitting(told, f"{label} {head}", labels.groups.get(row, "") + times.title, story)
        return (calendar.end_of(period) if above is not None and stands else period), PeriodSource.TABLE
    inherited = story.period or (report if story.document.language == "en" else None)
    if inherited is not None:
        return (calendar.end_of(inherited) if stands else inherited), PeriodSource.INFERRED
    return None, PeriodSource.UNKNOWN


def _of_its_part(times: Times, row: int, head: tuple[Dated | None, str], story: Story) -> Dated | None:
    """The period of a column in a part of a table that is of another year: 年末余额 below 2006年度 is of 2006.

    Columns that name years of their own keep them, unless all of them name one, which then is of the first part.
    """
    found, words = head
    part = _once(times, times.labels.times.get(row, "") or times.whole, story)
    if found is None or part is None or part.relative:
        return found
    if found.relative and _OF_ITS_YEAR.search(words):
        period = part.period
        if found.instant and not part.instant:
            period = (calendar.start_of if AT_START.search(words) else calendar.end_of)(period) or period
        return replace(found, first=period.first, last=period.last, instant=period.instant)
    named = {one.period for one, _ in times.headed.values() if one is not None and not one.relative}
    began = times.labels.times.get(row, "")
    return part if ONLY_A_TIME.fullmatch(began) and named == {found.period} else found


# 09年国债, 2008年混合资本债券: a bond is named after the year of its issue.
_ISSUED = re.compile(
    r"年(?:度)?(?:第?[一二三四五六七八九十\d]+期)?(?:国债|记账式|凭证式|储蓄国债|附息|贴现|金融债|企业债|公司债|次级|央票|票据|混合资本"
    r"|政策性|可转债|可转换|中期票据|短期融资)"
)


def _of_row(times: Times, label: str, story: Story) -> Dated | None:
    """The period that a row is labelled with; the year in 2011年2000吨…工程 is part of a name."""
    found = _once(times, label, story)
    if found is None or story.document.language == "en":
        return found
    if _ISSUED.match(label, max(found.end - 1, 0)) or _ISSUED.match(label, found.end):
        return None
    rest = _PERIOD_WORDS.sub("", label[: found.start] + label[found.end :])
    return found if len(rest) <= _MOST_WORDS_BESIDE_YEAR or metrics.has_alias(rest) or found.relative else None


def _once(times: Times, text: str, story: Story) -> Dated | None:
    if text not in times.seen:
        times.seen[text] = named_in(text, story) if text else None
    return times.seen[text]
