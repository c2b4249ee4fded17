"""The drawn objects of one page, forms opened: texts, paths and pictures, each with the matrix they are drawn with."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from itertools import compress, repeat
from typing import Any

import numpy as np

from diffing.reading.pdf import calls, limits
from diffing.reading.pdf.frame import Numbers
from diffing.reading.pdf.room import written

Matrix = tuple[float, float, float, float, float, float]

PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objects:
    """What is drawn with one matrix: the page's own objects, or those of one form."""

    matrix: Matrix
    texts: list[Any]
    paths: list[Any]
    pictures: list[Any]


def read_objects(page: Any) -> list[Objects]:
    """The objects of an open pypdfium2 page, those of forms after those of what holds them."""
    handle = calls.handle_of(page.raw)
    count = min(calls.count_objects(handle), limits.PAGE_OBJECTS)
    found: list[Objects] = []
    _collect(each(calls.get_object, handle, count), PLAIN, limits.PAGE_OBJECTS - count, found)
    return found


def each(get: Callable[[Any, int], int], holder: Any, count: int) -> list[Any]:
    """The first `count` things that a holder has, as arguments of further calls."""
    return list(map(calls.pointer, map(get, repeat(holder), range(count))))


def bounds(things: list[Any]) -> tuple[list[Any], Numbers]:
    """The objects that have bounds, and these: left, bottom, right, top."""
    boxes = written(calls.object_bounds, things, 4, addresses=4).astype(np.float64)
    unknown = np.isnan(boxes[:, 0])
    return (list(compress(things, ~unknown)), boxes[~unknown]) if unknown.any() else (things, boxes)


def matrix_of(thing: Any) -> Matrix:
    """The matrix of a path or form; a plain one when it says none."""
    six = (ctypes.c_float * 6)()
    return tuple(six) if calls.object_matrix(thing, calls.pointer(ctypes.addressof(six))) else PLAIN


def times(first: Matrix, second: Matrix) -> Matrix:
    """What comes of one matrix and then another."""
    a, b, c, d, e, f = first
    k, m, n, p, s, t = second
    return (a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + s, e * m + f * p + t)


def _collect(things: list[Any], matrix: Matrix, room: int, found: list[Objects], depth: int = 0) -> int:
    """Adds some objects, and those of the forms among them; how many more may be looked at."""
    kinds = list(map(calls.object_type, things))

    def of(kind: int) -> list[Any]:
        return [thing for thing, other in zip(things, kinds, strict=True) if other == kind] if kind in kinds else []

    found.append(Objects(matrix=matrix, texts=of(calls.TEXT), paths=of(calls.PATH), pictures=of(calls.IMAGE)))
    if depth == limits.FORM_DEPTH:
        return room
    for form in of(calls.FORM):
        count = min(calls.form_count(form), room)
        if count > 0:
            inside = each(calls.form_object, form, count)
            room = _collect(inside, times(matrix_of(form), matrix), room - count, found, depth + 1)
    return room
