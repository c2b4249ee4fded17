"""Links what has no likeness to be found by, through the place where it stands.

十、担保 | √适用 | 十一、      十、担保 | □适用 | 十一、      an answer follows its question
营业收入 | 12 | - | 13        营业收入 | 12 | - | 14        figures follow the words before them: 13-14
A | 较上年减少3.5% | B        A | 同比下降3.5% | B         alone between two links, and sharing something
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from diffing.aligning import similarity
from diffing.aligning.pairing import NONE, Pairing
from diffing.aligning.side import Side
from diffing.keys import CJK

# What two sentences at the same place must share to be versions of one: two Chinese signs, a longer word, a figure.
_SHARED = re.compile(rf"(?=([{CJK}]{{2}}))|\b([a-z]{{4,}})\b|(\d[\d.,]*\d|\d)")
_WORTHLESS = frozenset(
    {"公司", "我们", "that", "with", "from", "this", "have", "which", "were", "been", "their", "will"}
)
# The likeness of figures that stand at the same place without words of their own.
_BY_PLACE = 0.5
# Below it a sentence that is alone between two links was replaced, not reworded. A whole document of one sentence
# has nothing else to be compared with: there it is enough to share something.
_LEAST_LIKENESS = 0.25
# Two answers to one question are this much alike, as 适用 and 不适用 are.
_SAME_ANSWER = 0.5
# Characters of a sentence that its likeness at a place is taken of.
_READ = 2000


def link_wordless(old: Side, new: Side, pairing: Pairing) -> None:
    """Link figures and signs that stand alone: after the words before them, else where they are equal, in order."""
    for old_at, new_at in list(_rows(old, new, pairing)):
        if pairing.are_free(old_at, new_at):
            pairing.link(old_at, new_at, _likeness(old, new, old_at, new_at))
    waiting: dict[str, list[int]] = {}
    for at in reversed(pairing.free_old()):
        if not old.worded[at]:
            waiting.setdefault(old.keys[at], []).append(at)
    for at in pairing.free_new():
        if not new.worded[at] and waiting.get(new.keys[at]):
            pairing.link(waiting[new.keys[at]].pop(), at, 1.0)


def link_answers(old: Side, new: Side, pairing: Pairing) -> None:
    """Link a repeated sentence that stands behind a link with the one that took its place: √适用 became □适用."""
    counts = Counter(old.keys), Counter(new.keys)
    for before_old, before_new in pairing.firsts():
        old_at, new_at = before_old + 1, before_new + 1
        if not pairing.are_free(old_at, new_at) or not (old.worded[old_at] and new.worded[new_at]):
            continue
        if counts[0][old.keys[old_at]] > 1 and counts[1][new.keys[new_at]] > 1:
            likeness = similarity.ratio(old.keys[old_at], new.keys[new_at])
            if likeness >= _SAME_ANSWER:
                pairing.link(old_at, new_at, likeness)


def link_lone(old: Side, new: Side, pairing: Pairing) -> None:
    """Link a sentence that is alone between two links, or alone in its document, with the one that stands there."""
    least = _LEAST_LIKENESS if len(old) > 1 or len(new) > 1 else 0
    for old_at in pairing.free_old():
        for new_at in _following(pairing, old_at):
            if not _is_lone(pairing, old_at, new_at):
                continue
            likeness = similarity.ratio(old.masks[old_at][:_READ], new.masks[new_at][:_READ])
            if likeness >= least and share_something(old.keys[old_at], new.keys[new_at]):
                pairing.link(old_at, new_at, likeness)
                break


def _following(pairing: Pairing, old_at: int) -> list[int]:
    """The new sentences that follow a partner of the old sentence before this one."""
    return sorted({at + 1 for at in (pairing.news(old_at - 1) if old_at else (-1,))})


def _is_lone(pairing: Pairing, old_at: int, new_at: int) -> bool:
    between = pairing.are_linked(old_at - 1, new_at - 1) and pairing.are_linked(old_at + 1, new_at + 1)
    return between and pairing.are_free(old_at, new_at)


def share_something(old: str, new: str) -> bool:
    """Whether two keys share a word, two Chinese signs or a figure that says something."""
    olds, news = ({"".join(found) for found in _SHARED.findall(text.lower())} for text in (old, new))
    return bool((olds & news) - _WORTHLESS)


def _rows(old: Side, new: Side, pairing: Pairing) -> Iterator[tuple[int, int]]:
    """The wordless sentences that follow linked words, where as many follow on both sides."""
    heads = [
        (-1, -1),
        *((at, partner) for at, partner in enumerate(pairing.of_old) if partner != NONE and old.worded[at]),
    ]
    for old_at, new_at in heads:
        old_end, new_end = _end(old, old_at + 1), _end(new, new_at + 1)
        if old_end - old_at == new_end - new_at:
            yield from zip(range(old_at + 1, old_end), range(new_at + 1, new_end), strict=True)


def _end(side: Side, at: int) -> int:
    while at < len(side) and not side.worded[at]:
        at += 1
    return at


def _likeness(old: Side, new: Side, old_at: int, new_at: int) -> float:
    return 1.0 if old.keys[old_at] == new.keys[new_at] else _BY_PLACE
