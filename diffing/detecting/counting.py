"""What counts as a word when two documents are counted against each other, and how often words stand in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from diffing.keys import CJK, key

# What stands so often is a word of the form, and looking at each place costs more than it tells.
_OFTEN = 50
# A number with its sign, a Latin word, a Chinese sign, what counts or bounds. Other marks are no words: a reader may
# lose or double them.
# A comma is part of a number before three digits only: "January 21, 1997" may be printed as 21,1997.
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)*"
_WORD = re.compile(rf"[(△+-]?{_NUMBER}[%‰]?|[A-Za-z]+|[{CJK}]|[$€£¥<>≤≥±]")
# Signs that turn a sentence round, bound it or say how sure it is: one of them is never there by chance.
GRAVE = frozenset("不无無未非否没沒勿免须須应應可能将將已增减減升降涨跌盈亏虧正负負上下多少")
# A space that does not stand between two digits.
_SPACE = re.compile(r"(?<!\d) | (?!\d)")


# A key takes the space of "in 2002. 31.1": something has to stand there.
_NUMBERS_APART = re.compile(r"(?<=[\d.,])\s+(?=[(+-]?\d)")
# A dash that stands alone fills an empty cell, a long one parts words: neither is a sign of the number that follows.
_NO_SIGN = re.compile(r"(?<!\S)[-–—－](?!\S)|—")


def in_line(texts: Iterable[str]) -> str:
    """Some texts as one line, as a key."""
    return key(_NUMBERS_APART.sub(" | ", _NO_SIGN.sub(" ", " ".join(texts))))


def words_in(text: str) -> list[str]:
    """The words of a text, in its order."""
    return _WORD.findall(text)


def count(text: str, words: str) -> int:
    """How often `words` stand in `text` as they are: 12.5 does not stand in 112.5, nor in 12.55."""
    if (plain := text.count(words)) > _OFTEN:
        return plain
    times, at = 0, text.find(words)
    while at >= 0:
        times += not (_runs_on(text, at - 1, words[0]) or _runs_on(text, at + len(words), words[-1]))
        at = text.find(words, at + len(words))
    return times


def _runs_on(text: str, at: int, edge: str) -> bool:
    """Whether the sign at an edge of some words goes on beside them."""
    if not 0 <= at < len(text):
        return False
    beside = text[at]
    if edge.isdigit() and (beside.isdigit() or beside in ".,%"):
        return True
    return edge.isascii() and edge.isalpha() and beside.isascii() and beside.isalpha()


def turns_round(gone: Counter[str], come: Counter[str]) -> bool:
    """Whether a sign that turns a sentence round was exchanged: it stands among the fewer words of two sides."""
    fewest = min(gone.total(), come.total())
    return any(not GRAVE.isdisjoint(words) for words in (gone, come) if words.total() == fewest)


def unspaced(text: str) -> str:
    """A text as a key without spaces, but for those that keep two numbers apart: a line end says nothing of them."""
    return _SPACE.sub("", key(text))


def left_over(short: str, long: str) -> list[str]:
    """What `long` has more than `short`: before and behind it, or in one place in it; none where words are torn."""
    start = long.find(short)
    if start >= 0:
        places = [(0, start), (start + len(short), len(long))]
    else:
        start = _in_common(short, long)
        end = _in_common(short[start:][::-1], long[start:][::-1])
        places = [(start, len(long) - end)] if start + end == len(short) else []
    places = [(start, end) for start, end in places if start < end]
    if any(_runs_on(long, start - 1, long[start]) or _runs_on(long, end, long[end - 1]) for start, end in places):
        return []
    return [piece for start, end in places if (piece := long[start:end].strip())]


def _in_common(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
