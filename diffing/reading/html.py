"""HTML and Inline XBRL to a draft: the visible text, one block per line, with its headings, lists and tables.

The tree is walked with its own start and end events, never by recursion: nesting is as deep as a file makes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from diffing.document import BlockKind, Pair
from diffing.reading import limits
from diffing.reading.draft import Draft, DraftBlock
from diffing.reading.headings import UNNUMBERED, heading_level, is_contents, is_list_item, looks_like_heading
from diffing.reading.html_pages import without_page_furniture
from diffing.reading.html_parsing import is_cut_off, local_name, parse
from diffing.reading.html_styles import BLOCKS, HEADINGS, HIDDEN, PLAIN, STRONG, Style, style_of
from diffing.reading.html_tables import RawCell, table_of
from diffing.reading.tagging import Mark, places, tagged_facts

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")
# No table of a filing spans more; a hostile one does.
_SPAN_LIMIT = 200
# What a block is marked up as, and its level.
_KINDS = {
    **{name: (BlockKind.HEADING, level) for name, level in HEADINGS.items()},
    "li": (BlockKind.LIST_ITEM, 0),
    "caption": (BlockKind.CAPTION, 0),
    "figcaption": (BlockKind.CAPTION, 0),
}
# What explains a mark in the table right above it: (1) …, * …, † …, 注：….
_NOTE = re.compile(r"\(\d{1,2}\)|\[\d{1,2}\]|[*†‡§]+\s?\w|(?:注|附注|Note|NOTE)s?\s*\d*\s*[:：]")
_NOTED = (BlockKind.TABLE, BlockKind.FOOTNOTE)
_TAGGED = "ix:nonfraction"
# So much of a paragraph must stand out for it to be a heading.
_STRONG_SHARE = 0.9


@dataclass(slots=True)
class _Table:
    """A table that is open: its cells so far, where the next goes, and what row spans reach into the row."""

    cells: list[RawCell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    reaching: dict[int, int] = field(default_factory=dict)
    layout: bool = False
    cell: tuple[int, int, int, int, bool] | None = None


@dataclass(slots=True)
class _Page:
    """A page while it is read: the text so far, the blocks, the open inline text and the open tables."""

    chunks: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[DraftBlock] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    joints: set[int] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)
    pieces: int = 0
    strong_length: int = 0
    strong: list[bool] = field(default_factory=lambda: [False])
    tables: list[_Table] = field(default_factory=list)
    kinds: list[tuple[BlockKind, int]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    tags: dict[str, Pair] = field(default_factory=dict)

    @property
    def table(self) -> _Table | None:
        """The innermost open table that holds cells, None outside of one or between its cells."""
        table = self.tables[-1] if self.tables else None
        return None if table is None or table.layout or table.cell is None else table

    def write(self, text: str, end: str) -> Pair:
        """Where `text` stands in the document after it has been added, with `end` behind it."""
        start = self.length
        self.chunks.append(text + end)
        self.length += len(text) + len(end)
        self.pieces += 1
        limits.check("paragraphs and cells", self.pieces, limits.PIECES)
        return start, start + len(text)

    def end_inline(self) -> None:
        """Forget the open inline text; the tags in it stand where it was written, if it was."""
        self.inline.clear()
        self.marks.clear()


def read_html(text: str) -> Draft:
    """The draft of a page; raises `UnreadableDocument` when no parser gets through it."""
    root = parse(text)
    page = _Page()
    _walk(root, page)
    _flush(page)
    visible = "".join(page.chunks)
    blocks, asides = without_page_furniture(visible, page.blocks, page.breaks, page.joints)
    title = root.find(".//{*}title")
    said = _SPACE.sub(" ", title.text or "").strip() if title is not None else ""
    warnings = ("the page stops before its closing tag: it may be cut off",) if is_cut_off(text) else ()
    facts = tagged_facts(root, page.tags)
    return Draft(text=visible, blocks=blocks, asides=asides, title=said, warnings=warnings, facts=facts)


def _walk(root: _Element, page: _Page) -> None:
    names: dict[str, str] = {}
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped = None
    for event, element in walker:
        tag = element.tag
        name = names.get(tag) or names.setdefault(tag, local_name(tag))
        if event == "start":
            style = style_of(inline) if (inline := element.get("style")) else PLAIN
            if name in HIDDEN or style.hidden or element.get("hidden") is not None:
                walker.skip_subtree()
                skipped = element
                continue
            _start(page, element, name, style)
            _add_text(page, element.text)
        else:
            if element is skipped:
                skipped = None
            else:
                _end(page, element, name)
            _add_text(page, element.tail)


def _add_text(page: _Page, text: str | None) -> None:
    if text:
        page.inline.append(text)
        if page.strong[-1]:
            page.strong_length += len(text)


def _start(page: _Page, element: _Element, name: str, style: Style) -> None:
    page.strong.append(style.strong if style.strong is not None else page.strong[-1] or name in STRONG)
    if style.breaks_before:
        _break_page(page)
    if name in BLOCKS:
        _flush(page)
        if name in _KINDS:
            page.kinds.append(_KINDS[name])
    elif name == "table":
        _open_table(page)
    elif name == "tr" and page.tables:
        _open_row(page.tables[-1])
    elif name in ("td", "th") and page.tables:
        _open_cell(page, element, header=name == "th")
    elif name == _TAGGED:
        page.opened.append(len(page.inline))
    elif name == "input" and element.get("type", "").lower() in ("checkbox", "radio"):
        page.inline.append("☑" if element.get("checked") is not None else "☐")


def _end(page: _Page, element: _Element, name: str) -> None:
    if name in BLOCKS:
        _flush(page)
        if name in _KINDS:
            page.kinds.pop()
        if name == "br":
            page.joints.add(len(page.blocks))
    elif name == "table":
        _close_table(page)
    elif name in ("td", "th") and page.tables:
        _close_cell(page)
    elif name == _TAGGED and page.opened and (first := page.opened.pop()) < len(page.inline):
        page.marks.append((element.get("id", ""), first, len(page.inline)))
    page.strong.pop()
    if (inline := element.get("style")) and style_of(inline).breaks_after:
        _break_page(page)


def _break_page(page: _Page) -> None:
    _flush(page)
    if not page.tables:
        page.breaks.append(len(page.blocks))
        page.joints.add(len(page.blocks))


def _flush(page: _Page) -> None:
    """End the block that is open; inside a cell a block's end is only a space."""
    if page.table is not None:
        page.inline.append(" ")
        return
    strong_length = page.strong_length
    said = _take_inline(page)
    strong = strong_length >= len(said) * _STRONG_SHARE
    if said:
        kind, level = _kind(page, said, strong=strong)
        page.blocks.append(DraftBlock(kind=kind, parts=(page.write(said, "\n"),), level=level))


def _take_inline(page: _Page) -> str:
    """What the open inline text says, and where the tags in it will stand; nothing is open any more."""
    page.strong_length = 0
    if not page.inline:
        page.marks.clear()
        return ""
    if page.marks:
        page.tags.update(places(page.inline, page.marks, page.length, _SPACE))
    said = _SPACE.sub(" ", "".join(page.inline)).strip()
    page.end_inline()
    return said


def _kind(page: _Page, said: str, *, strong: bool) -> tuple[BlockKind, int]:
    """What a block is: as marked up, or by its number and how it stands out."""
    kind, level = page.kinds[-1] if page.kinds else (BlockKind.PARAGRAPH, 0)
    if kind is not BlockKind.PARAGRAPH:
        return kind, level
    if page.blocks and page.blocks[-1].kind in _NOTED and _NOTE.match(said):
        return BlockKind.FOOTNOTE, 0
    if is_contents(said):
        return BlockKind.CONTENTS, 0
    level = heading_level(said)
    if level and (strong or not said.isascii()):
        return BlockKind.HEADING, level
    if strong and looks_like_heading(said):
        return BlockKind.HEADING, UNNUMBERED
    return (BlockKind.LIST_ITEM, 0) if is_list_item(said) else (BlockKind.PARAGRAPH, 0)


def _open_table(page: _Page) -> None:
    """A table in a cell makes the outer one a frame: its cells become blocks of their own."""
    outer = page.tables[-1] if page.tables else None
    if outer is not None and not outer.layout:
        for cell in outer.cells:
            page.blocks.append(DraftBlock(kind=BlockKind.PARAGRAPH, parts=(cell.span,)))
        outer.cells.clear()
        outer.layout = True
    _flush(page)
    page.tables.append(_Table())


def _open_row(table: _Table) -> None:
    table.row += 1
    table.column = 0


def _open_cell(page: _Page, element: _Element, *, header: bool) -> None:
    table = page.tables[-1]
    _flush(page)
    page.end_inline()
    while table.reaching.get(table.column, -1) >= table.row and table.column < limits.COLUMNS:
        table.column += 1
    rows, columns = _span(element, "rowspan"), _span(element, "colspan")
    row = max(table.row, 0)
    table.cell = (row, table.column, rows, columns, header)
    if rows > 1:
        last = row + rows - 1
        table.reaching.update(dict.fromkeys(range(table.column, table.column + columns), last))
    table.column += columns


def _span(element: _Element, name: str) -> int:
    said = element.get(name)
    if said is None:
        return 1
    said = said.strip()
    return min(max(int(said), 1), _SPAN_LIMIT) if said.isascii() and said.isdigit() else 1


def _close_cell(page: _Page) -> None:
    table = page.tables[-1]
    if table.layout:
        _flush(page)
    elif table.cell is not None:
        said = _take_inline(page)
        if said:
            table.cells.append(RawCell(*table.cell, page.write(said, "\n"), said))
    table.cell = None


def _close_table(page: _Page) -> None:
    table = page.tables.pop() if page.tables else _Table()
    drafted = table_of(table.cells)
    if drafted is not None:
        parts = tuple(part for cell in drafted.cells for part in cell.parts)
        page.blocks.append(DraftBlock(kind=BlockKind.TABLE, parts=parts, table=drafted))
