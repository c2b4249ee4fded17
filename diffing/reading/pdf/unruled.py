"""Tables without a lattice: three-line tables, and figures that are only set in columns.

    lines parted at wide gaps ─ runs of parted lines ─ columns by overlap ─ rows, wrapped labels joined ─ Grid

A piece that stands over two pieces of another line is a spanning header; without those, pieces that overlap are one
column. Columns had to be guessed, so the table is marked doubtful unless drawn rules enclose it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from diffing.reading.pdf.lattice import Field
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.rules import Rule
from diffing.reading.pdf.sheet import Grid, Item
from diffing.reading.pdf.table_cells import gather
from diffing.reading.pdf.table_columns import find_columns
from diffing.reading.pdf.table_extent import end_of_table, first_row, part_all
from diffing.reading.pdf.table_frames import find_frames
from diffing.reading.pdf.table_heads import widen_heads
from diffing.reading.pdf.table_rows import Merged, merge_rows, place
from diffing.reading.pdf.tabular import Columns, Row, part

# Share of the columns that a rule must run over to enclose them; how far from the first and last row, in em.
_RULED, _ABOVE_FIRST, _BELOW_LAST = 0.8, 3.0, 2.0
# Rows and columns of the smallest table.
_SMALLEST = 2
# A table of words has so many rows of two cells or more, such a share of them and of the lines in each column that
# keep to one edge, within so many points. Two rows that both fill so many columns are a table too.
_ALIGNED_ROWS, _ALIGNED_SHARE, _ONE_EDGE, _MANY_COLUMNS = 3, 0.6, 1.5, 4
_WORD = re.compile(r"\w")
# Lines that fill so much of their column, so many of them, are prose.
_FILLED, _PROSE_LINES = 0.85, 5


def find_unruled(lines: list[Line], grids: list[Grid], across: list[Rule], width: float) -> list[Item]:
    """The lines, with those that make a table replaced by it; `width` is that of the text column."""
    rows = part_all(lines)
    frames = find_frames(across, rows) if across else []
    items: list[Item] = []
    at = free = 0
    while at < len(rows):
        end = end_of_table(rows, at, grids, width, frames)
        start = first_row(rows, at, end, free, frames) if end > at + 1 else at
        grid = _grid(rows[start:end], across) if end > at + 1 else None
        if grid is None:
            items.append(lines[at])
            at += 1
        else:
            items[len(items) - (at - start) :] = [grid]
            at = free = end
    return items


def row_under(table: Grid, line: Line) -> Grid | None:
    """A parted line as one more row of an unruled table; None when its pieces do not fit the columns."""
    row = part(line)
    columns = list(zip(table.xs, table.xs[1:], strict=False))
    merged = place(row, columns)
    fits = len(merged.cells) == len(row.pieces) > 1 and max(merged.spans.values()) == 1
    return (
        replace(_build([merged], columns, doubtful=table.doubtful), xs=table.xs) if fits and row.has_figures else None
    )


def _grid(rows: list[Row], across: list[Rule]) -> Grid | None:
    rows, columns = find_columns(rows)
    if sum(row.tabular for row in rows) < _SMALLEST or len(columns) < _SMALLEST:
        return None
    enclosed = _is_enclosed(rows, columns, across)
    placed = widen_heads([place(row, columns) for row in rows], columns)
    merged, wrapped = gather(placed, columns)
    if not wrapped:
        merged = merge_rows(merged, columns)
    if sum(len(row.cells) > 1 for row in merged) < _SMALLEST and not enclosed:
        return None
    if not (enclosed or any(row.figures() for row in merged) or _is_aligned(merged)):
        return None
    return _build(merged, columns, doubtful=not enclosed)


def _is_aligned(rows: list[Merged]) -> bool:
    """Whether rows without figures stand in columns all the same: enough of them, each column set to one edge."""
    full = [row for row in rows if len(row.cells) > 1]
    columns = {column for row in full for column in row.cells}
    if not all(_has_words([line for row in full for line in row.cells.get(column, [])]) for column in columns):
        return False
    if all(_is_prose([line for row in rows for line in row.cells.get(column, [])]) for column in columns):
        return False
    if len(full) < _ALIGNED_ROWS or len(full) < _ALIGNED_SHARE * len(rows):
        return len(columns) >= _MANY_COLUMNS and len(full) > 1 and all(set(row.cells) == columns for row in full)
    return all(_has_edge([line for row in full for line in row.cells.get(column, [])]) for column in columns)


def _has_words(lines: list[Line]) -> bool:
    """Whether a column holds words, not only the bullets of a list."""
    return sum(_WORD.search(line.text) is not None for line in lines) >= _SMALLEST


def _is_prose(lines: list[Line]) -> bool:
    """Whether most lines of a column, and enough, fill it: two columns of text are no table."""
    width = max(line.right for line in lines) - min(line.left for line in lines)
    filled = sum(line.right - line.left > _FILLED * width for line in lines)
    return filled >= _PROSE_LINES and filled >= len(lines) / 2


def _has_edge(lines: list[Line]) -> bool:
    """Whether most lines of a column begin at one place, end at one, or are set around one."""
    for places in (
        [line.left for line in lines],
        [line.right for line in lines],
        [(line.left + line.right) / 2 for line in lines],
    ):
        middle = sorted(places)[len(places) // 2]
        if sum(abs(place - middle) < _ONE_EDGE for place in places) >= _ALIGNED_SHARE * len(places):
            return True
    return False


def _is_enclosed(rows: list[Row], columns: Columns, across: list[Rule]) -> bool:
    """Whether a rule runs above the first row or below it, and one below the last, over most of the columns."""
    left, right = columns[0][0], columns[-1][1]
    wide = [y for y, start, end in across if min(end, right) - max(start, left) > _RULED * (right - left)]
    first, last = rows[0], rows[-1]
    above = any(abs(y - first.base) < _ABOVE_FIRST * first.em for y in wide)
    return above and any(last.base - 0.2 * last.em < y < last.base + _BELOW_LAST * last.em for y in wide)


def _build(rows: list[Merged], columns: Columns, *, doubtful: bool) -> Grid:
    fields: list[Field] = []
    lines: list[tuple[Line, ...]] = []
    for at, row in enumerate(rows):
        taken = 0
        filled = sorted(row.cells)
        for column, following in zip(filled, [*filled[1:], len(columns)], strict=True):
            span = min(max(row.spans[column], 1), following - column)
            fields.extend(_blanks(at, taken, column))
            lines.extend([()] * (column - taken))
            fields.append(Field(row=at, column=column, row_span=1, column_span=span))
            lines.append(tuple(row.cells[column]))
            taken = column + span
        fields.extend(_blanks(at, taken, len(columns)))
        lines.extend([()] * (len(columns) - taken))
    gaps = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    all_lines = [line for row in rows for cell in row.cells.values() for line in cell]
    tops = [min(line.top for cell in row.cells.values() for line in cell) for row in rows]
    return Grid(
        page=all_lines[0].page,
        xs=(columns[0][0], *gaps, columns[-1][1]),
        ys=(*tops, max(line.bottom for line in all_lines)),
        fields=tuple(fields),
        lines=tuple(lines),
        ruled=False,
        doubtful=doubtful,
    )


def _blanks(row: int, start: int, end: int) -> list[Field]:
    return [Field(row=row, column=column, row_span=1, column_span=1) for column in range(start, end)]
