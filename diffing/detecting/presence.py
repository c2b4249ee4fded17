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

from diffing.change import Basis, Kind, Quote, Relation
from diffing.detecting.cells import BETWEEN_CELLS, rows_of
from diffing.detecting.comparison import Comparison
from diffing.detecting.counting import GRAVE, count, in_line, left_over, turns_round, unspaced, words_in
from diffing.detecting.finding import Finding
from diffing.document import AsideKind, Cell, Document, Table
from diffing.keys import key
from diffing.reasons import because

# What is said of words that one side lacks. A risk that came back with other words is told by those.
LACKS = {
    Relation.ADDED, Relation.REMOVED, Relation.FIGURE_NEW, Relation.FIGURE_DROPPED, Relation.CLAIM_NEW,
    Relation.CLAIM_DROPPED, Relation.RISK_ADDED, Relation.RISK_REMOVED,
}  # fmt: skip

# What is said of a sentence that another one, or the head of a table, was read together with.
_JOINS = {
    Relation.REWORDED, Relation.DATE_SHIFTED, Relation.FIGURE_NEW, Relation.FIGURE_DROPPED, Relation.LIST_CHANGED,
    Relation.METRIC_CHANGED,
}  # fmt: skip
# What is said of words beside which others were read.
RECUT = {
    Relation.REWORDED, Relation.METRIC_CHANGED, Relation.DATE_SHIFTED, Relation.PARTY_CHANGED, Relation.LIST_CHANGED,
    Relation.SCOPE_CHANGED,
}  # fmt: skip
# What the head of a table says of every cell under it: no cell was read otherwise for that.
OF_THE_HEAD = {Relation.SCALE_CHANGED, Relation.UNIT_CHANGED}
# Lines that run along the pages and say something.
_ALONG = {AsideKind.RUNNING_HEAD, AsideKind.RUNNING_FOOT}
# A word or number of so many signs, or so many words, say something by themselves.
_LONG = 3
# So many words are seldom all made up for by other changes elsewhere.
TELLING = 6
# Of the Chinese signs of a text so many may be counted oftener for another reason: a head that one side repeats.
_BY_CHANCE = 0.15
_CONTINUED = re.compile(r"\((?:续|續|continued|cont[’']?d)\)$", re.IGNORECASE)


class Presence:
    """Both documents as one line of words each, to be searched for what seems to be missing."""

    def __init__(self, comparison: Comparison) -> None:
        self.asked = comparison.basis is Basis.AMENDMENT
        self._rolls_on = comparison.basis is Basis.NEXT_PERIOD
        self._comparison = comparison
        self._known: dict[tuple[str, bool], bool] = {}

    def settle(self, finding: Finding) -> Finding:
        """The finding; where all that came or went of it stands on both sides, as one of print only, or as moved."""
        if self._rolls_on and self._is_still_said(finding):
            return replace(finding, relation=Relation.REWORDED, reason=because("text_reworded"))
        if not self.asked:
            return finding
        if self._is_settled(finding):
            return _printed_only(finding)
        recut = finding.relation in RECUT and self._is_rearranged(finding, at_least=TELLING)
        if recut or self._both_stay(finding):
            # Clauses may have changed places between sentences: quiet, but told.
            return replace(finding, kind=Kind.MOVED, relation=Relation.MOVED, reason=because("text_moved"))
        return finding

    def settle_doubtful(self, finding: Finding) -> Finding:
        """The same for a finding of a table whose columns one side reads otherwise: any cell may be another's."""
        if self.asked and finding.relation not in OF_THE_HEAD and self._is_rearranged(finding):
            return _printed_only(finding)
        return self.settle(finding)

    def settle_recut(self, finding: Finding) -> Finding:
        """The same for a table whose rows one side cuts otherwise: under one label a number is still told."""
        met = any(pair.old and pair.new for pair in finding.figures)
        return (
            self.settle(finding)
            if met and _label(finding.old) == _label(finding.new)
            else self.settle_doubtful(finding)
        )

    def _is_still_said(self, finding: Finding) -> bool:
        """Whether a denial that seems to have come or gone is said on both sides, 未减值的贷款 beside 已减值的贷款."""
        if finding.relation is not Relation.NEGATION_FLIPPED or not (finding.old and finding.new):
            return False
        old, new = in_line([finding.old.text]), in_line([finding.new.text])
        sides = ((old, self._new), (new, self._old))
        return any(len(words) >= TELLING and count(other, words) > 0 for words, other in sides)

    def _is_settled(self, finding: Finding) -> bool:
        old, new = finding.old, finding.new
        if old is not None and new is not None:
            if finding.relation is Relation.REWORDED and unspaced(old.text) == unspaced(new.text):
                return True
            return finding.relation in _JOINS and self._were_joined(said_by(old), said_by(new))
        told = old or new
        if finding.relation not in LACKS or told is None:
            return False
        words = said_by(told)
        only_old = new is None
        return (
            self._is_printed(words, old=only_old)
            or self._goes_on(words, old=only_old)
            or self._runs_along(words, old=only_old)
            or words in (self._heads_new if only_old else self._heads_old)
        )

    def _both_stay(self, finding: Finding) -> bool:
        """Whether each side stands on the other as it is, and as often: two of one name were taken for each other."""
        if finding.old is None or finding.new is None or finding.relation in OF_THE_HEAD:
            return False
        old, new = said_by(finding.old), said_by(finding.new)
        telling = min(len(words_in(old)), len(words_in(new))) >= TELLING
        return telling and old != new and self._stays(old, old=True) and self._stays(new, old=False)

    def _runs_along(self, words: str, *, old: bool) -> bool:
        """Whether a line runs along the pages of the other side, at their head or foot."""
        own, other = (self._along_old, self._along_new) if old else (self._along_new, self._along_old)
        texts = (self._old, self._new) if old else (self._new, self._old)
        return other[words] > 0 and own[words] + count(texts[0], words) <= other[words] + count(texts[1], words)

    def _goes_on(self, words: str, *, old: bool) -> bool:
        """Whether a line only says that a heading of the other side goes on here: 5 合并财务报表的范围（续）."""
        head, other = words.rpartition("(")[0], self._new if old else self._old
        return bool(head) and _CONTINUED.search(words) is not None and head in other

    def _were_joined(self, old: str, new: str) -> bool:
        """Whether one side is the other with words before, in or behind it that stand by themselves over there."""
        short, long = sorted((old, new), key=len)
        pieces = left_over(short, long)
        return bool(pieces) and all(self._is_printed(piece, old=long is old) for piece in pieces)

    def _is_rearranged(self, finding: Finding, *, at_least: int = 0) -> bool:
        """Whether each document prints all words that one side of a finding has more, as often as the other."""
        old, new = (Counter(words_in(said_by(told))) if told else Counter() for told in (finding.old, finding.new))
        gone, come = old - new, new - old
        if at_least and ((gone + come).total() < at_least or turns_round(gone, come)):
            return False
        return not (gone.keys() & self.gone.keys() or come.keys() & self.come.keys())

    def lost(self, table: Table, *, old: bool) -> list[tuple[Cell, ...]]:
        """The rows of a table that the other side does not print; a header may be printed once for many tables."""
        rows = [row for row in rows_of(table) if any(key(cell.text) for cell in row)]
        return [row for row in rows if not self.asked or not self._has(row, old=old, heads=table.header_rows)]

    def _has(self, row: Sequence[Cell], *, old: bool, heads: int) -> bool:
        words = in_line([cell.text for cell in row])
        if row[0].row < heads:
            return count(self._new if old else self._old, words) > 0
        return self._is_printed(words, old=old)

    def _is_printed(self, text: str, *, old: bool) -> bool:
        """Whether the other side prints a text as often, in one piece or in several."""
        words, excess = words_in(text), self.gone if old else self.come
        more = [word for word in words if word in excess]
        telling = any(word[-1].isdigit() or len(word) > 1 or word in GRAVE for word in more)
        few = len(more) <= _BY_CHANCE * len(words) and not telling
        return (few and len(words) >= TELLING) or self._stays(text, old=old) or self._is_even(words)

    def _is_even(self, words: list[str]) -> bool:
        """Whether a few words that say something stand in both documents equally often."""
        telling = any(len(word) >= _LONG for word in words) or len(words) >= _LONG
        return telling and not any(word in self.gone or word in self.come for word in words)

    def _stays(self, words: str, *, old: bool) -> bool:
        own, other = (self._old, self._new) if old else (self._new, self._old)
        if (words, old) not in self._known:
            self._known[words, old] = bool(words) and 0 < count(own, words) <= count(other, words)
        return self._known[words, old]

    @cached_property
    def _old(self) -> str:
        return _said(self._comparison.old.document)

    @cached_property
    def _new(self) -> str:
        return _said(self._comparison.new.document)

    @cached_property
    def _heads_old(self) -> set[str]:
        return _header_rows(self._comparison.old.document)

    @cached_property
    def _heads_new(self) -> set[str]:
        return _header_rows(self._comparison.new.document)

    @cached_property
    def _along_old(self) -> Counter[str]:
        return _along(self._comparison.old.document)

    @cached_property
    def _along_new(self) -> Counter[str]:
        return _along(self._comparison.new.document)

    @cached_property
    def gone(self) -> Counter[str]:
        """The words that the old document prints more often than the new one, and by how many."""
        return Counter(words_in(self._old)) - Counter(words_in(self._new))

    @property
    def gone_unsaid(self) -> Counter[str]:
        """The same, without the words of lines that only run along the pages of the new document."""
        return self.gone - _words_along(self._along_new, self._new, self._old)

    @property
    def come_unsaid(self) -> Counter[str]:
        """The words that came, without those of lines that only run along the pages of the old document."""
        return self.come - _words_along(self._along_old, self._old, self._new)

    @cached_property
    def come(self) -> Counter[str]:
        """The words that the new document prints more often, and by how many."""
        return Counter(words_in(self._new)) - Counter(words_in(self._old))


def _printed_only(finding: Finding) -> Finding:
    return replace(finding, relation=Relation.FORMAT_ONLY, reason=because("text_format_only"))


def _words_along(along: Counter[str], own: str, other: str) -> Counter[str]:
    """The words of the lines along the pages of one side that the other side says in its text, as often as it does."""
    words: Counter[str] = Counter()
    for line, times in along.items():
        more = min(times, count(other, line) - count(own, line))
        words.update({word: more * number for word, number in Counter(words_in(line)).items() if more > 0})
    return words


def _along(document: Document) -> Counter[str]:
    """How often each line stands at the head or foot of a page; page numbers are left out."""
    return Counter(key(document.text[at.start : at.end]) for at in document.asides if at.kind in _ALONG)


def _label(told: Quote | None) -> str:
    """The first cell of a row."""
    return key(told.text.partition(BETWEEN_CELLS)[0]) if told else ""


def _header_rows(document: Document) -> set[str]:
    """The header rows of all tables: one that is printed again on the next page may be read as a row."""
    rows = (row for table in document.tables for row in rows_of(table) if row[0].row < table.header_rows)
    return {in_line(cell.text for cell in row) for row in rows if len(row) > 1}


def said_by(told: Quote) -> str:
    """The words of a quote, those of cells one after the other."""
    return in_line(told.text.split(BETWEEN_CELLS))


def _said(document: Document) -> str:
    """Everything a document says, in its order, as one line; what only draws a table is no word of it."""
    said = [*document.sentences, *(cell for table in document.tables for cell in table.cells)]
    return in_line([passage.text for passage in sorted(said, key=lambda passage: passage.start)])
