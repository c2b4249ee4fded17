"""The blocks of a document that is about to be set: what it says, not what it looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 0 is the title on the cover, 1 a chapter."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; `plain` when it stands alone on its line and is neither indented nor justified."""

    text: str
    align: Align = "left"
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """One item of a list, with the mark it carries."""

    text: str
    mark: str = "•"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: `row_span` and `column_span` count the rows and columns that it covers."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: the first `heads` rows are its header; `note` stands above it, at the right (单位：万元)."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    heads: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Bullet | Table | PageBreak
