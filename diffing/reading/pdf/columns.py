"""Pages set in two columns: each is read to its end before the other.

What crosses the gutter (a heading, a full-width paragraph) parts the page into bands, read from top to bottom. Rows
of a table have gaps too; a column of text is told from them by its length: most of its lines fill a quarter of the
page.
"""

from __future__ import annotations

import numpy as np

from diffing.reading.pdf.lines import Line

# Share of the page width: where a gutter is looked for, and how long a line of a text column is at least.
_GUTTER_FROM, _GUTTER_TO, _LONG = 0.3, 0.7, 0.24
# Long lines that each side must have, and their share of all lines of the side.
_LINES, _SHARE = 5, 0.5
# Points between two places that are tried.
_STEP = 2.0


def split_columns(lines: list[Line], width: float) -> list[list[Line]]:
    """The lines in groups to be read one after the other; one group when the page has one column."""
    gutter = _find_gutter([piece for line in lines for piece in line.pieces(line.gutters)], width)
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


def _find_gutter(pieces: list[Line], width: float) -> float | None:
    if len(pieces) < 2 * _LINES:
        return None
    edges = np.array([(piece.left, piece.right) for piece in pieces])
    places = np.arange(_GUTTER_FROM * width, _GUTTER_TO * width, _STEP)
    before, after = edges[:, 1, None] <= places, edges[:, 0, None] >= places
    long = (edges[:, 1] - edges[:, 0] > _LONG * width)[:, None]
    left, right = (before & long).sum(axis=0), (after & long).sum(axis=0)
    crossing = (~before & ~after).sum(axis=0)
    fair = (left >= _LINES) & (right >= _LINES)
    fair &= (left >= _SHARE * before.sum(axis=0)) & (right >= _SHARE * after.sum(axis=0))
    value = np.where(fair, np.minimum(left, right) - crossing, 0)
    best = np.nonzero(value == value.max())[0]
    return float(places[best[len(best) // 2]]) if value.max() > 0 else None


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
