"""Kinds of characters by code point: which are set wide, which say nothing, which are halves of others."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.uint32]
Ranges = tuple[tuple[int, int], ...]

# First and last code point. Chinese, Japanese and Korean, their punctuation, and signs set as wide as they are.
WIDE: Ranges = (
    (0x2014, 0x2014),
    (0x2018, 0x201D),
    (0x2026, 0x2026),
    (0x2460, 0x24FF),
    (0x25A0, 0x25FF),
    (0x2E80, 0xD7FF),
    (0xF900, 0x3FFFF),
)
# Characters of private use and the mark of a lost one say nothing. U+F020 to U+F0FF are the signs of symbol fonts
# (Wingdings bullets and ticks): known shapes, not lost letters.
UNMAPPED: Ranges = ((0xE000, 0xF01F), (0xF100, 0xF8FF), (0xFFFD, 0xFFFD), (0xFFFF, 0xFFFF))
# Halves of a character that UTF-16 writes as two (Unicode 3.9, D71 to D75), and what is beyond Unicode.
SURROGATE: Ranges = ((0xD800, 0xDFFF),)
BEYOND: Ranges = ((0x110000, 0xFFFFFFFF),)
# Control characters that move nothing. pdfium gives them for glyphs whose font does not say which signs they are.
CONTROL: Ranges = ((0x01, 0x08), (0x0E, 0x1F))

# What prints nothing: control characters, spaces of all kinds, soft hyphens.
UNPRINTED: Ranges = (
    (0, 0x20),
    (0x7F, 0x7F),
    (0xA0, 0xA0),
    (0xAD, 0xAD),
    (0x3000, 0x3000),
    (0x200B, 0x200D),
    (0x2060, 0x2060),
    (0xFEFF, 0xFEFF),
)

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def within(points: Points, ranges: Ranges) -> NDArray[np.bool_]:
    """Which code points lie in one of the ranges."""
    found = np.zeros(len(points), bool)
    for first, last in ranges:
        found |= (points >= first) & (points <= last)
    return found


class Kind:
    """Tells by one look-up per character which lie in some ranges; above U+FFFF all are as U+10000."""

    def __init__(self, ranges: Ranges) -> None:
        self._table = within(np.arange(0x10001, dtype=np.uint32), ranges)

    def __call__(self, signs: NDArray[np.str_]) -> NDArray[np.bool_]:
        """Which of some single characters lie in the ranges."""
        found: NDArray[np.bool_] = self._table.take(signs.view(np.uint32), mode="clip")
        return found


wide = Kind(WIDE)
unmapped = Kind(UNMAPPED)
unprinted = Kind(UNPRINTED)


@lru_cache(maxsize=8192)
def is_wide(sign: str) -> bool:
    """Whether one character is set as wide as Chinese, and needs no space beside it."""
    point = ord(sign)
    return any(first <= point <= last for first, last in WIDE)


def has_chinese(text: str) -> bool:
    """Whether a text has Chinese, Japanese or Korean letters in it."""
    return not text.isascii() and _CJK.search(text) is not None
