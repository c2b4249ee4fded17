"""What one document states: its figures and claims, found by the place they stand in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from diffing.claim import Claim
from diffing.document import Document, Passage
from diffing.figure import Figure

Stated = TypeVar("Stated", Figure, Claim)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """A document with the figures and claims that were extracted from it, each in document order."""

    document: Document
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]

    def figures_in(self, passage: Passage) -> tuple[Figure, ...]:
        """The figures that stand in a sentence or cell."""
        return _within(self.figures, passage)

    def claims_in(self, passage: Passage) -> tuple[Claim, ...]:
        """The claims that stand in a sentence."""
        return _within(self.claims, passage)

    def passage_of(self, stated: Figure | Claim) -> Passage:
        """The sentence or cell that a figure or claim stands in; a cell may hold a sentence of its own."""
        for table in self.document.tables:
            if table.start <= stated.start < table.end:
                held = next((cell for cell in table.cells if _holds(cell, stated.start)), None)
                if held is not None:
                    return held
        sentences = self.document.sentences
        index = bisect_right(sentences, stated.start, key=lambda sentence: sentence.start) - 1
        # A footnote between two halves of a sentence starts later than the half it interrupts.
        while not _holds(sentences[index], stated.start):
            index -= 1
        return sentences[index]


def _holds(passage: Passage, offset: int) -> bool:
    parts = passage.parts or ((passage.start, passage.end),)
    return any(start <= offset < end for start, end in parts)


def _within(stated: Sequence[Stated], passage: Passage) -> tuple[Stated, ...]:
    first = bisect_left(stated, passage.start, key=lambda item: item.start)
    found = []
    for index in range(first, len(stated)):
        item = stated[index]
        if item.start >= passage.end:
            break
        # Hulls of neighbours may overlap across a page foot: what counts is whose pieces hold the start.
        if _holds(passage, item.start):
            found.append(item)
    return tuple(found)
