"""Room that pdfium writes numbers into, kept for all pages: making its addresses takes longer than the calls."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diffing.reading.pdf import calls

Written = NDArray[np.float32]

# Things that are asked in one go.
_AT_ONCE = 1024


def written(
    call: Callable[..., None], things: list[Any], columns: int, *after: Any, holder: Any = None, addresses: int = 1
) -> Written:
    """The row of numbers that a function writes for each thing; not-a-numbers where it writes none.

    It is called with the holder, if there is one, the thing, the first `addresses` places of its row, and `after`.
    """
    room, into = _room(columns, addresses)
    before = () if holder is None else (repeat(holder),)
    rest = [repeat(argument) for argument in after]
    rows = np.empty((len(things), columns), np.float32)
    for start in range(0, len(things), _AT_ONCE):
        some = things[start : start + _AT_ONCE]
        room[: len(some)] = np.nan
        calls.drain(map(call, *before, some, *into, *rest))
        rows[start : start + len(some)] = room[: len(some)]
    return rows


@lru_cache(maxsize=8)
def _room(columns: int, addresses: int) -> tuple[Written, list[list[Any]]]:
    room = np.zeros((_AT_ONCE, columns), np.float32)
    start, step = room.ctypes.data, room.strides[0]
    return room, [calls.pointers(start + 4 * at, step, _AT_ONCE) for at in range(addresses)]
