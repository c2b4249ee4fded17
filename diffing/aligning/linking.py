"""Links what is alike: exact likeness of the proposed pairs, best first, rather beside a neighbour that is linked.

Likeness is taken of masked keys, so that a changed number never breaks a link. Between partners that are then equally
alike (templates that differ in one party or number) the unmasked words decide, then section, neighbours and order.
An optimal assignment (Hungarian) was turned down: on no measured set does it link better, and its cost is cubic.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from diffing.aligning import candidates, similarity
from diffing.aligning.candidates import Index, Numbers, Proposals
from diffing.aligning.masking import has_words
from diffing.aligning.moving import heaviest_chain
from diffing.aligning.pairing import NONE, Pairing
from diffing.aligning.side import Side
from diffing.aligning.similarity import Scores
from diffing.settings import Settings

# What a linked neighbour is worth, and the same section: less than any real difference of words.
_BESIDE = 0.06
_SAME_PLACE = 0.03
# What it is worth that all figures of the one stand in the other: two sentences of 3.97亿 and 9,371.9万 tell of the
# same year, however alike the one of the next year is. Years and single digits say nothing.
_SAME_FIGURES = 0.1
_FIGURE = re.compile(r"(?!(?:19|20)\d\d(?![\d,.]))\d[\d,.]*\d")
# How much of a likeness is the unmasked words: enough to choose among templates, too little to break a link.
_PLAIN = 0.1
# A heading is linked with a sentence only from this ratio on: titles share their words with all that stands below.
_HEADING_RATIO = 0.7
# A part needs this many characters before its containment says anything.
_SHORTEST_PART = 12
# What a link weighs in the chain that keeps its order, so that no way off the diagonal outweighs one more.
_ONE = 10**12
# Chains that weigh the same are told apart by lot, of so many.
_LOTS = 2**32
# Free sentences about the expected place that are tried beside the proposed ones, each way.
_REACH = 2


Test = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Residue:
    """What is free on both sides when likeness starts, and the grams of it."""

    old: Numbers
    new: Numbers
    index: Index

    def propose(self, settings: Settings, *, old: Sequence[int] = (), new: Sequence[int] = (), limit: int) -> Proposals:
        """Partners of the `new` sentences, or of the `old` ones, by their numbers in the document."""
        index, mine = (self.index.swapped(), self.old) if len(old) else (self.index, self.new)
        found = candidates.propose(index, np.searchsorted(mine, np.asarray(old or new)), settings, limit=limit)
        found = found.swapped() if len(old) else found
        return Proposals(self.old[found.old], self.new[found.new], found.cosine, found.containment)


def residue(old: Side, new: Side, pairing: Pairing) -> Residue:
    """The free sentences of both sides that have words, without those that stand on both sides as they are."""
    free = (
        [at for at in pairing.free_old() if has_words(old.masks[at])],
        [at for at in pairing.free_new() if has_words(new.masks[at])],
    )
    repeated = {old.keys[at] for at in free[0]} & {new.keys[at] for at in free[1]}
    olds = [at for at in free[0] if old.keys[at] not in repeated]
    news = [at for at in free[1] if new.keys[at] not in repeated]
    texts = [old.keys[at].lower() for at in olds], [new.keys[at].lower() for at in news]
    return Residue(old=np.asarray(olds, np.int64), new=np.asarray(news, np.int64), index=candidates.build(*texts))


def plain_likeness(old: str, new: str) -> float:
    """The likeness of two sentences that differ in figures, dates and numbering alone, by their keys."""
    return 1 - _PLAIN if similarity.is_costly(old, new) else 1 - _PLAIN + _PLAIN * similarity.ratio(old, new)


def link_alike(
    old: Side, new: Side, pairing: Pairing, left: Residue, settings: Settings, *, may: Test = lambda _old, _new: True
) -> None:
    """Link the free sentences that are alike enough, each with one partner; `may` is asked of the keys of a pair."""
    if not len(left.old) or not len(left.new):
        return
    expected = _Expected(old, new, pairing)
    forth = left.propose(settings, new=left.new.tolist(), limit=settings.candidates)
    back = left.propose(settings, old=left.old.tolist(), limit=settings.candidates)
    proposals = _without_doubles(forth, back, expected.neighbours(left))
    scores = likeness(old, new, proposals)
    kept = scores >= settings.link_likeness - _BESIDE
    found = zip(*(column[kept].tolist() for column in (proposals.old, proposals.new, scores)), strict=True)
    ranked = {
        (i, j): (score, score + _evidence(old, new, i, j)) for i, j, score in found if may(old.keys[i], new.keys[j])
    }
    _link_best(ranked, pairing, expected, settings)


def likeness(old: Side, new: Side, proposals: Proposals) -> Scores:
    """The likeness of each proposed pair; 0 where a heading would be linked with a sentence."""
    pairs = list(zip(proposals.old.tolist(), proposals.new.tolist(), strict=True))
    masked = similarity.ratios([old.masks[i] for i, _ in pairs], [new.masks[j] for _, j in pairs])
    plain = similarity.ratios([old.keys[i] for i, _ in pairs], [new.keys[j] for _, j in pairs])
    masked, plain = (np.where(np.isnan(column), proposals.cosine, column) for column in (masked, plain))
    shorter = np.asarray([min(len(old.masks[i]), len(new.masks[j])) for i, j in pairs])
    mixed = np.fromiter((old.is_heading(i) != new.is_heading(j) for i, j in pairs), bool, len(pairs))
    part = np.where(shorter >= _SHORTEST_PART, 0.8 * proposals.containment, 0)
    words = np.maximum.reduce([(masked + proposals.cosine) / 2, masked - 0.05, part])
    words[mixed & (masked < _HEADING_RATIO)] = 0
    mixture: Scores = np.minimum((1 - _PLAIN) * words + _PLAIN * plain, 0.999)
    return mixture


def _evidence(old: Side, new: Side, i: int, j: int) -> float:
    """What speaks for a pair beside its words: the same section, and the same figures."""
    olds, news = set(_FIGURE.findall(old.keys[i])), set(_FIGURE.findall(new.keys[j]))
    shared = len(olds & news) / max(min(len(olds), len(news)), 1)
    return _SAME_FIGURES * shared + _SAME_PLACE * (old.places[i] == new.places[j])


def _link_best(
    scores: Mapping[tuple[int, int], tuple[float, float]], pairing: Pairing, expected: _Expected, settings: Settings
) -> None:
    """Greedy: the best pair first, the one nearer its expected place among equals. A link lifts its neighbours."""

    def entry(pair: tuple[int, int], bonus: float) -> tuple[float, float, int, int, int]:
        # Rounded, and ordered by both places at once: the same from whichever side one looks.
        return (-round(scores[pair][1] + bonus, 9), expected.distance(*pair), sum(pair), *pair)

    beside = [(i, j) for i, j in scores if pairing.are_linked(i - 1, j - 1) or pairing.are_linked(i + 1, j + 1)]
    heap = [*(entry(pair, 0) for pair in scores), *(entry(pair, _BESIDE) for pair in beside)]
    heapq.heapify(heap)
    while heap:
        rank, _, _, i, j = heapq.heappop(heap)
        if -rank < settings.link_likeness or not pairing.are_free(i, j):
            continue
        pairing.link(i, j, scores[i, j][0])
        for near in ((i - 1, j - 1), (i + 1, j + 1)):
            if near in scores and pairing.are_free(*near):
                heapq.heappush(heap, entry(near, _BESIDE))


class _Expected:
    """Where each sentence would stand in the other document, between the links that keep their order."""

    def __init__(self, old: Side, new: Side, pairing: Pairing) -> None:
        known = [(at, partner) for at, partner in enumerate(pairing.of_old) if partner != NONE]
        # Of two chains as long the one nearer the diagonal, then one by its words: the same from whichever side.
        weights = [(_ONE - abs(at - partner)) * _LOTS + _lot(old.keys[at], new.keys[partner]) for at, partner in known]
        chain = heaviest_chain([partner for _, partner in known], weights)
        kept = [(-1, -1), *(pair for at, pair in enumerate(known) if at in chain), (len(old), len(new))]
        olds, news = np.asarray(kept, np.float64).T
        self.of_old: Scores = np.interp(np.arange(len(old)), olds, news)
        self.of_new: Scores = np.interp(np.arange(len(new)), news, olds)

    def distance(self, old: int, new: int) -> float:
        """How far a pair stands from its expected places."""
        return round(float(abs(self.of_old[old] - new) + abs(self.of_new[new] - old)), 6)

    def neighbours(self, left: Residue) -> Proposals:
        """Each free sentence with the free ones about its expected place.

        Templates of which every number changed share all their grams with all others: only their order tells them
        apart.
        """
        olds, news = _about(left.old, left.new, self.of_old)
        more_news, more_olds = _about(left.new, left.old, self.of_new)
        unknown = np.zeros(len(olds) + len(more_olds))
        return Proposals(np.concatenate([olds, more_olds]), np.concatenate([news, more_news]), unknown, unknown)


def _lot(*keys: str) -> int:
    """A number drawn by the words of a link, whichever of the two is called old."""
    return sum(crc32(key.encode("utf-8", "surrogatepass")) for key in keys) % _LOTS


def _about(mine: Numbers, others: Numbers, expected: Scores) -> tuple[Numbers, Numbers]:
    offsets = np.arange(-_REACH, _REACH + 1)
    places = (np.searchsorted(others, expected[mine])[:, None] + offsets).ravel()
    inside = (places >= 0) & (places < len(others))
    return np.repeat(mine, len(offsets))[inside], others[places[inside]]


def _without_doubles(*found: Proposals) -> Proposals:
    """All proposals once, by new and old sentence; of doubles the first, which knows more."""
    old, new = (np.concatenate([getattr(one, side) for one in found]) for side in ("old", "new"))
    cosine, containment = (np.concatenate([getattr(one, name) for one in found]) for name in ("cosine", "containment"))
    _, first = np.unique(new * (int(old.max()) + 1) + old, return_index=True)
    return Proposals(old[first], new[first], cosine[first], containment[first])
