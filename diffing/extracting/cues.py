"""Cues: the words that deny, hedge, rank, promise, date the doing, or name a source, a role or a risk.

The longest cue at a place wins (不存在 before 不); a word that only looks like a cue (非 in 非常) is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from diffing.extracting.lexicon import Row, rows, words
from diffing.extracting.risks import risk_cues
from diffing.keys import fold

# 第二十次会议, 第三个行权期, 第一期: what is counted in order has no rank.
_COUNTED = re.compile(r"第[一二三]+(?:[十百千]|[次届期个号条章节季批款项轮步阶部编回卷页版篇幕任组类年月日周天])")


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
    folded = fold(text)
    for match in pattern.finditer(folded):
        row = table.get(match.group().casefold())
        if row is not None and not (row["kind"] == "ranking" and _COUNTED.match(folded, match.start())):
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
    listed_rows = (*risk_cues(), *rows("cues"))
    table = {row["word"].casefold(): row for row in listed_rows if row["language"] == language}
    traps = words("cue_traps", language=language)
    listed = sorted({*table, *(trap.casefold() for trap in traps)}, key=lambda word: (-len(word), word))
    joined = "|".join(re.escape(word) for word in listed)
    bounded = joined if language == "zh" else rf"(?<![\w-])(?:{joined})(?![\w-])|n't\b"
    return re.compile(bounded, re.IGNORECASE), table
