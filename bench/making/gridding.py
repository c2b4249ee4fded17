"""One table to bands: how high each row is, and where texts and rules stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.making.widths import PAD, fitted

if TYPE_CHECKING:
    from bench.making.blocks import Cell, Table
    from bench.making.lettering import Letters
    from bench.making.setting import Setting

_NUMBER = re.compile(r"[-−(（]?[$¥]?[\d,]+(\.\d+)?[%％)）]*|[-—/]")


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
    """A table fitted to the width of a column; its cells are set smaller than running text.

    `torn` says that even in the smallest type a number or a word is wider than its column.
    """

    def __init__(self, table: Table, setting: Setting, fonts: Letters) -> None:
        self.table, self.setting, self.letters = table, setting, fonts
        fit = fitted(table, fonts, size=setting.size, room=setting.column_width)
        self.size, self.widths, self.torn = fit.size, fit.widths, fit.torn
        self.line = self.size * min(setting.leading, 1.35)
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
                heights = band.heights[cell.row - band.first :][: cell.row_span]
                height = sum(heights)
                left = x + sum(self.widths[: cell.column])
                texts += self._texts(cell, left, top, self._set_over(cell, heights))
                rules += self._rules(cell, left, top, height)
        return texts, rules

    def _width(self, cell: Cell) -> float:
        return sum(self.widths[cell.column : cell.column + cell.column_span])

    def _wrapped(self, cell: Cell) -> list[str]:
        return self.letters.lines(cell.text, self.size, room=self._width(cell) - 2 * PAD) if cell.text else []

    def _bands(self) -> list[Band]:
        heights = [self.line + PAD] * self.table.rows
        for cell in self.table.cells:
            need = len(self.wrapped[cell.row, cell.column]) * self.line + PAD
            heights[cell.row] = max(heights[cell.row], need if cell.row_span == 1 else 0)
        for cell in self.table.cells:
            rows = slice(cell.row, cell.row + cell.row_span)
            lack = len(self.wrapped[cell.row, cell.column]) * self.line + PAD - sum(heights[rows])
            heights[rows.stop - 1] += max(0, lack)
        ends = [
            row + 1 for row in range(self.table.rows) if not any(_crosses(cell, row + 1) for cell in self.table.cells)
        ]
        starts = [0, *ends[:-1]]
        return [Band(first=a, heights=tuple(heights[a:b])) for a, b in zip(starts, ends, strict=True)]

    def _set_over(self, cell: Cell, heights: tuple[float, ...]) -> float:
        """The height that a text is set in the middle of.

        Where no rules show how far down a cell reaches, its text begins in the first of its rows: in the middle of
        three it would be read as that of the second.
        """
        if self.setting.rules == "all" or cell.row < self.table.heads:
            return sum(heights)
        return max(heights[0], len(self.wrapped[cell.row, cell.column]) * self.line + PAD)

    def _texts(self, cell: Cell, left: float, top: float, height: float) -> list[tuple[float, float, str]]:
        lines = self.wrapped[cell.row, cell.column]
        y = top - (height - len(lines) * self.line) / 2 - self.size
        placed = []
        for line in lines:
            slack = self._width(cell) - 2 * PAD - self.letters.width(line, self.size)
            placed.append((left + PAD + slack * self._shift(cell), y, line))
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
