"""Where every character of the text stands on the pages, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diffing.document import Box
from diffing.reading.pdf.glyphs import ABOVE, BELOW
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageLayout:
    """`lefts` and `rights` hold one edge per character of the text, in points; the other arrays one entry per line.

    A page whose text stands sideways was read turned by `turns` degrees; its boxes are turned back to the page as it
    is shown, of which `sizes` has width and height by number.
    """

    lefts: NDArray[np.float32]
    rights: NDArray[np.float32]
    starts: NDArray[np.int32]
    pages: NDArray[np.int32]
    tops: NDArray[np.float32]
    bottoms: NDArray[np.float32]
    turns: NDArray[np.int16]
    sizes: dict[int, tuple[float, float]]

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box for each line that has characters between two offsets, in reading order."""
        start, end = max(start, 0), min(end, len(self.lefts))
        if start >= end or not len(self.starts):
            return ()
        first = max(int(np.searchsorted(self.starts, start, side="right")) - 1, 0)
        last = int(np.searchsorted(self.starts, end, side="left"))
        boxes = []
        for line in range(first, last):
            low = max(start, int(self.starts[line]))
            high = min(end, int(self.starts[line + 1]) - 1 if line + 1 < len(self.starts) else len(self.lefts))
            if low < high:
                boxes.append(self._box(line, low, high))
        return tuple(boxes)

    def _box(self, line: int, low: int, high: int) -> Box:
        page = int(self.pages[line])
        edges = self.lefts[low:high].min(), self.tops[line], self.rights[low:high].max(), self.bottoms[line]
        left, top, right, bottom = (round(float(edge), 2) for edge in edges)
        width, height = self.sizes[page]
        turned = {
            90: (top, height - right, bottom, height - left),
            180: (width - right, height - bottom, width - left, height - top),
            270: (width - bottom, left, width - top, right),
        }
        left, top, right, bottom = turned.get(int(self.turns[line]), (left, top, right, bottom))
        return Box(page=page, left=left, top=top, right=right, bottom=bottom)


def lay(lines: Sequence[Line], starts: Sequence[int], sheets: Sequence[Sheet]) -> PageLayout:
    """The layout of lines written one after the other with a line end between two; boxes are clamped to the page."""
    heights = {sheet.number: sheet.height for sheet in sheets}
    turns = {sheet.number: sheet.turn for sheet in sheets}
    pages = [line.page for line in lines]
    base, em = np.array([line.base for line in lines]), np.array([line.em for line in lines])
    edges = _edges(lines)
    return PageLayout(
        lefts=edges[0],
        rights=edges[1],
        starts=np.array(starts, np.int32),
        pages=np.array(pages, np.int32),
        tops=np.maximum(base - ABOVE * em, 0).astype(np.float32),
        turns=np.array([turns[page] for page in pages], np.int16),
        sizes={sheet.number: sheet.size for sheet in sheets},
        bottoms=np.minimum(base + BELOW * em, [heights[page] for page in pages]).astype(np.float32),
    )


def _edges(lines: Sequence[Line]) -> NDArray[np.float32]:
    """Left and right edge of each character; a line end stands at the end of its line."""
    if not lines:
        return np.zeros((2, 0), np.float32)
    pieces = [line.places[:2] for line in lines]
    ends = np.repeat(np.array([line.right for line in lines], np.float32), 2).reshape(-1, 2, 1)
    return np.concatenate([part for pair in zip(pieces, ends, strict=True) for part in pair][:-1], axis=1)
