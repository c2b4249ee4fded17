"""What a table bears out of a figure that denies what was stated before: the rows around it, read in the same columns.

年末余额 2007 | 324,985      old, its second part, of 2006      a row whose numbers stand one year on was misread, and
年初余额 2007 | 324,985      new, of 2007                       most of a table that denies itself is of another kind
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from diffing.aligning.lines import lines
from diffing.aligning.masking import mask
from diffing.aligning.similarity import ratio
from diffing.change import FigurePair, Relation
from diffing.detecting.comparatives import DENIES
from diffing.detecting.comparison import Comparison
from diffing.detecting.figures import SILENT
from diffing.detecting.tables import RowMet, TableMet
from diffing.document import Cell, Table
from diffing.figure import Figure
from diffing.keys import key
from diffing.relating import measures
from diffing.relating.measures import Match
from diffing.statements import Statements

# What says that two figures of one time are one.
_AGREES = {*SILENT, Relation.REFINED_PRECISION, Relation.COARSENED}
# A restated comparative is seldom further from what was stated before.
_NEAR = Decimal("0.1")
# Names of rows that say nothing of their table.
_EVERYWHERE = re.compile(r"合计|总计|小计|其他|其它|余额|(?:sub)?total|other|balance", re.IGNORECASE)
_REST = re.compile(r"其[他它]|other\b|all other", re.IGNORECASE)
# Numbers of fewer digits are equal by chance.
_TELLING = 4
# Rows above which stands the same line are of one part of the table.
_SAME_PART = 0.75
# Of more rows that came or went some make up any difference.
_MOST_LONE = 12


@dataclass(frozen=True, slots=True)
class _Part:
    """The name of a row, the nearest line above it that has no figure, and how many of its name stand before it."""

    name: str
    above: str
    place: int


class Bearing:
    """One pair of tables, asked row by row how far it bears out what a row says of a time that both state."""

    def __init__(self, comparison: Comparison, met: TableMet) -> None:
        self._comparison, self._met = comparison, met
        self._pairs = [_once(row) for row in met.rows]

    def of(self, at: int) -> float:
        """From 0 to 1: the share of rows that state nearly what they stated; 0 where row `at` itself is doubtful."""
        row = self._met.rows[at]
        if self._is_ambiguous(row) or self._is_shifted[at] or self._are_shifted(at):
            return 0.0
        everywhere = _EVERYWHERE.fullmatch(key(_name(row)))
        counted = [pairs for i, pairs in enumerate(self._pairs) if i != at or not everywhere]
        if everywhere and not self._agrees_beside(at):
            return 0.0
        met = [said for pairs in counted if (said := [pair for pair in pairs if pair.relation in DENIES | _AGREES])]
        unchanged = self._met.unchanged > 0
        near = sum(all(map(_is_near, pairs)) for pairs in met) + unchanged
        told = len(met) + unchanged
        return near / told if told else 1.0

    def is_rest(self, at: int) -> bool:
        """Whether a row holds what no other row names: it changes with every row that comes or goes."""
        return _REST.match(key(_name(self._met.rows[at]))) is not None

    def is_regrouped(self, pairs: Iterable[FigurePair]) -> bool:
        """Whether rows that came into the table, or left it, make up for what changed, as for 其他."""
        return all(self._makes_up(pair.old, pair.new) for pair in pairs if pair.old and pair.new)

    def _makes_up(self, old: Figure, new: Figure) -> bool:
        step = max(Decimal(10) ** -old.decimals, Decimal(10) ** -new.decimals)
        gone = [one.value for one in self._gone if measures.period(one, old) is Match.SAME and _one_column(one, old)]
        come = [-one.value for one in self._come if measures.period(one, new) is Match.SAME and _one_column(one, new)]
        lone = [*gone, *come]
        some = [combination for size in (1, 2) for combination in itertools.combinations(lone[:_MOST_LONE], size)]
        return any(
            abs(old.value + sum(values) - new.value) <= step * (len(values) + 1) / 2
            for values in (*some, tuple(gone), tuple(come), tuple(lone))
            if values
        )

    @cached_property
    def _gone(self) -> list[Figure]:
        return [figure for row in self._met.rows if not row.new for figure in row.paired.only_old]

    @cached_property
    def _come(self) -> list[Figure]:
        return [figure for row in self._met.rows if not row.old for figure in row.paired.only_new]

    def _agrees_beside(self, at: int) -> bool:
        """Whether another row agrees in the columns in which this one denies, or the others add up to that."""
        denied = [pair for pair in self._pairs[at] if pair.relation in DENIES]
        part = [i for i in range(len(self._pairs)) if i != at and self._above(i) == self._above(at)]
        others = [pair for i in part for pair in self._pairs[i]]
        columns = {_columns(pair) for pair in denied}
        agree = any(pair.relation in _AGREES and _columns(pair) in columns for pair in others)
        return agree or all(
            _adds_up(pair, [one for one in others if _columns(one) == _columns(pair)]) for pair in denied
        )

    def _is_ambiguous(self, row: RowMet) -> bool:
        """Whether the name of a row stands in several parts of its table, and these are not known to be of one part."""
        if not row.old or not row.new:
            return False
        old, new = self._old[row.old[0].row], self._new[row.new[0].row]
        counts = self._names[0][old.name], self._names[1][new.name]
        if counts[0] == counts[1] and old.place == new.place:
            return False
        above = old.above == new.above or ratio(old.above, new.above) >= _SAME_PART
        return not (above and self._parts[0][old.name, old.above] == self._parts[1][new.name, new.above] == 1)

    @cached_property
    def _old(self) -> dict[int, _Part]:
        return _parts(self._comparison.old, self._met.old)

    @cached_property
    def _new(self) -> dict[int, _Part]:
        return _parts(self._comparison.new, self._met.new)

    @cached_property
    def _names(self) -> tuple[Counter[str], Counter[str]]:
        return Counter(part.name for part in self._old.values()), Counter(part.name for part in self._new.values())

    @cached_property
    def _parts(self) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
        return tuple(  # type: ignore[return-value]
            Counter((part.name, part.above) for part in parts.values()) for parts in (self._old, self._new)
        )

    @cached_property
    def _is_shifted(self) -> list[bool]:
        """For each row whether it repeats a number for another time, which it does not also state for its own."""
        return [self._shifts(row) for row in self._met.rows]

    def _are_shifted(self, at: int) -> bool:
        """Whether more rows of a row's part of the table repeat numbers for another time than for their own."""
        part = [i for i in range(len(self._pairs)) if self._above(i) == self._above(at)]
        borne = [any(pair.relation in _AGREES and _tells(pair.old) for pair in self._pairs[i]) for i in part]
        return sum(self._is_shifted[i] for i in part) > sum(borne)

    def _above(self, at: int) -> tuple[str | None, str | None]:
        """The part of its table that a row stands in, on both sides."""
        row = self._met.rows[at]
        sides = ((self._old, row.old), (self._new, row.new))
        old, new = (parts.get(cells[0].row) if cells else None for parts, cells in sides)
        return old.above if old else None, new.above if new else None

    def _shifts(self, row: RowMet) -> bool:
        olds = [figure for cell in row.old for figure in self._comparison.old.figures_in(cell) if _tells(figure)]
        news = [figure for cell in row.new for figure in self._comparison.new.figures_in(cell) if _tells(figure)]
        alike = [(old, new) for old in olds for new in news if old.value == new.value]
        own = {old.value for old, new in alike if measures.period(old, new) is not Match.DIFFERENT}
        return any(old.value not in own for old, _ in alike)


def _once(row: RowMet) -> list[FigurePair]:
    """The pairs of a row, those that were met in their own column and as comparatives once."""
    pairs = (pair for pair in (*row.paired.pairs, *row.comparatives) if pair.old and pair.new)
    return list({(pair.old.start, pair.new.start): pair for pair in pairs if pair.old and pair.new}.values())


def _name(row: RowMet) -> str:
    return (row.new or row.old)[0].text


def _parts(side: Statements, table: Table) -> dict[int, _Part]:
    """Each row of a table that has figures, by its number."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows:
            rows.setdefault(cell.row, []).append(cell)
    names, above = lines(table).rows.keys, ""
    parts: dict[int, _Part] = {}
    seen: Counter[str] = Counter()
    for row, cells in sorted(rows.items()):
        if any(side.figures_in(cell) for cell in cells):
            parts[row] = _Part(names[row], above, seen[names[row]])
            seen[names[row]] += 1
        else:
            above = mask(key(" ".join(cell.text for cell in cells)))
    return parts


def _columns(pair: FigurePair) -> tuple[Sequence[str], Sequence[str]]:
    return tuple(one.table.column_header if one and one.table else () for one in (pair.old, pair.new))  # type: ignore[return-value]


def _adds_up(total: FigurePair, parts: Sequence[FigurePair]) -> bool:
    """Whether a total moved by as much as its parts did."""
    denied = [pair for pair in parts if pair.relation in DENIES]
    return bool(denied) and sum(map(_moved, denied)) == _moved(total)


def _moved(pair: FigurePair) -> Decimal:
    return pair.new.value - pair.old.value if pair.old and pair.new else Decimal(0)


def _one_column(a: Figure, b: Figure) -> bool:
    return a.table is not None and b.table is not None and a.table.column_header == b.table.column_header


def _tells(figure: Figure | None) -> bool:
    return figure is not None and sum(sign.isdigit() for sign in figure.numeral) >= _TELLING


def _is_near(pair: FigurePair) -> bool:
    assert pair.old is not None
    assert pair.new is not None
    return abs(pair.new.value - pair.old.value) <= _NEAR * abs(pair.old.value)
