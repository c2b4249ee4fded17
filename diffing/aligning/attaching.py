"""Attaches what is left to a sentence that was split or merged.

old  公司营业收入49.2亿元。 | 同比增长3.8%。        new  公司营业收入49.2亿元，同比增长3.8%。
The first old sentence is linked; the second one is, when the two joined are more like the new one than the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diffing.aligning import candidates, similarity
from diffing.aligning.linking import Residue
from diffing.aligning.pairing import Pairing
from diffing.aligning.side import Side
from diffing.settings import Settings

# Partners that are tried for each sentence that is left.
_TRIED = 4
# Pieces of one sentence stand this near one another; what says the same further off says it again.
_NEAR = 3
# A part needs this many characters before its containment says anything.
_SHORTEST_PART = 12


def attach(old: Side, new: Side, pairing: Pairing, left: Residue, settings: Settings) -> None:
    """Link each free sentence with the one it is a part of, where that one says more than its partner so far."""
    for leftovers, by_old in (
        (_free(left.old, pairing.free_old()), True),
        (_free(left.new, pairing.free_new()), False),
    ):
        if not leftovers:
            continue
        side = {"old": leftovers} if by_old else {"new": leftovers}
        found = candidates.pairs(left.propose(settings, **side, limit=_TRIED))
        for likeness, i, j in sorted(_parts(old, new, found, settings), reverse=True):
            if _explains_more(old, new, pairing, i, j, by_old=by_old):
                pairing.link(i, j, likeness)


def _free(residue: Iterable[int], free: list[int]) -> list[int]:
    known = set(free)
    return [at for at in map(int, residue) if at in known]


def _parts(
    old: Side, new: Side, found: Iterator[tuple[int, int, float, float]], settings: Settings
) -> Iterator[tuple[float, int, int]]:
    for i, j, _, containment in found:
        shorter = min(len(old.masks[i]), len(new.masks[j]))
        if containment >= settings.attach_containment and shorter >= _SHORTEST_PART:
            yield containment, i, j


def _explains_more(old: Side, new: Side, pairing: Pairing, i: int, j: int, *, by_old: bool) -> bool:
    """Whether the partner is more like all its sentences together than like those it has without this one."""
    mine, partner = (i, j) if by_old else (j, i)
    pieces, wholes = (old.masks, new.masks) if by_old else (new.masks, old.masks)
    if (pairing.news(mine) if by_old else pairing.olds(mine)) or similarity.is_costly(wholes[partner], wholes[partner]):
        return False
    others = pairing.olds(partner) if by_old else pairing.news(partner)
    if others and min(abs(other - mine) for other in others) > _NEAR:
        return False
    if not others and old.is_heading(i) != new.is_heading(j):
        return False
    before, after = (" ".join(pieces[at] for at in sorted(part)) for part in (others, (*others, mine)))
    return similarity.ratio(after, wholes[partner]) > similarity.ratio(before, wholes[partner])
