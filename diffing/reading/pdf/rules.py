"""The drawn rules of one page: thin lines, thin boxes, and the sides of stroked boxes.

Filled boxes are left out: shading a cell is not ruling it, and taking every shaded box for four rules cuts one table
into eighteen columns (seen in a 381-page merger plan).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from diffing.reading.pdf import calls, limits
from diffing.reading.pdf.frame import Frame, Numbers
from diffing.reading.pdf.objects import PLAIN, Matrix, Objects, bounds, each, matrix_of, times
from diffing.reading.pdf.room import written

Rule = tuple[float, float, float]
Point = tuple[float, float]
Side = tuple[float, float, float, float]

# Points. A drawn rule is rarely thicker; a shaded box is rarely thinner.
THIN = 3.0
# A box has four corners, and its first one again.
_CORNERS = 5
# Points that a straight side may lean.
_STRAIGHT = 0.5
# Points. Rules closer than this are one rule drawn twice, or two sides of a thick one.
SAME = 2.0
# Points. Rules that end this near to another, or to a crossing one, meet it.
REACH = 3.0
# Points, more than a page is wide or high.
_AWAY = 1e6


@dataclass(slots=True, kw_only=True)
class Rules:
    """Rules as shown: `across` as (y, left, right) and `down` as (x, top, bottom), in points.

    Rules in one line are joined. `pictured` is the area of the pictures in square points,
    `texts` the number of text objects, also of those that print nothing known.
    """

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    texts: int = 0


def read_rules(objects: list[Objects], frame: Frame) -> Rules:
    """The rules among the objects of a page."""
    found = _Found()
    for some in objects:
        if some.paths:
            _collect_paths(some.paths, some.matrix, found)
        if some.pictures:
            areas = _move_boxes(some.matrix, bounds(some.pictures)[1])
            found.pictured += float((abs(areas[:, 2] - areas[:, 0]) * abs(areas[:, 3] - areas[:, 1])).sum())
    rules = _sort(found, frame)
    rules.texts = sum(len(some.texts) for some in objects)
    return rules


@dataclass(slots=True, kw_only=True)
class _Found:
    """Thin boxes as two corners, in drawing coordinates; the area of pictures."""

    boxes: list[Numbers] = field(default_factory=list)
    rules: int = 0
    pictured: float = 0.0


def _collect_paths(paths: list[Any], matrix: Matrix, found: _Found) -> None:
    paths, boxes = bounds(paths)
    filled, stroked = written(calls.path_draw_mode, paths, 2, addresses=2).view(np.int32).T != 0
    thin, painted = (boxes[:, 2:] - boxes[:, :2] <= THIN).any(axis=1), filled | stroked
    found.boxes.append(_move_boxes(matrix, boxes[thin & painted]))
    found.rules += int((thin & painted).sum())
    for at in np.nonzero(painted & ~thin)[0].tolist():
        segments = calls.path_segments(paths[at])
        # A fill of one outline, and no thin one, is shading.
        if segments > limits.PATH_SEGMENTS or not (stroked[at] or segments > _CORNERS):
            continue
        if found.rules > limits.PAGE_RULES:
            break
        sides = _sides(paths[at], matrix, stroked=bool(stroked[at]))
        if sides:
            found.boxes.append(np.array(sides, np.float64))
            found.rules += len(sides)


def _move_boxes(matrix: Matrix, boxes: Numbers) -> Numbers:
    if matrix == PLAIN:
        return boxes
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = boxes.T
    return np.column_stack((a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f))


def _sort(found: _Found, frame: Frame) -> Rules:
    if not found.boxes:
        return Rules(pictured=found.pictured)
    left, top, right, bottom = frame.place_boxes(np.concatenate(found.boxes)[: limits.PAGE_RULES])
    return Rules(
        across=join_rules(np.column_stack(((top + bottom) / 2, left, right))[bottom - top <= THIN]),
        down=join_rules(np.column_stack(((left + right) / 2, top, bottom))[right - left <= THIN]),
        pictured=found.pictured,
    )


def join_rules(rules: Numbers) -> list[Rule]:
    """Rules in one line that touch or overlap, as one: dotted rules and those drawn cell by cell are whole again.

    `rules` has the columns place, start and end.
    """
    if not len(rules):
        return []
    rules = rules[np.argsort(rules[:, 0], kind="stable")]
    level = np.concatenate(([0], np.cumsum(np.diff(rules[:, 0]) > SAME)))
    places = np.bincount(level, weights=rules[:, 0]) / np.bincount(level)
    # Levels are moved so far apart that one pass over all of them joins nothing across.
    starts, ends = rules[:, 1] + level * _AWAY, rules[:, 2] + level * _AWAY
    order = np.argsort(starts, kind="stable")
    starts, ends, level = starts[order], np.maximum.accumulate(ends[order]), level[order]
    first = np.nonzero(np.concatenate(([True], starts[1:] > ends[:-1] + REACH)))[0]
    last = np.append(first[1:], len(starts)) - 1
    away = level[first] * _AWAY
    return list(
        zip(
            places[level[first]].tolist(),
            (starts[first] - away).tolist(),
            (ends[last] - away).tolist(),
            strict=True,
        )
    )


def _sides(path: Any, outer: Matrix, *, stroked: bool) -> list[Side]:
    """The thin outlines, and the sides of stroked boxes, that a larger path is made of."""
    outlines = _outlines(path, times(matrix_of(path), outer))
    return [side for points in outlines for side in _rules_of(points, stroked=stroked)]


def _outlines(path: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The straight-sided outlines of a path; one with a curve in it is no rule."""
    segments = each(calls.path_segment, path, calls.path_segments(path))
    kinds = np.array(list(map(calls.segment_type, segments)))
    places = written(calls.segment_point, segments, 2, addresses=2)
    a, b, c, d, e, f = matrix
    x, y = places.astype(np.float64).T
    points = list(zip((a * x + c * y + e).tolist(), (b * x + d * y + f).tolist(), strict=True))
    starts = np.nonzero(kinds == calls.MOVE_TO)[0].tolist()
    curved = (kinds != calls.MOVE_TO) & (kinds != calls.LINE_TO)
    for start, end in pairwise([*starts, len(points)]):
        if end - start > 1 and not curved[start:end].any():
            yield points[start:end]


def _rules_of(points: list[Point], *, stroked: bool) -> list[Side]:
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    y0, y1 = min(y for _, y in points), max(y for _, y in points)
    if x1 - x0 <= THIN or y1 - y0 <= THIN:
        return [(x0, y0, x1, y1)]
    if stroked and len(points) <= _CORNERS:
        return [(*a, *b) for a, b in zip(points, [*points[1:], points[0]], strict=True) if _is_straight(a, b)]
    return []


def _is_straight(a: Point, b: Point) -> bool:
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    return (wide <= _STRAIGHT) != (high <= _STRAIGHT)
