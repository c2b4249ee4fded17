"""A document as it was read: one text, and everything else as spans into it.

`Document.text` is what the file says, unedited. Blocks, sentences, tables, cells and pages are half-open character
offsets into it. What is printed but not said (page numbers, running heads, markup remnants, line ends inside a
Chinese sentence) is set aside, not deleted: a passage that has some inside lists its `parts`, and its `text`
joins them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from diffing.errors import DiffingError

if TYPE_CHECKING:
    from diffing.fact import TaggedFact

Pair = tuple[int, int]


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FOOTNOTE = "footnote"
    CAPTION = "caption"
    CONTENTS = "contents"


class AsideKind(StrEnum):
    """Why a stretch of text is printed but not said."""

    PAGE_NUMBER = "page_number"
    RUNNING_HEAD = "running_head"
    RUNNING_FOOT = "running_foot"
    LINE_END = "line_end"
    MARKUP = "markup"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in points from the top left corner of the page as it is shown."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Layout(Protocol):
    """Where characters stand on the pages; only paged formats have one."""

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes, one per line, of the characters from `start` to `end`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of text that is read as one: a sentence or a cell.

    `start` and `end` are its hull in the document; `parts` the pieces that are said, in order, when something inside
    is set aside (empty when nothing is). `text` has exactly one character for each character of the parts.
    """

    start: int
    end: int
    text: str
    parts: tuple[Pair, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise DiffingError(f"a passage cannot run from {self.start} to {self.end}")
        said = sum(end - start for start, end in self.parts) if self.parts else self.end - self.start
        if said != len(self.text):
            raise DiffingError(f"a passage of {said} characters cannot say {len(self.text)}")

    def locate(self, start: int, end: int) -> tuple[Pair, ...]:
        """The document offsets of `text[start:end]`, as one or more pieces in order."""
        if not self.parts:
            return ((self.start + start, self.start + end),)
        found = []
        at = 0
        for left, right in self.parts:
            length = right - left
            first, last = max(start, at), min(end, at + length)
            if first < last:
                found.append((left + first - at, left + last - at))
            at += length
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Passage):
    """One sentence, heading or list item; `block` is the index of the block it stands in."""

    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Passage):
    """One cell of a table, at its top left row and column, counted from 0."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its cells row by row, and what stands above it.

    `header_rows` and `header_columns` count the rows and columns that name the others. `unit_note` is the
    `单位：万元` or `(in millions)` that scales the cells, `title` the caption or heading it belongs to.
    """

    start: int
    end: int
    block: int
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    header_rows: int = 1
    header_columns: int = 1
    title: str = ""
    unit_note: str = ""

    def grid(self) -> list[list[Cell | None]]:
        """Rows of columns; a cell that spans several stands in each of them, a missing one is None."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    grid[row][column] = cell
        return grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item, footnote or table; `level` counts headings from 1."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    section: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What stands under one heading; `path` is the heading and those above it, outermost first."""

    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its number as counted from 1, its span, its size in points."""

    number: int
    start: int
    end: int
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A stretch that is printed but not said."""

    start: int
    end: int
    kind: AsideKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the file was understood; anything short of all of it is told with every verdict."""

    pages: int = 0
    characters: int = 0
    set_aside: int = 0
    pages_without_text: tuple[int, ...] = ()
    recognised_pages: tuple[int, ...] = ()
    unmapped_glyphs: int = 0
    tables: int = 0
    doubtful_tables: tuple[int, ...] = ()
    embedded_files: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every page has been read, and none of them by text recognition alone."""
        return not self.pages_without_text and not self.recognised_pages and not self.unmapped_glyphs


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Document:
    """One document, read. Build it with `diffing.read`."""

    text: str
    name: str
    media_type: str
    sha256: str
    language: str
    title: str = ""
    filer: str | None = None
    code: str | None = None
    form: str | None = None
    period: str | None = None
    revision: str | None = None
    published: date | None = None
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    asides: tuple[Aside, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    warnings: tuple[str, ...] = ()
    facts: tuple[TaggedFact, ...] = field(default=(), repr=False)
    layout: Layout | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.language not in ("zh", "en"):
            raise DiffingError(f"a document is read as zh or en, not as {self.language!r}")
        size = len(self.text)
        for spans in (self.blocks, self.sentences, self.tables, self.pages, self.asides):
            _check_spans(spans, size)

    def page(self, offset: int) -> int | None:
        """The number of the page that holds `offset`, or None where there are no pages."""
        if not self.pages:
            return None
        index = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[max(index, 0)].number

    def boxes(self, parts: Sequence[Pair]) -> tuple[Box, ...]:
        """Where the characters of `parts` stand on their pages; empty where there are no pages."""
        if self.layout is None:
            return ()
        return tuple(box for start, end in parts for box in self.layout.boxes(start, end))

    def section_path(self, block: int) -> tuple[str, ...]:
        """The headings above a block, outermost first."""
        if not self.sections or not self.blocks:
            return ()
        return self.sections[self.blocks[block].section].path


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def _check_spans(spans: Sequence[_Spanned], size: int) -> None:
    for span in spans:
        if not 0 <= span.start <= span.end <= size:
            raise DiffingError(f"a {type(span).__name__.lower()} cannot run from {span.start} to {span.end} of {size}")
