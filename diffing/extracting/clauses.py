"""A sentence cut into clauses, and what is said at the head of each: when, and of whom."""

from __future__ import annotations

import re
from bisect import bisect_right
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


def cut(text: str, language: str, dated: list[Dated]) -> list[int]:
    """Where the clauses of `text` begin; the comma of December 31, 2023 begins none."""
    inside = {at for one in dated for at in range(one.start + 1, one.end)}
    found = (match.end() for match in _CUT[language].finditer(text))
    return [0, *(end for end in found if end < len(text) and end not in inside)]


def merged(first: list[Span], second: list[Span]) -> list[Span]:
    """Two lists of spans as one, in order."""
    return sorted([*first, *second])
