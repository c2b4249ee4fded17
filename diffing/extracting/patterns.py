"""Regular expressions out of word lists: one pattern for many words, as fast as one word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_Trie = dict[str, Any]
_END = ""


def any_of(words: Iterable[str], *, loose: bool = False) -> str:
    """A pattern for any of `words`, the longest first; `loose` lets white space vary where a word has some.

    The words are merged into a tree of their beginnings, so that a scan looks at each character once and not once
    per word. A pattern of no words matches nothing.
    """
    trie: _Trie = {}
    for word in words:
        node = trie
        for sign in word:
            node = node.setdefault(sign, {})
        node[_END] = {}
    return _spell(trie, loose=loose) if trie else r"(?!)"


def _spell(node: _Trie, *, loose: bool) -> str:
    branches = [_sign(sign, loose=loose) + _spell(rest, loose=loose) for sign, rest in node.items() if sign != _END]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
    if _END not in node:
        return joined
    return f"(?:{joined})?"


def _sign(sign: str, *, loose: bool) -> str:
    return r"\s{1,3}" if loose and sign == " " else re.escape(sign)


def whole_words(words: Iterable[str]) -> str:
    """A pattern for any of the English `words`, not inside a longer word."""
    return rf"(?<![A-Za-z]){any_of(words, loose=True)}(?![A-Za-z])"
