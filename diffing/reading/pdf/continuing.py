"""A table that goes on over the page: one table, its repeated header folded, its broken row made whole.

page 7   项目      期末余额        page 8   项目      期末余额   ← printed again: folded
         存货      69,694,0                        00.78       ← rest of the row above: joined
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

from diffing.reading.pdf.blocks import Slot, TableRun
from diffing.reading.pdf.joining import is_one_number
from diffing.reading.pdf.lattice import Field
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.paragraphs import first_piece_width
from diffing.reading.pdf.sheet import Grid
from diffing.reading.pdf.tabular import FIGURE, NUMBER

# Points that a column may be off on the next page.
_SHIFT = 3.0
# Points that widths may be off by rounding.
_ROUNDING = 0.1
# Header rows that are looked for again at the top of the next page.
_HEADER_ROWS = 4
_END = "。；;.！!？?：:"
# Points of empty space that a cell keeps at both sides together: 2 × 5.4 is the default of the usual word processor.
_PADDING = 12.0


def start_table(grid: Grid) -> TableRun:
    """The table that begins with a grid."""
    slots = [_slot(grid, field, lines, 0, _identity) for field, lines in zip(grid.fields, grid.lines, strict=True)]
    return TableRun(xs=grid.xs, rows=len(grid.ys) - 1, slots=slots, grids=[grid], doubtful=grid.doubtful)


def continue_table(table: TableRun, grid: Grid) -> bool:
    """Adds a grid to the table of the page before; False, and nothing done, when its columns are others."""
    columns = _columns(table, grid)
    if columns is None:
        return False
    folded = _repeated_rows(table, grid)
    slots = []
    for field, lines in zip(grid.fields, grid.lines, strict=True):
        if field.row < folded:
            table.repeated.extend(lines)
        else:
            slots.append(_slot(grid, field, lines, table.rows - folded, columns))
    added = len(grid.ys) - 1 - folded
    first = [slot for slot in slots if slot.row == table.rows]
    if added and _is_rest(table, first, grid):
        _join_rows(table, first)
        slots = [slot for slot in slots if slot.row > table.rows]
        for slot in slots:
            slot.row -= 1
        added -= 1
    table.slots.extend(slots)
    table.rows += added
    table.grids.append(grid)
    return True


def _identity(column: int) -> int:
    return column


def _slot(grid: Grid, field: Field, lines: tuple[Line, ...], shift: int, columns: Callable[[int], int]) -> Slot:
    left, right = columns(field.column), columns(field.column + field.column_span)
    return Slot(
        row=field.row + shift,
        column=left,
        row_span=field.row_span,
        column_span=right - left,
        lines=list(lines),
        width=grid.xs[field.column + field.column_span] - grid.xs[field.column],
    )


def _columns(table: TableRun, grid: Grid) -> Callable[[int], int] | None:
    """How the columns of a grid count in the table; None when they are other columns.

    A page may lack the column rules that only a merged header needs, or have some that the first page lacks.
    """
    if not (table.grids[-1].ruled and grid.ruled):
        return None if table.grids[-1].ruled or grid.ruled else _unruled_columns(table, grid)
    shift = grid.xs[0] - table.xs[0]
    here = [x - shift for x in grid.xs]
    if abs(here[-1] - table.xs[-1]) > _SHIFT:
        return None
    places = [_nearest(table.xs, x) for x in here]
    if all(place is not None for place in places):
        return lambda column: places[column] or 0
    back = [_nearest(here, x) for x in table.xs]
    if any(place is None for place in back):
        return None
    for slot in table.slots:
        left, right = back[slot.column] or 0, back[slot.column + slot.column_span] or 0
        slot.column, slot.column_span = left, right - left
    table.xs = tuple(here)
    return _identity


def _unruled_columns(table: TableRun, grid: Grid) -> Callable[[int], int] | None:
    """The same where columns have no rules: those that stand below each other are one.

    One of the two pages may lack a column that is empty there.
    """
    ours = _extents((slot.column, slot.column_span, slot.lines) for slot in table.slots)
    theirs = _extents(
        (field.column, field.column_span, lines) for field, lines in zip(grid.fields, grid.lines, strict=True)
    )
    if _has_own_header(table, grid):
        return None
    places = _below(theirs, ours)
    if places is not None:
        return _counted(places, len(grid.xs) - 1, len(table.xs) - 1)
    back = _below(ours, theirs)
    if back is None:
        return None
    counted = _counted(back, len(table.xs) - 1, len(grid.xs) - 1)
    for slot in table.slots:
        left, right = counted(slot.column), counted(slot.column + slot.column_span)
        slot.column, slot.column_span = left, right - left
    table.xs = grid.xs
    return _identity


def _extents(cells: Iterable[tuple[int, int, Iterable[Line]]]) -> dict[int, tuple[float, float]]:
    """Left and right edge of what is printed in each column, spanning cells left out."""
    found: dict[int, tuple[float, float]] = {}
    for column, span, lines in cells:
        for line in lines if span == 1 else ():
            left, right = found.get(column, (line.left, line.right))
            found[column] = min(left, line.left), max(right, line.right)
    return found


def _below(here: dict[int, tuple[float, float]], there: dict[int, tuple[float, float]]) -> dict[int, int] | None:
    """For each column of `here` the one of `there` that it stands below; None when one stands below none or two."""
    places: dict[int, int] = {}
    for column, (left, right) in sorted(here.items()):
        over = [at for at, (start, end) in there.items() if min(right, end) - max(left, start) > _SHIFT]
        if len(over) != 1 or over[0] in places.values():
            return None
        places[column] = over[0]
    return places


def _counted(places: dict[int, int], columns: int, others: int) -> Callable[[int], int]:
    """Where each column begins among the others: at its own place, or that of the next one that has one."""
    starts = [next((places[at] for at in range(column, columns) if at in places), others) for column in range(columns)]
    return lambda column: starts[column] if column < columns else others


def _has_own_header(table: TableRun, grid: Grid) -> bool:
    """Whether a page of figures begins with a row of words that is not the table's first: it is another table."""
    first = [(field, lines) for field, lines in zip(grid.fields, grid.lines, strict=True) if field.row == 0 and lines]
    below = [
        lines for field, lines in zip(grid.fields, grid.lines, strict=True) if field.row and field.column and lines
    ]
    words = len(first) > 1 and not any(FIGURE.fullmatch(lines[0].text) for field, lines in first if field.column)
    figures = any(FIGURE.fullmatch(lines[0].text) for lines in below)
    return words and figures and not _repeated_rows(table, grid)


def _nearest(places: tuple[float, ...] | list[float], x: float) -> int | None:
    at = min(range(len(places)), key=lambda index: abs(places[index] - x))
    return at if abs(places[at] - x) <= _SHIFT else None


def _repeated_rows(table: TableRun, grid: Grid) -> int:
    """How many first rows of a grid repeat those of the table."""
    rows = min(_HEADER_ROWS, len(grid.ys) - 1, table.rows - 1)
    # Cells stand row by row: only the first are looked at, or a table of many pages would be read anew for each.
    first = takewhile(lambda slot: slot.row < rows, table.slots)
    ours = _row_texts(((slot.row, slot.row_span, slot.text) for slot in first), rows)
    theirs = _row_texts(
        (
            (field.row, field.row_span, "".join("".join(line.text.split()) for line in lines))
            for field, lines in zip(grid.fields, grid.lines, strict=True)
        ),
        rows,
    )
    same = 0
    while same < rows and ours[same] == theirs[same] and any(text for _, text in ours[same]):
        same += 1
    while same and any(field.row < same < field.row + field.row_span for field in grid.fields):
        same -= 1
    return same


def _row_texts(cells: object, rows: int) -> list[list[tuple[int, str]]]:
    texts: list[list[tuple[int, str]]] = [[] for _ in range(rows)]
    for row, span, text in cells:  # type: ignore[attr-defined]
        if row < rows:
            texts[row].append((span, text))
    return texts


def _is_rest(table: TableRun, first: list[Slot], grid: Grid) -> bool:
    """Whether the first row of a page, which begins with `grid`, is the rest of the last row of the page before."""
    above = {slot.column: slot for slot in table.slots if slot.row <= table.rows - 1 < slot.row + slot.row_span}
    pairs = [(above.get(slot.column), slot) for slot in first]
    if not any(slot.lines for slot in first) or any(slot is None for slot, _ in pairs):
        return False
    known = [(slot, below) for slot, below in pairs if slot is not None]
    if any(slot.column_span != below.column_span or below.row_span > 1 for slot, below in known):
        return False
    both = [(slot, below) for slot, below in known if slot.lines and below.lines]
    goes_on = bool(both) and all(_goes_on(slot, below) for slot, below in both) and _has_room(known)
    return goes_on and not any(_had_room(slot, below, (table.grids[-1], grid)) for slot, below in both)


def _has_room(pairs: list[tuple[Slot, Slot]]) -> bool:
    """A row that starts with its own label, or with figures below empty cells, is a row of its own."""
    alone = [below for above, below in pairs if below.lines and not above.lines]
    label = min(pairs, key=lambda pair: pair[1].column)
    return not alone or bool(label[0].lines and label[1].lines)


def _had_room(above: Slot, below: Slot, grids: Iterable[Grid]) -> bool:
    """Whether a wider line stands in a cell as wide, so that words would not have been parted from those above."""
    last, rest = above.lines[-1], below.lines[0]
    if FIGURE.fullmatch(rest.text):
        return False
    needed = last.right - last.left + first_piece_width(rest) - _ROUNDING
    return any(
        line.right - line.left > needed
        for grid in grids
        for field, lines in zip(grid.fields, grid.lines, strict=True)
        if abs(grid.xs[field.column + field.column_span] - grid.xs[field.column] - above.width) < _SHIFT
        for line in lines
    )


def _goes_on(above: Slot, below: Slot) -> bool:
    first, second = above.lines[-1].text, below.lines[0].text
    if re.search(r"[\d.,]$", first) and re.match(r"[\d.,%]", second):
        whole = NUMBER.fullmatch(above.text) and NUMBER.fullmatch(below.text)
        # Each of two numbers may be torn in its own cell: all of both is asked, not the lines at the page end.
        return is_one_number(above.text, below.text) if whole else is_one_number(first, second)
    if first == "-":
        # A minus sign stays behind when the number after it did not fit; a dash alone says nil.
        return above.width - below.lines[0].right + below.lines[0].left < _PADDING + above.lines[-1].em
    return first[-1] not in _END and is_wrapped(above.lines[-1], below.lines[0], above.width)


def is_wrapped(line: Line, following: Line, width: float) -> bool:
    """Whether a line of a cell of that width left no room for the first sign of the next line."""
    sign = following.places.item(1, 0) - following.places.item(0, 0)
    return width - (line.right - line.left) < sign + _PADDING


def _join_rows(table: TableRun, first: list[Slot]) -> None:
    above = {slot.column: slot for slot in table.slots if slot.row <= table.rows - 1 < slot.row + slot.row_span}
    for slot in first:
        above[slot.column].lines.extend(slot.lines)
