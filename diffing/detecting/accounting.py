"""What the findings say came and went, held against what did: no more can be gone than the new document prints less.

    old:  … reference. … reference. …     one "reference." less, and a sentence of twenty words that are all gone: it
    new:  … reference. …                  accounts for the word, and a remnant "reference." is only cut otherwise

Each document's words are counted. The findings that explain most of the difference, and say little besides, take their
words first; a finding for which nothing is left tells of words that both sides print as often, cut into other rows,
cells or sentences. It is asked of two issues of one text only, and a number, a date or a word that stands in its own
place and has another one there is told all the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

from diffing.change import Kind, Quote, Relation
from diffing.detecting.cells import rows_of
from diffing.detecting.comparison import Comparison
from diffing.detecting.counting import words_in
from diffing.detecting.finding import Finding
from diffing.detecting.presence import LACKS, OF_THE_HEAD, RECUT, TELLING, Presence, said_by
from diffing.document import Document, Table
from diffing.keys import key
from diffing.reasons import because

Words = Counter[str]

# Of the words of a finding so many may be left to it by chance: single Chinese signs, never a number.
_BY_CHANCE = 0.15
# In place of where a table starts: any table may be meant.
_ANY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What the findings of one place say: the words that are gone with it and those that came."""

    gone: Words
    come: Words

    @property
    def size(self) -> int:
        """How many words these are."""
        return self.gone.total() + self.come.total()


def accounted(comparison: Comparison, presence: Presence, found: Sequence[Finding]) -> list[Finding]:
    """The findings; those whose words others account for as ones of print only, or as moved."""
    if not presence.asked:
        return list(found)
    claims = {_place(finding): _claim(finding) for finding in found}
    idle = _idle(claims, Counter(presence.gone), Counter(presence.come))
    shapes = _Shapes(comparison)
    quiet = [_place(finding) in idle and _may(finding, claims[_place(finding)], shapes) for finding in found]
    left = [finding for finding, silent in zip(found, quiet, strict=True) if not silent]
    touched = {table for finding in left for table in shapes.touched(finding)}
    return [
        _quiet(finding) if silent or shapes.is_sum_of_others(finding, touched) else finding
        for finding, silent in zip(found, quiet, strict=True)
    ]


def _idle(claims: dict[Hashable, _Claim], gone: Words, come: Words) -> set[Hashable]:
    """The places of findings for which nothing is left once those that explain more have taken their words."""
    idle: set[Hashable] = set()
    waiting = [(-_weight(claim, gone, come), number, place) for number, (place, claim) in enumerate(claims.items())]
    heapify(waiting)
    while waiting:
        weight, number, place = heappop(waiting)
        claim = claims[place]
        now = -_weight(claim, gone, come)
        if now > weight:
            heappush(waiting, (now, number, place))
            continue
        taken = claim.gone & gone, claim.come & come
        if _is_chance(claim, taken[0] + taken[1]):
            idle.add(place)
        else:
            gone -= taken[0]
            come -= taken[1]
    return idle


def _weight(claim: _Claim, gone: Words, come: Words) -> float:
    """How much of the difference a claim explains, times the share of it that does."""
    explained = (claim.gone & gone).total() + (claim.come & come).total()
    return explained * explained / (claim.size or 1)


def _is_chance(claim: _Claim, taken: Words) -> bool:
    said = claim.size > 0
    return said and taken.total() <= _BY_CHANCE * claim.size and not any(_is_telling(word) for word in taken)


def _is_telling(word: str) -> bool:
    """Whether a word is more than a single letter or Chinese sign."""
    return len(word) > 1 or not word.isalpha()


def _claim(finding: Finding) -> _Claim:
    old, new = (Counter(words_in(said_by(told))) if told else Counter() for told in (finding.old, finding.new))
    return _Claim(gone=old - new, come=new - old)


def _place(finding: Finding) -> Hashable:
    return _span(finding.old), _span(finding.new)


def _span(told: Quote | None) -> tuple[int, int, int] | None:
    return (told.start, told.end, len(told.parts)) if told else None


def _may(finding: Finding, claim: _Claim, shapes: _Shapes) -> bool:
    """Whether what is cut otherwise can be all that a finding tells of."""
    if finding.relation in LACKS:
        return True
    if finding.old is None or finding.new is None or finding.relation in OF_THE_HEAD:
        return False
    if finding.relation in RECUT and claim.size >= TELLING:
        return True
    if not shapes.in_table(finding):
        return False
    if shapes.differ(finding):
        return finding.relation in RECUT or not any(pair.old and pair.new for pair in finding.figures)
    return finding.relation is Relation.REWORDED and not (claim.gone and claim.come)


def _quiet(finding: Finding) -> Finding:
    if finding.old is None or finding.new is None:
        return replace(finding, relation=Relation.FORMAT_ONLY, reason=because("text_format_only"))
    return replace(finding, kind=Kind.MOVED, relation=Relation.MOVED, reason=because("text_moved"))


class _Shapes:
    """Which findings stand in tables, and whether these were cut into other rows or columns."""

    def __init__(self, comparison: Comparison) -> None:
        self._old, self._new = comparison.old.document, comparison.new.document
        pairs = [(self._old.tables[link.old], self._new.tables[link.new]) for link in comparison.alignment.tables]
        self._partner = {old.start: new.start for old, new in pairs}

    def in_table(self, finding: Finding) -> bool:
        """Whether either side stands in a table."""
        return _table(self._old, finding.old) is not None or _table(self._new, finding.new) is not None

    def differ(self, finding: Finding) -> bool:
        """Whether the two sides are not rows of two tables with the same rows and columns."""
        old, new = _table(self._old, finding.old), _table(self._new, finding.new)
        if old is None or new is None or (old.rows, old.columns) != (new.rows, new.columns):
            return True
        return _labels(old) != _labels(new)

    def touched(self, finding: Finding) -> set[int]:
        """Where the new tables start that a finding tells of; _ANY for an old one that has no partner."""
        if finding.relation is Relation.FORMULA_BROKEN:
            return set()
        old, new = _table(self._old, finding.old), _table(self._new, finding.new)
        return ({new.start} if new else set()) | ({self._partner.get(old.start, _ANY)} if old else set())

    def is_sum_of_others(self, finding: Finding, touched: set[int]) -> bool:
        """Whether a sum does not add up though nothing was told of its table: a row of it was read elsewhere."""
        table = _table(self._new, finding.new)
        if finding.relation is not Relation.FORMULA_BROKEN or table is None:
            return False
        return not touched & {table.start, _ANY}


def _table(document: Document, told: Quote | None) -> Table | None:
    """The table that a quote begins in."""
    at = bisect_right(document.tables, told.start, key=lambda table: table.start) - 1 if told else -1
    return document.tables[at] if at >= 0 and told and told.start < document.tables[at].end else None


def _labels(table: Table) -> list[str]:
    return [key(row[0].text) for row in rows_of(table)]
