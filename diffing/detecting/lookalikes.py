"""Differences that optical reading makes: signs that look alike, where nothing else has changed.

AI1 for All, CSM8K for GSM8K, 曰 for 日. They are told, quietly: a changed digit is never taken for one.
"""

from __future__ import annotations

from diffing.keys import key

# Each group of signs looks alike in print; the first stands for all. Digits and letters mix in names only.
_GROUPS = ("1lI|iL", "0OoQ", "8B", "5S", "2Z", "6GC", "日曰", "己已巳", "末未", "人入", "土士", "千干", "天夭")
_LOOKS = {sign: group[0] for group in _GROUPS for sign in group}


def only_lookalikes(old: str, new: str) -> bool:
    """Whether two texts differ, and only in signs that look alike, at least one of them a letter or a Han sign."""
    a, b = key(old), key(new)
    if a == b or len(a) != len(b):
        return False
    # A capital that begins a sentence, our and Our, is no misreading.
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x.casefold() != y.casefold()]
    alike = all(_LOOKS.get(x, x) == _LOOKS.get(y, y) for x, y in differing)
    return bool(differing) and alike and not any(x.isdigit() and y.isdigit() for x, y in differing)
