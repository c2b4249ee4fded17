"""What a reader of one format hands to assembling: the text, and its blocks in reading order.

A reader knows its format and nothing of sentences, sections or covers; assembling knows those and no format.

    bytes ─ pdf / html / text reader ─► Draft ─ assembling ─► Document
"""

from __future__ import annotations

from dataclasses import dataclass

from diffing.document import Aside, BlockKind, Layout, Page, Pair
from diffing.fact import TaggedFact


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCell:
    """One cell: `parts` are its pieces of the text in reading order, line by line; none when it is empty."""

    row: int
    column: int
    parts: tuple[Pair, ...]
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTable:
    """The cells of a table, top to bottom and left to right; `doubtful` when its columns had to be guessed.

    `title` and `unit_note` are filled only by formats that say them; assembling looks around the table otherwise.
    """

    rows: int
    columns: int
    cells: tuple[DraftCell, ...]
    doubtful: bool = False
    title: str = ""
    unit_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBlock:
    """One block: `parts` are its pieces of the text, line by line, without what is set aside inside it.

    A line end inside Chinese text lies between two parts; one that stands for a space lies inside a part.
    """

    kind: BlockKind
    parts: tuple[Pair, ...]
    level: int = 0
    table: DraftTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One file, read as far as its format says."""

    text: str
    blocks: tuple[DraftBlock, ...]
    pages: tuple[Page, ...] = ()
    asides: tuple[Aside, ...] = ()
    layout: Layout | None = None
    title: str = ""
    language: str | None = None
    pages_without_text: tuple[int, ...] = ()
    recognised_pages: tuple[int, ...] = ()
    unmapped_glyphs: int = 0
    embedded_files: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    facts: tuple[TaggedFact, ...] = ()
