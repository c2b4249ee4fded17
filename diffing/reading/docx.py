"""DOCX to a draft: paragraphs, headings, list items, tables and notes of the main story.

Office Open XML (ECMA-376 part 1): `word/document.xml` holds the story, `word/styles.xml` says which styles are
headings, `word/numbering.xml` how paragraphs are numbered. Tracked changes are read as accepted: what was inserted is
said, what was deleted is not. Headers and footers are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from diffing.document import Aside, AsideKind, BlockKind, Pair
from diffing.reading import limits
from diffing.reading.docx_elements import READ, SIGNS, TRACKED, UNSAID, hides, is_of_mark, local_name
from diffing.reading.docx_numbering import Numbering, read_numbering
from diffing.reading.docx_tables import OpenTable
from diffing.reading.draft import Draft, DraftBlock
from diffing.reading.headings import UNNUMBERED, heading_level, is_caption, is_contents, is_list_item
from diffing.reading.packages import Package, attribute, unpacked, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_EDGES = re.compile(r"word/(header|footer)\d*\.xml")
_EDGE_KINDS = {"header": AsideKind.RUNNING_HEAD, "footer": AsideKind.RUNNING_FOOT}


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read; `joined` when the mark that ended it was deleted."""

    said: list[str] = field(default_factory=list)
    style: str = ""
    list: str | None = None
    level: int | None = None
    listed: bool = False
    joined: bool = False


@dataclass(slots=True)
class _Story:
    """The story while it is read: text so far, blocks, open paragraphs and open tables."""

    levels: dict[str, int]
    numbering: Numbering
    kind: BlockKind = BlockKind.PARAGRAPH
    chunks: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[DraftBlock] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    open: list[_Paragraph] = field(default_factory=list)
    carried: str = ""
    tables: list[OpenTable] = field(default_factory=list)
    tracked: bool = False
    hidden: bool = False

    def write(self, said: str) -> Pair:
        """Where `said` stands in the document after it has been added on a line of its own."""
        start = self.length
        self.chunks.append(said + "\n")
        self.length += len(said) + 1
        limits.check("paragraphs and cells", len(self.chunks), limits.PIECES)
        return start, start + len(said)


def read_docx(content: bytes) -> Draft:
    """The draft of a Word document; raises `UnreadableDocument` when the package is damaged, locked or a bomb."""
    with unpacked(content, "DOCX") as package:
        styles, numbers = (
            package.tree(name) if name in package.names else None for name in ("word/styles.xml", "word/numbering.xml")
        )
        story = _Story(_heading_styles(styles) if styles is not None else {}, read_numbering(numbers, styles))
        for name, said in _edges(package):
            start, end = story.write(said)
            story.asides.append(Aside(start=start, end=end, kind=_EDGE_KINDS[name]))
        _read_story(story, package.tree("word/document.xml"))
        story.kind = BlockKind.FOOTNOTE
        for name in _NOTES:
            if name in package.names:
                _read_story(story, package.tree(name))
        package.check_pictures(silent=not story.blocks)
        embedded = package.embedded()
    warnings = ("it has tracked changes: read as if all were accepted",) if story.tracked else ()
    return Draft(
        text="".join(story.chunks),
        blocks=tuple(story.blocks),
        asides=tuple(story.asides),
        embedded_files=embedded,
        warnings=warnings,
    )


def _edges(package: Package) -> Iterator[tuple[str, str]]:
    """The lines of the headers and footers, each once, with which of the two they are in."""
    told: set[tuple[str, str]] = set()
    for part in sorted(package.names):
        named = _EDGES.fullmatch(part)
        if named is None:
            continue
        story = _Story({}, Numbering())
        _read_story(story, package.tree(part))
        told |= {(named.group(1), line) for line in "".join(story.chunks).splitlines()}
    return iter(sorted(told, reverse=True))


def _heading_styles(styles: _Element) -> dict[str, int]:
    """The level of each heading style: its outline level, or the number in its name (heading 1, 标题 1)."""
    found: dict[str, int] = {}
    for style in styles.iter("{*}style"):
        outline = style.find("{*}pPr/{*}outlineLvl")
        named = style.find("{*}name")
        name = attribute(named, "val").lower() if named is not None else ""
        level = whole_number(attribute(outline, "val") or "9", 9) + 1 if outline is not None else 0
        if not level and name.startswith(("heading ", "标题 ")) and name[-1].isdigit():
            level = int(name[-1])
        if 0 < level <= UNNUMBERED + 3:
            found[attribute(style, "styleId")] = level
    return found


def _read_story(story: _Story, root: _Element) -> None:
    names: dict[str, str] = {}
    walker = etree.iterwalk(root, events=("start", "end"), tag=READ)
    for event, element in walker:
        tag = str(element.tag)
        name = names.get(tag) or names.setdefault(tag, local_name(tag))
        if event == "end":
            if name in _ENDS:
                _ENDS[name](story)
        elif name in UNSAID:
            story.tracked = story.tracked or name in TRACKED
            if story.open and name in TRACKED and is_of_mark(element):
                story.open[-1].joined = True
            walker.skip_subtree()
        else:
            story.tracked = story.tracked or name in TRACKED
            _start(story, element, name)
    _say_carried(story)


def _start(story: _Story, element: _Element, name: str) -> None:
    if name == "p":
        story.open.append(_Paragraph([story.carried] if story.carried else []))
        story.carried = ""
    elif name == "vanish":
        story.hidden = story.hidden or hides(element)
    elif story.hidden:
        return
    elif name in _PROPERTIES and story.open:
        _PROPERTIES[name](story.open[-1], attribute(element, "val"))
    elif name == "t" and story.open:
        story.open[-1].said.append(element.text or "")
    elif name in SIGNS and story.open:
        story.open[-1].said.append(SIGNS[name])
    elif name == "tbl":
        story.tables.append(OpenTable())
    elif story.tables:
        story.tables[-1].start(name, attribute(element, "val"))


def _set_style(paragraph: _Paragraph, value: str) -> None:
    paragraph.style = value


def _set_list(paragraph: _Paragraph, value: str) -> None:
    paragraph.list = value
    paragraph.listed = value != "0"  # which takes a paragraph out of the list of its style (17.9.18)


def _set_listed(paragraph: _Paragraph, _value: str) -> None:
    paragraph.listed = True


def _set_level(paragraph: _Paragraph, value: str) -> None:
    paragraph.level = whole_number(value, 99)


_PROPERTIES = {"pStyle": _set_style, "numPr": _set_listed, "numId": _set_list, "ilvl": _set_level}


def _end_paragraph(story: _Story) -> None:
    paragraph = story.open.pop()
    if paragraph.joined:
        story.carried = "".join(paragraph.said)
        return
    label = story.numbering.label(paragraph.style, (paragraph.list, paragraph.level))
    said = " ".join("".join(paragraph.said).split())
    if not said:
        return
    span = story.write(label + said)
    if story.tables:
        story.tables[-1].add(span)
    else:
        kind, level = _kind(story, label + said, paragraph)
        story.blocks.append(DraftBlock(kind=kind, parts=(span,), level=level))


def _kind(story: _Story, said: str, paragraph: _Paragraph) -> tuple[BlockKind, int]:
    if story.kind is not BlockKind.PARAGRAPH:
        return story.kind, 0
    if is_contents(said):
        return BlockKind.CONTENTS, 0
    level = story.levels.get(paragraph.style, 0) or heading_level(said)
    if level:
        return BlockKind.HEADING, level
    if is_caption(said):
        return BlockKind.CAPTION, 0
    listed = paragraph.listed or is_list_item(said)
    return (BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH), 0


def _say_carried(story: _Story) -> None:
    """What was joined to a paragraph that never came is a paragraph of its own."""
    if story.carried:
        story.open.append(_Paragraph([story.carried]))
        story.carried = ""
        _end_paragraph(story)


def _end_cell(story: _Story) -> None:
    _say_carried(story)
    if story.tables:
        story.tables[-1].end_cell()


def _end_row(story: _Story) -> None:
    if story.tables:
        story.tables[-1].end_row()


def _end_table(story: _Story) -> None:
    """A table inside a cell is read as that cell's text: a grid in a grid has no headers of its own."""
    table = story.tables.pop()
    if story.tables:
        for part in table.parts():
            story.tables[-1].add(part)
    elif table.parts():
        story.blocks.append(DraftBlock(kind=BlockKind.TABLE, parts=table.parts(), table=table.draft()))


def _end_run(story: _Story) -> None:
    story.hidden = False


_ENDS = {"r": _end_run, "p": _end_paragraph, "tc": _end_cell, "tr": _end_row, "tbl": _end_table}
