"""Figures of a table row that two reports state for one time: last year's own column, and this year's comparative.

    2023年报  营业收入 | 49.2 | 47.4          49.2 is held against 49.1: the comparative was changed
    2024年报  营业收入 | 53.0 | 49.1

A misread column looks the same, so that few are believed: a value that the other row prints in another column was
carried over, another item in the right half of a balance sheet is another row, and thousands are no millions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from diffing.change import Basis, FigurePair, Relation
from diffing.detecting.comparison import Comparison
from diffing.detecting.items import CellPair, same_item
from diffing.figure import Figure
from diffing.keys import key
from diffing.relating import measures, values
from diffing.relating.figures import Meeting, relate_figures
from diffing.relating.measures import Match
from diffing.relating.restating import speaks_of_restating
from diffing.relating.spans import apart, wide_span

# What says that two figures of one time differ.
DENIES = {
    Relation.COMPARATIVE_CHANGED, Relation.RESTATED, Relation.VALUE_CHANGED, Relation.SIGN_FLIPPED,
    Relation.SCALE_CHANGED, Relation.UNIT_CHANGED,
}  # fmt: skip
# A value in thousands rounded to millions is off by less.
_ROUNDED = Decimal("0.005")


def rolled_on(pair: FigurePair, comparison: Comparison, row: Sequence[CellPair]) -> FigurePair:
    """A figure for a new period beside the latest one that the old row states in a column of the same kind.

    2024 年 has no column in last year's report; what a reader holds it against is last year's own, not its oldest.
    """
    if comparison.basis is not Basis.NEXT_PERIOD or pair.old is None or pair.new is None or pair.new.period is None:
        return pair
    if _is_index(comparison, row):
        return replace(pair, relation=Relation.NEW_PERIOD)
    if measures.period(pair.old, pair.new) is not Match.DIFFERENT:
        return pair
    alike = [old for a, _ in row if a for old in comparison.old.figures_in(a) if _same_series(old, pair.new)]
    latest = max(alike, key=lambda old: (old.period.last, old is pair.old), default=pair.old)  # type: ignore[union-attr]
    return FigurePair(old=latest, new=pair.new, relation=Relation.NEW_PERIOD)


def _same_series(old: Figure, new: Figure) -> bool:
    """Whether two figures of a row are one measure at two times."""
    return (
        old.period is not None
        and new.period is not None
        and old.period.last < new.period.last
        and measures.same_length(old.period, new.period)
        and values.unit_of(old) == values.unit_of(new)
        and old.role == new.role
        and measures.scope(old, new) is Match.SAME
        and _column_kind(old) == _column_kind(new)
    )


def comparatives(comparison: Comparison, row: Sequence[CellPair]) -> Iterator[FigurePair]:
    """Figures of a row that both documents state for one time in different columns: last year's own, and now's 上期."""
    if comparison.basis is not Basis.NEXT_PERIOD or _is_index(comparison, row):
        return
    stated, now = _figures(comparison, row)
    for new in now:
        for old in stated:
            if _same_but_column(old, new):
                until = comparison.setting(aligned=True).until
                restated = speaks_of_restating(new)
                meeting = Meeting(old=old, new=new, aligned=True, restated=restated, later=True, until=until)
                relation = relate_figures(meeting)
                if relation is not None:
                    yield believed(FigurePair(old=old, new=new, relation=relation), comparison, row)


def believed(pair: FigurePair, comparison: Comparison, row: Sequence[CellPair]) -> FigurePair:
    """The pair; one that denies what its row does not bear out counts as of another time."""
    if comparison.basis is not Basis.NEXT_PERIOD or pair.relation not in DENIES or not (pair.old and pair.new):
        return pair
    doubted = (
        key(pair.old.text) == key(pair.new.text)
        or _is_carried(pair.old, pair.new, _figures(comparison, row))
        or not same_item(pair.old, pair.new, row)
        or _is_rescaled(pair.old, pair.new)
        or _is_rounded(pair.old, pair.new)
    )
    return replace(pair, relation=Relation.NEW_PERIOD) if doubted else pair


def _figures(comparison: Comparison, row: Sequence[CellPair]) -> tuple[list[Figure], list[Figure]]:
    old = [figure for a, _ in row if a for figure in comparison.old.figures_in(a)]
    new = [figure for _, b in row if b for figure in comparison.new.figures_in(b)]
    return old, new


def _is_carried(old: Figure, new: Figure, sides: tuple[Sequence[Figure], Sequence[Figure]]) -> bool:
    """Whether the other row prints one of two values as often as its own: in which column is what was misread."""
    olds, news = (Counter(figure.value for figure in side) for side in sides)
    return olds[new.value] >= news[new.value] or news[old.value] >= olds[old.value]


def _is_rescaled(old: Figure, new: Figure) -> bool:
    """Whether two values are one but for a power of ten: a note of 千元 or 百万元 was not read on one side."""
    if not old.value or not new.value:
        return False
    times = abs(new.value / old.value)
    whole = Decimal(10) ** round(times.log10())
    return whole != 1 and abs(times / whole - 1) < _ROUNDED


def _is_rounded(old: Figure, new: Figure) -> bool:
    """Whether two values are one, rounded or cut off: 375 in millions was 375,892 in thousands."""
    spans = wide_span(old), wide_span(new)
    return spans[0] is not None and spans[1] is not None and not apart(spans[0], spans[1])


# What an index starts from: the value of $100 invested on a day, which moves from year to year.
_INDEX_BASE = 100


def _is_index(comparison: Comparison, row: Sequence[CellPair]) -> bool:
    """Whether a row is an index: both documents have it start from a hundred."""
    firsts = (min(side, key=_at, default=None) for side in _figures(comparison, row))
    return all(first is not None and first.value.scaleb(-first.scale) == _INDEX_BASE for first in firsts)


def _at(figure: Figure) -> date:
    return figure.period.last if figure.period else date.max


def _same_but_column(old: Figure, new: Figure) -> bool:
    return (
        old.period is not None
        and measures.period(old, new) is Match.SAME
        and not measures.guessed_period(old)
        and not measures.guessed_period(new)
        and values.unit_of(old) == values.unit_of(new)
        and old.role == new.role
        and measures.scope(old, new) is Match.SAME
        and measures.basis(old, new) is Match.SAME
        and _column_kind(old) == _column_kind(new)
    )


# What names the time of a column and nothing else: 期末余额, 本期发生额, 上年同期, 2023年12月31日, Year ended June 30.
_TIME_WORDS = re.compile(
    r"[0-9]+|年初|年末|期初|期末|本期|上期|本年|上年|去年|同期|年度|余额|金额|发生额|数额?|[年月日至/\-]|\s"
    r"|\b(?:(?:three|six|nine|twelve) months|years?|quarter|ended|as of|at|"
    r"jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b[.,]?",
    re.IGNORECASE,
)


def _column_kind(figure: Figure) -> str:
    """What a column holds beside its time: 账面价值 under 期末 and under 2023年12月31日 are one kind."""
    heads = figure.table.column_header if figure.table else ()
    return _TIME_WORDS.sub("", key(" ".join(heads))).strip(" ,.()")
