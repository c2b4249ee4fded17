"""Where every character of the text stands on the pages, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diffing.document import Box
from diffing.reading.pdf.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageLayout:
    """`lefts` and `rights` hold one edge per character of the text, in points; the other arrays one entry per line."""

    lefts: NDArray[np.float32]
    rights: NDArray[np.float32]
    starts: NDArray[np.int32]
    pages: NDArray[np.int32]
    tops: NDArray[np.float32]
    bottoms: NDArray[np.float32]

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
        def rounded(value: Any) -> float:
            return round(float(value), 2)

        return Box(
            page=int(self.pages[line]),
            left=rounded(self.lefts[low:high].min()),
            top=rounded(self.tops[line]),
            right=rounded(self.rights[low:high].max()),
            bottom=rounded(self.bottoms[line]),
        )


def lay(lines: list[Line], starts: list[int], heights: dict[int, float]) -> PageLayout:
    """The layout of lines written one after the other with a line end between two; `heights` clamp the boxes."""
    size = starts[-1] + len(lines[-1].text) if lines else 0
    lefts, rights = np.zeros(size, np.float32), np.zeros(size, np.float32)
    for line, start in zip(lines, starts, strict=True):
        end = start + len(line.text)
        lefts[start:end], rights[start:end] = line.lefts, line.rights
        if end < size:
            lefts[end] = rights[end] = line.right
    return PageLayout(
        lefts=lefts,
        rights=rights,
        starts=np.array(starts, np.int32),
        pages=np.array([line.page for line in lines], np.int32),
        tops=np.array([max(line.top, 0) for line in lines], np.float32),
        bottoms=np.array([min(line.bottom, heights[line.page]) for line in lines], np.float32),
    )
