"""How the cells of two corresponding tables meet, row by row.

Rows and columns are paired by their headers (see aligning), so a cell is held against the cell that stands for the
same thing, wherever it has gone. A row is the unit that is told: its label says what its numbers are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from diffing.aligning.alignment import TableLink
from diffing.change import Basis, FigurePair, Relation
from diffing.detecting.comparison import Comparison
from diffing.detecting.figures import Paired, Stretch, pair_figures
from diffing.document import Cell, Table
from diffing.figure import Figure
from diffing.keys import key
from diffing.relating import measures, values
from diffing.relating.figures import Meeting, relate_figures
from diffing.relating.measures import Match
from diffing.relating.restating import speaks_of_restating


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMet:
    """One row of a table on either side; `texts` are the pairs of cells whose words differ.

    A row that the other side lacks has no cells there.
    """

    old: tuple[Cell, ...]
    new: tuple[Cell, ...]
    paired: Paired
    texts: tuple[tuple[Cell, Cell], ...] = ()
    comparatives: tuple[FigurePair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMet:
    """Two tables that correspond and what became of their rows; rows that are the same throughout are left out.

    `reshaped` tells that the two issues of it were read in other columns.
    """

    old: Table
    new: Table
    rows: tuple[RowMet, ...]
    unchanged: int
    likeness: float
    reshaped: bool = False

    @property
    def same_unit(self) -> bool:
        """Whether both tables stand under the same unit note."""
        return key(self.old.unit_note) == key(self.new.unit_note)


def meet_tables(comparison: Comparison) -> tuple[TableMet, ...]:
    """Every pair of corresponding tables, with the figures of their cells paired."""
    return tuple(_meet(comparison, link) for link in comparison.alignment.tables)


def _meet(comparison: Comparison, link: TableLink) -> TableMet:
    old = comparison.old.document.tables[link.old]
    new = comparison.new.document.tables[link.new]
    cells = _cells_by_row(old, new, link)
    same_unit = key(old.unit_note) == key(new.unit_note)
    reissued = comparison.basis is Basis.AMENDMENT
    loose = reissued and not _same_columns(old, new)
    rows, unchanged = [], 0
    for pairs in cells:
        if same_unit and (_cell_by_cell(pairs) or (loose and _word_by_word(pairs))):
            unchanged += sum(len(comparison.new.figures_in(b)) for _, b in pairs if b)
        else:
            rows.append(_meet_row(comparison, pairs))
    return TableMet(
        old=old, new=new, rows=tuple(rows), unchanged=unchanged, likeness=link.likeness,
        reshaped=reissued and _reshaped(old, new),
    )  # fmt: skip


def _same_columns(old: Table, new: Table) -> bool:
    """Whether the columns of two tables are known by their heads: each has its own, and both sides have the same."""
    named = [head for head in _heads(old) if head]
    return len(set(named)) >= max(len(named), old.columns - 1) and not _reshaped(old, new)


def _reshaped(old: Table, new: Table) -> bool:
    """Whether one side was read in other columns: its heads run together, or stand over other columns.

    Heads in another order are columns that changed places; heads that one side has more are columns that came.
    """
    heads = _heads(old), _heads(new)
    named = [[head for head in side if head] for side in heads]
    counts = [Counter(side) for side in named]
    if heads[0] == heads[1] or (counts[0] == counts[1] and named[0] != named[1]):
        return False
    blank = [side.count("") for side in heads]
    return blank[0] != blank[1] or not (counts[0] < counts[1] or counts[1] < counts[0])


def _heads(table: Table) -> list[str]:
    heads: dict[int, list[str]] = {column: [] for column in range(table.columns)}
    for cell in table.cells:
        if cell.row < table.header_rows:
            heads[cell.column].append(key(cell.text))
    return [" ".join(texts) for texts in heads.values()]


def _cell_by_cell(pairs: Sequence[CellPair]) -> bool:
    return all(a and b and key(a.text) == key(b.text) for a, b in pairs)


def _word_by_word(pairs: Sequence[CellPair]) -> bool:
    """Whether a row prints the same on both sides, cut into other cells: the columns were read otherwise."""
    olds, news = [a for a, _ in pairs if a], [b for _, b in pairs if b]
    return key(" ".join(cell.text for cell in sorted(olds, key=_column))) == key(
        " ".join(cell.text for cell in sorted(news, key=_column))
    )


CellPair = tuple[Cell | None, Cell | None]


def _cells_by_row(old: Table, new: Table, link: TableLink) -> Iterator[list[CellPair]]:
    """The pairs of cells of each pair of rows, in the order of the link's rows."""
    rows: dict[tuple[int | None, int | None], list[CellPair]] = defaultdict(list)
    partner_of_old, partner_of_new = _partners(link)
    for i, j in link.cells:
        a = old.cells[i] if i is not None else None
        b = new.cells[j] if j is not None else None
        row_old = a.row if a else partner_of_new.get(b.row if b else None)
        row_new = b.row if b else partner_of_old.get(a.row if a else None)
        rows[row_old, row_new].append((a, b))
    return iter(rows.values())


def _partners(link: TableLink) -> tuple[dict[int | None, int | None], dict[int | None, int | None]]:
    return dict(link.rows), {new: old for old, new in link.rows}


def _meet_row(comparison: Comparison, pairs: list[CellPair]) -> RowMet:
    met = [_meet_cells(comparison, a, b) for a, b in pairs]
    texts = tuple(
        (a, b)
        for (a, b), paired in zip(pairs, met, strict=True)
        if a and b and key(a.text) != key(b.text) and not (paired.pairs or paired.only_old or paired.only_new)
    )
    paired = Paired(
        pairs=tuple(_rolled_on(pair, comparison, pairs) for one in met for pair in one.pairs),
        only_old=tuple(figure for one in met for figure in one.only_old),
        only_new=tuple(figure for one in met for figure in one.only_new),
    )
    return RowMet(
        old=tuple(sorted((a for a, _ in pairs if a), key=_column)),
        new=tuple(sorted((b for _, b in pairs if b), key=_column)),
        paired=paired,
        texts=texts,
        comparatives=tuple(_comparatives(comparison, pairs)),
    )


def _rolled_on(pair: FigurePair, comparison: Comparison, row: Sequence[CellPair]) -> FigurePair:
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


def _column(cell: Cell) -> int:
    return cell.column


def _meet_cells(comparison: Comparison, old: Cell | None, new: Cell | None) -> Paired:
    paired = _paired(comparison, old, new)
    if comparison.basis is not Basis.AMENDMENT:
        return paired
    # In two issues of one table the column of another year is another column, not the same one rolled on.
    apart = [pair for pair in paired.pairs if pair.relation in _OTHER_COLUMN]
    return Paired(
        pairs=tuple(pair for pair in paired.pairs if pair.relation not in _OTHER_COLUMN),
        only_old=(*paired.only_old, *(pair.old for pair in apart if pair.old)),
        only_new=(*paired.only_new, *(pair.new for pair in apart if pair.new)),
    )


_OTHER_COLUMN = {Relation.NEW_PERIOD, Relation.PERIOD_MOVED, Relation.PERIOD_BASIS_CHANGED}


def _paired(comparison: Comparison, old: Cell | None, new: Cell | None) -> Paired:
    return pair_figures(
        Stretch(document=comparison.old.document, figures=comparison.old.figures_in(old) if old else ()),
        Stretch(document=comparison.new.document, figures=comparison.new.figures_in(new) if new else ()),
        comparison.setting(aligned=True),
    )


def _comparatives(comparison: Comparison, pairs: Iterable[CellPair]) -> Iterator[FigurePair]:
    """Figures of a row that both documents state for one time in different columns: last year's own, and now's 上期."""
    if comparison.basis is not Basis.NEXT_PERIOD:
        return
    rows = list(pairs)
    if _is_index(comparison, rows):
        return
    stated = [figure for a, _ in rows if a for figure in comparison.old.figures_in(a)]
    now = [figure for _, b in rows if b for figure in comparison.new.figures_in(b)]
    for new in now:
        for old in stated:
            if _same_but_column(old, new):
                until = comparison.setting(aligned=True).until
                restated = speaks_of_restating(new)
                meeting = Meeting(old=old, new=new, aligned=True, restated=restated, later=True, until=until)
                relation = relate_figures(meeting)
                if relation is not None:
                    yield FigurePair(old=old, new=new, relation=relation)


# What an index starts from: the value of $100 invested on a day, which moves from year to year.
_INDEX_BASE = 100


def _is_index(comparison: Comparison, pairs: Sequence[CellPair]) -> bool:
    """Whether a row is an index: both documents have it start from a hundred."""
    old = [figure for a, _ in pairs if a for figure in comparison.old.figures_in(a)]
    new = [figure for _, b in pairs if b for figure in comparison.new.figures_in(b)]
    return all(side and min(side, key=_at).value == _INDEX_BASE for side in (old, new))


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
