"""Whether two sentences differ only in how numbers and dates are printed: 46.5 percent, 46.5%; 二〇二四, 2024."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from diffing.document import Pair
from diffing.extracting.periods import periods
from diffing.keys import key

_REFERENCE = date(2000, 1, 1)  # any one day: what is relative resolves to the same on both sides


def without_printing(text: str, figures: Sequence[Pair], *, language: str) -> str:
    """The key of a text with each figure as one sign and each date as its first and last day.

    Two sentences whose figures have been found to agree say the same when this is equal.
    """
    spans = [(start, end, "#") for start, end in figures]
    spans += [
        (dated.start, dated.end, f"[{dated.first}/{dated.last}]")
        for dated in periods(text, reference=_REFERENCE, language=language)
        if not any(start < dated.end and dated.start < end for start, end in figures)
    ]
    pieces, at = [], 0
    for start, end, sign in sorted(spans):
        if start >= at:
            pieces += [text[at:start], sign]
            at = end
    return key("".join([*pieces, text[at:]]))
