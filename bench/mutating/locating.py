"""Where a passage that was set stands in the document that was read from it.

The words of all sentences and cells, without spaces, are one string with the place of each sign; a passage that stands
there more than once is the one nearest to where it was set.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.making.blocks import Block, Table
from bench.mutating.mutation import Mark
from diffing.document import Cell, Document, Pair, Sentence
from diffing.keys import key

# So much of a passage is looked for where the whole of it is torn.
_PIECE = 10


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
        lengths = [len(squeeze(_words(block))) for block in blocks]
        self._before = [sum(lengths[:number]) / max(sum(lengths), 1) for number in range(len(lengths) + 1)]

    def find(self, passage: str, place: int) -> Pair | None:
        """Where `passage`, set as block number `place`, stands in the document; None where it cannot be found."""
        words = squeeze(passage)
        if not words or not self.text:
            return None
        wished = self._before[min(place, len(self._before) - 1)] * len(self.text)
        found = self._nearest(words, wished)
        if found is not None:
            return self._span(found, len(words))
        ends = self._nearest(words[:_PIECE], wished), self._nearest(words[-_PIECE:], wished)
        if None in ends or abs((ends[1] or 0) - (ends[0] or 0)) > 2 * len(words):
            start = next((end for end in ends if end is not None), None)
            return self._span(start, len(words)) if start is not None else None
        return self._span(min(ends[0] or 0, ends[1] or 0), abs((ends[1] or 0) - (ends[0] or 0)) + _PIECE)

    def _nearest(self, words: str, wished: float) -> int | None:
        best, at = None, self.text.find(words)
        while at >= 0:
            if best is None or abs(at - wished) < abs(best - wished):
                best = at
            at = self.text.find(words, at + 1)
        return best

    def _span(self, start: int, length: int) -> Pair:
        covered = self.places[start : start + length]
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
