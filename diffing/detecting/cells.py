"""The words of table rows: quoted cell beside cell, and compared word by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from diffing.change import Quote, Run
from diffing.detecting.comparison import Comparison
from diffing.detecting.finding import pieces
from diffing.document import Cell, Document, Table
from diffing.wording import runs

BETWEEN_CELLS = " | "


def row_quote(document: Document, cells: Sequence[Cell]) -> Quote | None:
    """The words of some cells with where they stand; None when none of them says anything."""
    said = [cell for cell in cells if cell.text.strip()]
    if not said:
        return None
    parts = tuple(piece for cell in said for piece in pieces(cell))
    return Quote(
        text=BETWEEN_CELLS.join(cell.text.strip() for cell in said),
        start=min(start for start, _ in parts),
        end=max(end for _, end in parts),
        parts=parts,
        page=document.page(parts[0][0]),
        boxes=document.boxes(parts),
    )


def rows_of(table: Table) -> list[tuple[Cell, ...]]:
    """The cells of each row that begin in it, in order."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        rows[cell.row].append(cell)
    return [tuple(rows[row]) for row in sorted(rows)]


def cell_runs(comparison: Comparison, old: Quote | None, new: Quote | None) -> tuple[Run, ...]:
    """The word-by-word difference of two rows."""
    language = comparison.new.document.language
    return runs(old.text if old else "", new.text if new else "", language=language)


def table_section(comparison: Comparison, table: Table) -> tuple[str, ...]:
    """The headings a new table stands under, its own title last."""
    path = comparison.new.document.section_path(table.block)
    return (*path, table.title) if table.title and table.title not in path else path
