"""Sentences that can be read: one that runs on for pages piece by piece, one of stray marks not at all."""

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
# Combining marks, halves of surrogate pairs and marks of direction: decomposed accents and a quotation in Hebrew have a
# few, and a text of which they are a third is damaged or made to hurt. Zero-width spaces are none: some PDFs print one
# between any two letters.
_STRAY = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
)
_MOST_STRAY = 0.3
_FEWEST_SIGNS = 200


def pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence itself, or its pieces in order when it is too long; a number or word is never cut.

    Digits and letters that go on for more than a piece without any other sign say nothing, and are left out; so does
    a sentence of stray marks.
    """
    if is_stray(sentence.text):
        return
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


def is_stray(text: str) -> bool:
    """Whether a text of some length consists of marks that stand on nothing for a good part."""
    if len(text) < _FEWEST_SIGNS or text.isascii() or _STRAY.search(text) is None:
        return False
    return len(_STRAY.sub("", text)) < len(text) * (1 - _MOST_STRAY)
