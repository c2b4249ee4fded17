"""What the other document prints somewhere, however it is cut into sentences, rows and tables there.

A table that is read in two parts, a row that became a line of text, a heading joined with its paragraph: their words
stand on the other side as often as on their own, so nobody took them away or put them in. Counted, not just found: of
two equal rows one may be gone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from diffing.change import Basis, Relation
from diffing.detecting.cells import BETWEEN_CELLS, rows_of
from diffing.detecting.comparison import Comparison
from diffing.detecting.finding import Finding
from diffing.document import Cell, Document, Table
from diffing.keys import key
from diffing.reasons import because

# What is said of words that one side lacks. A risk that came back with other words is told by those.
_LACKS = {
    Relation.ADDED, Relation.REMOVED, Relation.FIGURE_NEW, Relation.FIGURE_DROPPED, Relation.CLAIM_NEW,
    Relation.CLAIM_DROPPED, Relation.RISK_ADDED, Relation.RISK_REMOVED,
}  # fmt: skip

# What is said of a sentence that another one, or the head of a table, was read together with.
_JOINS = {Relation.REWORDED, Relation.DATE_SHIFTED, Relation.FIGURE_NEW, Relation.FIGURE_DROPPED, Relation.LIST_CHANGED}
# A row is known by two of its numbers and the first signs of its label.
_TELLING_NUMBERS, _TELLING_LABEL = 2, 4
_NUMBER = re.compile(r"[(-]?\d[\d,.]*[%)]?")

Rows = dict[tuple[str, ...], list[str]]


class Presence:
    """Both documents as one line of words each, to be searched for what seems to be missing."""

    def __init__(self, comparison: Comparison) -> None:
        self._asked = comparison.basis is Basis.AMENDMENT
        self._comparison = comparison

    def settle(self, finding: Finding) -> Finding:
        """The finding; where all that came or went of it stands on both sides, as one of print only."""
        if self._asked and self._is_settled(finding):
            return replace(finding, relation=Relation.FORMAT_ONLY, reason=because("text_format_only"))
        return finding

    def _is_settled(self, finding: Finding) -> bool:
        old, new = finding.old, finding.new
        if old is not None and new is not None:
            return finding.relation in _JOINS and self._were_joined(_words([old.text]), _words([new.text]))
        told = old or new
        return finding.relation in _LACKS and told is not None and self._stays_as_row(
            told.text.split(BETWEEN_CELLS), old=new is None
        )  # fmt: skip

    def _were_joined(self, old: str, new: str) -> bool:
        """Whether one side is the other with words before or behind it that stand by themselves over there."""
        short, long = sorted((old, new), key=len)
        before, found, behind = long.partition(short)
        pieces = [piece for piece in (before.strip(), behind.strip()) if piece]
        return bool(found and pieces) and all(self.stays(piece, old=long is old) for piece in pieces)

    def lost(self, table: Table, *, old: bool) -> list[tuple[Cell, ...]]:
        """The rows of a table that the other side does not print; a header may be printed once for many tables."""
        rows = [row for row in rows_of(table) if any(key(cell.text) for cell in row)]
        return [row for row in rows if not self._asked or not self._has(row, old=old, heads=table.header_rows)]

    def _has(self, row: Sequence[Cell], *, old: bool, heads: int) -> bool:
        texts = [cell.text for cell in row]
        if row[0].row < heads:
            return _count(self._new if old else self._old, _words(texts)) > 0
        return self._stays_as_row(texts, old=old)

    def _stays_as_row(self, texts: Sequence[str], *, old: bool) -> bool:
        """Whether the other side prints a row, perhaps with its label wrapped behind its numbers."""
        if self.stays(_words(texts), old=old):
            return True
        own, other = (self._old_rows, self._new_rows) if old else (self._new_rows, self._old_rows)
        numbers, label = _numbers(texts), _words(texts[:1])
        counts = [sum(_alike(label, one) for one in side.get(numbers, ())) for side in (own, other)]
        return len(numbers) >= _TELLING_NUMBERS and 0 < counts[0] <= counts[1]

    def stays(self, words: str, *, old: bool) -> bool:
        """Whether the other side prints some words of one side at least as often."""
        own, other = (self._old, self._new) if old else (self._new, self._old)
        return bool(words) and 0 < _count(own, words) <= _count(other, words)

    @cached_property
    def _old_rows(self) -> Rows:
        return _rows(self._comparison.old.document)

    @cached_property
    def _new_rows(self) -> Rows:
        return _rows(self._comparison.new.document)

    @cached_property
    def _old(self) -> str:
        return _line(self._comparison.old.document)

    @cached_property
    def _new(self) -> str:
        return _line(self._comparison.new.document)


def _line(document: Document) -> str:
    """Everything a document says, in its order, as one line; what only draws a table is no word of it."""
    said = [*document.sentences, *(cell for table in document.tables for cell in table.cells)]
    return _words([passage.text for passage in sorted(said, key=lambda passage: passage.start)])


def _rows(document: Document) -> Rows:
    """The labels of all table rows that hold some numbers, by those numbers."""
    found: Rows = defaultdict(list)
    for table in document.tables:
        for row in rows_of(table):
            texts = [cell.text for cell in row]
            found[_numbers(texts)].append(_words(texts[:1]))
    return found


def _numbers(texts: Sequence[str]) -> tuple[str, ...]:
    """The numbers that a row prints behind its label, as printed."""
    return tuple(_NUMBER.findall(_words(texts[1:])))


def _alike(a: str, b: str) -> bool:
    """Whether two labels are one, or the beginning of one: the rest may stand in the next row."""
    return a == b or (min(len(a), len(b)) >= _TELLING_LABEL and (a.startswith(b) or b.startswith(a)))


def _words(texts: Sequence[str]) -> str:
    return key(" ".join(texts))


def _count(text: str, words: str) -> int:
    """How often `words` stand in `text` as they are: 12.5 does not stand in 112.5, nor in 12.55."""
    count, at = 0, text.find(words)
    while at >= 0:
        count += not (_runs_on(text, at - 1, words[0]) or _runs_on(text, at + len(words), words[-1]))
        at = text.find(words, at + len(words))
    return count


def _runs_on(text: str, at: int, edge: str) -> bool:
    """Whether the sign at an edge of some words goes on beside them."""
    if not 0 <= at < len(text):
        return False
    beside = text[at]
    if edge.isdigit() and (beside.isdigit() or beside in ".,%"):
        return True
    return edge.isascii() and edge.isalpha() and beside.isascii() and beside.isalpha()
