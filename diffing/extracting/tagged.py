"""Figures that the filing itself tags: what Inline XBRL says of a number goes before what its words say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from diffing.document import Document
from diffing.extracting.bounds import bounds, plain_decimal
from diffing.fact import TaggedFact
from diffing.figure import Figure, PeriodSource, Qualifier

# What XBRL counts in, as figures print it; others are their own names (ISO 4217 codes).
_UNITS: dict[str, tuple[str | None, str | None]] = {
    "pure": (None, None), "USD/shares": ("USD", "share"), "shares": ("shares", None),
}  # fmt: skip


# Of so many of its figures at least a tagged table tags each that is one.
_MOSTLY = 0.5
# The number of a footnote, which stands in a cell of its own behind the number that it is about.
_NOTE_NUMBER = re.compile(r"[1-9]\d?")


def tagged(figures: Iterable[Figure], document: Document) -> tuple[Figure, ...]:
    """The figures, those that hold a tagged number with its concept, value, unit, decimals, period and dimensions.

    In a table whose figures are tagged a small number without a tag is that of a footnote and no figure.
    """
    facts = document.facts
    if not facts:
        return tuple(figures)
    starts = [fact.start for fact in facts]
    found = [(figure, _fact_in(figure, facts, starts)) for figure in figures]
    counts = Counter((figure.table.table, fact is not None) for figure, fact in found if figure.table)
    return tuple(_with(figure, fact) for figure, fact in found if fact or not _is_note_number(figure, counts))


def _is_note_number(figure: Figure, counts: Counter[tuple[int, bool]]) -> bool:
    if figure.table is None or _NOTE_NUMBER.fullmatch(figure.text.strip()) is None:
        return False
    with_tag, without = counts[figure.table.table, True], counts[figure.table.table, False]
    return with_tag >= _MOSTLY * (with_tag + without)


def _fact_in(figure: Figure, facts: tuple[TaggedFact, ...], starts: list[int]) -> TaggedFact | None:
    at = bisect_left(starts, figure.start)
    return facts[at] if at < len(facts) and facts[at].end <= figure.end else None


def _with(figure: Figure, fact: TaggedFact | None) -> Figure:
    """The figure as its tag has it; a tag that says another number than the one shown is not believed."""
    if fact is None:
        return figure
    unit, per = _UNITS.get(fact.unit, (fact.unit, None))
    value = _shown(fact, figure)
    if figure.table is None:
        # A sentence says its sign in words: a loss of $129 million is tagged as a loss, or as a gain below nothing.
        value = value.copy_sign(figure.value)
    if abs(value) != abs(figure.value) and figure.unit is not None and not _same_digits(value, figure.value):
        return figure
    places = figure.decimals if fact.decimals is None else fact.decimals - (2 if value != fact.value else 0)
    limits = bounds(value, Decimal(1).scaleb(-places) / 2, Qualifier.EXACT)
    return replace(
        figure, value=plain_decimal(value), sign="-" if value < 0 else "+", decimals=places,
        lower=plain_decimal(limits.lower or value), upper=plain_decimal(limits.upper or value),
        scale=figure.scale if figure.unit == "percent" else fact.scale, unit=unit or figure.unit, per=per or figure.per,
        concept=fact.concept.rpartition(":")[2], dimensions=_dimensions(fact), period=fact.period or figure.period,
        period_source=_source(figure, fact), confidence=1.0,
    )  # fmt: skip


def _same_digits(a: Decimal, b: Decimal) -> bool:
    return a.normalize().as_tuple().digits == b.normalize().as_tuple().digits


def _shown(fact: TaggedFact, figure: Figure) -> Decimal:
    """The value in the figure's measure: XBRL has 0.12 for 12%; a fall keeps the sign of its words."""
    percent = fact.unit == "pure" and figure.unit in {"percent", "percentage_point"}
    value = fact.value * 100 if percent else fact.value
    return -abs(value) if figure.comparison is not None and figure.comparison.direction == "down" else value


def _dimensions(fact: TaggedFact) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((axis.rpartition(":")[2], member.rpartition(":")[2]) for axis, member in fact.dimensions))


def _source(figure: Figure, fact: TaggedFact) -> PeriodSource:
    if fact.period is None:
        return figure.period_source
    return PeriodSource.TABLE if figure.table is not None else PeriodSource.EXPLICIT
