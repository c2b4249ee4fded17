"""The drawn rules of one page: thin lines, thin boxes, and the sides of stroked boxes.

Filled boxes are left out: shading a cell is not ruling it, and taking every shaded box for four rules cuts one table
into eighteen columns (seen in a 381-page merger plan).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from diffing.reading.pdf import calls, limits
from diffing.reading.pdf.frame import Frame

Rule = tuple[float, float, float]
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
# Points. A drawn rule is rarely thicker; a shaded box is rarely thinner.
THIN = 3.0


@dataclass(slots=True, kw_only=True)
class Rules:
    """Rules as shown: `across` as (y, left, right) and `down` as (x, top, bottom), in points.

    `pictured` is the area of the pictures in square points.
    """

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictured: float = 0.0


def read_rules(page: Any, frame: Frame) -> Rules:
    """The rules of an open pypdfium2 page."""
    drawn: list[tuple[float, float, float, float]] = []
    pictured = 0.0
    reader = _Reader()
    for kind, thing, matrix in _walk(calls.address(page.raw)):
        if kind == calls.PATH:
            drawn.extend(reader.rules(thing, matrix))
        elif kind == calls.IMAGE:
            pictured += reader.area(thing, matrix)
        if len(drawn) > limits.PAGE_RULES:
            break
    return _sort(drawn, frame, pictured)


def _sort(drawn: list[tuple[float, float, float, float]], frame: Frame, pictured: float) -> Rules:
    rules = Rules(pictured=pictured)
    if not drawn:
        return rules
    for left, top, right, bottom in frame.place_boxes(np.array(drawn, np.float64)).tolist():
        wide, high = right - left, bottom - top
        if high <= THIN:
            rules.across.append(((top + bottom) / 2, left, right))
        if wide <= THIN:
            rules.down.append(((left + right) / 2, top, bottom))
    return rules


def _walk(page: int) -> Iterator[tuple[int, int, Matrix]]:
    left = limits.PAGE_OBJECTS
    for at in range(min(calls.count_objects(page), left)):
        for found in _unfold(calls.get_object(page, at), _PLAIN, 0):
            left -= 1
            if left < 0:
                return
            yield found


def _unfold(thing: int, matrix: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    kind = calls.object_type(thing)
    if kind != calls.FORM:
        yield kind, thing, matrix
    elif depth < limits.FORM_DEPTH:
        inner = _times(_matrix(thing), matrix)
        for at in range(min(calls.form_count(thing), limits.PAGE_OBJECTS)):
            yield from _unfold(calls.form_object(thing, at), inner, depth + 1)


def _matrix(thing: int) -> Matrix:
    six = (ctypes.c_float * 6)()
    return tuple(six) if calls.object_matrix(thing, ctypes.addressof(six)) else _PLAIN


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    k, m, n, p, s, t = second
    return (a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + s, e * m + f * p + t)


def _move(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


class _Reader:
    """Reads paths; keeps the memory pdfium writes into, so that thousands of paths share it."""

    def __init__(self) -> None:
        self._four = (ctypes.c_float * 4)()
        self._bounds = tuple(ctypes.addressof(self._four) + 4 * at for at in range(4))
        self._two = (ctypes.c_int * 2)()
        self._modes = (ctypes.addressof(self._two), ctypes.addressof(self._two) + 4)
        self._point = (ctypes.c_float * 2)()
        self._at = (ctypes.addressof(self._point), ctypes.addressof(self._point) + 4)

    def area(self, picture: int, outer: Matrix) -> float:
        """The area a picture covers, in square points."""
        if not calls.object_bounds(picture, *self._bounds):
            return 0.0
        x0, y0, x1, y1 = self._four
        (left, low), (right, high) = _move(outer, x0, y0), _move(outer, x1, y1)
        return abs((right - left) * (high - low))

    def rules(self, path: int, outer: Matrix) -> list[tuple[float, float, float, float]]:
        """The thin boxes (two corners) that a path draws, in drawing coordinates."""
        if not calls.object_bounds(path, *self._bounds):
            return []
        x0, y0, x1, y1 = self._four
        thin = x1 - x0 <= THIN or y1 - y0 <= THIN
        if not calls.path_draw_mode(path, *self._modes) or not any(self._two):
            return []
        if thin:
            return [(*_move(outer, x0, y0), *_move(outer, x1, y1))]
        if calls.path_segments(path) > limits.PATH_SEGMENTS:
            return []
        stroked = bool(self._two[1])
        found: list[tuple[float, float, float, float]] = []
        for points in self._outlines(path, _times(_matrix(path), outer)):
            found.extend(_rules_of(points, stroked=stroked))
        return found

    def _outlines(self, path: int, matrix: Matrix) -> Iterator[list[Point]]:
        """The straight-sided outlines of a path; one with a curve in it is no rule."""
        points: list[Point] = []
        curved = False
        for at in range(calls.path_segments(path)):
            segment = calls.path_segment(path, at)
            kind = calls.segment_type(segment)
            calls.segment_point(segment, *self._at)
            if kind == calls.MOVE_TO:
                if len(points) > 1 and not curved:
                    yield points
                points, curved = [], False
            elif kind != calls.LINE_TO:
                curved = True
            points.append(_move(matrix, *self._point))
        if len(points) > 1 and not curved:
            yield points


def _rules_of(points: list[Point], *, stroked: bool) -> list[tuple[float, float, float, float]]:
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    y0, y1 = min(y for _, y in points), max(y for _, y in points)
    if x1 - x0 <= THIN or y1 - y0 <= THIN:
        return [(x0, y0, x1, y1)]
    if stroked and len(points) <= 5:
        return [(*a, *b) for a, b in zip(points, [*points[1:], points[0]], strict=True) if _is_straight(a, b)]
    return []


def _is_straight(a: Point, b: Point) -> bool:
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    return (wide <= 0.5) != (high <= 0.5)
