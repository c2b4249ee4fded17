"""What corresponds between two documents: links between sentences, between clauses and between tables."""

from __future__ import annotations

from dataclasses import dataclass

from diffing.document import Pair
from diffing.errors import DiffingError

Index = int | None
Linked = tuple[int, int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Sentences that say the same thing on both sides, as indexes into `document.sentences`.

    More than one on a side is a split or a merge. `identical` is whether both sides have the same key, `moved` whether
    the link stands outside the longest run of links that keep their order.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    likeness: float
    identical: bool = False
    moved: bool = False

    def __post_init__(self) -> None:
        if not self.old or not self.new:
            raise DiffingError("a link needs sentences on both sides")
        if not 0 <= self.likeness <= 1:
            raise DiffingError(f"a likeness cannot be {self.likeness}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLink:
    """A clause of an old and one of a new sentence; spans are half-open offsets into the sentence's own text."""

    old: int
    old_span: Pair
    new: int
    new_span: Pair
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLink:
    """Two tables that hold the same subject, as indexes into `document.tables`.

    `rows` and `columns` pair those of both sides by what heads them; None stands for one that the other side lacks.
    `cells` pairs indexes into `table.cells`; each cell of either table stands in exactly one pair.
    """

    old: int
    new: int
    likeness: float
    rows: tuple[tuple[Index, Index], ...]
    columns: tuple[tuple[Index, Index], ...]
    cells: tuple[tuple[Index, Index], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All correspondences of two documents, in the order of the new one.

    Every sentence is in exactly one of `links`, `only_old` and `only_new`. `clauses` says where a part of a sentence
    that is alone is told inside another one; its sentences keep the place they have.
    """

    links: tuple[Link, ...]
    only_old: tuple[int, ...]
    only_new: tuple[int, ...]
    clauses: tuple[ClauseLink, ...] = ()
    tables: tuple[TableLink, ...] = ()
    only_old_tables: tuple[int, ...] = ()
    only_new_tables: tuple[int, ...] = ()
