"""Pages set in two columns: each is read to its end before the other.

What crosses the gutter (a heading, a full-width paragraph) parts the page into bands, read from top to bottom. Rows
of a table have gaps too; a column of text is told from them by its length: most of its lines fill a quarter of the
page.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diffing.reading.pdf.frame import Numbers
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.sheet import Grid

# Share of the page width: where a gutter is looked for, and how long a line of a text column is at least.
_GUTTER_FROM, _GUTTER_TO, _LONG = 0.3, 0.7, 0.24
# Long lines that each side must have, and their share of all lines of the side: lists and labels of charts are short.
_LINES, _SHARE, _OTHER_SHARE = 5, 0.3, 0.5
# Share of the page width: a wider table is set over both columns.
_NARROW = 0.55
# Share of its extent that a line of text fills with print.
_FILLED = 0.85
# Points between two places that are tried.
_STEP = 4.0


def split_columns(lines: list[Line], width: float, grids: Sequence[Grid] = ()) -> list[list[Line]]:
    """The lines in groups to be read one after the other; one group when the page has one column.

    A table in one column shows where that is: each of its rows counts as a line.
    """
    gutter = _find_gutter(lines, width, grids)
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


def _find_gutter(lines: list[Line], width: float, grids: Sequence[Grid]) -> float | None:
    """The place that most long lines end before and begin after, and fewest cross; None when there is none."""
    if sum(bool(line.gutters) or line.left > _GUTTER_FROM * width for line in lines) < _LINES:
        return None
    narrow = [grid for grid in grids if grid.right - grid.left < _NARROW * width]
    rows = [(grid.left, grid.right) for grid in narrow for _ in grid.ys[1:]]
    edges = np.array([edge for line in lines for edge in _piece_edges(line)] + rows)
    starts = np.concatenate(([0], np.cumsum([len(line.gutters) + 1 for line in lines] + [1] * len(rows))[:-1]))
    places = np.arange(_GUTTER_FROM * width, _GUTTER_TO * width, _STEP)
    before, after = edges[:, 1, None] <= places, edges[:, 0, None] >= places
    crossing = np.logical_or.reduceat(~before & ~after, starts)
    ends = np.maximum.reduceat(np.where(before, edges[:, 1, None], -np.inf), starts)
    begins = np.minimum.reduceat(np.where(after, edges[:, 0, None], np.inf), starts)
    outer = np.array([(line.left, line.right) for line in lines] + rows)
    wide = (edges[:, 1] - edges[:, 0])[:, None]
    left = ~crossing & _is_long(ends - outer[:, 0, None], np.add.reduceat(wide * before, starts), width)
    right = ~crossing & _is_long(outer[:, 1, None] - begins, np.add.reduceat(wide * after, starts), width)
    shares = _share(left, ~crossing & np.isfinite(ends)), _share(right, ~crossing & np.isfinite(begins))
    fair = (np.minimum(*shares) >= _SHARE) & (np.maximum(*shares) >= _OTHER_SHARE)
    value = np.where(fair, np.minimum(left.sum(axis=0), right.sum(axis=0)) - crossing.sum(axis=0), 0)
    best = np.nonzero(value == value.max())[0]
    return float(places[best[len(best) // 2]]) if value.max() > 0 else None


def _piece_edges(line: Line) -> list[tuple[float, float]]:
    """Left and right edge of the pieces of a line; what stands before each gutter is a space."""
    lefts = [line.places.item(0, cut) for cut in (0, *line.gutters)]
    rights = [line.places.item(1, cut) for cut in (*(cut - 2 for cut in line.gutters), -1)]
    return list(zip(lefts, rights, strict=True))


def _is_long(extent: Numbers, printed: Numbers, width: float) -> NDArray[np.bool_]:
    """Where a side of a line is long, and filled with print: a row of cells is mostly gaps."""
    long: NDArray[np.bool_] = np.isfinite(extent) & (extent > _LONG * width) & (printed > _FILLED * extent)
    return long


def _share(long: NDArray[np.bool_], some: NDArray[np.bool_]) -> Numbers:
    """Which share of the lines of a side is long, for each place; 0 where there are too few."""
    counts = long.sum(axis=0)
    share: Numbers = np.where(counts >= _LINES, counts / np.maximum(some.sum(axis=0), 1), 0.0)
    return share


def _part(line: Line, gutter: float) -> tuple[list[Line], list[Line]] | None:
    """What of a line stands left and right of the gutter; None when it crosses."""
    if line.right <= gutter:
        return [line], []
    if line.left >= gutter:
        return [], [line]
    for cut in line.gutters:
        before, after = line.piece(0, cut), line.piece(cut, len(line.text))
        if before.right <= gutter <= after.left:
            return [before], [after]
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
