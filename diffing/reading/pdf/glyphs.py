"""The printed characters of one page, as arrays: what they are, where they stand, how large and how bold.

Spaces are left out: pdfium makes some up and fonts draw others, so whether there is one is read from the gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diffing.reading.pdf import calls, limits
from diffing.reading.pdf.frame import Frame, Numbers
from diffing.reading.pdf.marks import artifacts
from diffing.reading.pdf.room import written
from diffing.reading.pdf.signs import BEYOND, CONTROL, SURROGATE, unmapped, unprinted, within
from diffing.reading.pdf.weights import set_bold

Flags = NDArray[np.bool_]

# pdfium puts U+FFFE where a hyphen ends a line, and U+0002 where it is asked for that sign alone.
_LINE_END_HYPHEN = "\ufffe"
_HYPHEN_ALONE = 2
_LOST = ord("\ufffd")
# Characters from one that is asked for its object to the next.
_POSTS = 8
# Share of the page height, at either end, that furniture may stand in: more than furniture.py looks for it in.
_EDGE = 0.2
# Text that rises more than this on its way is set askew: a stamp, a watermark, a label at the side of a table.
_LEVEL = 0.1
_LEVEL_MATRIX = np.array((1, 0, 0, 1, 0, 0), np.float32)
# In em: how far type reaches above and below its baseline.
ABOVE, BELOW = 0.88, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """Arrays of equal length, in the order the file draws them; lengths in points, as shown.

    `base` is the baseline, `em` the size of the type. `spaced` says that a space precedes, drawn or made up.
    `artifact` marks what the file itself tags as furniture, where that may stand. `unmapped` counts characters
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

    The columns of `style`, one row for each of `objects`, are font size, the six numbers of the text matrix, and bold;
    `object_of` is the row of each character.
    """

    signs: NDArray[np.str_]
    boxes: Numbers
    objects: list[Any]
    style: Numbers
    object_of: NDArray[np.intp]
    spaced: Flags

    def turn(self, frame: Frame) -> int:
        """How many degrees the page must be turned for most of its text to be level."""
        x, y = frame.turn_vector(self.style[:, 1], self.style[:, 2])
        if (x > np.abs(y)).all():
            return 0
        steep = np.abs(y) > np.abs(x)
        ways = {0: ~steep & (x > 0), 90: steep & (y < 0), 180: ~steep & (x <= 0), 270: steep & (y >= 0)}
        sizes = np.bincount(self.object_of)
        return max(ways, key=lambda turn: (int(sizes[ways[turn]].sum()), -turn))

    def place(self, frame: Frame) -> tuple[Glyphs, Glyphs]:
        """The glyphs on the page as it is shown: those that stand level, and those that stand askew.

        The page must still be open: its objects are asked what they are tagged as.
        """
        left, top, right, bottom = frame.place_boxes(self.boxes)
        _, base = frame.place(self.style[:, 5], self.style[:, 6])
        along_x, along_y = frame.turn_vector(self.style[:, 1], self.style[:, 2])
        em = np.minimum(np.maximum(self.style[:, 0] * np.hypot(self.style[:, 3], self.style[:, 4]), 0.5), 1000)
        artifact = self._artifacts(base / frame.height)
        middle, high = (left + right) / 2, (base - 0.4 * em).take(self.object_of)
        base, em = base.take(self.object_of), em.take(self.object_of)
        # numpy's clip takes longer to begin than these take for a page.
        left, right = (np.minimum(np.maximum(edges, 0), frame.width) for edges in (left, right))
        even = (along_x > 0) & (np.abs(along_y) <= _LEVEL * along_x)
        if even.all():
            return self._pick(_shown(middle, high, frame), artifact, left, right, base, em), empty()
        level = even.take(self.object_of)
        shown = _shown(middle, np.where(level, high, (top + bottom) / 2), frame)
        tilted = (bottom - top) / (ABOVE + BELOW)
        return (
            self._pick(shown & level, artifact, left, right, base, em),
            self._pick(shown & ~level, artifact, left, right, bottom - BELOW * tilted, tilted),
        )

    def _artifacts(self, height: Numbers) -> Flags:
        """Which objects are tagged as furniture, of those that stand where furniture may; `height` is 0 to 1."""
        near = ((height < _EDGE) | (height > 1 - _EDGE)).nonzero()[0]
        found = np.zeros(len(self.objects), bool)
        found[near] = artifacts([self.objects[at] for at in near.tolist()])
        return found

    def _pick(self, which: Flags, artifact: Flags, *measures: Numbers) -> Glyphs:
        if not which.any():
            return empty()
        kept = slice(None) if which.all() else which
        left, right, base, em = (measure[kept] for measure in measures)
        object_of = self.object_of[kept]
        return Glyphs(
            signs=self.signs[kept],
            left=left,
            right=right,
            base=base,
            em=em,
            bold=(self.style[:, 7] > 0).take(object_of),
            spaced=self.spaced[kept],
            artifact=artifact.take(object_of),
            unmapped=int(unmapped(self.signs[kept]).sum()),
        )


def _shown(x: Numbers, y: Numbers, frame: Frame) -> Flags:
    """Which points lie on the page: what is drawn beside it is not printed."""
    inside: Flags = (x > -1) & (x < frame.width + 1) & (y > -1) & (y < frame.height + 1)
    return inside


def read_drawn(text_page: Any) -> Drawn | None:
    """The printed characters of an open pypdfium2 text page; None when it has none."""
    handle = calls.handle_of(text_page.raw)
    count = min(calls.count_characters(handle), limits.PAGE_CHARACTERS)
    if count <= 0:
        return None
    signs = _signs(handle, count)
    printed = ~unprinted(signs)
    found = np.nonzero(printed)[0]
    if not len(found):
        return None
    objects, style, object_of = _styles(handle, found)
    signs = signs.take(found)
    signs[signs == _LINE_END_HYPHEN] = "-"
    return Drawn(
        signs=signs,
        boxes=_boxes(handle, found.tolist()),
        objects=objects,
        style=style,
        object_of=object_of,
        spaced=np.concatenate(([False], ~printed)).take(found),
    )


def _signs(handle: Any, count: int) -> NDArray[np.str_]:
    units = np.zeros(count + 1, np.uint16)
    written = calls.copy_text(handle, 0, count, calls.pointer(units.ctypes.data))
    points = units[:count].astype(np.uint32)
    # Most pages have nothing as far up as surrogates are.
    if written != count + 1 or (points.max() >= SURROGATE[0][0] and within(points, SURROGATE).any()):
        points = np.array([calls.code_point(handle, at) for at in range(count)], np.uint32)
        points[within(points, (*SURROGATE, *BEYOND))] = _LOST
    # A glyph that no one says the sign of is printed all the same: "2000.12.20" must not be read as 20001220.
    for at in np.nonzero(within(points, CONTROL))[0].tolist():
        if calls.has_no_meaning(handle, at):
            points[at] = _LOST
        elif points[at] == _HYPHEN_ALONE:
            points[at] = ord(_LINE_END_HYPHEN)
    points[points == 0] = _LOST  # a font that names the sign zero knows none
    return points.view("<U1")


def _boxes(handle: Any, places: list[int]) -> Numbers:
    # Edge by edge in memory: what follows takes one edge of all characters at a time.
    boxes = np.array(written(calls.character_box, places, 4, holder=handle), np.float64, order="F")
    return boxes if np.isfinite(boxes).all() else np.nan_to_num(boxes, posinf=1e6, neginf=-1e6)


def _styles(handle: Any, places: NDArray[np.intp]) -> tuple[list[Any], Numbers, NDArray[np.intp]]:
    """The drawn text objects, a tenth of the characters, a row of style each, and which is that of each character."""
    drawn = _text_objects(handle, places)
    begins = np.concatenate(([True], drawn[1:] != drawn[:-1]))
    heads = places[begins].tolist()
    objects = list(map(calls.pointer, drawn[begins].tolist()))
    matrices = written(calls.character_matrix, heads, 6, holder=handle)
    matrices[np.isnan(matrices).any(axis=1)] = _LEVEL_MATRIX
    style = np.empty((len(heads), 8))
    style[:, 0] = list(map(calls.font_size, repeat(handle), heads))
    style[:, 1:7] = matrices
    # A size below nothing turns what it sets by half, and the matrix most often turns it back.
    style[style[:, 0] < 0, :5] *= -1
    stroked = np.array(list(map(calls.render_mode, objects))) == calls.FILL_AND_STROKE
    style[:, 7] = stroked | set_bold(objects)
    return objects, style, begins.cumsum() - 1


def _text_objects(handle: Any, places: NDArray[np.intp]) -> NDArray[np.uint64]:
    """The address of the object each character belongs to.

    Every eighth is asked for, and those between two that differ: the characters of one object follow each other.
    """
    drawn = np.empty(len(places), np.uint64)

    def ask(which: NDArray[np.intp]) -> None:
        found = map(calls.text_object, repeat(handle), places[which].tolist())
        drawn[which] = np.fromiter(found, np.uint64, len(which))

    posts = np.append(np.arange(0, len(places) - 1, _POSTS), len(places) - 1)
    ask(posts)
    widths = np.diff(posts)
    differ = np.repeat(drawn[posts[1:]] != drawn[posts[:-1]], widths)
    drawn[:-1] = np.repeat(drawn[posts[:-1]], widths)
    differ[posts[:-1]] = False
    ask(np.nonzero(differ)[0])
    return drawn
