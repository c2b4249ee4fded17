"""How the cells of two corresponding tables meet, row by row.

Rows and columns are paired by their headers (see aligning), so a cell is held against the cell that stands for the
same thing, wherever it has gone. A row is the unit that is told: its label says what its numbers are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diffing.aligning.alignment import TableLink
from diffing.change import Basis, FigurePair, Relation
from diffing.detecting.cells import rows_of
from diffing.detecting.comparatives import believed, comparatives, rolled_on
from diffing.detecting.comparison import Comparison
from diffing.detecting.counting import in_line, words_in
from diffing.detecting.figures import Paired, Stretch, pair_figures
from diffing.detecting.items import CellPair
from diffing.detecting.lookalikes import only_lookalikes
from diffing.document import Cell, Table
from diffing.keys import key

# Rows that one side cuts otherwise say the same, but for so much that was changed by the way.
_BY_THE_WAY = 0.1


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

    `reshaped` tells that the two issues of it were read in other columns, `recut` in other rows.
    """

    old: Table
    new: Table
    rows: tuple[RowMet, ...]
    unchanged: int
    likeness: float
    reshaped: bool = False
    recut: bool = False

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
        reshaped=reissued and _reshaped(old, new), recut=reissued and _recut(old, new),
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


def _recut(old: Table, new: Table) -> bool:
    """Whether the rows in which two tables differ say the same words, cut into other rows."""
    rows = [Counter(in_line(cell.text for cell in row) for row in rows_of(table)) for table in (old, new)]
    gone, come = rows[0] - rows[1], rows[1] - rows[0]
    if not gone or not come:
        return False
    before, after = (Counter(words_in(" ".join(some.elements()))) for some in (gone, come))
    apart = (before - after).total() + (after - before).total()
    if gone.total() != come.total():
        return apart <= _BY_THE_WAY * (before + after).total()
    labels = [Counter(key(row[0].text) for row in rows_of(table)) for table in (old, new)]
    return apart == 0 and labels[0] != labels[1]


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
        pairs=tuple(
            believed(rolled_on(pair, comparison, pairs), comparison, pairs) for one in met for pair in one.pairs
        ),
        only_old=tuple(figure for one in met for figure in one.only_old),
        only_new=tuple(figure for one in met for figure in one.only_new),
    )
    return RowMet(
        old=tuple(sorted((a for a, _ in pairs if a), key=_column)),
        new=tuple(sorted((b for _, b in pairs if b), key=_column)),
        paired=paired,
        texts=texts,
        comparatives=tuple(comparatives(comparison, pairs)),
    )


def _column(cell: Cell) -> int:
    return cell.column


def _meet_cells(comparison: Comparison, old: Cell | None, new: Cell | None) -> Paired:
    if old and new and only_lookalikes(old.text, new.text):
        return Paired(pairs=())  # 31O for 310: words that a reader got wrong, no other number
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
