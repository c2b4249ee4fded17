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

Flags = NDArray[np.bool_]

# pdfium puts U+FFFE where a hyphen ends a line.
_LINE_END_HYPHEN = "\ufffe"
_UNPRINTED = "".join(map(chr, (*range(0x21), 0x7F, 0xA0, 0xAD, 0x3000, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)))
_BOLD_WEIGHT = 600


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
    askew: int = 0

    def __len__(self) -> int:
        return len(self.signs)


def empty() -> Glyphs:
    """No glyphs at all."""
    none, no = np.zeros(0), np.zeros(0, bool)
    return Glyphs(signs=np.zeros(0, "<U1"), left=none, right=none, base=none, em=none, bold=no, spaced=no, artifact=no)


def read_glyphs(text_page: Any, frame: Frame) -> Glyphs:
    """The glyphs of an open pypdfium2 text page that lie on the page as it is cropped."""
    handle = calls.address(text_page.raw)
    count = min(calls.count_characters(handle), limits.PAGE_CHARACTERS)
    if count <= 0:
        return empty()
    signs = _signs(handle, count)
    printed = ~np.isin(signs, list(_UNPRINTED))
    places = np.nonzero(printed)[0]
    if not len(places):
        return empty()
    boxes = frame.place_boxes(_boxes(handle, count)[places])
    style = _styles(handle, places.tolist(), frame)
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    high = style.base - style.em * 0.4
    shown = (middle > -1) & (middle < frame.width + 1) & (high > -1) & (high < frame.height + 1) & style.visible
    kept = shown & style.level
    signs = signs[places]
    spaced = np.concatenate(([False], ~printed))[places]
    signs[signs == _LINE_END_HYPHEN] = "-"
    return Glyphs(
        signs=signs[kept],
        left=np.clip(boxes[kept, 0], 0, frame.width),
        right=np.clip(boxes[kept, 2], 0, frame.width),
        base=style.base[kept],
        em=style.em[kept],
        bold=style.bold[kept],
        spaced=spaced[kept],
        artifact=style.artifact[kept],
        unmapped=_count_unmapped(signs[kept]),
        askew=int((shown & ~style.level).sum()),
    )


def _signs(handle: int, count: int) -> NDArray[np.str_]:
    units = np.zeros(count + 1, np.uint16)
    written = calls.copy_text(handle, 0, count, units.ctypes.data)
    pairs = (units >= 0xD800) & (units < 0xE000)
    if written == count + 1 and not pairs.any():
        return units[:count].astype(np.uint32).view("<U1")
    points = np.array([calls.code_point(handle, at) for at in range(count)], np.uint32)
    points[((points >= 0xD800) & (points < 0xE000)) | (points > 0x10FFFF)] = 0xFFFD
    return points.view("<U1")


def _boxes(handle: int, count: int) -> Numbers:
    boxes = np.zeros((count, 4), np.float32)
    start = boxes.ctypes.data
    _drain(map(calls.character_box, repeat(handle), range(count), range(start, start + 16 * count, 16)))
    return np.nan_to_num(boxes.astype(np.float64), posinf=1e6, neginf=-1e6)


def _drain(calling: Iterable[object]) -> None:
    deque(calling, maxlen=0)


def _count_unmapped(signs: NDArray[np.str_]) -> int:
    points = signs.view(np.uint32)
    # U+F020 to U+F0FF are the signs of symbol fonts (Wingdings bullets and ticks): known shapes, not lost letters.
    private = (points >= 0xE000) & (points < 0xF900) & ~((points >= 0xF020) & (points < 0xF100))
    return int((private | (points == 0xFFFD) | (points == 0xFFFF)).sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Styles:
    base: Numbers
    em: Numbers
    bold: Flags
    artifact: Flags
    level: Flags
    visible: Flags


def _styles(handle: int, places: list[int], frame: Frame) -> _Styles:
    """One row of style per drawn text object, spread over its characters: objects are a tenth of the characters."""
    objects = np.array(list(map(calls.text_object, repeat(handle), places)), dtype=object)
    known: dict[int, int] = {}
    rows: list[tuple[float, ...]] = []
    which = np.empty(len(places), np.intp)
    matrix = (ctypes.c_float * 6)()
    for at, (place, drawn) in enumerate(zip(places, objects, strict=True)):
        row = known.get(drawn)
        if row is None:
            row = known[drawn] = len(rows)
            rows.append(_style(handle, place, drawn, matrix))
        which[at] = row
    table = np.array(rows)
    along_x, along_y = frame.turn_vector(table[:, 1], table[:, 2])
    up = np.hypot(table[:, 3], table[:, 4])
    base_x, base_y = frame.place(table[:, 5], table[:, 6])
    level = (along_x > 0) & (np.abs(along_y) <= 0.1 * along_x)
    em = np.clip(table[:, 0] * up, 0.5, 1000)
    del base_x
    return _Styles(
        base=base_y[which],
        em=em[which],
        bold=(table[:, 7] > 0)[which],
        artifact=(table[:, 8] > 0)[which],
        level=level[which],
        visible=np.ones(len(places), bool),
    )


def _style(handle: int, place: int, drawn: int | None, matrix: Any) -> tuple[float, ...]:
    if not calls.character_matrix(handle, place, ctypes.addressof(matrix)):
        matrix[:] = (1, 0, 0, 1, 0, 0)
    bold = calls.font_weight(handle, place) >= _BOLD_WEIGHT
    tagged = False
    if drawn:
        bold = bold or calls.render_mode(drawn) == calls.FILL_AND_STROKE
        tagged = _is_artifact(drawn)
    return (calls.font_size(handle, place), *matrix, float(bold), float(tagged))


def _is_artifact(drawn: int) -> bool:
    name = ctypes.create_string_buffer(32)
    length = ctypes.c_ulong()
    for at in range(calls.count_marks(drawn)):
        mark = calls.get_mark(drawn, at)
        if calls.mark_name(mark, ctypes.addressof(name), 32, ctypes.addressof(length)):
            said = name.raw[: max(min(length.value, 32) - 2, 0)].decode("utf-16-le", "replace")
            if said == "Artifact":
                return True
    return False
