"""Where a table without a lattice begins and ends: by its gaps, its rules above and below, and what aligns with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.numbering import find_mark
from diffing.reading.pdf.paragraphs import is_contents_line
from diffing.reading.pdf.sheet import Grid
from diffing.reading.pdf.table_bridges import bridged, is_years
from diffing.reading.pdf.table_frames import Frame
from diffing.reading.pdf.tabular import BESIDE, CELL_SPACE, FIGURE, Row, gaps, part

# In em. Rows further apart are not one table; a numbered line further down than the second begins something else.
_APART, _NEW_ITEM = 4.2, 2.4
# Share of the text column that the label of a row without figures may fill.
_LABEL_WIDTH = 0.6
# Points that headers may be set smaller than the labels beneath them.
_SMALLER = 3.0
# Lines without a gap between two parted ones.
_UNPARTED = 3
# Points, em and em: how far a label without figures may be off the others in its left edge, size and distance.
_OFF_LEFT, _OFF_SIZE, _OFF_STEP = 1.0, 0.3, 0.15
# Points that lines of one column may be off each other, and in em how far apart they are at most.
_OFF_EDGE, _WRAPPED = 1.5, 1.75
# A second header stands this much further below the rows above it than these are apart, and so far in em.
_SET_OFF, _SET_OFF_EM = 1.35, 2.2
# In em and points: how far above its cells a header over several columns stands, and how far off their middle.
_HEADER_STEP, _OFF_MIDDLE = 1.9, 2.0
# 单位：万元 stands above a table too, and is no header.
_UNIT = re.compile(r"单位|币种|^[（(]|^(?i:in|unit|expressed in)\b")
# A line that announces another table.
_ANNOUNCES = re.compile(
    r"如下[:：]?$|\b(?:as follows|set out below|shown below|the following table)\b.*[:.]$", re.IGNORECASE
)
# In em: how far apart two pieces stand that are not one line.
_SIDE = 0.45


def part_all(lines: list[Line]) -> list[Row]:
    """The lines as rows; those half a line apart, side by side, know of each other."""
    rows = [part(line) for line in lines]
    for at, (above, below) in enumerate(pairwise(lines)):
        if 0 < below.base - above.base < BESIDE * below.em and _are_apart(rows[at], rows[at + 1]):
            rows[at], rows[at + 1] = replace(rows[at], beside=True), replace(rows[at + 1], beside=True)
    return rows


def _are_apart(above: Row, below: Row) -> bool:
    side = _SIDE * above.em
    return all(a.right + side < b.left or b.right + side < a.left for a in above.pieces for b in below.pieces)


def first_row(rows: list[Row], start: int, end: int, free: int, frames: list[Frame]) -> int:
    """`start`, or a line above that is part of the first row's header or label, or in the same frame.

    No line above `free` is taken; `end` is the index after the last row.
    """
    frame = next((frame for frame in frames if frame.holds(rows[start])), None)
    while start > free and frame and frame.holds(rows[start - 1]):
        start -= 1
    if start > free and 0 < rows[start].base - rows[start - 1].base < BESIDE * rows[start].em:
        start -= 1
    while start > free and _is_header_above(rows[start - 1], rows[start], rows[start:end]):
        start -= 1
    return start


def _is_header_above(row: Row, below: Row, table: list[Row]) -> bool:
    """Whether a line stands above columns right of the labels, in the middle of one or several header cells."""
    piece = row.pieces[0]
    if len(row.pieces) > 1 or below.base - row.base > _HEADER_STEP * below.em or _UNIT.search(piece.text):
        return False
    label = min(line.pieces[0].left for line in table)
    heads = [other for other in below.pieces if other.left > label + below.em]
    middle = (piece.left + piece.right) / 2
    spans = [(first, last) for at, first in enumerate(heads) for last in heads[at:]]
    return any(
        abs((_middle(first) + _middle(last)) / 2 - middle) < _OFF_MIDDLE and piece.left > label + below.em
        for first, last in spans
    )


def _middle(piece: Line) -> float:
    return (piece.left + piece.right) / 2


@dataclass(eq=False, slots=True, kw_only=True)
class _Begun:
    """A table as far as it is read: its label edge, what stands right of it by its edges, its frame."""

    label: float
    frame: Frame | None
    seconds: dict[tuple[int, int], Line] = field(default_factory=dict)
    loose: int = 0

    def add(self, row: Row) -> None:
        """Learns the label edge of one more row, and the pieces right of it."""
        self.label = min(self.label, row.pieces[0].left)
        if row.parted:
            self.note([piece for piece in row.pieces if piece.left > self.label + row.em])

    def note(self, pieces: list[Line]) -> None:
        """Keeps pieces that lines below may stand under."""
        self.seconds.update({(round(piece.left), round(piece.right)): piece for piece in pieces})

    def room(self, width: float) -> float:
        """How wide a label may be in a text column of some width: a share of it, or all up to the first figures."""
        figures = [piece.left for piece in self.seconds.values() if FIGURE.fullmatch(piece.text)]
        return max(_LABEL_WIDTH * width, min(figures, default=0.0) - self.label)

    def frames(self, row: Row) -> bool:
        """Whether the frame holds a row."""
        return self.frame is not None and self.frame.holds(row)

    def is_closed(self, above: Row, below: Row) -> bool:
        """Whether the last rule of a frame of several stands between two rows."""
        several = self.frame is not None and self.frame.bands > 1
        return several and self.frames(above) and not self.frames(below)

    def cuts(self, row: Row, above: Row) -> bool:
        """Whether a line without a wide gap has a narrow one where a column right of the labels begins.

        Words that fill their cell leave no more than the space between two cells.
        """
        if row.parted or row.base - above.base > _NEW_ITEM * row.em or abs(row.em - above.em) > _OFF_SIZE:
            return False
        lefts = {left for left, _ in self.seconds}
        starts = [gap.right for gap in gaps(row.pieces[0], CELL_SPACE)]
        return any(abs(start - left) < _OFF_EDGE for start in starts for left in lefts)

    def aligns(self, row: Row, above: Row) -> bool:
        """Whether a line goes on in a column right of the labels."""
        return row.pieces[0].left > self.label + row.em and _is_aligned(row, above, self.seconds.values())


def end_of_table(rows: list[Row], start: int, grids: list[Grid], width: float, frames: list[Frame]) -> int:
    """The index after the last row of the table that begins at `start`; `start` itself where none begins."""
    if not rows[start].parted:
        return start
    frame = next((frame for frame in frames if frame.holds(rows[start])), None)
    table = _Begun(label=rows[start].pieces[0].left, frame=frame)
    last = start
    for at in range(start, len(rows) - 1):
        above, below = rows[at], rows[at + 1]
        table.add(above)
        framed, closed = table.frames(below), table.is_closed(above, below)
        beyond = at if _is_parted_by(grids, above, below) else bridged(rows, start, at)
        if closed and not (beyond > at + 1 and any(frame.holds(rows[beyond]) for frame in frames)) and last == at:
            break
        if max(beyond, last) > at:
            last = max(last, beyond)
            continue
        if not framed and _ends(rows, start, at, grids):
            break
        aligned = table.aligns(below, above)
        if aligned:
            table.note(below.pieces[:1])
        beneath = _is_beneath(below, rows[start : at + 1])
        room = table.room(width)
        sure = framed or below.tabular or table.cuts(below, above)
        if not (sure or aligned or _is_label(below, above, room, beneath=beneath)):
            break
        table.loose = 0 if sure or aligned else table.loose + 1
        if table.loose > _UNPARTED:
            break
        if sure:
            last = at + 1
    return _with_rest(rows, start, last + 1)


def _with_rest(rows: list[Row], start: int, end: int) -> int:
    """The end of a table with the lines below it that are its last label, or go on in its last cells."""
    while end < len(rows) and (_is_last_label(rows, start, end) or _is_rest_of_cell(rows, start, end)):
        end += 1
    return end


def _ends(rows: list[Row], start: int, at: int, grids: list[Grid]) -> bool:
    """Whether the rows below stand too far off, beyond another table, or begin a table of their own."""
    above, below = rows[at], rows[at + 1]
    step = below.base - above.base
    if step > _APART * max(above.em, below.em) or _is_parted_by(grids, above, below):
        return True
    steps = [low.base - high.base for high, low in pairwise(rows[start : at + 1])]
    set_off = step > max(_SET_OFF * max(steps, default=0), _SET_OFF_EM * below.em)
    begun = any(row.has_figures and not is_years(row) for row in rows[start : at + 1])
    if begun and not below.parted and _ANNOUNCES.search(below.pieces[0].text):
        return True
    return begun and set_off and (_is_header(rows, at + 1) or _is_centred(below, rows[start : at + 1]))


def _is_parted_by(grids: list[Grid], above: Row, below: Row) -> bool:
    """Whether a table with rules begins between two rows."""
    return any(above.base < grid.top < below.base for grid in grids)


def _is_centred(row: Row, table: list[Row]) -> bool:
    """Whether a line stands by itself in the middle of a table."""
    left, right = min(above.pieces[0].left for above in table), max(above.pieces[-1].right for above in table)
    piece = row.pieces[0]
    return len(row.pieces) == 1 and abs(piece.left + piece.right - left - right) / 2 < _OFF_MIDDLE


def _is_header(rows: list[Row], at: int) -> bool:
    """Whether the next parted line, not far below, is a header: parted, and without figures in it or at its side."""
    for place in range(at, min(at + _UNPARTED + 2, len(rows))):
        if rows[place].parted:
            return not any(row.has_figures for row in rows[place : place + 1 + rows[place].beside])
    return False


def _is_aligned(row: Row, above: Row, seconds: Iterable[Line]) -> bool:
    """Whether a line without a gap goes on in a column right of the labels."""
    if len(row.pieces) > 1 or row.base - above.base > _WRAPPED * row.em:
        return False
    piece = row.pieces[0]
    return any(
        min(
            abs(piece.left - other.left),
            abs(piece.right - other.right),
            abs(piece.left + piece.right - other.left - other.right) / 2,
        )
        < _OFF_EDGE
        and min(piece.right, other.right) > max(piece.left, other.left)
        for other in seconds
    )


def _is_beneath(row: Row, table: list[Row]) -> bool:
    """Whether all lines so far stand right of this one: they are headers, often set smaller than what they head."""
    return min(above.pieces[0].left for above in table) > row.pieces[0].left + row.em


def _is_label(row: Row, above: Row, width: float, *, beneath: bool) -> bool:
    piece = row.pieces[0]
    if piece.right - piece.left > width or is_contents_line(piece.text):
        return False
    apart = row.base - above.base > _NEW_ITEM * row.em
    if row.em - above.em > (_SMALLER if beneath else _OFF_SIZE) and not row.tabular:
        return False
    return not (apart and find_mark(piece.text) is not None)


def _is_last_label(rows: list[Row], start: int, at: int) -> bool:
    """Whether a line below the last row is one more row, with a label and no figures."""
    row, above, first = rows[at], rows[at - 1], rows[start]
    label = min(row.pieces[0].left for row in rows[start:at])
    if row.parted or len(first.pieces) == 1 or abs(row.pieces[0].left - label) > _OFF_LEFT:
        return False
    step, usual = row.base - above.base, above.base - rows[at - 2].base if at - start > 1 else 0.0
    same = abs(row.em - above.em) < _OFF_SIZE and (abs(step - usual) < _OFF_STEP * row.em or step < BESIDE * row.em)
    return same and row.pieces[0].right < first.pieces[1].right and row.pieces[0].text[-1] not in "。；"


def _is_rest_of_cell(rows: list[Row], start: int, at: int) -> bool:
    """Whether a line below the last row goes on in a column right of the labels, as near as lines of a cell are."""
    seconds = [piece for row in rows[max(start, at - _UNPARTED) : at] for piece in row.pieces[1:]]
    labels = min(row.pieces[0].left for row in rows[start:at])
    return _is_aligned(rows[at], rows[at - 1], seconds) and rows[at].pieces[0].left > labels + rows[at].em
