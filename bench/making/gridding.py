"""One table to bands: how wide each column is, how high each row, and where texts and rules stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.making.blocks import Cell, Table
    from bench.making.lettering import Letters
    from bench.making.setting import Setting

_NUMBER = re.compile(r"[-−(（]?[$¥]?[\d,]+(\.\d+)?[%％)）]*|[-—/]")
_PAD = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Rows that stand or fall together, because a cell covers them all; `heights` has one entry per row."""

    first: int
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """The height of all rows."""
        return sum(self.heights)


class Grid:
    """A table fitted to the width of a column; its cells are set slightly smaller than running text."""

    def __init__(self, table: Table, setting: Setting, fonts: Letters) -> None:
        self.table, self.setting, self.letters = table, setting, fonts
        self.size = setting.size * 0.9
        self.line = self.size * min(setting.leading, 1.35)
        self.widths = self._widths()
        self.wrapped = {(cell.row, cell.column): self._wrapped(cell) for cell in table.cells}
        self.bands = self._bands()

    def place(
        self, band: Band, *, x: float, y: float
    ) -> tuple[list[tuple[float, float, str]], list[tuple[float, float, float, float]]]:
        """The texts (x, y, text) and rules (x, y, x, y) of a band whose upper left corner is (x, y)."""
        texts: list[tuple[float, float, str]] = []
        rules: list[tuple[float, float, float, float]] = []
        last = band.first + len(band.heights)
        for cell in self.table.cells:
            if band.first <= cell.row < last:
                top = y - sum(band.heights[: cell.row - band.first])
                height = sum(band.heights[cell.row - band.first :][: cell.row_span])
                left = x + sum(self.widths[: cell.column])
                texts += self._texts(cell, left, top, height)
                rules += self._rules(cell, left, top, height)
        return texts, rules

    def _width(self, cell: Cell) -> float:
        return sum(self.widths[cell.column : cell.column + cell.column_span])

    def _wrapped(self, cell: Cell) -> list[str]:
        return self.letters.lines(cell.text, self.size, room=self._width(cell) - 2 * _PAD) if cell.text else []

    def _widths(self) -> list[float]:
        """Each column gets what its longest word needs and a share of the rest by the length of its texts."""
        least, wished = [4 * self.size] * self.table.columns, [4 * self.size] * self.table.columns
        for cell in self.table.cells:
            if cell.column_span == 1:
                width = self.letters.width(cell.text, self.size) + 2 * _PAD + 1
                wished[cell.column] = max(wished[cell.column], min(width, 16 * self.size))
                if _NUMBER.fullmatch(cell.text):
                    least[cell.column] = max(least[cell.column], width)
        room = self.setting.column_width
        if sum(least) > room:
            return [room * width / sum(least) for width in least]
        rest = [wish - low for wish, low in zip(wished, least, strict=True)]
        share = min(1, (room - sum(least)) / (sum(rest) or 1))
        spread = (room - sum(least) - share * sum(rest)) / self.table.columns
        return [low + share * more + spread for low, more in zip(least, rest, strict=True)]

    def _bands(self) -> list[Band]:
        heights = [self.line + _PAD] * self.table.rows
        for cell in self.table.cells:
            need = len(self.wrapped[cell.row, cell.column]) * self.line + _PAD
            heights[cell.row] = max(heights[cell.row], need if cell.row_span == 1 else 0)
        for cell in self.table.cells:
            rows = slice(cell.row, cell.row + cell.row_span)
            lack = len(self.wrapped[cell.row, cell.column]) * self.line + _PAD - sum(heights[rows])
            heights[rows.stop - 1] += max(0, lack)
        ends = [
            row + 1 for row in range(self.table.rows) if not any(_crosses(cell, row + 1) for cell in self.table.cells)
        ]
        starts = [0, *ends[:-1]]
        return [Band(first=a, heights=tuple(heights[a:b])) for a, b in zip(starts, ends, strict=True)]

    def _texts(self, cell: Cell, left: float, top: float, height: float) -> list[tuple[float, float, str]]:
        lines = self.wrapped[cell.row, cell.column]
        y = top - (height - len(lines) * self.line) / 2 - self.size
        placed = []
        for line in lines:
            slack = self._width(cell) - 2 * _PAD - self.letters.width(line, self.size)
            placed.append((left + _PAD + slack * self._shift(cell), y, line))
            y -= self.line
        return placed

    def _shift(self, cell: Cell) -> float:
        if cell.row < self.table.heads:
            return 0.5
        if _NUMBER.fullmatch(cell.text):
            return 1.0 if cell.column else 0.5
        return 0.0

    def _rules(self, cell: Cell, left: float, top: float, height: float) -> list[tuple[float, float, float, float]]:
        right, bottom = left + self._width(cell), top - height
        upper, lower = (left, top, right, top), (left, bottom, right, bottom)
        if self.setting.rules == "all":
            return [upper, lower, (left, bottom, left, top), (right, bottom, right, top)]
        if self.setting.rules == "none":
            return []
        end = cell.row + cell.row_span
        return [*[upper] * (cell.row == 0), *[lower] * (end in {self.table.heads, self.table.rows})]


def _crosses(cell: Cell, row: int) -> bool:
    return cell.row < row < cell.row + cell.row_span
