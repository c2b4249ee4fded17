"""Blocks and pages as a Draft: one text, and spans into it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diffing.document import Aside, AsideKind, BlockKind, Page, Pair
from diffing.reading.draft import Draft, DraftBlock, DraftCell, DraftTable
from diffing.reading.pdf import furniture, layout
from diffing.reading.pdf.blocks import Run, Slot, TableRun
from diffing.reading.pdf.continuing import is_wrapped
from diffing.reading.pdf.joining import Join, hyphenated_words, join, pieces
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.sheet import Sheet
from diffing.reading.pdf.signs import has_chinese

# Blocks above a table that a unit note of its own may stand in.
_NEAR = 6


class Writer:
    """Knows where every line starts in the text, and collects what is set aside."""

    def __init__(self, sheets: Sequence[Sheet], orders: Sequence[list[Line]]) -> None:
        printed = [
            (*sheet.heads, *order, *sheet.feet, *sheet.askew) for sheet, order in zip(sheets, orders, strict=True)
        ]
        self.lines = [line for lines in printed for line in lines]
        self.text = "\n".join(line.text for line in self.lines)
        self.asides: list[Aside] = []
        self.pages: list[Page] = []
        self.starts: dict[Line, int] = {}
        self._at = 0
        for sheet, lines in zip(sheets, printed, strict=True):
            self._write_page(sheet, lines)
        self.words = hyphenated_words(self.lines)
        # A running head may say the unit of all tables of a page: 金额单位均为人民币千元.
        self._unit_notes = {
            sheet.number: line.text for sheet in sheets for line in sheet.heads if furniture.has_unit(line.text)
        }

    def _write_page(self, sheet: Sheet, printed: Sequence[Line]) -> None:
        # After the last line of text no line end follows, and pages without any line stand there.
        start = min(self._at, len(self.text))
        for line in printed:
            self.starts[line] = self._at
            self._at += len(line.text) + 1
        end = max(self._at - 1, start)
        width, height = sheet.size
        self.pages.append(Page(number=sheet.number, start=start, end=end, width=width, height=height))
        for lines, top in ((sheet.heads, True), (sheet.feet, False)):
            self.asides.extend(self._aside(line, furniture.kind_of(line, top=top)) for line in lines)
        self.asides.extend(self._aside(line, AsideKind.MARKUP) for line in sheet.askew)

    def _aside(self, line: Line, kind: AsideKind) -> Aside:
        return Aside(start=self.starts[line], end=self.starts[line] + len(line.text), kind=kind)

    def parts(self, lines: Sequence[Line], joins: Sequence[Join]) -> tuple[Pair, ...]:
        """The pieces of the text that a passage is made of; hyphens of split words are set aside."""
        if len(lines) == 1:
            start = self.starts[lines[0]]
            return ((start, start + len(lines[0].text)),)
        parts, dropped = pieces([(self.starts[line], line.text) for line in lines], joins)
        self.asides.extend(Aside(start=start, end=end, kind=AsideKind.LINE_END) for start, end in dropped)
        return tuple(parts)

    def block(self, run: Run, above: Sequence[Run] = ()) -> DraftBlock:
        """A run as a block of the draft; `above` are the runs that may hold the unit note of a table."""
        if run.table:
            return self._table(run.table, above)
        chinese = has_chinese(run.text)
        joins = [join(above.text, below.text, forced=chinese, words=self.words) for above, below in pairwise(run.lines)]
        return DraftBlock(kind=run.kind, parts=self.parts(run.lines, joins), level=run.level)

    def _table(self, table: TableRun, above: Sequence[Run]) -> DraftBlock:
        self.asides.extend(self._aside(line, AsideKind.RUNNING_HEAD) for line in table.repeated)
        cells = tuple(self._cell(slot) for slot in sorted(table.slots, key=lambda slot: (slot.row, slot.column)))
        parts = tuple(pair for cell in cells for pair in cell.parts)
        own = any(furniture.has_unit(text) for text in (*(run.text for run in above), *(s.text for s in table.slots)))
        drafted = DraftTable(
            rows=table.rows,
            columns=len(table.xs) - 1,
            cells=cells,
            doubtful=table.doubtful,
            unit_note="" if own else self._unit_notes.get(table.grids[0].page, ""),
        )
        return DraftBlock(kind=BlockKind.TABLE, parts=parts, table=drafted)

    def _cell(self, slot: Slot) -> DraftCell:
        return DraftCell(
            row=slot.row,
            column=slot.column,
            row_span=slot.row_span,
            column_span=slot.column_span,
            parts=self.parts(slot.lines, self._joins_of(slot)) if slot.lines else (),
        )

    def _joins_of(self, slot: Slot) -> list[Join]:
        return [
            join(
                above.text,
                below.text,
                forced=above.page != below.page or is_wrapped(above, below, slot.width),
                words=self.words,
            )
            for above, below in pairwise(slot.lines)
        ]


def write(sheets: Sequence[Sheet], orders: Sequence[list[Line]], runs: Sequence[Run]) -> Draft:
    """The draft of a document whose blocks are known."""
    writer = Writer(sheets, orders)
    blocks = tuple(writer.block(run, runs[max(at - _NEAR, 0) : at]) for at, run in enumerate(runs))
    starts = [writer.starts[line] for line in writer.lines]
    return Draft(
        text=writer.text,
        blocks=blocks,
        pages=tuple(writer.pages),
        asides=tuple(sorted(writer.asides, key=lambda aside: (aside.start, aside.end))),
        layout=layout.lay(writer.lines, starts, sheets),
    )
