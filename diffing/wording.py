"""The word-by-word difference of one pair of texts, cut so that a person can read it.

    old  研发人员数量达1500余人，其中硕士超过300人    new  研发人员数量达1,508人，同比增长19.1%
         研发人员数量达 [-1500余人-] {+1,508人+} ， [-其中硕士超过300人-] {+同比增长19.1%+}

A figure is one token, Chinese goes by character, Latin by word. On long texts difflib is cubic, so that a long pair is
cut at equal clauses first. Character differs with a semantic clean-up (diff-match-patch) were turned down: they cut
figures in the middle; so was a Chinese dictionary: it finds no better cuts and breaks names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diffing.change import Run
from diffing.document import Pair

# What a pair may cost: equal token pairs times tokens, which bounds difflib's worst case. 20 million take a second.
_COST = 20_000_000
# Longer pairs are cut at equal clauses before their words are looked at.
_LONG = 4_000
# Equal runs of so many signs between two longer changes tell nothing: they are shown as changed.
_ISLAND = 2

_TOKEN = re.compile(
    r"(?P<figure>\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|[-+]?\d+(?:[,.]\d+)*\s?(?:%|‰|(?:万亿|亿|千万|百万|万)?(?=[^\d]|$)))"
    r"|(?P<word>[A-Za-z\u00c0-\u024f]+(?:['’&-][A-Za-z\u00c0-\u024f]+)*)|(?P<space>\s+)|(?P<sign>.)",
    re.DOTALL,
)
# A space says something only where `diffing.keys.key` keeps it.
_BEFORE_SPACE = re.compile(r"[0-9A-Za-z\u00c0-\u024f%$€£]$")
_AFTER_SPACE = re.compile(r"^[0-9A-Za-z\u00c0-\u024f$€£(]")
_CLAUSE_END = re.compile(r"(?:[,;:](?!\d)|[，；。：！？!?\n]|\.(?=\s|$))\s*")
_WORD_SIGN = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    key: str
    figure: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of both sides: equal, or what one has in place of the other; `figures` says which side has one."""

    equal: bool
    old: str
    new: str
    old_figure: bool = False
    new_figure: bool = False

    @property
    def substitutes(self) -> bool:
        """Whether a figure stands in place of a figure."""
        return not self.equal and self.old_figure and self.new_figure


def runs(
    old: str, new: str, *, language: str, old_atoms: Sequence[Pair] = (), new_atoms: Sequence[Pair] = ()
) -> tuple[Run, ...]:
    """The runs that lead from `old` to `new`; what both share is shown as the new one writes it.

    `old_atoms` and `new_atoms` are spans that are never cut, as those of figures. Equal and delete runs joined have the
    key of `old`, equal and insert runs joined are `new`. `language` is zh or en.
    """
    sides = _Side(old, old_atoms), _Side(new, new_atoms)
    pieces = [piece for spans in _stretches(*sides) for piece in _compared(*sides, *spans)]
    tidy = _without_islands(_joined(pieces), _ISLAND if language == "zh" else 2 * _ISLAND)
    return tuple(_runs(tidy))
