"""Which links keep their order, and which of them stand where something moved to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_chain(places: Sequence[int]) -> set[int]:
    """The indexes of the longest strictly increasing run in `places` (patience sorting, n log n)."""
    tops: list[int] = []
    top_at: list[int] = []
    before = [-1] * len(places)
    for at, place in enumerate(places):
        pile = bisect_left(tops, place)
        before[at] = top_at[pile - 1] if pile else -1
        if pile == len(tops):
            tops.append(place)
            top_at.append(at)
        else:
            tops[pile], top_at[pile] = place, at
    chain = set()
    at = top_at[-1] if top_at else -1
    while at != -1:
        chain.add(at)
        at = before[at]
    return chain


def heaviest_chain(places: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The indexes of the heaviest strictly increasing run in `places`, whose places are all different (n log n).

    Of two paragraphs that changed places it is the shorter one that moved, from whichever side one looks.
    """
    # A Fenwick tree over the places holds the heaviest chain that ends at or before each: weight, index.
    rank = {place: at + 1 for at, place in enumerate(sorted(places))}
    tree = [(0, -1)] * (len(places) + 1)
    before = [-1] * len(places)
    for at, place in enumerate(places):
        weight, before[at] = _best(tree, rank[place] - 1)
        _raise(tree, rank[place], (weight + weights[at], at))
    chain = set()
    at = _best(tree, len(places))[1]
    while at != -1:
        chain.add(at)
        at = before[at]
    return chain


def _best(tree: Sequence[tuple[int, int]], last: int) -> tuple[int, int]:
    best = (0, -1)
    while last:
        best = max(best, tree[last])
        last &= last - 1
    return best


def _raise(tree: list[tuple[int, int]], first: int, value: tuple[int, int]) -> None:
    while first < len(tree):
        tree[first] = max(tree[first], value)
        first += first & -first
