"""At what width a plain text is wrapped, and whether a line was ended by that rather than by its writer.

A line is full when what follows would not have fitted. Three ways of wrapping are told apart by which of them explains
the lines best: cut at a count of characters, broken between words at a count of characters, or broken before a Chinese
sign or a word at a count of columns. A text that is not wrapped has lines much wider than those that end early.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from itertools import pairwise

from diffing.document import Pair
from diffing.keys import CJK
from diffing.reading.halves import is_closed
from diffing.reading.headings import width


class Gap(IntEnum):
    """What stands between a line and the one before it."""

    LINE = 0
    BLANK = 1
    CLOSED = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or the piece of it between two tags; `parts` leave markup and margins out, `level` is a given one.

    `raw` is the whole line of the file that a piece ends.
    """

    parts: tuple[Pair, ...]
    said: str
    raw: str
    gap: Gap
    level: int = 0


class Cut(Enum):
    """How lines are ended at the limit."""

    ANYWHERE = "anywhere"
    WORDS = "words"
    SIGNS = "signs"


@dataclass(frozen=True, slots=True)
class Wrap:
    """The limit of a text's lines, in columns for `SIGNS` and in characters otherwise."""

    cut: Cut
    limit: int

    def fills(self, line: Line, following: Line) -> bool:
        """Whether `line` is full: the beginning of `following` would not have fitted."""
        if self.cut is Cut.ANYWHERE:
            return len(line.raw) == self.limit
        if self.cut is Cut.WORDS:
            return len(line.raw) + len(_first(_WORD, following)) >= self.limit
        filled, unit = line.raw.rstrip(), _first(_SIGN, following)
        # A space between Latin and Chinese is dropped where the line ends.
        space = 1 if unit.isascii() or filled[-1:].isascii() else 0
        return width(filled) + space + width(unit) > self.limit

    def splits_word(self, line: Line, following: Line) -> bool:
        """Whether a Latin word or a number was cut in two between the lines."""
        bare = line.raw[-1:] == line.said[-1:] and following.raw[:1] == following.said[:1]
        if self.cut is Cut.ANYWHERE or not bare:
            return bare
        if len(line.raw) != self.limit:
            return False
        # A full line that ends in a digit before another: no space belongs into 78.8.
        if line.said[-1].isdigit() and following.said[0].isdigit():
            return True
        last = _LAST_WORD.search(line.raw)
        return self.cut is Cut.WORDS and len(last.group() if last else "") + len(_first(_WORD, following)) > self.limit


_WORD = re.compile(r"\s*(\S+)")
_LAST_WORD = re.compile(r"\S+$")
_SIGN = re.compile(rf"\s*([^\s{CJK}]+|.)")

# The limit is the longest line, but for the few that stick out, as web addresses do: a tenth of all, by a seventh.
_USUAL = 0.9
_STICKS_OUT = 1.15
# So many of the lines that another follows must be cut at one length for it to be a rule, and be so many.
_CUT_SHARE = 0.5
_CUT_LINES = 3
# Shorter lines then end paragraphs, and none is longer: others were broken between words, or at a count of columns.
_OPEN_SHARE = 0.1
# So many of them must be full for a limit in columns to explain them.
_FULL_SHARE = 0.75
# Narrower lines than this without a comma or a full stop among them are a cover or a letterhead, not a wrapped text.
_NARROW = 36
_PROSE = re.compile(r"[，。；]|[,.;](?:\s|$)")
_NEVER = 0


def find_wrap(lines: Sequence[Line]) -> Wrap:
    """How a text is wrapped; the limit is wider than nearly all lines when it is not."""
    inner = [pair for pair in pairwise(lines) if pair[1].gap is Gap.LINE]
    limit = _limit([len(line.raw) for line in lines])
    length = _cut_length([line for line, _ in inner])
    if length >= max(limit, 1):
        return Wrap(Cut.ANYWHERE, length)
    signs = Wrap(Cut.SIGNS, _limit([width(line.raw.rstrip()) for line in lines]))
    if signs.limit < _NARROW and not any(_PROSE.search(line.said) for pair in inner for line in pair):
        return Wrap(Cut.ANYWHERE, _NEVER)
    full = sum(1 for pair in inner if signs.fills(*pair))
    return signs if full >= len(inner) * _FULL_SHARE else Wrap(Cut.WORDS, limit)


def _cut_length(lines: Sequence[Line]) -> int:
    """The one length at which most lines are cut, whatever stands there; 0 where there is none."""
    lengths = Counter(len(line.raw) for line in lines)
    length, count = max(lengths.items(), default=(0, 0))
    left_open = sum(1 for line in lines if len(line.raw) < length and not is_closed(line.said))
    often = count >= max(_CUT_LINES, len(lines) * _CUT_SHARE)
    return length if often and left_open <= len(lines) * _OPEN_SHARE else 0


def _limit(sizes: Sequence[int]) -> int:
    """The longest size that does not stick out from the usual ones."""
    ordered = sorted(sizes) or [0]
    usual = ordered[min(int(len(ordered) * _USUAL), len(ordered) - 1)]
    return max(size for size in ordered if size <= usual * _STICKS_OUT)


def _first(pattern: re.Pattern[str], line: Line) -> str:
    found = pattern.match(line.said)
    return found.group(1) if found else ""
