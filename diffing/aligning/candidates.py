"""Which pairs of texts are worth an exact look: an inverted index of weighted character n-grams.

A gram weighs the more, the fewer texts it stands in. Each text asks for partners through its rarest grams only, up to
a fixed number of postings, so that the cost grows with the number of texts and never with its square.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diffing.settings import Settings

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]
Hashes = NDArray[np.uint64]

# Signs of a gram: 4 where there are letters alone; with a Chinese sign 2, or 3 where so many texts make pairs common.
_ALPHABET = 4
_HAN = 2
_HAN_OF_MANY = 3
_MANY = 2000
_FIRST_HAN = np.uint64(0x2E80)

# Postings a text may read. 300 find the partner of 99 % of revised statute articles; more only cost time.
_POSTINGS = 300
# A text that shares less than this weight with the shorter of both is no partner.
_LEAST_SHARE = 0.15
# Nor one that shares less than this over its rarest grams alone, which carry most of the weight.
_LEAST_RARE_SHARE = 0.05
# The best by containment, kept beside the best by cosine: a part is never the most alike of its whole.
_BY_CONTAINMENT = 3
# Texts asked for at once: bounds the memory of one round.
_ROUND = 1024

# Of a longer text one gram in sixteen is kept, the same ones on both sides: enough to tell how much two share.
_LONG = 100_000

_SEED = np.uint64(1_000_003)
_MIXER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class _Texts:
    """The distinct grams of the texts of one side, text by text; `codes` are text * kinds + gram, ascending."""

    grams: Numbers
    starts: Numbers
    codes: Numbers
    weights: Weights


@dataclass(frozen=True, slots=True)
class Index:
    """Both sides, gram by gram."""

    old: _Texts
    new: _Texts
    kinds: int
    weights: Weights

    def swapped(self) -> Index:
        """The same index asked the other way round."""
        return Index(self.new, self.old, self.kinds, self.weights)


@dataclass(frozen=True, slots=True)
class Proposals:
    """Pairs worth an exact look, ordered by new text: cosine of the weighted grams, and containment in the longer."""

    old: Numbers
    new: Numbers
    cosine: Weights
    containment: Weights

    def swapped(self) -> Proposals:
        """The same pairs seen from the other side."""
        return Proposals(self.new, self.old, self.cosine, self.containment)


def build(old: Sequence[str], new: Sequence[str]) -> Index:
    """The index of two lists of texts."""
    size = _HAN if len(old) + len(new) <= _MANY else _HAN_OF_MANY
    sides = [_gram_hashes(texts, size) for texts in (old, new)]
    hashes, ids, spread = np.unique(
        np.concatenate([found for _, found in sides]), return_inverse=True, return_counts=True
    )
    cut = len(sides[0][0])
    weights = np.log((len(old) + len(new) + 1) / np.minimum(spread, len(old) + len(new))) + 1e-6
    kinds = max(len(hashes), 1)
    return Index(
        _texts(sides[0][0], ids[:cut], len(old), kinds, weights),
        _texts(sides[1][0], ids[cut:], len(new), kinds, weights),
        kinds,
        weights,
    )


def propose(index: Index, asking: Numbers, settings: Settings, *, limit: int | None = None) -> Proposals:
    """The best partners among the old texts of each new text in `asking`, at most `limit` by each measure."""
    postings = _postings(index.old, index.kinds)
    rounds = [
        _exact(index, *_shortlist(index, postings, asking[at : at + _ROUND], settings, limit or settings.candidates))
        for at in range(0, len(asking), _ROUND)
    ]
    if not rounds:
        none = np.zeros(0, np.int64)
        return Proposals(none, none, none.astype(float), none.astype(float))
    return Proposals(*(np.concatenate(column) for column in zip(*rounds, strict=True)))


def _gram_hashes(texts: Sequence[str], han: int) -> tuple[Numbers, Hashes]:
    """The text and the hash of each gram; a text is closed by marks at both ends, so that short ones have some."""
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts)) + 3
    joined = "".join(f"\1{text}\1\0" for text in texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    rows = np.repeat(np.arange(len(texts)), lengths)
    parts = _windows(points, han, with_han=True), _windows(points, _ALPHABET, with_han=False)
    starts, hashes = (np.concatenate(column) for column in zip(*parts, strict=True))
    rows = rows[starts]
    kept = (lengths[rows] < _LONG) | (hashes * _MIXER >> np.uint64(60) == 0)
    return rows[kept], hashes[kept]


def _windows(points: Hashes, size: int, *, with_han: bool) -> tuple[Numbers, Hashes]:
    """Start and hash of each run of `size` signs inside a text that has a Chinese sign, or that has none."""
    count = max(len(points) - size + 1, 0)
    hashes, whole, has_han = np.full(count, size, np.uint64), np.ones(count, bool), np.zeros(count, bool)
    for shift in range(size):
        window = points[shift : shift + count]
        hashes = hashes * _SEED + window
        whole &= window != 0
        has_han |= window >= _FIRST_HAN
    kept = whole & (has_han == with_han)
    return np.flatnonzero(kept), hashes[kept]


def _texts(rows: Numbers, ids: Numbers, count: int, kinds: int, weights: Weights) -> _Texts:
    # Sorted by hand: np.unique hashes first, which costs ten times as much on codes that are nearly in order.
    codes = np.sort(rows * kinds + ids, kind="stable")
    codes = codes[np.diff(codes, prepend=-1) > 0]
    rows, grams = np.divmod(codes, kinds)
    starts = np.searchsorted(rows, np.arange(count + 1))
    return _Texts(grams, starts, codes, np.bincount(rows, weights[grams], count).astype(np.float64) + 1e-9)


@dataclass(frozen=True, slots=True)
class _Postings:
    texts: Numbers
    starts: Numbers
    spread: Numbers


def _postings(side: _Texts, kinds: int) -> _Postings:
    order = np.argsort(side.grams, kind="stable")
    spread = np.bincount(side.grams, minlength=kinds)
    starts = np.concatenate([[0], np.cumsum(spread)])
    return _Postings(side.codes[order] // kinds, starts, spread)


def _shortlist(
    index: Index, postings: _Postings, asking: Numbers, settings: Settings, limit: int
) -> tuple[Numbers, Numbers]:
    """The pairs that share most weight over the rarest grams of the new text."""
    place, grams = _grams_of(index.new, asking)
    spread = postings.spread[grams]
    useful = (spread > 0) & (spread <= settings.frequent_grams)
    place, grams, spread = place[useful], grams[useful], spread[useful]
    order = np.lexsort((spread, place))
    place, grams, spread = place[order], grams[order], spread[order]
    read = _sum_before(spread, place) < _POSTINGS
    place, grams, spread = place[read], grams[read], spread[read]
    size = len(index.old.weights)
    partners = postings.texts[np.repeat(postings.starts[grams], spread) + _counting(spread)]
    codes, where = np.unique(np.repeat(place, spread) * size + partners, return_inverse=True)
    shared = np.bincount(where, np.repeat(index.weights[grams], spread), len(codes)).astype(np.float64)
    place, partners = np.divmod(codes, size)
    old, new = index.old.weights[partners], index.new.weights[asking[place]]
    near = shared >= _LEAST_RARE_SHARE * np.minimum(old, new)
    place, partners, cosine = place[near], partners[near], (shared / np.sqrt(old * new))[near]
    containment = (shared / np.minimum(old, new))[near]
    kept = (_rank(place, cosine) < limit) | (_rank(place, containment) < min(limit, _BY_CONTAINMENT))
    return partners[kept], asking[place[kept]]


def _exact(index: Index, old: Numbers, new: Numbers) -> tuple[Numbers, Numbers, Weights, Weights]:
    """The pairs with cosine and containment over all their grams, without those that share too little."""
    pair, grams = _grams_of(index.new, new)
    codes = old[pair] * index.kinds + grams
    found = np.searchsorted(index.old.codes, codes)
    held = index.old.codes[np.minimum(found, len(index.old.codes) - 1)] == codes if len(codes) else found.astype(bool)
    shared = np.bincount(pair[held], index.weights[grams[held]], len(old))
    first, second = index.old.weights[old], index.new.weights[new]
    containment = np.minimum(shared / np.minimum(first, second), 1)
    kept = containment >= _LEAST_SHARE
    cosine = np.minimum(shared / np.sqrt(first * second), 1)
    return old[kept], new[kept], cosine[kept], containment[kept]


def _grams_of(side: _Texts, texts: Numbers) -> tuple[Numbers, Numbers]:
    """The place in `texts` and the gram, for each gram of each of them."""
    counts = side.starts[texts + 1] - side.starts[texts]
    return (
        np.repeat(np.arange(len(texts)), counts),
        side.grams[np.repeat(side.starts[texts], counts) + _counting(counts)],
    )


def _counting(counts: Numbers) -> Numbers:
    """0, 1, 2… anew for each count."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)


def _sum_before(values: Numbers, group: Numbers) -> Numbers:
    """What has been summed up within the group before each value; groups are ascending."""
    before = np.cumsum(values) - values
    first = np.searchsorted(group, group)
    return before - before[first] if len(group) else before


def _rank(group: Numbers, score: Weights) -> Numbers:
    """The rank of each score within its group, best first, the earlier one first among equals; groups ascend."""
    order = np.lexsort((-score, group))
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - np.searchsorted(group, group)
    return rank
