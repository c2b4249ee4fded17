"""What the findings say came and went, held against what did: no more can be gone than the new document prints less.

    old:  … reference. … reference. …     one "reference." less, and a sentence of twenty words that are all gone: it
    new:  … reference. …                  accounts for the word, and a remnant "reference." is only cut otherwise

Each document's words are counted. The findings that explain most of the difference, and say little besides, take their
words first; a finding for which nothing is left tells of words that both sides print as often, cut into other rows,
cells or sentences. It is asked of two issues of one text only, and a number, a date or a word that stands in its own
place and has another one there is told all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

from diffing.change import Kind, Quote, Relation
from diffing.detecting.cells import BETWEEN_CELLS
from diffing.detecting.comparison import Comparison
from diffing.detecting.counting import GRAVE, turns_round, words_in
from diffing.detecting.finding import Finding
from diffing.detecting.presence import LACKS, OF_THE_HEAD, RECUT, TELLING, Presence, said_by
from diffing.detecting.shapes import Shapes
from diffing.keys import key
from diffing.reasons import because

Words = Counter[str]

# So many words that only one side has are a passage read together with another, as √适用□不适用 with a heading.
_ONE_SIDED = 5
# Where two passages were taken for each other, so many words differ that are no numbers.
_NOT_NUMBERS = 4
# Of the words of a finding so many may be left to it by chance, single letters and Chinese signs: none that turns a
# sentence round, and no number.
_BY_CHANCE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the findings of one place say: the words that are gone with it and those that came."""

    gone: Words
    come: Words

    @property
    def size(self) -> int:
        """How many words these are."""
        return self.gone.total() + self.come.total()

    @property
    def is_exchange(self) -> bool:
        """Whether as many words came as are gone: one may stand for the other."""
        return self.gone.total() == self.come.total()

    @property
    def is_of_others(self) -> bool:
        """Whether so much differs, and not in numbers only, that two passages were taken for each other."""
        words = sum(number for word, number in (self.gone + self.come).items() if word.isalpha())
        return min(self.gone.total(), self.come.total()) >= TELLING and words >= _NOT_NUMBERS


def accounted(comparison: Comparison, presence: Presence, found: Sequence[Finding]) -> list[Finding]:
    """The findings; those whose words others account for as ones of print only, or as moved."""
    if not presence.asked:
        return list(found)
    claims = {_place(finding): _claim(finding) for finding in found}
    shapes = Shapes(comparison)
    tables = {_place(finding): shapes.touched(finding) for finding in found}
    heads = {start: _between(*said) for start, said in shapes.heads().items()}
    ledger = _Ledger(claims=claims, tables=tables, heads=heads)
    idle = ledger.idle(presence.gone_unsaid, presence.come_unsaid)
    quiet = [_place(finding) in idle and _may(finding, claims[_place(finding)], shapes) for finding in found]
    touched = {
        table
        for finding, silent in zip(found, quiet, strict=True)
        if not silent and finding.relation not in _SAYS_NOTHING_OF_ITS_TABLE
        for table in tables[_place(finding)]
    }
    come = presence.come_unsaid
    return [
        _quiet(finding)
        if silent or shapes.is_sum_of_others(finding, touched) or _is_old_news(finding, claims[_place(finding)], come)
        else finding
        for finding, silent in zip(found, quiet, strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ledger:
    """What is claimed at each place, the tables that a place stands in, and what the head of each table lacks."""

    claims: dict[Hashable, Claim]
    tables: dict[Hashable, set[int]]
    heads: dict[int, Claim]

    def idle(self, gone: Words, come: Words) -> set[Hashable]:
        """The places of findings for which nothing is left once those that explain more have taken their words.

        Where a finding tells of a table, what its head lacks is taken before it can make up for what is told elsewhere:
        a column went, and its head need not be told.
        """
        idle = self._left(Counter(gone), Counter(come))
        tables = {table for place in self.claims.keys() - idle for table in self.tables[place]}
        gone, come = Counter(gone), Counter(come)
        for head in (self.heads[table] for table in sorted(tables & self.heads.keys())):
            gone -= head.gone & gone
            come -= head.come & come
        return idle | {place for place in self._left(gone, come) if not self.tables[place] & tables}

    def _left(self, gone: Words, come: Words) -> set[Hashable]:
        idle: set[Hashable] = set()
        waiting: list[tuple[float, int, Hashable]] = [
            (-_weight(claim, gone, come), number, place) for number, (place, claim) in enumerate(self.claims.items())
        ]
        heapify(waiting)
        while waiting:
            weight, number, place = heappop(waiting)
            claim = self.claims[place]
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


def _weight(claim: Claim, gone: Words, come: Words) -> float:
    """How much of the difference a claim explains, times the share of it that does."""
    explained = (claim.gone & gone).total() + (claim.come & come).total()
    return explained * explained / (claim.size or 1)


def _is_chance(claim: Claim, taken: Words) -> bool:
    """Whether what is left for a claim is nothing, or so little of it that it stands there by chance."""
    said = not any(len(word) > 1 or not word.isalpha() or word in GRAVE for word in taken)
    return said and taken.total() <= _BY_CHANCE * claim.size


def _claim(finding: Finding) -> Claim:
    return _between(*(said_by(told) if told else "" for told in (finding.old, finding.new)))


def _between(old: str, new: str) -> Claim:
    before, after = Counter(words_in(old)), Counter(words_in(new))
    return Claim(gone=before - after, come=after - before)


def _place(finding: Finding) -> Hashable:
    return _span(finding.old), _span(finding.new)


def _span(told: Quote | None) -> tuple[int, int, int] | None:
    return (told.start, told.end, len(told.parts)) if told else None


def _may(finding: Finding, claim: Claim, shapes: Shapes) -> bool:
    """Whether what is cut otherwise can be all that a finding tells of."""
    if not claim.size:  # nothing but dashes, or the same words: in another order they may say another thing
        lone = finding.old is None or finding.new is None
        return lone or (finding.relation in RECUT and _is_spaced_otherwise(finding))
    if finding.relation in LACKS:
        return True
    if finding.old is None or finding.new is None or finding.relation in OF_THE_HEAD:
        return False
    return _is_read_with_others(finding, claim) or (shapes.differ(finding) and _is_of_another_cell(finding, claim))


def _is_read_with_others(finding: Finding, claim: Claim) -> bool:
    """Whether one passage was read together with another, or two were taken for each other."""
    if claim.is_of_others:
        return True
    if turns_round(claim.gone, claim.come):
        return False
    if finding.relation is Relation.REWORDED:
        return True
    one_sided = not (claim.gone and claim.come)
    return (one_sided and claim.size >= _ONE_SIDED) or (finding.relation in _OF_OTHERS and claim.size >= TELLING)


def _is_of_another_cell(finding: Finding, claim: Claim) -> bool:
    """Whether what a row of a table cut otherwise says may be said of another one: no number stands for another."""
    met = any(pair.old and pair.new for pair in finding.figures)
    return finding.relation in RECUT or not met or claim.size >= TELLING or not claim.is_exchange


def _is_old_news(finding: Finding, claim: Claim, come: Words) -> bool:
    """Whether what contradicts itself stood in the old document as well, word for word: it was read otherwise there."""
    return finding.relation is Relation.SELF_CONTRADICTION and not claim.come & come


def _is_spaced_otherwise(finding: Finding) -> bool:
    """Whether both sides say the same signs, dashes too, in other cells."""
    old, new = (key("".join(told.text.split(BETWEEN_CELLS))) if told else None for told in (finding.old, finding.new))
    return old is not None and new is not None and "".join(old.split()) == "".join(new.split())


# What is no change of a number in a table.
_SAYS_NOTHING_OF_ITS_TABLE = {Relation.FORMULA_BROKEN, Relation.FORMAT_ONLY, Relation.MOVED}
# What is said of two places that were taken for each other.
_OF_OTHERS = RECUT | {Relation.NEW_PERIOD}


def _quiet(finding: Finding) -> Finding:
    if finding.old is None or finding.new is None:
        return replace(finding, relation=Relation.FORMAT_ONLY, reason=because("text_format_only"))
    return replace(finding, kind=Kind.MOVED, relation=Relation.MOVED, reason=because("text_moved"))
