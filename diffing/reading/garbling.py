"""Whether a text is garbled: fonts that do not say which characters they show give letters of a dozen scripts at once.

平安银行股份有限公司 comes out as ᑇᅝ䫊㸠㙵ӑ᳝䰤݀ৌ
"""

from __future__ import annotations

import unicodedata
from collections import Counter

_ASCII = 0x7F
# Letters that are looked at; garbling goes through a whole document.
_SAMPLE = 20_000
# A filing mixes two or three scripts. Garbled Chinese measures six to fifteen that each have some letters in it.
_SCRIPTS = 6
_SOME = 0.002
# What they must make up together, so that a page of symbols or a list of alphabets is not taken for garbling.
_SHARE = 0.1
_USUAL = {"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "GREEK", "FULLWIDTH", "HALFWIDTH", "KANGXI"}


def garbled_share(text: str) -> float:
    """The share of letters, 0 to 1, that stand for others; 0 for a text that somebody can have written."""
    letters = [sign for sign in text if ord(sign) > _ASCII and sign.isalpha()][:_SAMPLE]
    scripts = Counter(_script(sign) for sign in letters)
    strange = {script: count for script, count in scripts.items() if script not in _USUAL}
    some = [script for script, count in strange.items() if count >= max(1, _SOME * len(letters))]
    if len(some) < _SCRIPTS:
        return 0.0
    share = sum(strange.values()) / len(letters)
    return share if share >= _SHARE else 0.0


def _script(sign: str) -> str:
    """The first word of a character's Unicode name, which is its script; rare Han are a script of their own."""
    if "\u3400" <= sign <= "\u4dbf":
        return "RARE HAN"
    return unicodedata.name(sign, "UNNAMED").split()[0]
