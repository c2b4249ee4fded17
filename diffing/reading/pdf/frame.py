"""From the coordinates a PDF draws in to those of the page as it is shown: points from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The crop box's corner, the size as shown, and the clockwise turn in degrees (PDF 32000-1, 7.7.3.3: /Rotate)."""

    x: float
    y: float
    width: float
    height: float
    turn: int

    def place(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Points as shown, y downwards."""
        x, y = x - self.x, y - self.y
        match self.turn:
            case 90:
                return y, x
            case 180:
                return self.width - x, y
            case 270:
                return self.width - y, self.height - x
        return x, self.height - y

    def place_boxes(self, boxes: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Left, top, right and bottom as shown, from two opposite corners (x, y, x, y) in drawing coordinates."""
        x0, y0 = self.place(boxes[:, 0], boxes[:, 1])
        x1, y1 = self.place(boxes[:, 2], boxes[:, 3])
        return np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)

    def turned(self, more: int) -> Frame:
        """The frame of the same page turned clockwise by so many degrees more."""
        upright = more % 180 == 0
        width, height = (self.width, self.height) if upright else (self.height, self.width)
        return Frame(x=self.x, y=self.y, width=width, height=height, turn=(self.turn + more) % 360)

    def turn_vector(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """A direction as shown, y downwards."""
        return {90: (y, x), 180: (-x, y), 270: (-y, -x)}.get(self.turn, (x, -y))


def frame_of(page: Any) -> Frame:
    """The frame of a pypdfium2 page."""
    width, height = page.get_size()
    left, bottom, right, top = page.get_cropbox()
    return Frame(x=min(left, right), y=min(bottom, top), width=width, height=height, turn=page.get_rotation())
