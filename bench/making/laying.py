"""Blocks to sheets: where each line of text and each rule stands on which page.

    blocks ─ flow ─► lines with a height ─ columns and pages ─► Sheet(texts, rules)

Places are in points from the lower left corner, as in PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.making.blocks import Bullet, Heading, PageBreak, Paragraph, Table
from bench.making.gridding import Grid
from bench.making.lettering import Letters, letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.making.blocks import Align, Block
    from bench.making.gridding import Band
    from bench.making.setting import Setting

# Sizes against the running text, by heading level: cover title, chapter, and below.
_SIZES = (1.9, 1.35, 1.1, 1.0, 1.0)
_ORDINARY_SPACE = 0.45  # of a line, below a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text at a place; `tracking` is added after each sign to fill the line."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    tracking: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(slots=True)
class Sheet:
    """One page while it is being filled."""

    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def lay(blocks: Iterable[Block], setting: Setting) -> list[Sheet]:
    """The pages of `blocks`, with running head and page numbers; raises FontMissing."""
    flow = Flow(setting, letters(setting.latin, setting.cjk))
    for block in blocks:
        flow.add(block)
    for number, sheet in enumerate(flow.sheets, 1):
        _furnish(sheet, setting, flow.letters, number=number, of=len(flow.sheets))
    return flow.sheets


class Flow:
    """Fills column after column, page after page."""

    def __init__(self, setting: Setting, fonts: Letters) -> None:
        self.setting, self.letters = setting, fonts
        self.sheets = [Sheet()]
        self._column, self._y = 0, setting.page[1] - setting.margins[0]

    @property
    def x(self) -> float:
        """The left edge of the column being filled."""
        return self.setting.margins[3] + self._column * (self.setting.column_width + self.setting.gutter)

    def add(self, block: Block) -> None:
        """Sets one block below the last one."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block)
            case Bullet():
                self._bullet(block)
            case Table():
                self._table(block)
            case PageBreak():
                self._turn()

    def _heading(self, block: Heading) -> None:
        size = self.setting.size * _SIZES[min(block.level, len(_SIZES) - 1)]
        self._need(size * self.setting.leading * 4 if block.level else 0)
        self._skip(0.5 * size)
        for line in self.letters.lines(block.text, size, room=self.setting.column_width):
            self._line(line, size=size, bold=True, align="left" if block.level > 1 else "center")
        self._skip(0.3 * size)

    def _paragraph(self, block: Paragraph) -> None:
        size, room = self.setting.size, self.setting.column_width
        indent = 0 if block.plain or block.align != "left" else 2 * size
        lines = self.letters.lines(block.text, size, room=room, indent=indent)
        for number, line in enumerate(lines):
            full = self.setting.justify and number < len(lines) - 1 and not line.isascii()
            self._line(line, align=block.align, indent=0 if number else indent, fill=full)
        self._skip(_ORDINARY_SPACE * size if indent else 0)

    def _bullet(self, block: Bullet) -> None:
        size = self.setting.size
        for number, line in enumerate(self.letters.lines(block.text, size, room=self.setting.column_width - 2 * size)):
            self._line(line if number else f"{block.mark} {line}", indent=size * (2 if number else 1))

    def _table(self, block: Table) -> None:
        if block.note:
            self._need(self.setting.size * self.setting.leading * 4)
            for line in self.letters.lines(block.note, self.setting.size, room=self.setting.column_width):
                self._line(line, align="right")
        grid = Grid(block, self.setting, self.letters)
        heads = [band for band in grid.bands if band.first < block.heads]
        self._need(sum(band.height for band in grid.bands[: len(heads) + 1]))
        for number, band in enumerate(grid.bands):
            if not self._room(band.height) and self._filled():
                self._turn_column()
                for head in heads if self.setting.repeat_heads and number >= len(heads) else ():
                    self._band(grid, head)
            self._band(grid, band)
        self._skip(0.8 * self.setting.size)

    def _band(self, grid: Grid, band: Band) -> None:
        texts, rules = grid.place(band, x=self.x, y=self._y)
        self.sheets[-1].texts += [Text(x=x, y=y, text=text, size=grid.size) for x, y, text in texts]
        self.sheets[-1].rules += [Rule(x=a, y=b, to_x=c, to_y=d) for a, b, c, d in rules]
        self._y -= band.height

    def _line(
        self,
        text: str,
        *,
        size: float = 0,
        bold: bool = False,
        align: Align = "left",
        indent: float = 0,
        fill: bool = False,
    ) -> None:
        size = size or self.setting.size
        height = size * self.setting.leading
        self._need(height)
        slack = self.setting.column_width - indent - self.letters.width(text, size)
        shift = {"left": 0.0, "center": slack / 2, "right": slack}[align]
        tracking = slack / (len(text) - 1) if fill and 0 < slack < 2 * size and len(text) > 1 else 0
        y = self._y - size - (height - size) / 2
        if text:
            line = Text(x=self.x + indent + shift, y=y, text=text, size=size, bold=bold, tracking=tracking)
            self.sheets[-1].texts.append(line)
        self._y -= height

    def _skip(self, height: float) -> None:
        if self._filled():
            self._y -= height

    def _room(self, height: float) -> bool:
        return self._y - height >= self.setting.margins[2]

    def _filled(self) -> bool:
        return self._y < self.setting.page[1] - self.setting.margins[0]

    def _need(self, height: float) -> None:
        if not self._room(height):
            self._turn_column()

    def _turn_column(self) -> None:
        if self._column + 1 < self.setting.columns:
            self._column += 1
            self._y = self.setting.page[1] - self.setting.margins[0]
        else:
            self._turn()

    def _turn(self) -> None:
        self.sheets.append(Sheet())
        self._column, self._y = 0, self.setting.page[1] - self.setting.margins[0]


def _furnish(sheet: Sheet, setting: Setting, fonts: Letters, *, number: int, of: int) -> None:
    size = setting.size * 0.85
    width, height = setting.page
    if setting.running_head:
        y = height - setting.margins[0] * 0.62
        x = (width - fonts.width(setting.running_head, size)) / 2
        sheet.texts.append(Text(x=x, y=y, text=setting.running_head, size=size))
        sheet.rules.append(Rule(x=setting.margins[3], y=y - 4, to_x=width - setting.margins[1], to_y=y - 4))
    if setting.page_number:
        text = setting.page_number.format(page=number, pages=of)
        x = (width - fonts.width(text, size)) / 2
        sheet.texts.append(Text(x=x, y=setting.margins[2] * 0.55, text=text, size=size))
