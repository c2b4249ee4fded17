"""Sentences of a length that can be read at once: one that runs on for pages is read piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diffing.document import Sentence

# No sentence of the corpus is longer; lists without a full stop come near it.
_LONGEST = 4000
_BREAK = re.compile(r"[^\w.,%]")


def pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence itself, or its pieces in order when it is too long; a number or word is never cut."""
    if len(sentence.text) <= _LONGEST:
        yield sentence
        return
    at = 0
    while at < len(sentence.text):
        mark = _BREAK.search(sentence.text, at + _LONGEST)
        end = mark.end() if mark else len(sentence.text)
        parts = sentence.locate(at, end)
        yield Sentence(
            start=parts[0][0], end=parts[-1][1], text=sentence.text[at:end], block=sentence.block,
            parts=parts if len(parts) > 1 else (),
        )  # fmt: skip
        at = end
