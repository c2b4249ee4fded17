"""What the other document prints somewhere, however it is cut into sentences, rows and tables there.

A table that is read in two parts, a row that became a line of text, a heading joined with its paragraph: their words
stand on the other side as often as on their own, so nobody took them away or put them in. Counted, not just found: of
two equal rows one may be gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from diffing.change import Basis, Relation
from diffing.detecting.comparison import Comparison
from diffing.detecting.finding import Finding
from diffing.document import Cell
from diffing.keys import key
from diffing.reasons import because

# What is said of words that one side lacks. A risk that came back with other words is told by those.
_LACKS = {
    Relation.ADDED, Relation.REMOVED, Relation.FIGURE_NEW, Relation.FIGURE_DROPPED, Relation.CLAIM_NEW,
    Relation.CLAIM_DROPPED, Relation.RISK_ADDED, Relation.RISK_REMOVED,
}  # fmt: skip


class Presence:
    """Both documents as one line of words each, to be searched for what seems to be missing."""

    def __init__(self, comparison: Comparison) -> None:
        self._asked = comparison.basis is Basis.AMENDMENT
        self._comparison = comparison

    def settle(self, finding: Finding) -> Finding:
        """The finding; where it says that words came or went and they stand on both sides, as one of print only."""
        quote = finding.new or finding.old
        if not self._asked or quote is None or (finding.old and finding.new) or finding.relation not in _LACKS:
            return finding
        if not self.stays(_words(quote.text.split(" | ")), old=finding.new is None):
            return finding
        return replace(finding, relation=Relation.FORMAT_ONLY, reason=because("text_format_only"))

    def lost(self, rows: Sequence[Sequence[Cell]], *, old: bool) -> list[Sequence[Cell]]:
        """The rows of one side that the other one does not print."""
        if not self._asked:
            return list(rows)
        said = ((row, _words([cell.text for cell in row])) for row in rows)
        return [row for row, words in said if words and not self.stays(words, old=old)]

    def stays(self, words: str, *, old: bool) -> bool:
        """Whether the other side prints some words of one side at least as often."""
        own, other = (self._old, self._new) if old else (self._new, self._old)
        return bool(words) and 0 < _count(own, words) <= _count(other, words)

    @cached_property
    def _old(self) -> str:
        return key(self._comparison.old.document.text)

    @cached_property
    def _new(self) -> str:
        return key(self._comparison.new.document.text)


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
