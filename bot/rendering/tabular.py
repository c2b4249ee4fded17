"""Rows for spreadsheets and scripts: one line per change, no cell of which is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from bot.rendering.guarding import csv_cell
from bot.rendering.views import ChangeView, DiffView

_COLUMNS = ("id", "severity", "kind", "relation", "section", "place", "old", "new", "figure", "was", "now", "reason")


def comma_separated(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180), the first of them the names of the columns."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerows([csv_cell(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def changes_table(shown: DiffView) -> str:
    """The changes of a diff as CSV, one line each; several figures of one change share a cell."""
    return comma_separated([_COLUMNS, *(_row(change) for change in shown.changes)])


def _row(change: ChangeView) -> tuple[str, ...]:
    figures = [[getattr(figure, name) for figure in change.figures] for name in ("name", "was", "now")]
    return (
        change.id,
        change.severity,
        change.kind,
        change.relation,
        change.section,
        change.place,
        change.old,
        change.new,
        *map("; ".join, figures),
        change.reason,
    )
