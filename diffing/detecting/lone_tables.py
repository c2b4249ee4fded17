"""Tables that only one document has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diffing.change import Basis, FigurePair, Kind, Reason, Relation
from diffing.detecting.cells import row_quote, rows_of
from diffing.detecting.comparison import Comparison
from diffing.detecting.finding import Finding
from diffing.detecting.presence import Presence
from diffing.document import Cell, Table
from diffing.reasons import because


def lone_tables(comparison: Comparison, presence: Presence) -> Iterator[Finding]:
    """Findings for the tables that only one side has; between different documents they say nothing."""
    if comparison.basis is Basis.CROSS_DOCUMENT:
        return
    for index in comparison.alignment.only_new_tables:
        yield from _lone(comparison, comparison.new.document.tables[index], presence, added=True)
    for index in comparison.alignment.only_old_tables:
        yield from _lone(comparison, comparison.old.document.tables[index], presence, added=False)


def _lone(comparison: Comparison, table: Table, presence: Presence, *, added: bool) -> Iterator[Finding]:
    """One finding for the rows of a table that the other document does not print in another table or as text."""
    left = presence.lost(table, old=not added)
    if not left:
        return
    side = comparison.new if added else comparison.old
    cells = [cell for row in left for cell in row]
    figures = [figure for cell in cells for figure in side.figures_in(cell)]
    relation = Relation.ADDED if added else Relation.REMOVED
    shown = row_quote(side.document, cells)
    yield Finding(
        kind=Kind.ADDED if added else Kind.REMOVED,
        relation=relation,
        reason=_reason(left, whole=len(left) == len(rows_of(table)), added=added),
        old=None if added else shown,
        new=shown if added else None,
        section=side.document.section_path(table.block),
        figures=tuple(
            FigurePair(old=None if added else figure, new=figure if added else None, relation=relation)
            for figure in figures
        ),
        place=table.start if added else 0,
    )


def _reason(rows: Sequence[Sequence[Cell]], *, whole: bool, added: bool) -> Reason:
    """That the table came or went, or some of its rows, by the first one's label."""
    if whole:
        return because("table_added" if added else "table_removed")
    label = rows[0][0].text
    return because("table_row_added" if added else "table_row_removed", old=label, new=label)
