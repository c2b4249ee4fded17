"""Sentences of a length that can be read at once: one that runs on for pages is read piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diffing.document import Pair, Sentence

# No sentence of the corpus is longer; lists without a full stop come near it.
_LONGEST = 4000
# Within so many characters after it a place is looked for where neither a number nor a word is cut.
_REACH = 400
_BREAK = re.compile(r"[^\w.,%]")
# Where there is none, a piece may end between two signs of a run, though not inside digits or Latin letters.
_SEAM = re.compile(r"[^0-9A-Za-z.,]")


def pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence itself, or its pieces in order when it is too long; a number or word is never cut.

    Digits and letters that go on for more than a piece without any other sign say nothing, and are left out.
    """
    if len(sentence.text) <= _LONGEST:
        yield sentence
        return
    for start, end in _spans(sentence.text):
        parts = sentence.locate(start, end)
        yield Sentence(
            start=parts[0][0], end=parts[-1][1], text=sentence.text[start:end], block=sentence.block,
            parts=parts if len(parts) > 1 else (),
        )  # fmt: skip


def _spans(text: str) -> Iterator[Pair]:
    at = 0
    while at < len(text):
        wanted = at + _LONGEST
        mark = (
            _BREAK.search(text, wanted, wanted + _REACH)
            or _SEAM.search(text, wanted, wanted + _REACH)
            or next(reversed([*_SEAM.finditer(text, at, wanted)]), None)
        )
        if mark is not None or wanted >= len(text):
            end = mark.end() if mark is not None else len(text)
            yield at, end
        else:
            beyond = _SEAM.search(text, wanted)
            end = beyond.end() if beyond is not None else len(text)
        at = end
