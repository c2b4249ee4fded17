"""The printed characters of one page, as arrays: what they are, where they stand, how large and how bold.

Spaces are left out: pdfium makes some up and fonts draw others, so whether there is one is read from the gap.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diffing.reading.pdf import calls, limits
from diffing.reading.pdf.frame import Frame, Numbers
from diffing.reading.pdf.signs import BEYOND, SURROGATE, UNMAPPED, within

Flags = NDArray[np.bool_]

# pdfium puts U+FFFE where a hyphen ends a line.
# The name of a mark as pdfium writes it, with the zero at its end, and where it is written to.
_ARTIFACT = "Artifact\0".encode("utf-16-le")
_NAME, _LENGTH = ctypes.create_string_buffer(32), ctypes.c_ulong()
_NAME_AT = (ctypes.addressof(_NAME), 32, ctypes.addressof(_LENGTH))
_LINE_END_HYPHEN = "\ufffe"
_UNPRINTED = "".join(map(chr, (*range(0x21), 0x7F, 0xA0, 0xAD, 0x3000, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)))
_BOLD_WEIGHT = 600
# Text that rises more than this on its way is set askew: a stamp, a watermark, a label at the side of a table.
_LEVEL = 0.1
_LEVEL_MATRIX = (1, 0, 0, 1, 0, 0)
# In em: how far type reaches above and below its baseline, as `Line` has it.
_ABOVE, _BELOW = 0.88, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """Arrays of equal length, in the order the file draws them; lengths in points, as shown.

    `base` is the baseline, `em` the size of the type. `spaced` says that a space precedes, drawn or made up.
    `artifact` marks what the file itself tags as furniture (PDF 32000-1, 14.8.2.2). `unmapped` counts characters
    that the file draws without saying which they are.
    """

    signs: NDArray[np.str_]
    left: Numbers
    right: Numbers
    base: Numbers
    em: Numbers
    bold: Flags
    spaced: Flags
    artifact: Flags
    unmapped: int = 0

    def __len__(self) -> int:
        return len(self.signs)


def empty() -> Glyphs:
    """No glyphs at all."""
    none, no = np.zeros(0), np.zeros(0, bool)
    return Glyphs(signs=np.zeros(0, "<U1"), left=none, right=none, base=none, em=none, bold=no, spaced=no, artifact=no)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The printed characters as the file draws them: corner boxes and one row of style each, in drawing coordinates.

    The columns of `style` are font size, the six numbers of the text matrix, bold and artifact; `object_of` numbers
    the drawn object.
    """

    signs: NDArray[np.str_]
    boxes: Numbers
    style: Numbers
    object_of: NDArray[np.intp]
    spaced: Flags

    def turn(self, frame: Frame) -> int:
        """How many degrees the page must be turned for most of its text to be level."""
        x, y = frame.turn_vector(self.style[:, 1], self.style[:, 2])
        steep = np.abs(y) > np.abs(x)
        ways = {0: ~steep & (x > 0), 90: steep & (y < 0), 180: ~steep & (x <= 0), 270: steep & (y >= 0)}
        return max(ways, key=lambda turn: (int(ways[turn].sum()), -turn))

    def place(self, frame: Frame) -> tuple[Glyphs, Glyphs]:
        """The glyphs on the page as it is shown: those that stand level, and those that stand askew."""
        boxes = frame.place_boxes(self.boxes)
        _, base = frame.place(self.style[:, 5], self.style[:, 6])
        along_x, along_y = frame.turn_vector(self.style[:, 1], self.style[:, 2])
        em = np.clip(self.style[:, 0] * np.hypot(self.style[:, 3], self.style[:, 4]), 0.5, 1000)
        level = (along_x > 0) & (np.abs(along_y) <= _LEVEL * along_x)
        high = np.where(level, base - 0.4 * em, (boxes[:, 1] + boxes[:, 3]) / 2)
        middle = (boxes[:, 0] + boxes[:, 2]) / 2
        shown = (middle > -1) & (middle < frame.width + 1) & (high > -1) & (high < frame.height + 1)
        boxes[:, ::2] = np.clip(boxes[:, ::2], 0, frame.width)
        tilted = (boxes[:, 3] - boxes[:, 1]) / (_ABOVE + _BELOW)
        return (
            self._pick(shown & level, boxes, base, em),
            self._pick(shown & ~level, boxes, boxes[:, 3] - _BELOW * tilted, tilted),
        )

    def _pick(self, kept: Flags, boxes: Numbers, base: Numbers, em: Numbers) -> Glyphs:
        return Glyphs(
            signs=self.signs[kept],
            left=boxes[kept, 0],
            right=boxes[kept, 2],
            base=base[kept],
            em=em[kept],
            bold=self.style[kept, 7] > 0,
            spaced=self.spaced[kept],
            artifact=self.style[kept, 8] > 0,
            unmapped=_count_unmapped(self.signs[kept]),
        )


def read_drawn(text_page: Any) -> Drawn | None:
    """The printed characters of an open pypdfium2 text page; None when it has none."""
    handle = calls.address(text_page.raw)
    count = min(calls.count_characters(handle), limits.PAGE_CHARACTERS)
    if count <= 0:
        return None
    signs = _signs(handle, count)
    printed = ~np.isin(signs, list(_UNPRINTED))
    places = np.nonzero(printed)[0]
    if not len(places):
        return None
    style, object_of = _styles(handle, places.tolist())
    signs = signs[places]
    signs[signs == _LINE_END_HYPHEN] = "-"
    return Drawn(
        signs=signs,
        boxes=_boxes(handle, count)[places],
        style=style[object_of],
        object_of=object_of,
        spaced=np.concatenate(([False], ~printed))[places],
    )


def _signs(handle: int, count: int) -> NDArray[np.str_]:
    units = np.zeros(count + 1, np.uint16)
    written = calls.copy_text(handle, 0, count, units.ctypes.data)
    plain = units[:count].astype(np.uint32)
    if written == count + 1 and not within(plain, SURROGATE).any():
        return plain.view("<U1")
    points = np.array([calls.code_point(handle, at) for at in range(count)], np.uint32)
    points[within(points, (*SURROGATE, *BEYOND))] = ord("\ufffd")
    return points.view("<U1")


def _boxes(handle: int, count: int) -> Numbers:
    boxes = np.zeros((count, 4), np.float32)
    start = boxes.ctypes.data
    _drain(map(calls.character_box, repeat(handle), range(count), range(start, start + 16 * count, 16)))
    return np.nan_to_num(boxes.astype(np.float64), posinf=1e6, neginf=-1e6)


def _drain(calling: Iterable[object]) -> None:
    deque(calling, maxlen=0)


def _count_unmapped(signs: NDArray[np.str_]) -> int:
    return int(within(signs.view(np.uint32), UNMAPPED).sum())


def _styles(handle: int, places: list[int]) -> tuple[Numbers, NDArray[np.intp]]:
    """One row of style per drawn text object, and the row of each character: objects are a tenth of the characters."""
    drawn = np.fromiter(map(calls.text_object, repeat(handle), places), np.uint64, len(places))
    objects, first, object_of = np.unique(drawn, return_index=True, return_inverse=True)
    addresses, heads = objects.tolist(), [places[at] for at in first.tolist()]
    count = len(heads)
    matrices = np.tile(np.array(_LEVEL_MATRIX, np.float32), (count, 1))
    start = matrices.ctypes.data
    _drain(map(calls.character_matrix, repeat(handle), heads, range(start, start + 24 * count, 24)))
    style = np.zeros((count, 9))
    style[:, 0] = list(map(calls.font_size, repeat(handle), heads))
    style[:, 1:7] = matrices
    style[:, 7] = np.fromiter(map(calls.font_weight, repeat(handle), heads), np.int64, count) >= _BOLD_WEIGHT
    for row, address in enumerate(addresses):
        if address:
            style[row, 7] += calls.render_mode(address) == calls.FILL_AND_STROKE
            marks = calls.count_marks(address)
            style[row, 8] = marks and _is_artifact(address, marks)
    return style, object_of


def _is_artifact(address: int, marks: int) -> bool:
    """Whether one of an object's marks is named Artifact."""
    for at in range(marks):
        if calls.mark_name(calls.get_mark(address, at), *_NAME_AT) and _NAME.raw.startswith(_ARTIFACT):
            return True
    return False
