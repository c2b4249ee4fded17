"""Cells of an HTML table as they are read: without spacer columns, with `$`, `(` and `%` joined to their number.

│ Net sales │ │ $ │ 383,285 │ │ (3 │ )% │     ─►     │ Net sales │ $383,285 │ (3)% │
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from diffing.document import Pair
from diffing.reading.draft import DraftCell, DraftTable

# Typesetters of SEC filings put the currency before and the bracket or percent sign after a number into cells of
# their own.
_PREFIX = re.compile(r"[\s(]*(?:\$|€|£|¥|￥|US\$|HK\$|RMB|C\$|A\$|NT\$|R\$)?[\s(]*")
_SUFFIX = re.compile(r"\s*[)%‰]{1,3}\s*|\s*\)?\s*(?:pts|bps|x)\s*")
_NUMBER = re.compile(r"[\s$(]*[\d.,—–-]+[\s)%]*")


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as marked up: its text and where that stands."""

    row: int
    column: int
    row_span: int
    column_span: int
    header: bool
    span: Pair
    text: str


def table_of(cells: Sequence[RawCell]) -> DraftTable | None:
    """The table of the cells that say something; None when none does."""
    said = [cell for cell in cells if cell.text]
    if not said:
        return None
    drafts = [draft for _, row in groupby(said, key=lambda cell: cell.row) for draft in _joined(list(row))]
    rows, columns = _used(cell.row for cell in drafts), _used(cell.column for cell in drafts)
    moved = tuple(_moved(cell, rows, columns) for cell in drafts)
    return DraftTable(rows=len(rows), columns=len(columns), cells=moved)


def _joined(row: Sequence[RawCell]) -> list[DraftCell]:
    """The cells of a row, with signs that stand alone joined to the number they belong to."""
    found: list[DraftCell] = []
    before = ""
    for cell in row:
        opens = bool(before) and bool(_PREFIX.fullmatch(before)) and bool(_NUMBER.match(cell.text))
        closes = bool(before) and bool(_SUFFIX.fullmatch(cell.text)) and bool(_NUMBER.fullmatch(before))
        if opens or closes:
            last = found[-1]
            reach = cell.column + cell.column_span - last.column
            found[-1] = replace(last, parts=(*last.parts, cell.span), column_span=reach)
            before += cell.text
        else:
            found.append(
                DraftCell(
                    row=cell.row,
                    column=cell.column,
                    parts=(cell.span,),
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    header=cell.header,
                )
            )
            before = cell.text
    return found


def _used(numbers: Iterable[int]) -> list[int]:
    return sorted(set(numbers))


def _moved(cell: DraftCell, rows: Sequence[int], columns: Sequence[int]) -> DraftCell:
    """The cell on the grid of rows and columns in which something begins."""
    row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
    return DraftCell(
        row=row,
        column=column,
        parts=cell.parts,
        header=cell.header,
        row_span=max(bisect_left(rows, cell.row + cell.row_span) - row, 1),
        column_span=max(bisect_left(columns, cell.column + cell.column_span) - column, 1),
    )
