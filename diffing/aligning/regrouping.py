"""Links the same words that are cut into sentences otherwise, as another layout or a lost full stop does.

    old  | 公司实现营业收入49.2亿元，  | 同比增长3.8%。净利润9.7亿元。 |
    new  | 公司实现营业收入49.2亿元，同比增长3.8%。 | 净利润9.7亿元。 |

Walks from each link into the free sentences beside it as long as one side begins with the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from diffing.aligning.pairing import NONE, Pairing
from diffing.aligning.side import Side


def regroup(old: Side, new: Side, pairing: Pairing) -> None:
    """Link free sentences beside a link whose words, joined, are the same."""
    olds, news = (tuple(key.replace(" ", "") for key in side.keys) for side in (old, new))
    for step in (1, -1):
        edge = (-1, -1) if step == 1 else (len(old), len(new))
        known = [edge, *((at, partner) for at, partner in enumerate(pairing.of_old) if partner != NONE)]
        for old_at, new_at in known:
            _walk(olds, news, (old_at + step, new_at + step), step, pairing)


def _walk(olds: Sequence[str], news: Sequence[str], start: tuple[int, int], step: int, pairing: Pairing) -> None:
    while pairing.are_free(*start):
        group = _next_group(olds, news, start, step, pairing)
        if group is None:
            return
        for old_at, new_at in group:
            pairing.link(old_at, new_at, 1.0)
        start = group[-1][0] + step, group[-1][1] + step


def _next_group(
    olds: Sequence[str], news: Sequence[str], start: tuple[int, int], step: int, pairing: Pairing
) -> list[tuple[int, int]] | None:
    """The smallest run of free sentences on both sides that say the same, as overlapping pairs; None if there is none.

    `over` is what the longer side says beyond the shorter one so far: positive when the old side is ahead.
    """
    old_at, new_at = start
    group = [start]
    ahead, text = _overhang(olds[old_at], news[new_at], step)
    while text:
        if ahead:
            new_at += step
        else:
            old_at += step
        if not pairing.are_free(old_at, new_at):
            return None
        group.append((old_at, new_at))
        other, text = _overhang(*((text, news[new_at]) if ahead else (olds[old_at], text)), step)
        ahead = other
    return None if text is None else group


def _overhang(old: str, new: str, step: int) -> tuple[bool, str | None]:
    """Whether the old text is the longer one, and what it has more; None when neither begins with the other."""
    ahead = len(old) > len(new)
    longer, shorter = (old, new) if ahead else (new, old)
    if step == 1:
        return ahead, longer[len(shorter) :] if longer.startswith(shorter) else None
    return ahead, longer[: len(longer) - len(shorter)] if longer.endswith(shorter) else None
