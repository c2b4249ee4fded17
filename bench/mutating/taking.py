"""A document that was read to blocks that can be set anew: the whole of a short one, a window of a long one."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from bench.making.blocks import Block, Bullet, Cell, Heading, Paragraph, Table
from diffing.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diffing.document import Document
    from diffing.document import Table as ReadTable

# A window holds so many lines, a table counting one for two rows: about ten pages.
WINDOW = 150
# A wider table fits no page of the bench, a longer one fills the window alone.
_MOST_COLUMNS, _MOST_ROWS = 9, 50
# A document of fewer blocks has too little to edit.
LEAST_BLOCKS = 12
_BULLET = re.compile(r"([•●·■◆▪○])\s*")
_NOTE_LENGTH = 60
# A paragraph that is longer than a label ends in a mark; one that does not goes on after a page end.
_TORN, _LONGEST = 25, 800
# Of a row that was read as text more than this share is digits.
_ROW = 0.25
_WHOLE = re.compile(r"[。！？；：.!?;:”’」）)\]]\s*$")
# What the standard fonts and the viewers' Chinese font hold between them.
_LETTERS = ("cp1252", "gbk")


def take(document: Document) -> tuple[Block, ...]:
    """All blocks of a document, tables of contents and tables that fit no page left out."""
    sentences = defaultdict(list)
    for sentence in document.sentences:
        sentences[sentence.block].append(plain(sentence.text))
    tables = {table.block: table for table in document.tables}
    joint = "" if document.language == "zh" else " "
    blocks: list[Block] = []
    for number, block in enumerate(document.blocks):
        if number in tables:
            blocks.extend(_table(tables[number], blocks))
        elif block.kind is not BlockKind.CONTENTS and (text := joint.join(sentences[number]).strip()):
            _add(blocks, _line(block.kind, block.level, text), joint)
    return tuple(blocks)


def _add(blocks: list[Block], block: Block, joint: str) -> None:
    """Add a block; one that goes on with a paragraph torn at a page end is joined to it, one of numbers is left out."""
    last = blocks[-1] if blocks else None
    if isinstance(block, Paragraph) and _is_row(block.text):
        return
    if isinstance(block, Paragraph) and isinstance(last, Paragraph) and _is_torn(last.text):
        blocks[-1] = replace(last, text=f"{last.text}{joint}{block.text}")
    else:
        blocks.append(block)


def _is_torn(text: str) -> bool:
    return _TORN <= len(text) <= _LONGEST and not _WHOLE.search(text)


def _is_row(text: str) -> bool:
    """Whether a paragraph is a row of a table that was not read as one."""
    return sum(map(str.isdigit, text)) > _ROW * len(text)


def window(blocks: Sequence[Block], draw: Random) -> tuple[Block, ...]:
    """At most a window of `blocks`, from a place that `draw` chooses."""
    weights = [max(block.rows // 2, 1) if isinstance(block, Table) else 1 for block in blocks]
    if sum(weights) <= WINDOW:
        return tuple(blocks)
    first = draw.randrange(len(blocks) - LEAST_BLOCKS)
    room, last = WINDOW, first
    while last < len(blocks) and room >= weights[last]:
        room -= weights[last]
        last += 1
    return tuple(blocks[first:last])


def plain(text: str) -> str:
    """`text` on one line, without signs that the fonts of the bench lack."""
    return " ".join("".join(sign if _is_known(sign) else " " for sign in text).split())


@cache
def _is_known(sign: str) -> bool:
    return sign.isprintable() and any(sign.encode(letters, "ignore") for letters in _LETTERS)


def _line(kind: BlockKind, level: int, text: str) -> Block:
    if kind is BlockKind.HEADING:
        return Heading(level=max(level, 1), text=text)
    mark = _BULLET.match(text) if kind is BlockKind.LIST_ITEM else None
    return Bullet(text=text[mark.end() :], mark=mark.group(1)) if mark else Paragraph(text=text)


def _table(table: ReadTable, before: list[Block]) -> Iterator[Block]:
    """The table, with the unit note that stands alone above it; a box around text is that text."""
    cells = tuple(
        Cell(row=c.row, column=c.column, text=plain(c.text), row_span=c.row_span, column_span=c.column_span)
        for c in table.cells
    )
    if table.columns == 1:
        yield from (Paragraph(text=cell.text) for cell in cells if cell.text)
    elif table.columns <= _MOST_COLUMNS and table.rows <= _MOST_ROWS:
        note = ""
        last = before[-1] if before else None
        if isinstance(last, Paragraph) and table.unit_note and table.unit_note in last.text:
            note = last.text if len(last.text) <= _NOTE_LENGTH else ""
        if note:
            before.pop()
        made = Table(rows=table.rows, columns=table.columns, cells=cells, heads=table.header_rows, note=note)
        yield replace(made, cells=tuple(_filled(made)))


def _filled(table: Table) -> Iterator[Cell]:
    """The cells of a table, row by row, with an empty one wherever none was read."""
    taken = {
        (cell.row + down, cell.column + across): cell
        for cell in table.cells
        for down in range(cell.row_span)
        for across in range(cell.column_span)
    }
    for row in range(table.rows):
        for column in range(table.columns):
            cell = taken.get((row, column))
            if cell is None:
                yield Cell(row=row, column=column, text="")
            elif (cell.row, cell.column) == (row, column):
                yield cell
