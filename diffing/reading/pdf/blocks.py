"""Blocks in the making: lines that belong together, or the pieces of one table."""

from __future__ import annotations

from dataclasses import dataclass, field

from diffing.document import BlockKind
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.sheet import Grid
from diffing.reading.pdf.typography import Column


@dataclass(eq=False, slots=True, kw_only=True)
class Slot:
    """One cell of a table that may run over pages: its place, its lines, and its inner width in points."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: list[Line]
    width: float

    @property
    def text(self) -> str:
        """The lines as one, to compare cells by."""
        return "".join("".join(line.text.split()) for line in self.lines)


@dataclass(eq=False, slots=True, kw_only=True)
class TableRun:
    """A table over one or more pages; `repeated` are the lines of header rows printed again."""

    xs: tuple[float, ...]
    rows: int
    slots: list[Slot]
    grids: list[Grid]
    repeated: list[Line] = field(default_factory=list)
    doubtful: bool = False

    def row(self, number: int) -> list[Slot]:
        """The cells that begin in a row."""
        return [slot for slot in self.slots if slot.row == number]


@dataclass(eq=False, slots=True, kw_only=True)
class Run:
    """A block: its lines in order, or its table; `column` is where its text runs."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    column: Column | None = None
    level: int = 0
    table: TableRun | None = None

    @property
    def text(self) -> str:
        """The lines one after the other."""
        return "".join(line.text for line in self.lines)
