"""Finding periods: dates, months, quarters, years, and the words that only the document's own dates resolve."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from types import ModuleType

from diffing.extracting import calendar, english_periods, mandarin_periods
from diffing.extracting.calendar import Context
from diffing.extracting.lexicon import rows
from diffing.extracting.numerals import plain
from diffing.extracting.patterns import any_of
from diffing.figure import Period

_Resolve = Callable[[re.Match[str], Context], Period | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One mention of a period: where it stands, its first and last day (both inclusive), and how it is known.

    `relative` marks 报告期 and 上年同期, which depend on the document; `form` names the way it is written.
    """

    start: int
    end: int
    first: date
    last: date
    instant: bool
    relative: bool = False
    form: str = ""

    @property
    def period(self) -> Period:
        """The period itself."""
        return Period(first=self.first, last=self.last, instant=self.instant)


class _Language:
    """The compiled forms of one language."""

    def __init__(self, forms: ModuleType, language: str) -> None:
        self.relative = {row["word"].casefold(): row for row in rows("relative_periods") if row["language"] == language}
        flags = re.IGNORECASE if language == "en" else 0
        known = any_of(self.relative, loose=language == "en")
        bounded = rf"\b{known}\b" if language == "en" else known
        self.forms: dict[str, tuple[re.Pattern[str], _Resolve]] = {
            name: (re.compile(pattern, flags), resolve) for name, pattern, resolve in forms.FORMS
        }
        parts = [f"(?P<{name}>{_nameless(pattern)})" for name, pattern, _ in forms.FORMS]
        # A period begins with few signs and words: at all other places no form needs to be tried.
        first = rf"{forms.BEGINS}(?=\d|{forms.LEADS}|{known})"
        self.scan = re.compile(rf"{first}(?:{'|'.join([*parts, f'(?P<relative>{bounded})'])})", flags)
        self.to = re.compile(forms.TO, flags)
        self.tails = [(re.compile(pattern, flags), resolve) for pattern, resolve in forms.TAILS]
        self.tails.append((re.compile(forms.TAIL_DAY, flags), forms.tail_day))
        self.since: re.Pattern[str] = forms.FROM


def _nameless(pattern: str) -> str:
    """A pattern without its named groups; the separator that a date repeats is spelled out instead."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=s)", "[-./]")


_LANGUAGES = {"zh": _Language(mandarin_periods, "zh"), "en": _Language(english_periods, "en")}


def periods(text: str, *, reference: date, language: str) -> tuple[Dated, ...]:
    """All periods that `text` names, in order, as day to day.

    `reference` is the day the text is from: 去年 counts from it, and so does a month without a year until the text has
    named one. 报告期 and its kin need a document and are left out here.
    """
    return tuple(scan(plain(text), language, Context(reference)))


def scan(text: str, language: str, context: Context) -> Iterator[Dated]:
    """The periods of a folded text; `context` learns the years it names."""
    known = _LANGUAGES[language]
    at = 0
    while match := known.scan.search(text, at):
        found = _point(text, match.start(), match.lastgroup or "", known=known, context=context)
        if found is None:
            at = max(match.start() + 1, match.end() if match.lastgroup != "relative" else 0)
            continue
        _learn(text, found, context)
        found = _ranged(text, found, known, context)
        yield found
        at = found.end


# 受2008年降息的影响, 较2008年: when a cause was, or what is compared with, is not when the sentence is.
_ASIDE = re.compile(r"(?:较|比|与|相较于|(?<![接享])受|由于|因|鉴于)[ ]?$")


def is_aside(text: str, start: int) -> bool:
    """Whether the Chinese words before a date make it that of a cause or of a comparison."""
    return bool(_ASIDE.search(text[max(0, start - 4) : start]))


def _learn(text: str, found: Dated, context: Context) -> None:
    if not found.relative and not is_aside(text, found.start):
        context.year, context.month = found.last.year, found.last.month


def _point(text: str, start: int, form: str, *, known: _Language, context: Context) -> Dated | None:
    if form == "relative":
        return _relative(text, start, known, context)
    pattern, resolve = known.forms[form]
    match = pattern.match(text, start)
    period = resolve(match, context) if match else None
    if match is None or period is None:
        return None
    return Dated(
        start=start, end=match.end(), first=period.first, last=period.last, instant=period.instant,
        form=form.removesuffix("dayfirst"),
    )  # fmt: skip


def _relative(text: str, start: int, known: _Language, context: Context) -> Dated | None:
    match = known.scan.match(text, start)
    if match is None:
        return None
    row = known.relative[" ".join(match.group().casefold().split())]
    period = _resolved(row, context)
    if period is None:
        return None
    return Dated(
        start=start, end=match.end(), first=period.first, last=period.last, instant=period.instant, relative=True,
        form=row["of"],
    )  # fmt: skip


def _resolved(row: dict[str, str], context: Context) -> Period | None:
    if row["part"] == "day":
        dated = context.reference.year >= calendar.FIRST_DATED
        return Period(first=context.reference, last=context.reference, instant=True) if dated else None
    anchors = {"year": context.report_year, "named": context.named_year, "now": context.this_year}
    anchor = context.report if row["of"] == "report" else calendar.whole_year(anchors[row["of"]]())
    anchor = calendar.years_back(anchor, int(row["back"]))
    if anchor is None or row["part"] == "whole":
        return anchor
    if row["part"] == "end":
        return calendar.end_of(anchor)
    if row["part"] == "start":
        return calendar.start_of(anchor)
    first, last = row["part"].split("-")
    return calendar.months(anchor.last.year, int(first), int(last))


def _ranged(text: str, found: Dated, known: _Language, context: Context) -> Dated:
    """The period with the other end of its range: 2016年6月1日-6月30日, from 2019-aug-1 to today."""
    joiner = known.to.match(text, found.end)
    if joiner is None or found.relative:
        return found
    opened = known.since.search(text[max(0, found.start - 9) : found.start])
    if joiner.group().strip() == "and" and (opened is None or "between" not in opened.group().lower()):
        return found
    other = _other_end(text, joiner.end(), known, context)
    if other is None or other.last <= found.first:
        return found
    if (
        found.form in {"year", "years"}
        and other.form in {"year", "years"}
        and joiner.group().strip() == "and"
        and not opened
    ):
        return found
    start = found.start - len(opened.group()) if opened else found.start
    _learn(text, other, context)
    return Dated(start=start, end=other.end, first=found.first, last=other.last, instant=False, form="range")


def _other_end(text: str, at: int, known: _Language, context: Context) -> Dated | None:
    match = known.scan.match(text, at)
    if match is not None and match.lastgroup != "relative":
        return _point(text, at, match.lastgroup or "", known=known, context=context)
    for pattern, resolve in known.tails:
        tail = pattern.match(text, at)
        period = resolve(tail, context) if tail else None
        if tail is not None and period is not None:
            return Dated(
                start=at, end=tail.end(), first=period.first, last=period.last, instant=period.instant, form="tail"
            )
    return None
