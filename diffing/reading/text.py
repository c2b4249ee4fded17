"""Plain text and Markdown to a draft.

Rows with tabs or pipes and `<table>` remnants are tables. Tags and emphasis marks are set aside; of a check box only
`checked` is said, so that a box ticked later is a change. A cell that opens a `<p>` and tells a story is no cell: its
label becomes a heading, and what follows it becomes paragraphs, up to its `</p>` however many pages later.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from diffing.document import Aside, AsideKind, BlockKind, Pair
from diffing.reading import limits
from diffing.reading.draft import Draft, DraftBlock, DraftTable
from diffing.reading.headings import UNNUMBERED
from diffing.reading.paragraphs import paragraphs_of, with_kinds
from diffing.reading.passages import say
from diffing.reading.remnants import Mark, find_markup, markup_asides, said_parts
from diffing.reading.text_tables import (
    find_html_tables,
    html_table,
    is_pipe_row,
    is_rule,
    pipe_cells,
    tab_cells,
    table_of_rows,
)
from diffing.reading.wrapping import Gap, Line, find_wrap

_LINE_END = re.compile(r"\r\n|[\r\n\f\v\u2028\u2029]")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+")
# A thematic break (CommonMark 4.1), or a line of signs that underlines or separates.
_BREAK = re.compile(r"\s{0,3}([-*_=~])(?:\s?\1){2,}\s*")
# A cell that opens a paragraph tag tells a story from this length on, or with a second tag, or with an open one.
_STORY_LENGTH = 120
_STORY = re.compile(r"\s*<p\b[^<>]*>", re.IGNORECASE)
_STORY_END = re.compile(r"</p\s*>\s*$", re.IGNORECASE)
# 1、⇥公司概况 is a numbered line, not a row of two cells.
_LIST_NUMBER = re.compile(r"\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}(?:\.\d+)*[、.．)）]*|[•●·■◆-])\s*")


class _Row(Enum):
    """What a line is before anything is known of its neighbours."""

    TEXT = 0
    TAB = 1
    PIPE = 2


@dataclass(slots=True)
class _Reading:
    """One text while it is read: what has been found so far, in order."""

    text: str
    marks: list[Mark]
    found: list[Line | DraftTable] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    gap: Gap = Gap.BLANK

    def marks_in(self, span: Pair) -> list[Mark]:
        """The markup inside a span."""
        first = bisect_left(self.marks, span[0], key=lambda mark: mark.start)
        return self.marks[first : bisect_left(self.marks, span[1], key=lambda mark: mark.start)]

    def said(self, span: Pair) -> tuple[Pair, ...]:
        """The pieces of a span that are said."""
        return said_parts(self.text, span, self.marks_in(span))

    def add_line(self, span: Pair, raw: Pair, level: int = 0) -> None:
        """Keep what a span of the line `raw` says; an empty one only widens the gap before the next."""
        parts = self.said(span)
        if parts:
            self.found.append(Line(parts, say(self.text, parts).text, self.text[raw[0] : raw[1]], self.gap, level))
            self.gap = Gap.LINE
        elif span[0] < span[1] and self.text[span[0] : span[1]].strip():
            return
        else:
            # A sentence torn apart at a page end may have got its </p> there: a blank line leaves that open.
            self.gap = Gap.BLANK

    def add_table(self, table: DraftTable) -> None:
        """Keep a table that says something."""
        if any(cell.parts for cell in table.cells):
            self.found.append(table)
        self.gap = Gap.CLOSED


def read_text(text: str) -> Draft:
    """The draft of a plain or Markdown text; `text` stays as it is, and all offsets are into it."""
    limits.check("lines", text.count("\n"), limits.PIECES)
    limits.check("cells", text.count("\t") + text.count("|"), limits.PIECES)
    reading = _Reading(text, find_markup(text))
    limits.check("tags and marks", len(reading.marks), limits.PIECES)
    reading.asides.extend(markup_asides(reading.marks))
    at = 0
    for span in find_html_tables(text):
        _read_lines(reading, (at, span[0]))
        reading.add_table(html_table(text, span, reading.said))
        at = span[1]
    _read_lines(reading, (at, len(text)))
    blocks = tuple(_blocks(reading))
    return Draft(text=text, blocks=blocks, asides=tuple(sorted(reading.asides, key=lambda aside: aside.start)))


def _read_lines(reading: _Reading, span: Pair) -> None:
    lines = list(_lines(reading.text, span))
    for kind, group in groupby(zip(_kinds(reading.text, lines), lines, strict=True), key=lambda pair: pair[0]):
        members = [line for _, line in group]
        if kind is _Row.TEXT:
            for line in members:
                _read_line(reading, line, line)
        else:
            _read_table(reading, members, kind)


def _lines(text: str, span: Pair) -> Iterator[Pair]:
    at, stop = span
    while at < stop:
        found = _LINE_END.search(text, at, stop)
        yield at, found.start() if found else stop
        at = found.end() if found else stop


def _kinds(text: str, lines: Sequence[Pair]) -> list[_Row]:
    """What each line is: a row has tabs inside, or at its edges when it stands next to a row."""
    said = [text[start:end] for start, end in lines]
    kinds = [_kind(line) for line in said]
    for index, line in enumerate(said):
        beside = _Row.TAB in kinds[max(index - 1, 0) : index + 2]
        if kinds[index] is _Row.TEXT and beside and "\t" in line and line.strip() and "<p" not in line.lower():
            kinds[index] = _Row.TAB
        lone = _Row.PIPE not in (kinds[max(index - 1, 0)] if index else None, *kinds[index + 1 : index + 2])
        if kinds[index] is _Row.PIPE and lone:
            kinds[index] = _Row.TEXT
    return kinds


def _kind(line: str) -> _Row:
    if is_pipe_row(line):
        return _Row.PIPE
    first, tab, rest = line.strip().partition("\t")
    return _Row.TAB if tab and not (_LIST_NUMBER.fullmatch(first) and "\t" not in rest) else _Row.TEXT


def _read_table(reading: _Reading, lines: Sequence[Pair], kind: _Row) -> None:
    """The rows as tables; a row that tells a story ends one, and another may begin below it."""
    rows: list[list[tuple[Pair, ...]]] = []
    for start, end in lines:
        if kind is _Row.PIPE and is_rule(reading.text[start:end]):
            reading.asides.append(Aside(start=start, end=end, kind=AsideKind.MARKUP))
            continue
        cells = (pipe_cells if kind is _Row.PIPE else tab_cells)(reading.text, (start, end))
        if _is_story(reading.text, cells[-1]):
            _close_table(reading, rows)
            _read_story(reading, cells, (start, end))
            rows = []
        else:
            rows.append([reading.said(cell) for cell in cells])
    _close_table(reading, rows)


def _close_table(reading: _Reading, rows: Sequence[Sequence[tuple[Pair, ...]]]) -> None:
    if rows:
        reading.add_table(table_of_rows(rows))


def _is_story(text: str, cell: Pair) -> bool:
    if not _STORY.match(text, *cell):
        return False
    paragraphs = sum(1 for _ in _STORY.finditer(text, *cell))
    return paragraphs > 1 or cell[1] - cell[0] > _STORY_LENGTH or not _STORY_END.search(text, *cell)


def _read_story(reading: _Reading, cells: Sequence[Pair], line: Pair) -> None:
    for label in cells[:-1]:
        if reading.said(label):
            reading.add_line(label, label, UNNUMBERED - 1)
    _read_line(reading, cells[-1], line)


def _read_line(reading: _Reading, span: Pair, line: Pair) -> None:
    """What `span` of a line says, in pieces between the tags that break it."""
    start, end = span
    hashes = _HASHES.match(reading.text, start, end)
    if hashes:
        reading.asides.append(Aside(start=start, end=hashes.end(), kind=AsideKind.MARKUP))
        reading.add_line((hashes.end(), end), line, len(hashes.group(1)))
        return
    if _BREAK.fullmatch(reading.text, start, end):
        reading.asides.append(Aside(start=start, end=end, kind=AsideKind.MARKUP))
        reading.gap = Gap.CLOSED
        return
    for mark in reading.marks_in(span):
        if mark.breaks:
            _add_piece(reading, (start, mark.start), line)
            reading.gap = max(reading.gap, Gap.CLOSED if mark.closes else Gap.BLANK)
            start = mark.end
    _add_piece(reading, (start, end), line)


def _add_piece(reading: _Reading, span: Pair, line: Pair) -> None:
    if span == line or reading.text[span[0] : span[1]].strip():
        reading.add_line(span, line)


def _blocks(reading: _Reading) -> list[DraftBlock]:
    wrap = find_wrap([line for line in reading.found if isinstance(line, Line)])
    blocks: list[DraftBlock] = []
    for is_text, group in groupby(reading.found, key=lambda item: isinstance(item, Line)):
        if is_text:
            found, asides = paragraphs_of([item for item in group if isinstance(item, Line)], wrap)
            blocks.extend(found)
            reading.asides.extend(asides)
        else:
            blocks.extend(_table_block(item) for item in group if isinstance(item, DraftTable))
    return with_kinds(reading.text, blocks)


def _table_block(table: DraftTable) -> DraftBlock:
    parts = tuple(part for cell in table.cells for part in cell.parts)
    return DraftBlock(kind=BlockKind.TABLE, parts=parts, table=table)
