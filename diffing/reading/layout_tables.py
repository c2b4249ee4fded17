"""Prose and contents that a table only places on the page: they become blocks, so that sentences can be compared.

An investor-relations record is one big table whose widest cell holds the whole conversation:

    投资者关系活动主要内容介绍 │ 各位下午好…（ten pages）      ─►   heading, paragraph, paragraph, …
    日期                       │ 2024 年 5 月 8 日              ─►   stays a table

Rows of figures and short texts stay what they are: a row is prose only by the rules named below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from diffing.document import BlockKind, Pair
from diffing.reading.draft import DraftBlock, DraftCell, DraftTable
from diffing.reading.headings import UNNUMBERED, is_list_item, looks_like_heading, numbered, width
from diffing.reading.passages import say

# A cell is prose from this many characters and sentence ends on; a cell of a figure table has neither.
_PROSE_LENGTH = 150
_PROSE_SENTENCES = 2
_SENTENCE_END = re.compile(r"[。！？]|[.!?](?=\s+[A-Z“\"(]|\s*$)")
# A table of contents has so many entries, and so large a share of its rows are ones; 1,024 is no page number.
_CONTENTS_ROWS = 3
_CONTENTS_SHARE = 0.5
_PAGE = re.compile(r"\d{1,3}")
_LABEL_AND_TEXT = 2
_LETTER = re.compile(r"[^\W\d_]")
# A bullet or a number in a cell of its own is the mark of a list item, not a row header.
_MARK = re.compile(r"\s*(?:[•●·■◆▪–—*\uf0b7-]|\(?\w{1,4}[.)、])\s*")
# A line of a cell that ends a paragraph: closed, and shorter than the widest line by more than this share.
_CLOSED = re.compile("[。！？；：.!?;:”）)]\\s*$")
_FULL = 0.9
_TURN = re.compile(r"\s*(?:问|答|Q\d*|A\d*|提问|回复|主持人)\s*\d*\s*[：:.、]")


def without_layout_tables(text: str, blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    """The blocks in order, with prose rows of tables turned into headings, list items and paragraphs."""
    found: list[DraftBlock] = []
    for block in blocks:
        if block.table is None:
            found.append(block)
        else:
            found.extend(_taken_apart(text, block.table))
    return found


def _taken_apart(text: str, table: DraftTable) -> Iterator[DraftBlock]:
    rows: dict[int, list[DraftCell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    if _is_contents(text, rows):
        for row in sorted(rows):
            yield from _entry_of(text, rows[row])
        return
    kept: list[DraftCell] = []
    for row in sorted(rows):
        filled = [cell for cell in rows[row] if cell.parts]
        if not _is_prose(text, filled, table):
            kept.extend(rows[row])
            continue
        yield from _table_of(kept, table)
        kept = []
        yield from _prose_of(text, filled)
    yield from _table_of(kept, table)


def _is_contents(text: str, rows: Mapping[int, Sequence[DraftCell]]) -> bool:
    """Rows that end in page numbers that never fall, most of them opened by the number of a heading."""
    said = [[say(text, cell.parts).text.strip() for cell in row if cell.parts] for row in rows.values()]
    ends = [int(row[-1]) for row in said if len(row) > 1 and _PAGE.fullmatch(row[-1])]
    opened = sum(1 for row in said if row and numbered(row[0] + " "))
    enough = len(ends) >= max(_CONTENTS_ROWS, len(said) * _CONTENTS_SHARE) and opened >= len(said) * _CONTENTS_SHARE
    return enough and all(before <= after for before, after in pairwise(ends))


def _entry_of(text: str, row: Sequence[DraftCell]) -> Iterator[DraftBlock]:
    parts = [part for cell in row for part in cell.parts]
    if parts:
        yield DraftBlock(kind=BlockKind.CONTENTS, parts=_spaced(text, parts))


def _spaced(text: str, parts: Sequence[Pair]) -> tuple[Pair, ...]:
    """The parts, each with the blank or line end behind it, so that words of two cells stay two words."""
    *before, last = parts
    return (*((start, end + text[end : end + 1].isspace()) for start, end in before), last)


def _is_prose(text: str, filled: Sequence[DraftCell], table: DraftTable) -> bool:
    """Whether a row is prose: alone in its table or column, a marked list item, or a long text with its label."""
    if not filled or len(filled) > _LABEL_AND_TEXT or filled[0].row_span > 1:
        return False
    *labels, said = (say(text, cell.parts).text for cell in filled)
    if not _LETTER.search(said):
        return False
    if len(table.cells) == 1 or table.columns == 1:
        return True
    if labels and _MARK.fullmatch(labels[0]):
        return bool(_CLOSED.search(said))
    tells = len(said) >= _PROSE_LENGTH and len(_SENTENCE_END.findall(said)) >= _PROSE_SENTENCES
    return tells and (not labels or looks_like_heading(labels[0]))


def _table_of(cells: Sequence[DraftCell], table: DraftTable) -> Iterator[DraftBlock]:
    """The rows that stay, as a table of their own counted from 0."""
    parts = [part for cell in cells for part in cell.parts]
    if not parts:
        return
    first = min(cell.row for cell in cells)
    rows = max(cell.row + cell.row_span for cell in cells) - first
    moved = tuple(
        DraftCell(
            row=cell.row - first,
            column=cell.column,
            parts=cell.parts,
            row_span=cell.row_span,
            column_span=cell.column_span,
            header=cell.header,
        )
        for cell in cells
    )
    smaller = DraftTable(
        rows=rows,
        columns=table.columns,
        cells=moved,
        doubtful=table.doubtful,
        title=table.title,
        unit_note=table.unit_note,
    )
    whole = len(cells) == len(table.cells)
    yield DraftBlock(kind=BlockKind.TABLE, parts=tuple(parts), table=table if whole else smaller)


def _prose_of(text: str, filled: Sequence[DraftCell]) -> Iterator[DraftBlock]:
    *labels, body = filled
    for label in labels:
        if _MARK.fullmatch(say(text, label.parts).text):
            yield DraftBlock(kind=BlockKind.LIST_ITEM, parts=_spaced(text, (*label.parts, *body.parts)))
            return
        yield DraftBlock(kind=BlockKind.HEADING, parts=label.parts, level=UNNUMBERED - 1)
    for lines in _paragraphs(text, body.parts):
        said = say(text, lines).text
        kind = BlockKind.LIST_ITEM if is_list_item(said) else BlockKind.PARAGRAPH
        yield DraftBlock(kind=kind, parts=tuple(lines))


def _paragraphs(text: str, lines: Sequence[Pair]) -> Iterator[list[Pair]]:
    """The lines of a cell, gathered where one is closed and short, or where a new turn or number begins."""
    widest = max(width(text[start:end]) for start, end in lines)
    gathered: list[Pair] = []
    for start, end in lines:
        line = text[start:end]
        if gathered and (_ended(text, gathered[-1], widest) or _TURN.match(line)):
            yield gathered
            gathered = []
        gathered.append((start, end))
    yield gathered


def _ended(text: str, line: Pair, widest: int) -> bool:
    said = text[line[0] : line[1]]
    short = width(said) < widest * _FULL
    return short and bool(_CLOSED.search(said) or numbered(said))
