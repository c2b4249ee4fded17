"""Cues: the words that deny, hedge, rank, promise, date the doing, or name a source, a role or a risk.

The longest cue at a place wins (不存在 before 不); a word that only looks like a cue (非 in 非常) is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from diffing.extracting.lexicon import Row, rows, words
from diffing.keys import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCue:
    """One cue in a text: `kind` and `sense` from the table, `step` its rung; a half-open span."""

    kind: str
    sense: str
    step: int
    text: str
    start: int
    end: int


def cues(text: str, *, language: str) -> tuple[FoundCue, ...]:
    """The cues of a text, in order; they do not overlap."""
    pattern, table = _scan(language)
    found = []
    for match in pattern.finditer(fold(text)):
        row = table.get(match.group().casefold())
        if row is not None:
            found.append(
                FoundCue(
                    kind=row["kind"],
                    sense=row["sense"],
                    step=int(row["step"]),
                    text=text[match.start() : match.end()],
                    start=match.start(),
                    end=match.end(),
                )
            )
    return tuple(found)


@cache
def _scan(language: str) -> tuple[re.Pattern[str], dict[str, Row]]:
    """One pattern for all cues and for the words that only look like them, and the rows of the cues."""
    table = {row["word"].casefold(): row for row in rows("cues") if row["language"] == language}
    traps = words("cue_traps", language=language)
    listed = sorted({*table, *(trap.casefold() for trap in traps)}, key=lambda word: (-len(word), word))
    joined = "|".join(re.escape(word) for word in listed)
    bounded = joined if language == "zh" else rf"(?<![\w-])(?:{joined})(?![\w-])|n't\b"
    return re.compile(bounded, re.IGNORECASE), table
