"""A sentence cut into clauses, and what is said at the head of each: when, and of whom."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from diffing.extracting.masks import Span
from diffing.extracting.periods import Dated

_CUT = {
    "zh": re.compile(r"[，；。！？：;]|,(?!\d{3})|:(?!\d)"),
    "en": re.compile(r"[;:](?!\d)|,(?!\d{3})|\.(?=\s|$)| (?:while|whereas|but) "),
}


@dataclass(slots=True)
class Said:
    """One sentence or cell as extractors read it: its folded text, where clauses begin, periods, what is no figure."""

    text: str
    language: str
    starts: list[int]
    dated: list[Dated]
    hidden: list[Span]

    def clause(self, at: int) -> int:
        """The number of the clause that holds the offset `at`."""
        return bisect_right(self.starts, at) - 1

    def span(self, clause: int) -> Span:
        """The offsets of one clause, its closing mark included."""
        end = self.starts[clause + 1] if clause + 1 < len(self.starts) else len(self.text)
        return self.starts[clause], end

    def dated_in(self, start: int, end: int) -> Sequence[Dated]:
        """The periods that begin in a stretch of the text, in order."""
        return self.dated[_first(self.dated, start) : _first(self.dated, end)]

    def dated_at(self, at: int) -> Dated | None:
        """The period whose words stand at an offset."""
        number = _first(self.dated, at + 1) - 1
        return self.dated[number] if number >= 0 and at < self.dated[number].end else None

    def blanked(self, start: int, end: int) -> str:
        """A stretch of the text with a null sign for the words of each period in it."""
        pieces, at = [], start
        for one in self.dated_in(start, end):
            if one.end <= end:
                pieces += [self.text[at : one.start], "\0"]
                at = one.end
        return "".join([*pieces, self.text[at:end]])


def _first(dated: Sequence[Dated], at: int) -> int:
    return bisect_left(dated, at, key=lambda one: one.start)


def cut(text: str, language: str, dated: list[Dated]) -> list[int]:
    """Where the clauses of `text` begin; the comma of December 31, 2023 begins none."""
    inside = {at for one in dated for at in range(one.start + 1, one.end)}
    mark = _SPACED if language == "zh" and _is_bare(text) else _CUT[language]
    found = (match.end() for match in mark.finditer(text))
    return [0, *(end for end in found if end < len(text) and end not in inside)]


# In some old files the font has no sign for , and 。, and a space is all that is left of them.
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff%])[ ](?=[\u4e00-\u9fff])|[：:;]")
_MARKS = frozenset("，。；！？,")
_FEWEST_SPACES, _SHORTEST_BARE = 3, 40


def _is_bare(text: str) -> bool:
    """Whether a long Chinese text has spaces where its marks should be."""
    return len(text) >= _SHORTEST_BARE and _MARKS.isdisjoint(text) and len(_SPACED.findall(text)) >= _FEWEST_SPACES


def merged(first: list[Span], second: list[Span]) -> list[Span]:
    """Two lists of spans as one, in order."""
    return sorted([*first, *second])
