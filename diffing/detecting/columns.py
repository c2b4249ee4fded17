"""Columns that came or went in a table whose rows stayed: one finding for a column."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diffing.change import FigurePair, Kind, Relation
from diffing.detecting.cells import cell_runs, row_quote, table_section
from diffing.detecting.comparison import Comparison
from diffing.detecting.figures import reason_values
from diffing.detecting.finding import Finding
from diffing.detecting.tables import RowMet, TableMet
from diffing.document import Cell, Table
from diffing.figure import Figure
from diffing.keys import key
from diffing.reasons import because


def column_findings(comparison: Comparison, met: TableMet) -> Iterator[Finding]:
    """The cells of rows that stayed whose column came or went: one finding for a column."""
    rows = [row for row in met.rows if row.old and row.new]
    if met.reshaped or met.recut:
        yield from (finding for row in rows for finding in _loose_row(comparison, met, row))
        return
    sides = ((_only_old, Relation.FIGURE_DROPPED, met.new), (_only_new, Relation.FIGURE_NEW, met.old))
    for side, relation, other in sides:
        columns: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
        for row in rows:
            unspoken = {figure.start for figure in _unspoken(comparison, row, side(row))}
            for figure in side(row):
                head = figure.table.column_header if figure.table else ()
                if figure.start in unspoken or _is_headless(head, other):
                    columns[head].append(figure)
        for head, figures in columns.items():
            yield _column_finding(comparison, met, _Column(head=head, relation=relation, figures=figures))


def _loose_row(comparison: Comparison, met: TableMet, row: RowMet) -> Iterator[Finding]:
    """The figures of a row that its other side lacks, where no column is known: told with both rows."""
    sides = ((row.paired.only_old, Relation.FIGURE_DROPPED), (row.paired.only_new, Relation.FIGURE_NEW))
    for figures, relation in sides:
        added, left = relation is Relation.FIGURE_NEW, _more(comparison, row, figures)
        if not left:
            continue
        old, new = row_quote(comparison.old.document, row.old), row_quote(comparison.new.document, row.new)
        pairs = tuple(
            FigurePair(old=None if added else one, new=one if added else None, relation=relation) for one in left
        )
        yield Finding(
            kind=Kind.TABLE_CHANGED,
            relation=relation,
            reason=because(str(relation), **reason_values(pairs[0])),
            old=old,
            new=new,
            section=table_section(comparison, met.new),
            figures=pairs,
            wording=cell_runs(comparison, old, new),
            confidence=met.likeness,
            place=row.new[0].start,
        )
        return


def _unspoken(comparison: Comparison, row: RowMet, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of a row that its other side does not state in any column: a merged cell may be printed in each."""
    spoken = {
        figure.value
        for side, cells in ((comparison.old, row.old), (comparison.new, row.new))
        for cell in cells
        for figure in side.figures_in(cell)
        if all(figure is not other for other in figures)
    }
    return (figure for figure in figures if figure.value not in spoken)


def _more(comparison: Comparison, row: RowMet, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of one side of a row whose value this side prints more often than the other."""
    values = [
        Counter(figure.value for cell in cells for figure in side.figures_in(cell))
        for side, cells in ((comparison.old, row.old), (comparison.new, row.new))
    ]
    own, other = values if figures is row.paired.only_old else values[::-1]
    return [figure for figure in figures if own[figure.value] > other[figure.value]]


def _is_headless(head: tuple[str, ...], other: Table) -> bool:
    """Whether no header of the other table has the words of a column's head: its figures are not those of another."""
    said = " ".join(key(cell.text) for cell in other.cells if cell.row < other.header_rows)
    return bool(said and head) and not any(key(words) in said for words in head)


def _only_old(row: RowMet) -> Sequence[Figure]:
    return row.paired.only_old


def _only_new(row: RowMet) -> Sequence[Figure]:
    return row.paired.only_new


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """The figures of a column that only one side has."""

    head: tuple[str, ...]
    relation: Relation
    figures: Sequence[Figure]


def _column_finding(comparison: Comparison, met: TableMet, column: _Column) -> Finding:
    added = column.relation is Relation.FIGURE_NEW
    side = comparison.new if added else comparison.old
    cells = [cell for figure in column.figures if isinstance(cell := side.passage_of(figure), Cell)]
    shown = row_quote(side.document, cells)
    name = " ".join(column.head) or met.new.title or "—"
    return Finding(
        kind=Kind.TABLE_CHANGED,
        relation=column.relation,
        reason=because("table_column_added" if added else "table_column_removed", old=name, new=name),
        old=None if added else shown,
        new=shown if added else None,
        section=table_section(comparison, met.new),
        figures=tuple(
            FigurePair(old=None if added else figure, new=figure if added else None, relation=column.relation)
            for figure in column.figures
        ),
        confidence=met.likeness,
        place=met.new.start,
    )
