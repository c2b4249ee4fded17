"""Pages set in two columns: each is read to its end before the other.

What crosses the gutter (a heading, a full-width paragraph) parts the page into bands, read from top to bottom. Rows
of a table have gaps too; a column of text is told from them by its length: most of its lines fill a quarter of the
page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from diffing.reading.pdf.frame import Numbers
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.sheet import Grid, Sheet

# Share of the page width: where a gutter is looked for, and how long a line of a text column is at least.
_GUTTER_FROM, _GUTTER_TO, _LONG = 0.3, 0.7, 0.24
# Long lines that each side must have, and their share of all lines of the side: lists and labels of charts are short.
_LINES, _SHARE, _OTHER_SHARE = 5, 0.3, 0.5
# Share of the page width: a wider table is set over both columns.
_NARROW = 0.55
# Share of its extent that a line of text fills with print.
_FILLED = 0.85
# Points between two places that are tried, and that lines of two columns may be off one height.
_STEP, _LEVEL = 4.0, 2.0
# So many long lines tell that a page is set in the columns of another one.
_ENOUGH = 2
# A first column has so many times the lines of a second one that only goes on from it.
_MUCH = 4


def split_columns(lines: list[Line], gutter: float | None) -> list[list[Line]]:
    """The lines in groups to be read one after the other; one group when the page has one column."""
    if gutter is None:
        return [lines]
    groups: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        sides = _part(line, gutter)
        if sides is None:
            groups.extend((left, right, [line]))
            left, right = [], []
        else:
            left.extend(sides[0])
            right.extend(sides[1])
    groups.extend((left, right))
    return _join_crossing([group for group in groups if group], gutter)


def find_gutters(sheets: Sequence[Sheet]) -> list[float | None]:
    """Where each page is parted into two columns; None for pages that are not.

    Pages of one size that show it by their text show it for those whose columns hold lists or end early.
    """
    found = [_find_gutter(sheet.lines, sheet.width, sheet.grids) for sheet in sheets]
    known: dict[int, _Columns] = {}
    for sheet, gutter in zip(sheets, found, strict=True):
        columns = _Columns.of(sheet.lines, gutter) if gutter is not None else None
        if columns is not None:
            width = round(sheet.width)
            known[width] = known[width].joined(columns) if width in known else columns
    for at, sheet in enumerate(sheets):
        shown = known.get(round(sheet.width))
        if found[at] is None and shown and shown.hold(sheet.lines, sheet.width):
            found[at] = shown.gutter
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """The two columns of a page: where the first one ends and the second one begins."""

    gutter: float
    first: float
    second: float

    @classmethod
    def of(cls, lines: list[Line], gutter: float) -> _Columns | None:
        """The columns of a page whose gutter is known; None where one of them holds nothing but tables."""
        left, right = _sides(lines, gutter)
        if not (left and right):
            return None
        return cls(gutter=gutter, first=max(line.right for line in left), second=min(line.left for line in right))

    def joined(self, other: _Columns) -> _Columns:
        """The columns that two pages show: lines of one may be short."""
        return replace(self, first=max(self.first, other.first), second=min(self.second, other.second))

    def hold(self, lines: list[Line], width: float) -> bool:
        """Whether all lines of another page stand in these columns, or in the first one alone, and enough are long."""
        left, right = _sides(lines, self.gutter)
        if not left or any(_part(line, self.gutter) is None for line in lines):
            return False
        if any(line.right > self.first + _LEVEL for line in left) or any(
            line.left < self.second - _LEVEL for line in right
        ):
            return False
        return sum(_fills(line, width) for line in (*left, *right)) >= _ENOUGH


def _find_gutter(lines: list[Line], width: float, grids: Sequence[Grid]) -> float | None:
    """The place that most long lines end before and begin after, and fewest cross; None when there is none.

    A table in one column shows where that is: each of its rows counts as a line.
    """
    narrow = [grid for grid in grids if grid.right - grid.left < _NARROW * width]
    rows = [(grid.left, grid.right) for grid in narrow for _ in grid.ys[1:]]
    aside = sum(bool(line.gutters) or line.left > _GUTTER_FROM * width for line in lines)
    if not aside or not lines:
        return None
    gaps = _find_gaps(lines, rows, width)
    places = np.arange(_GUTTER_FROM * width, _GUTTER_TO * width, _STEP)
    left, right = gaps.count(places, gaps.long_before), gaps.count(places, gaps.long_after)
    crossing = gaps.lines - gaps.count(places, slice(None))
    if min(left.max(), right.max()) < _LINES or aside + len(rows) < _LINES:
        return _short_second(lines, gaps, width)
    before, after = gaps.count(places, np.isfinite(gaps.start)), gaps.count(places, np.isfinite(gaps.end))
    shares = _share(left, before), _share(right, after)
    fair = (np.minimum(*shares) >= _SHARE) & (np.maximum(*shares) >= _OTHER_SHARE)
    value = np.where(fair, np.minimum(left, right) - crossing, 0)
    best = np.nonzero(value == value.max())[0]
    return float(places[best[len(best) // 2]]) if value.max() > 0 else _short_second(lines, gaps, width)


def _short_second(lines: list[Line], gaps: _Gaps, width: float) -> float | None:
    """The gutter of a page whose second column only goes on from the first: text in the first lines of the page.

    The first column is one of text, nothing crosses the gutter, and each line right of it is level with one left of it.
    """
    edges = [edge for line in lines for edge in _second_edges(line) if edge > _GUTTER_FROM * width]
    place = min(edges, default=0.0) - _STEP
    at = np.array([place])
    long, some = gaps.count(at, gaps.long_before), gaps.count(at, np.isfinite(gaps.start))
    if not edges or gaps.lines > gaps.count(at, slice(None))[0] or _share(long, some)[0] < _OTHER_SHARE:
        return None
    left, right = _sides(lines, place)
    above = [line for line in left if line.base < max(line.base for line in right) + _LEVEL]
    level = all(any(abs(line.base - other.base) < _LEVEL for other in above) for line in right)
    full = any(_fills(line, width) for line in right) and all(_fills(line, width) for line in above)
    return place if level and full and len(right) == len(above) and len(left) >= _MUCH * len(right) else None


def _sides(lines: list[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    """What stands left and right of a gutter; lines that cross it left out."""
    parts = [sides for line in lines if (sides := _part(line, gutter))]
    return [line for left, _ in parts for line in left], [line for _, right in parts for line in right]


def _fills(line: Line, width: float) -> bool:
    return line.right - line.left > _LONG * width


def _second_edges(line: Line) -> list[float]:
    """Where what stands right of a gutter begins: after each gap of a line that may be one, or the line itself."""
    return [line.left, *(line.places.item(0, cut) for cut in line.gutters)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Gaps:
    """The places without print in all lines: from the end of one piece to the start of the next, or to infinity.

    `long_before` says that what is printed of the line before the gap is long, `long_after` what is after it.
    """

    lines: int
    start: Numbers
    end: Numbers
    long_before: NDArray[np.bool_]
    long_after: NDArray[np.bool_]

    def count(self, places: Numbers, which: NDArray[np.bool_] | slice) -> NDArray[np.intp]:
        """How many of some gaps each place lies in; one pass over the gaps, however many places there are."""
        size = len(places) + 1
        opened = np.bincount(places.searchsorted(self.start[which], "left"), minlength=size)
        closed = np.bincount(places.searchsorted(self.end[which], "right"), minlength=size)
        counts: NDArray[np.intp] = np.cumsum(opened - closed)[:-1]
        return counts


def _find_gaps(lines: list[Line], rows: list[tuple[float, float]], width: float) -> _Gaps:
    """The gaps of lines, and those at the sides of rows that are printed from one place to another."""
    pieces = [edge for line in lines for edge in _piece_edges(line)] + rows
    left, right = np.array(pieces).T
    counts = np.array([len(line.gutters) + 1 for line in lines] + [1] * len(rows))
    outer = np.array([(line.left, line.right) for line in lines] + rows).repeat(counts, axis=0)
    last = counts.cumsum() - 1
    printed = (right - left).cumsum()
    before = printed - np.concatenate(([0.0], printed[last[:-1]])).repeat(counts)
    after = printed[last].repeat(counts) - printed + right - left
    long_before = _is_long(right - outer[:, 0], before, width)
    long_after = _is_long(outer[:, 1] - left, after, width)
    # One gap before each piece, and one after the last of each line.
    firsts = last + 1 - counts
    return _Gaps(
        lines=len(counts),
        start=np.insert(right, firsts, -np.inf),
        end=np.insert(left, last + 1, np.inf),
        long_before=np.insert(long_before, firsts, False),
        long_after=np.insert(long_after, last + 1, False),
    )


def _piece_edges(line: Line) -> list[tuple[float, float]]:
    """Left and right edge of the pieces of a line; what stands before each gutter is a space."""
    lefts = [line.places.item(0, cut) for cut in (0, *line.gutters)]
    rights = [line.places.item(1, cut) for cut in (*(cut - 2 for cut in line.gutters), -1)]
    return list(zip(lefts, rights, strict=True))


def _is_long(extent: Numbers, printed: Numbers, width: float) -> NDArray[np.bool_]:
    """Where a side of a line is long, and filled with print: a row of cells is mostly gaps."""
    long: NDArray[np.bool_] = (extent > _LONG * width) & (printed > _FILLED * extent)
    return long


def _share(long: NDArray[np.intp], some: NDArray[np.intp]) -> Numbers:
    """Which share of the lines of a side is long, for each place; 0 where there are too few."""
    share: Numbers = np.where(long >= _LINES, long / np.maximum(some, 1), 0.0)
    return share


def _part(line: Line, gutter: float) -> tuple[list[Line], list[Line]] | None:
    """What of a line stands left and right of the gutter; None when it crosses."""
    if line.right <= gutter:
        return [line], []
    if line.left >= gutter:
        return [], [line]
    for cut in line.gutters:
        # What stands before a cut is a space.
        if line.places.item(1, cut - 2) <= gutter <= line.places.item(0, cut):
            return [line.piece(0, cut)], [line.piece(cut, len(line.text))]
    return None


def _join_crossing(groups: list[list[Line]], gutter: float) -> list[list[Line]]:
    """Groups with successive lines that cross the gutter as one."""
    joined: list[list[Line]] = []
    for group in groups:
        crosses = group[0].left < gutter < group[0].right
        if crosses and joined and joined[-1][0].left < gutter < joined[-1][0].right:
            joined[-1].extend(group)
        else:
            joined.append(list(group))
    return joined
