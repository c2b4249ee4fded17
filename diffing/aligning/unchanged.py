"""Sets aside what stands on both sides: by hash, in order, and rather beside a neighbour that is linked.

    old  A B A C      unique first: B-B, C-C; then what stands beside them: A before B, A before C
    new  A B D A C    only what is left of the As is paired in order, within its section first

A plain longest common subsequence was turned down: it loses what moved, and is cubic in difflib.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from diffing.aligning.pairing import NONE, Pairing
from diffing.aligning.side import Side

Marks = tuple[Sequence[str], Sequence[str]]
Likeness = Callable[[int, int], float]


def set_aside(old: Side, new: Side, pairing: Pairing) -> None:
    """Link the sentences with equal keys that stand once on each side, then equal neighbours of what is linked."""
    _link_unique(old, new, (old.keys, new.keys), pairing, _identical)


def set_aside_repeated(old: Side, new: Side, pairing: Pairing, *, evenly: bool) -> None:
    """Link repeated sentences in order, within their section first; `evenly` only those repeated equally often."""
    marks = old.keys, new.keys
    for old_at, new_at in _from_the_top(pairing, marks):
        _extend(old_at, new_at, marks, pairing, _identical)
    for sections in (True, False):
        _link_in_order(old, new, marks, pairing, _identical, sections=sections, evenly=evenly)


def set_aside_masked(old: Side, new: Side, pairing: Pairing, likeness: Likeness) -> None:
    """Link the free sentences that differ in figures, dates and numbering alone, where there is no choice."""
    _link_unique(old, new, (old.masks, new.masks), pairing, likeness)


def set_aside_masked_in_order(old: Side, new: Side, pairing: Pairing, likeness: Likeness) -> None:
    """Link what is left with equal masks in order, within its section first."""
    for sections in (True, False):
        _link_in_order(old, new, (old.masks, new.masks), pairing, likeness, sections=sections, evenly=False)


def _identical(_old: int, _new: int) -> float:
    return 1.0


def _link_unique(old: Side, new: Side, marks: Marks, pairing: Pairing, likeness: Likeness) -> None:
    """Link what stands once on each side, then equal neighbours of what is linked."""
    olds = _places_of(marks[0], (at for at in pairing.free_old() if old.worded[at]))
    news = _places_of(marks[1], (at for at in pairing.free_new() if new.worded[at]))
    for mark, (new_at, *others) in news.items():
        found = olds.get(mark, ())
        if len(found) == 1 and not others:
            pairing.link(found[0], new_at, likeness(found[0], new_at))
    for old_at, new_at in _from_the_top(pairing, marks):
        _extend(old_at, new_at, marks, pairing, likeness)


def _from_the_top(pairing: Pairing, marks: Marks) -> list[tuple[int, int]]:
    """The links in an order that does not depend on which document is called old."""
    return sorted(pairing.firsts(), key=lambda link: (sum(link), marks[0][link[0]]))


def _extend(old: int, new: int, marks: Marks, pairing: Pairing, likeness: Likeness) -> None:
    for step in (1, -1):
        old_at, new_at = old + step, new + step
        while pairing.are_free(old_at, new_at) and marks[0][old_at] == marks[1][new_at]:
            pairing.link(old_at, new_at, likeness(old_at, new_at))
            old_at, new_at = old_at + step, new_at + step


def _link_in_order(
    old: Side, new: Side, marks: Marks, pairing: Pairing, likeness: Likeness, *, sections: bool, evenly: bool
) -> None:
    olds = _places_of(_placed(old, marks[0], sections=sections), (at for at in pairing.free_old() if old.worded[at]))
    news = _places_of(_placed(new, marks[1], sections=sections), (at for at in pairing.free_new() if new.worded[at]))
    for mark, new_places in news.items():
        if evenly and len(olds.get(mark, ())) != len(new_places):
            continue
        waiting = iter(olds.get(mark, ()))
        for new_at in new_places:
            if pairing.of_new[new_at] != NONE:
                continue
            old_at = next((at for at in waiting if pairing.of_old[at] == NONE), None)
            if old_at is None:
                break
            pairing.link(old_at, new_at, likeness(old_at, new_at))
            if not sections:
                _extend(old_at, new_at, marks, pairing, likeness)


def _placed(side: Side, marks: Sequence[str], *, sections: bool) -> Sequence[Hashable]:
    return list(zip(marks, side.places, strict=True)) if sections else marks


def _places_of(marks: Sequence[Hashable], places: Iterable[int]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at in places:
        found[marks[at]].append(at)
    return found
