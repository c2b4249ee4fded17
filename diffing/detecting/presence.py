"""What the other document prints somewhere, however it is cut into sentences, rows and tables there.

A table that is read in two parts, a row that became a line of text, a heading joined with its paragraph: their words
stand on the other side as often as on their own, so nobody took them away or put them in. Counted, not just found: of
two equal rows one may be gone. It is asked of two issues of one text only, and never of a figure or a word that stands
in its own place and has another one there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from diffing.change import Basis, Kind, Relation
from diffing.detecting.cells import BETWEEN_CELLS, rows_of
from diffing.detecting.comparison import Comparison
from diffing.detecting.finding import Finding
from diffing.document import Cell, Document, Table
from diffing.keys import CJK, key
from diffing.reasons import because

# What is said of words that one side lacks. A risk that came back with other words is told by those.
_LACKS = {
    Relation.ADDED, Relation.REMOVED, Relation.FIGURE_NEW, Relation.FIGURE_DROPPED, Relation.CLAIM_NEW,
    Relation.CLAIM_DROPPED, Relation.RISK_ADDED, Relation.RISK_REMOVED,
}  # fmt: skip

# What is said of a sentence that another one, or the head of a table, was read together with.
_JOINS = {Relation.REWORDED, Relation.DATE_SHIFTED, Relation.FIGURE_NEW, Relation.FIGURE_DROPPED, Relation.LIST_CHANGED}
# What is said of words beside which others were read.
_RECUT = {Relation.REWORDED, Relation.METRIC_CHANGED}
# What the head of a table says of every cell under it: no cell was read otherwise for that.
_OF_THE_HEAD = {Relation.SCALE_CHANGED, Relation.UNIT_CHANGED}
# So many words are seldom all made up for by other changes elsewhere.
_TELLING = 6
# What stands so often is a word of the form, and looking at each place costs more than it tells.
_OFTEN = 50
# Of the Chinese signs of a text so many may be counted oftener for another reason: a head that one side repeats.
_BY_CHANCE = 0.15
_CONTINUED = re.compile(r"\((?:续|續|continued|cont[’']?d)\)$", re.IGNORECASE)
# A number with its sign, a Latin word, a Chinese sign, what counts or bounds. Other marks are no words: a reader may
# lose or double them.
_WORD = re.compile(rf"[(△+-]?\d[\d,.]*[%‰]?|[A-Za-z]+|[{CJK}]|[$€£¥<>≤≥±]")


class Presence:
    """Both documents as one line of words each, to be searched for what seems to be missing."""

    def __init__(self, comparison: Comparison) -> None:
        self._asked = comparison.basis is Basis.AMENDMENT
        self._comparison = comparison
        self._known: dict[tuple[str, bool], bool] = {}

    def settle(self, finding: Finding) -> Finding:
        """The finding; where all that came or went of it stands on both sides, as one of print only, or as moved."""
        if not self._asked:
            return finding
        if self._is_settled(finding):
            return _printed_only(finding)
        if finding.relation in _RECUT and self._is_rearranged(finding, at_least=_TELLING):
            # Clauses may have changed places between sentences: quiet, but told.
            return replace(finding, kind=Kind.MOVED, relation=Relation.MOVED, reason=because("text_moved"))
        return finding

    def settle_doubtful(self, finding: Finding) -> Finding:
        """The same for a finding of a table whose columns one side reads otherwise: any cell may be another's."""
        if self._asked and finding.relation not in _OF_THE_HEAD and self._is_rearranged(finding):
            return _printed_only(finding)
        return self.settle(finding)

    def _is_settled(self, finding: Finding) -> bool:
        old, new = finding.old, finding.new
        if old is not None and new is not None:
            return finding.relation in _JOINS and self._were_joined(_line([old.text]), _line([new.text]))
        told = old or new
        if finding.relation not in _LACKS or told is None:
            return False
        words = _line(told.text.split(BETWEEN_CELLS))
        return self._is_printed(words, old=new is None) or self._goes_on(words, old=new is None)

    def _goes_on(self, words: str, *, old: bool) -> bool:
        """Whether a line only says that a heading of the other side goes on here: 5 合并财务报表的范围（续）."""
        head, other = words.rpartition("(")[0], self._new if old else self._old
        return bool(head) and _CONTINUED.search(words) is not None and head in other

    def _were_joined(self, old: str, new: str) -> bool:
        """Whether one side is the other with words before or behind it that stand by themselves over there."""
        short, long = sorted((old, new), key=len)
        before, found, behind = long.partition(short)
        pieces = [piece for piece in (before.strip(), behind.strip()) if piece]
        return bool(found and pieces) and all(self._stays(piece, old=long is old) for piece in pieces)

    def _is_rearranged(self, finding: Finding, *, at_least: int = 0) -> bool:
        """Whether each document prints all words that one side of a finding has more, as often as the other."""
        old, new = (Counter(_words(quote.text)) if quote else Counter() for quote in (finding.old, finding.new))
        gone, come = old - new, new - old
        if (gone + come).total() < at_least:
            return False
        return not (gone.keys() & self._gone.keys() or come.keys() & self._come.keys())

    def lost(self, table: Table, *, old: bool) -> list[tuple[Cell, ...]]:
        """The rows of a table that the other side does not print; a header may be printed once for many tables."""
        rows = [row for row in rows_of(table) if any(key(cell.text) for cell in row)]
        return [row for row in rows if not self._asked or not self._has(row, old=old, heads=table.header_rows)]

    def _has(self, row: Sequence[Cell], *, old: bool, heads: int) -> bool:
        words = _line([cell.text for cell in row])
        if row[0].row < heads:
            return _count(self._new if old else self._old, words) > 0
        return self._is_printed(words, old=old)

    def _is_printed(self, text: str, *, old: bool) -> bool:
        """Whether the other side prints a text as often, in one piece or in several."""
        words, excess = _words(text), self._gone if old else self._come
        more = [word for word in words if word in excess]
        few = len(more) <= _BY_CHANCE * len(words) and not any(word[-1].isdigit() or len(word) > 1 for word in more)
        return (few and len(words) >= _TELLING) or self._stays(text, old=old)

    def _stays(self, words: str, *, old: bool) -> bool:
        own, other = (self._old, self._new) if old else (self._new, self._old)
        if (words, old) not in self._known:
            self._known[words, old] = bool(words) and 0 < _count(own, words) <= _count(other, words)
        return self._known[words, old]

    @cached_property
    def _old(self) -> str:
        return _said(self._comparison.old.document)

    @cached_property
    def _new(self) -> str:
        return _said(self._comparison.new.document)

    @cached_property
    def _gone(self) -> Counter[str]:
        """The words that the old document prints more often than the new one, and by how many."""
        return Counter(_words(self._old)) - Counter(_words(self._new))

    @cached_property
    def _come(self) -> Counter[str]:
        return Counter(_words(self._new)) - Counter(_words(self._old))


def _printed_only(finding: Finding) -> Finding:
    return replace(finding, relation=Relation.FORMAT_ONLY, reason=because("text_format_only"))


def _said(document: Document) -> str:
    """Everything a document says, in its order, as one line; what only draws a table is no word of it."""
    said = [*document.sentences, *(cell for table in document.tables for cell in table.cells)]
    return _line([passage.text for passage in sorted(said, key=lambda passage: passage.start)])


def _line(texts: Sequence[str]) -> str:
    return key(" ".join(texts))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _count(text: str, words: str) -> int:
    """How often `words` stand in `text` as they are: 12.5 does not stand in 112.5, nor in 12.55."""
    if (plain := text.count(words)) > _OFTEN:
        return plain
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
