"""Numbers written in English words, as transformations of Inline XBRL have them: no, twenty-five, two million."""

from __future__ import annotations

import re

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: number for number, word in enumerate(_SMALL)}
_VALUES |= {word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)}
_NOTHING = frozenset(["no", "none", "nil"])
_HUNDRED, _SCALES = 100, {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_BETWEEN = re.compile(r"[\s,-]+")
_SAYS_NOTHING = frozenset(["and", "a", ""])


def number_in_words(said: str) -> int | None:
    """The number that `said` writes out, 0 for `no` and `none`; None when it is no number in words."""
    words = [word for word in _BETWEEN.split(said.strip().lower()) if word not in _SAYS_NOTHING]
    if len(words) == 1 and words[0] in _NOTHING:
        return 0
    if not words:
        return None
    total = group = 0
    for word in words:
        if word in _VALUES:
            group += _VALUES[word]
        elif word == "hundred":
            group = max(group, 1) * _HUNDRED
        elif word in _SCALES:
            total, group = total + max(group, 1) * _SCALES[word], 0
        else:
            return None
    return total + group
