"""Letters that are printed twice for boldness or shadow: the copies a hair's breadth beside the first are not said.

    股票代码：：330000221188  ─►  股票代码：300218

pdfium drops copies that lie exactly over each other; those of old Word covers are moved by a quarter of a point, four
times, and would be read as other numbers.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from diffing.reading.pdf.frame import Numbers
from diffing.reading.pdf.glyphs import Drawn

Flags = NDArray[np.bool_]
Keys = NDArray[np.int64]

# Of the size of type. Copies were seen at .01 to .05; the narrowest pair of a letter, ii in condensed type, at .15.
_BESIDE = 0.08
# A sign, a row and a place across in 16ths of a point as one whole number: 20, 20 and 20 bits.
_ACROSS, _FINE = 1 << 20, 16
_FARTHEST = _ACROSS // 2 - 1


def copies(signs: NDArray[np.str_], boxes: Numbers, sizes: Numbers) -> Flags | None:
    """Which characters copy one drawn before them, None when none does.

    `boxes` are left, top, right and bottom; `sizes` those of the type, as far as the file says them.
    """
    # Some fonts claim boxes of a hundred points around letters of three, others sizes that a matrix takes back.
    reaches = np.minimum(sizes, np.abs(boxes[:, 1] - boxes[:, 3])) * _BESIDE
    # numpy sorts faster than it parts.
    half = float(np.sort(reaches)[len(reaches) // 2])
    if half <= 0:
        return None
    keys = _keys(signs, boxes, half)
    reach = max(round(half * _FINE), 1)
    if not any(_has_neighbours(some, reach) for some in keys):
        return None
    # The letters of a ligature have one box, and the second f of ff is no copy: the first speaks for all.
    firsts = _firsts(boxes)
    alone = firsts == np.arange(len(firsts))
    copied = np.zeros(len(firsts), bool)
    for some in keys:
        if _has_neighbours(some[alone], reach):
            copied[alone] |= _later(some[alone], reaches[alone] * _FINE)
    return copied[firsts] if copied.any() else None


def _keys(signs: NDArray[np.str_], boxes: Numbers, half: float) -> tuple[Keys, Keys]:
    """Sign, row and place across of each character as one number, in two rasters of rows.

    Two that an edge of one raster parts lie within one row of the other.
    """
    codes = np.ascontiguousarray(signs).view(np.uint32).astype(np.int64) * _ACROSS + _ACROSS // 2
    across = (boxes[:, 0] * _FINE).astype(np.int64)
    rows = np.floor(boxes[:, 1] / half).astype(np.int64)
    for places in (across, rows):
        np.minimum(np.maximum(places, -_FARTHEST, out=places), _FARTHEST, out=places)
    across += _FARTHEST
    return (codes + (rows >> 1)) * _ACROSS + across, (codes + (rows + 1 >> 1)) * _ACROSS + across


def _has_neighbours(keys: Keys, reach: int) -> bool:
    ordered = np.sort(keys)
    return bool((ordered[1:] - ordered[:-1] <= reach).any())


def printed_once(drawn: Drawn | None) -> Drawn | None:
    """The characters without their copies."""
    if drawn is None:
        return None
    sizes = np.abs(drawn.style[:, 0]) * np.hypot(drawn.style[:, 3], drawn.style[:, 4])
    copied = copies(drawn.signs, drawn.boxes, sizes.take(drawn.object_of))
    if copied is None or not copied.any():
        return drawn
    kept = ~copied
    return replace(
        drawn,
        signs=drawn.signs[kept],
        boxes=drawn.boxes[kept],
        object_of=drawn.object_of[kept],
        spaced=drawn.spaced[kept],
    )


def _firsts(boxes: Numbers) -> NDArray[np.intp]:
    """The first letter of the ligature each is of: pdfium gives them one box."""
    joined = np.concatenate(([False], (boxes[1:] == boxes[:-1]).all(axis=1)))
    return np.maximum.accumulate(np.where(joined, 0, np.arange(len(boxes))))


def _later(keys: Keys, reaches: Numbers) -> Flags:
    """All but the first drawn of each run of neighbours."""
    order = np.argsort(keys, kind="stable")
    starts = np.nonzero(np.concatenate(([True], np.diff(keys[order]) > np.maximum(reaches[order][1:], 1))))[0]
    firsts = np.minimum.reduceat(order, starts)
    later = np.zeros(len(keys), bool)
    later[order] = order != np.repeat(firsts, np.diff(np.append(starts, len(order))))
    return later
