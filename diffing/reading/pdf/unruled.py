"""Tables without a lattice: three-line tables, and figures that are only set in columns.

    lines parted at wide gaps ─ runs of parted lines ─ columns by overlap ─ rows, wrapped labels joined ─ Grid

A piece that stands over two pieces of another line is a spanning header; without those, pieces that overlap are one
column. Columns had to be guessed, so the table is marked doubtful unless drawn rules enclose it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from diffing.reading.pdf.lattice import Field
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.numbering import find_mark
from diffing.reading.pdf.paragraphs import is_contents_line
from diffing.reading.pdf.rules import Rule
from diffing.reading.pdf.sheet import Grid, Item
from diffing.reading.pdf.table_rows import BESIDE, Merged, merge_rows, place
from diffing.reading.pdf.tabular import Columns, Row, part, part_header

# In em. Rows further apart are not one table; a numbered line further down than the second begins something else.
_APART, _NEW_ITEM = 4.2, 2.4
# Share of the text column that the label of a row without figures may fill.
_LABEL_WIDTH = 0.6
# Lines without a gap between two parted ones.
_UNPARTED = 3
# In em: how far pieces must overlap to stand in one column.
_OVERLAP = 0.1
# Points, em and em: how far a label without figures may be off the others in its left edge, size and distance.
_OFF_LEFT, _OFF_SIZE, _OFF_STEP = 1.0, 0.3, 0.15
# Share of the columns that a rule must run over to enclose them; how far from the first and last row, in em.
_RULED, _ABOVE_FIRST, _BELOW_LAST = 0.8, 3.0, 2.0
# Rows and columns of the smallest table.
_SMALLEST = 2


def find_unruled(lines: list[Line], grids: list[Grid], across: list[Rule], width: float) -> list[Item]:
    """The lines, with those that make a table replaced by it; `width` is that of the text column."""
    rows = [part(line) for line in lines]
    items: list[Item] = []
    at = 0
    while at < len(rows):
        end = _end_of_table(rows, at, grids, width)
        start = _first_label(rows, at, len(items) and items[-1] is lines[at - 1]) if end > at + 1 else at
        grid = _grid(rows[start:end], across) if end > at + 1 else None
        if grid is None:
            items.append(lines[at])
            at += 1
        else:
            items[len(items) - (at - start) :] = [grid]
            at = end
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


def _first_label(rows: list[Row], start: int, free: object) -> int:
    """`start`, or the line above it when that is the upper half of a label or header beside the first row."""
    beside = start > 0 and 0 < rows[start].base - rows[start - 1].base < BESIDE * rows[start].em
    return start - 1 if free and beside and not rows[start - 1].parted else start


def _end_of_table(rows: list[Row], start: int, grids: list[Grid], width: float) -> int:
    """The index after the last row of the table that begins at `start`; `start` itself where none begins."""
    if not rows[start].parted:
        return start
    last = at = start
    while at + 1 < len(rows) and at + 1 - last <= _UNPARTED + 1:
        above, below = rows[at], rows[at + 1]
        far = below.base - above.base > _APART * max(above.em, below.em)
        if far or _between(above, below, grids) or not (below.tabular or _is_label(below, rows[at], width)):
            break
        at += 1
        if below.tabular:
            last = at
    end = last + 1
    while end < len(rows) and _is_last_label(rows, start, end):
        end += 1
    return end


def _between(above: Row, below: Row, grids: list[Grid]) -> bool:
    return any(above.base < grid.top < below.base for grid in grids)


def _is_label(row: Row, above: Row, width: float) -> bool:
    piece = row.pieces[0]
    if piece.right - piece.left > _LABEL_WIDTH * width or is_contents_line(piece.text):
        return False
    apart = row.base - above.base > _NEW_ITEM * row.em
    return not (apart and find_mark(piece.text) is not None)


def _is_last_label(rows: list[Row], start: int, at: int) -> bool:
    """Whether a line below the last row is one more row, with a label and no figures."""
    row, above, first = rows[at], rows[at - 1], rows[start]
    label = min(row.pieces[0].left for row in rows[start:at])
    if row.parted or abs(row.pieces[0].left - label) > _OFF_LEFT:
        return False
    step, usual = row.base - above.base, above.base - rows[at - 2].base if at - start > 1 else 0.0
    same = abs(row.em - above.em) < _OFF_SIZE and (abs(step - usual) < _OFF_STEP * row.em or step < BESIDE * row.em)
    return same and row.pieces[0].right < first.pieces[1].right and row.pieces[0].text[-1] not in "。；"


def _grid(rows: list[Row], across: list[Rule]) -> Grid | None:
    columns = _columns(rows)
    if sum(row.tabular for row in rows) < _SMALLEST or len(columns) < _SMALLEST:
        return None
    if not any(row.has_figures for row in rows) and not _is_enclosed(rows, columns, across):
        return None
    parts = [[part for piece in row.pieces for part in part_header(piece, columns)] for row in rows]
    parted = [Row(base=row.base, em=row.em, pieces=some) for row, some in zip(rows, parts, strict=True)]
    merged = merge_rows(parted, columns)
    return _build(merged, columns, doubtful=not _is_enclosed(rows, columns, across))


def _is_enclosed(rows: list[Row], columns: Columns, across: list[Rule]) -> bool:
    """Whether a rule runs above the first row or below it, and one below the last, over most of the columns."""
    left, right = columns[0][0], columns[-1][1]
    wide = [y for y, start, end in across if min(end, right) - max(start, left) > _RULED * (right - left)]
    first, last = rows[0], rows[-1]
    above = any(abs(y - first.base) < _ABOVE_FIRST * first.em for y in wide)
    return above and any(last.base - 0.2 * last.em < y < last.base + _BELOW_LAST * last.em for y in wide)


def _columns(rows: list[Row]) -> Columns:
    """Left and right edge of each column, spanning pieces left out."""
    pieces = [(piece.left, piece.right, at) for at, row in enumerate(rows) for piece in row.pieces]
    edges = np.array(pieces)
    slack = _OVERLAP * rows[0].em
    over = (edges[:, 0, None] < edges[:, 1] - slack) & (edges[:, 1, None] > edges[:, 0] + slack)
    starts = np.searchsorted(edges[:, 2], np.arange(len(rows)))
    counts = np.add.reduceat(over.astype(np.int16), starts, axis=1)
    plain = np.nonzero(counts.max(axis=1) <= 1)[0]
    columns: list[list[float]] = []
    members: list[set[int]] = []
    for at in sorted(plain.tolist(), key=lambda index: edges[index, 0]):
        left, right, row = edges[at]
        if columns and left < columns[-1][1] - slack:
            columns[-1][1] = max(columns[-1][1], right)
            members[-1].add(int(row))
        else:
            columns.append([left, right])
            members.append({int(row)})
    return _join_halves(columns, members, {at for at, row in enumerate(rows) if row.has_figures})


def _join_halves(columns: list[list[float]], members: list[set[int]], figures: set[int]) -> Columns:
    """Columns with those that never share a line as one: a header set in the middle of labels set left.

    Only what stands in the first lines, above all figures, is joined: a column may be empty but for one figure.
    """
    # The first line is a header also where years, which look like figures, stand in it.
    first = max(min(figures, default=1), 1)
    while True:
        for at in range(len(columns) - 1):
            mine, next_one = members[at], members[at + 1]
            if not mine & next_one and (max(mine) < first or max(next_one) < first):
                columns[at : at + 2] = [[columns[at][0], max(columns[at][1], columns[at + 1][1])]]
                members[at : at + 2] = [mine | next_one]
                break
        else:
            return [(left, right) for left, right in columns]


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
