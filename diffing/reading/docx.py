"""DOCX to a draft: paragraphs, headings, list items, tables and notes of the main story.

Office Open XML (ECMA-376 part 1): `word/document.xml` holds the story, `word/styles.xml` says which styles are
headings. Tracked changes are read as accepted: what was inserted is said, what was deleted is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from diffing.document import BlockKind, Pair
from diffing.reading import limits
from diffing.reading.docx_tables import OpenTable
from diffing.reading.draft import Draft, DraftBlock
from diffing.reading.headings import UNNUMBERED, heading_level, is_caption, is_contents, is_list_item
from diffing.reading.packages import attribute, unpacked, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
# What a paragraph's elements say besides their text (ECMA-376 part 1, 17.3.3).
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": ""}
# Deleted, moved away, hidden fields and the second form of what is shown already (17.13.5; part 3, 10.2.1).
_UNSAID = frozenset(["del", "moveFrom", "instrText", "delText", "Fallback", "sectPr", "pPrChange", "rPrChange"])
_TRACKED = frozenset(["ins", "del", "moveFrom", "moveTo"])
# The elements that say something here; a walk over these alone is twice as fast.
_READ = (
    "p r t pStyle numPr vanish tbl tr tc gridSpan vMerge gridBefore tblHeader tab br cr noBreakHyphen softHyphen "
    "ins del moveFrom moveTo instrText delText Fallback sectPr pPrChange rPrChange"
)
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


@dataclass(slots=True)
class _Story:
    """The story while it is read: text so far, blocks, open paragraphs and open tables."""

    levels: dict[str, int]
    kind: BlockKind = BlockKind.PARAGRAPH
    chunks: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[DraftBlock] = field(default_factory=list)
    inline: list[list[str]] = field(default_factory=list)
    styles: list[tuple[str, bool]] = field(default_factory=list)
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
        levels = _heading_styles(package.tree("word/styles.xml")) if "word/styles.xml" in package.names else {}
        story = _Story(levels)
        _read_story(story, package.tree("word/document.xml"))
        story.kind = BlockKind.FOOTNOTE
        for name in _NOTES:
            if name in package.names:
                _read_story(story, package.tree(name))
    warnings = ("it has tracked changes: read as if all were accepted",) if story.tracked else ()
    return Draft(text="".join(story.chunks), blocks=tuple(story.blocks), warnings=warnings)


def _local(tag: str) -> str:
    """The name of a WordprocessingML element, `Fallback` of markup compatibility, and nothing for any other."""
    for prefix in _WORD:
        if tag.startswith(prefix):
            return tag[len(prefix) :]
    return "Fallback" if tag.endswith("}Fallback") else ""


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
    walker = etree.iterwalk(root, events=("start", "end"), tag=[f"{{*}}{name}" for name in _READ.split()])
    for event, element in walker:
        tag = str(element.tag)
        name = names.get(tag) or names.setdefault(tag, _local(tag))
        if event == "end":
            if name in _ENDS:
                _ENDS[name](story)
        elif name in _UNSAID:
            story.tracked = story.tracked or name in _TRACKED
            walker.skip_subtree()
        else:
            story.tracked = story.tracked or name in _TRACKED
            _start(story, element, name)


def _hides(vanish: _Element) -> bool:
    """Whether `w:vanish` hides a run of text rather than the mark that ends a paragraph."""
    properties = vanish.getparent()
    run = properties.getparent() if properties is not None else None
    return run is not None and _local(str(run.tag)) == "r" and attribute(vanish, "val") not in ("0", "false")


def _start(story: _Story, element: _Element, name: str) -> None:
    if name == "p":
        story.inline.append([])
        story.styles.append(("", False))
    elif name == "vanish":
        story.hidden = story.hidden or _hides(element)
    elif story.hidden:
        return
    elif name == "t" and story.inline:
        story.inline[-1].append(element.text or "")
    elif name in _SIGNS and story.inline:
        story.inline[-1].append(_SIGNS[name])
    elif name == "pStyle" and story.styles:
        story.styles[-1] = (attribute(element, "val"), story.styles[-1][1])
    elif name == "numPr" and story.styles:
        story.styles[-1] = (story.styles[-1][0], True)
    elif name == "tbl":
        story.tables.append(OpenTable())
    elif story.tables:
        story.tables[-1].start(name, attribute(element, "val"))


def _end_paragraph(story: _Story) -> None:
    said = " ".join("".join(story.inline.pop()).split())
    style, numbered = story.styles.pop()
    if not said:
        return
    span = story.write(said)
    if story.tables:
        story.tables[-1].add(span)
    else:
        kind, level = _kind(story, said, style, numbered=numbered)
        story.blocks.append(DraftBlock(kind=kind, parts=(span,), level=level))


def _kind(story: _Story, said: str, style: str, *, numbered: bool) -> tuple[BlockKind, int]:
    if story.kind is not BlockKind.PARAGRAPH:
        return story.kind, 0
    if is_contents(said):
        return BlockKind.CONTENTS, 0
    level = story.levels.get(style, 0) or heading_level(said)
    if level:
        return BlockKind.HEADING, level
    if is_caption(said):
        return BlockKind.CAPTION, 0
    return (BlockKind.LIST_ITEM if numbered or is_list_item(said) else BlockKind.PARAGRAPH), 0


def _end_cell(story: _Story) -> None:
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
