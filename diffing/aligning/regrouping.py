"""Links the same words that are cut into sentences otherwise, as another layout or a lost full stop does.

    old  | 公司实现营业收入49.2亿元，  | 同比增长3.8%。净利润9.7亿元。 |
    new  | 公司实现营业收入49.2亿元，同比增长3.8%。 | 净利润9.7亿元。 |

Walks from each link into the free sentences beside it as long as one side begins with the other.
"""

from __future__ import annotations

from diffing.aligning.pairing import NONE, Pairing
from diffing.aligning.side import Side

# A sentence longer than this is not tried: each of its pieces costs a copy of the rest.
_LONGEST = 100_000


def regroup(old: Side, new: Side, pairing: Pairing) -> None:
    """Link free sentences beside a link whose words, joined, are the same."""
    for step in (1, -1):
        edge = (-1, -1) if step == 1 else (len(old), len(new))
        known = [edge, *((at, partner) for at, partner in enumerate(pairing.of_old) if partner != NONE)]
        for old_at, new_at in known:
            _walk(old, new, (old_at + step, new_at + step), step, pairing)


def _walk(old: Side, new: Side, start: tuple[int, int], step: int, pairing: Pairing) -> None:
    while group := _next_group(old, new, start, step, pairing):
        for old_at, new_at in group:
            pairing.link(old_at, new_at, 1.0)
        start = group[-1][0] + step, group[-1][1] + step


def _next_group(
    old: Side, new: Side, start: tuple[int, int], step: int, pairing: Pairing
) -> list[tuple[int, int]] | None:
    """The smallest run of free sentences on both sides that say the same, as overlapping pairs; None if there is none.

    Figures standing alone are never joined: 1 and 2 are not 12.
    """
    old_at, new_at = start
    old_rest = new_rest = ""
    group: list[tuple[int, int]] = []
    while old_rest or new_rest or not group:
        if not pairing.are_free(old_at, new_at):
            return None
        old_rest = old_rest or _joinable(old, old_at)
        new_rest = new_rest or _joinable(new, new_at)
        rests = _rests(old_rest, new_rest, step)
        if rests is None or not old_rest or not new_rest:
            return None
        group.append((old_at, new_at))
        old_rest, new_rest = rests
        old_at += 0 if old_rest else step
        new_at += 0 if new_rest else step
    return group


def _joinable(side: Side, at: int) -> str:
    text = side.keys[at]
    return text.replace(" ", "") if side.worded[at] and len(text) <= _LONGEST else ""


def _rests(old: str, new: str, step: int) -> tuple[str, str] | None:
    """What either side says beyond the other; None when neither begins (or, backwards, ends) with the other."""
    shared = min(len(old), len(new))
    if step == 1:
        return (old[shared:], new[shared:]) if old[:shared] == new[:shared] else None
    cut_old, cut_new = len(old) - shared, len(new) - shared
    return (old[:cut_old], new[:cut_new]) if old[cut_old:] == new[cut_new:] else None
