"""Where the tags of Inline XBRL stand in the text that was read: from pieces of a block to offsets, and to facts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from diffing.document import Pair
from diffing.fact import TaggedFact
from diffing.reading.inline_xbrl import facts_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# The id of a tag, and the pieces of its block that stand between its start and its end.
Mark = tuple[str, int, int]


def places(pieces: Sequence[str], marks: Sequence[Mark], start: int, space: re.Pattern[str]) -> dict[str, Pair]:
    """Where the marked pieces stand in the document: a block is its pieces joined, runs of `space` as one.

    `start` is where the block begins; a mark whose pieces say nothing is left out.
    """
    if not marks:
        return {}
    begins = [0, *accumulate(map(len, pieces))]
    ends, gone, lost = [], [], 0
    for run in space.finditer("".join(pieces)):
        lost += run.end() - run.start() - (1 if run.start() else 0)
        ends.append(run.end())
        gone.append(lost)

    def kept(at: int) -> int:
        before = bisect_right(ends, at)
        return at - (gone[before - 1] if before else 0)

    found = {name: (kept(begins[first]), kept(begins[last])) for name, first, last in marks if last < len(begins)}
    return {name: (start + left, start + right) for name, (left, right) in found.items() if left < right}


def tagged_facts(root: _Element, tags: Mapping[str, Pair]) -> tuple[TaggedFact, ...]:
    """The tagged numbers of a page that are shown, in document order; `tags` gives each id its place."""
    if not tags:
        return ()
    found = [
        TaggedFact(
            start=tags[fact.element][0], end=tags[fact.element][1], concept=fact.concept, value=fact.value,
            unit=fact.unit or "", decimals=fact.decimals, scale=fact.scale, period=fact.period,
            dimensions=fact.dimensions, element=fact.element,
        )
        for fact in facts_of(root) if fact.value is not None and fact.element in tags
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda fact: fact.start))
