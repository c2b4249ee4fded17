"""Tables that only one document has."""

from __future__ import annotations

from collections.abc import Iterator

from diffing.change import Basis, FigurePair, Kind, Relation
from diffing.detecting.cells import row_quote
from diffing.detecting.comparison import Comparison
from diffing.detecting.finding import Finding
from diffing.document import Table
from diffing.reasons import because


def lone_table(comparison: Comparison, table: Table, *, added: bool) -> Finding:
    """One finding for a table that the other document lacks."""
    side = comparison.new if added else comparison.old
    figures = [figure for cell in table.cells for figure in side.figures_in(cell)]
    relation = Relation.ADDED if added else Relation.REMOVED
    shown = row_quote(side.document, table.cells)
    return Finding(
        kind=Kind.ADDED if added else Kind.REMOVED,
        relation=relation,
        reason=because("table_added" if added else "table_removed"),
        old=None if added else shown,
        new=shown if added else None,
        section=side.document.section_path(table.block),
        figures=tuple(
            FigurePair(old=None if added else figure, new=figure if added else None, relation=relation)
            for figure in figures
        ),
        place=table.start if added else 0,
    )


def lone_tables(comparison: Comparison) -> Iterator[Finding]:
    """Findings for the tables that only one side has; between different documents they say nothing."""
    if comparison.basis is Basis.CROSS_DOCUMENT:
        return
    for index in comparison.alignment.only_new_tables:
        yield lone_table(comparison, comparison.new.document.tables[index], added=True)
    for index in comparison.alignment.only_old_tables:
        yield lone_table(comparison, comparison.old.document.tables[index], added=False)
