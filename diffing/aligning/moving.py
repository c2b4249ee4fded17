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
