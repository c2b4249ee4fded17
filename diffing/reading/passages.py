"""What pieces of a text say, one character for each of theirs, and where a part of that stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from diffing.document import Pair

# A line end, a tab or a page break inside a part stands for a space.
_SHOWN_AS_SPACE = re.compile("[\n\r\t\f\v\u2028\u2029\u00a0]")


@dataclass(frozen=True, slots=True)
class Said:
    """What some parts say: `text` has exactly one character for each character of `parts`."""

    text: str
    parts: tuple[Pair, ...]
    offsets: tuple[int, ...]

    def locate(self, span: Pair) -> tuple[Pair, ...]:
        """The pieces of the document that `text[start:end]` stands in, neighbours joined."""
        start, end = span
        found: list[Pair] = []
        index = max(bisect_right(self.offsets, start) - 1, 0)
        while index < len(self.parts) and self.offsets[index] < end:
            left, right = self.parts[index]
            shift = left - self.offsets[index]
            piece = (max(left, start + shift), min(right, end + shift))
            if found and found[-1][1] == piece[0]:
                found[-1] = (found[-1][0], piece[1])
            elif piece[0] < piece[1]:
                found.append(piece)
            index += 1
        return tuple(found)


def say(text: str, parts: Sequence[Pair]) -> Said:
    """What `parts` of `text` say, joined without anything between them."""
    if len(parts) == 1 and parts[0][0] < parts[0][1]:
        start, end = parts[0]
        return Said(_SHOWN_AS_SPACE.sub(" ", text[start:end]), ((start, end),), (0,))
    kept = tuple((start, end) for start, end in parts if start < end)
    lengths = [end - start for start, end in kept]
    joined = _SHOWN_AS_SPACE.sub(" ", "".join([text[start:end] for start, end in kept]))
    return Said(joined, kept, tuple(accumulate(lengths, initial=0))[: len(kept)])


def hull(parts: Sequence[Pair]) -> Pair:
    """The first and last offset of some parts."""
    return (min(start for start, _ in parts), max(end for _, end in parts))
