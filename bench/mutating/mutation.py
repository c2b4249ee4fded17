"""An edit kind, what one edit made of a block, and a document with its edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from bench.making.blocks import Block
from diffing.change import Relation, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What stands in the place of one block, and the passage on either side that a change should quote.

    An empty passage is none: what is added has no old one. With `away`, `blocks` are set somewhere else.
    """

    blocks: tuple[Block, ...]
    old: str
    new: str
    away: bool = False


Edit = Callable[[Random, Block, str], Edited | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One row of the table of kinds.

    `relations` are those that count as right, `least` is the severity that the loudest change must reach. With `most`,
    nothing need be told, and nothing louder may be. With `alone`, all that an edit touches must be told as one change.
    """

    name: str
    group: str
    edit: Edit
    relations: frozenset[Relation] = frozenset()
    least: Severity = Severity.INFO
    most: Severity | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One edit in a document; `old_place` and `new_place` count the blocks before it, or are None where it is not."""

    kind: Kind
    old: str
    new: str
    old_place: int | None
    new_place: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """A document before and after its edits."""

    language: str
    title: str
    old: tuple[Block, ...]
    new: tuple[Block, ...]
    marks: tuple[Mark, ...] = field(default=())
