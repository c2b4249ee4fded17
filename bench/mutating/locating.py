"""Where a passage that was set stands in the document that was read from it.

The words of all sentences and cells, without spaces, are one string with the place of each sign; a passage that stands
there more than once is the one nearest to where it was set. One that is torn is taken to stand where it was set.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from bench.making.blocks import Block, Table
from bench.mutating.mutation import Mark
from diffing.document import Cell, Document, Pair, Sentence
from diffing.keys import key


class Said:
    """The words of a document and their places; `blocks` are those it was set from."""

    def __init__(self, document: Document, blocks: Sequence[Block]) -> None:
        signs, places = [], []
        for passage in _passages(document):
            for at, sign in enumerate(passage.text):
                for plain in squeeze(sign):
                    signs.append(plain)
                    places.append(passage.locate(at, at + 1)[0][0])
        self.text, self.places = "".join(signs), places
        self._blocks = [squeeze(_words(block)) for block in blocks]
        total = max(sum(map(len, self._blocks)), 1)
        self._before = [part / total for part in accumulate(map(len, self._blocks), initial=0)]

    def find(self, passage: str, place: int) -> Pair | None:
        """Where `passage`, set in block number `place`, stands in the document; None where nothing stands there."""
        words = squeeze(passage)
        if not words or not self.text:
            return None
        within = max(self._blocks[place].find(words), 0) if place < len(self._blocks) else 0
        wished = int(self._before[place] * len(self.text)) + within
        found = self._nearest(words, wished)
        return self._span(wished if found is None else found, len(words))

    def _nearest(self, words: str, wished: int) -> int | None:
        best, at = None, self.text.find(words)
        while at >= 0:
            if best is None or abs(at - wished) < abs(best - wished):
                best = at
            at = self.text.find(words, at + 1)
        return best

    def _span(self, start: int, length: int) -> Pair:
        covered = self.places[start : start + length] or self.places[-1:]
        return min(covered), max(covered) + 1


def squeeze(text: str) -> str:
    """What two settings of the same words share: no spaces, one style of marks."""
    return "".join(key(text).split())


def spans(mark: Mark, old: Said, new: Said) -> tuple[Pair | None, Pair | None]:
    """Where an edit stands on either side."""
    return (
        old.find(mark.old, mark.old_place) if mark.old and mark.old_place is not None else None,
        new.find(mark.new, mark.new_place) if mark.new and mark.new_place is not None else None,
    )


def _passages(document: Document) -> Sequence[Sentence | Cell]:
    cells = [cell for table in document.tables for cell in table.cells]
    return sorted((*document.sentences, *cells), key=lambda passage: passage.start)


def _words(block: Block) -> str:
    if isinstance(block, Table):
        return " ".join((block.note, *(cell.text for cell in block.cells)))
    return getattr(block, "text", "")
