"""Tables of a Word document: cells that span columns, and cells that go on from the row above."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from diffing.document import Pair
from diffing.reading.draft import DraftCell, DraftTable
from diffing.reading.packages import whole_number

# No table of a filing spans more columns; a hostile one does.
_SPAN_LIMIT = 200


@dataclass(slots=True)
class OpenTable:
    """A table while it is read: `w:gridSpan` widens a cell, `w:vMerge` makes it part of the one above (17.4.17, 84)."""

    cells: list[DraftCell] = field(default_factory=list)
    above: dict[int, int] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    columns: int = 0
    span: int = 1
    merge: str | None = None
    header: bool = False
    open_parts: list[Pair] = field(default_factory=list)

    def start(self, name: str, value: str) -> None:
        """Take in what an element inside the table says of its cell or row."""
        if name == "tc":
            self.span, self.merge = 1, None
            self.open_parts = []
        elif name == "gridSpan":
            self.span = max(whole_number(value, _SPAN_LIMIT), 1)
        elif name == "vMerge":
            self.merge = value or "continue"
        elif name == "gridBefore":
            self.column = whole_number(value, _SPAN_LIMIT)
        elif name == "tblHeader":
            self.header = value not in ("0", "false")

    def add(self, part: Pair) -> None:
        """Take a paragraph into the open cell; the line end of the one before it stands for a space."""
        if self.open_parts:
            start, end = self.open_parts[-1]
            self.open_parts[-1] = (start, min(end + 1, part[0]))
        self.open_parts.append(part)

    def end_cell(self) -> None:
        """Close the open cell; one that goes on from above lengthens that one."""
        index = self.above.get(self.column)
        if self.merge == "continue" and index is not None:
            upper = self.cells[index]
            parts = (*upper.parts, *self.open_parts)
            self.cells[index] = replace(upper, row_span=self.row - upper.row + 1, parts=parts)
        else:
            self.above[self.column] = len(self.cells)
            parts = tuple(self.open_parts)
            self.cells.append(
                DraftCell(row=self.row, column=self.column, parts=parts, column_span=self.span, header=self.header)
            )
        self.column += self.span
        self.columns = max(self.columns, self.column)
        self.open_parts = []

    def end_row(self) -> None:
        """Go on to the next row."""
        self.row += 1
        self.column = 0
        self.header = False

    def parts(self) -> tuple[Pair, ...]:
        """All the pieces of text in the table, in reading order."""
        return tuple(part for cell in self.cells for part in cell.parts)

    def draft(self) -> DraftTable:
        """The table as far as it has been read."""
        return DraftTable(rows=self.row, columns=self.columns, cells=tuple(self.cells))
