"""What a sentence says when how it is put is left out: 46.5 percent and 46.5%, 较上年减少 and 同比下降, 归母净利润.

Two linked sentences whose figures agree say the same when nothing else is left that differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from diffing.document import Pair
from diffing.extracting.lexicon import column
from diffing.extracting.patterns import any_of
from diffing.extracting.periods import periods
from diffing.keys import key

_REFERENCE = date(2000, 1, 1)  # any one day: what is relative resolves to the same on both sides

# Words between a measure and its number that say nothing of their own.
_LINKING = ("实现", "达到", "达", "为", "was", "were", "is", "are", "of", "the", "a", "an", "at", "to")


def meaning(text: str, figures: Sequence[Pair], *, language: str) -> str:
    """A text with figures, dates, measures and words of change in their common form; only ever compared with another.

    `figures` are the spans that have already been found to agree; each counts as one sign.
    """
    spans = [(start, end, "#") for start, end in figures]
    spans += [
        (dated.start, dated.end, f"[{dated.first}/{dated.last}]")
        for dated in periods(text, reference=_REFERENCE, language=language)
        if not dated.relative and not any(start < dated.end and dated.start < end for start, end in figures)
    ]
    pieces, at = [], 0
    for start, end, sign in sorted(spans):
        if start >= at:
            pieces += [_common(text[at:start]), sign]
            at = end
    return key("".join([*pieces, _common(text[at:])])).replace(" ", "")


# 香港，二零二五年七月八日: where and when a filing was signed.
_PLACE = (
    r"(?:中[国國],?)?(?:香港|澳[门門]|[\u4e00-\u9fff]{2,3}[市省]"
    r"|hongkong|beijing|shanghai|shenzhen|london|newyork)?,?"
)
_DATE_ONLY = re.compile(_PLACE + r"(?:\[\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}\]|日期|date|[:：,.()])+", re.IGNORECASE)


def says_only_a_date(text: str, *, language: str) -> bool:
    """Whether a sentence is a date and nothing else: the day a filing was signed or printed."""
    return _DATE_ONLY.fullmatch(meaning(text, (), language=language)) is not None


def _common(words: str) -> str:
    return _pattern().sub(lambda found: _forms()[found.group().casefold()], key(words))


@cache
def _forms() -> Mapping[str, str]:
    """Each word of measure, change or linking and the form all its synonyms share."""
    named = {
        **{word: f"<{concept}>" for word, concept in column("metrics", "concept").items()},
        **{word: f"<{direction}>" for word, direction in column("changes", "direction").items()},
        **{word: f"<{kind}>" for word, kind in column("comparisons", "type").items()},
    }
    return {**{key(word): form for word, form in named.items()}, **dict.fromkeys(_LINKING, "")}


@cache
def _pattern() -> re.Pattern[str]:
    latin = [word for word in _forms() if word.isascii()]
    other = [word for word in _forms() if not word.isascii()]
    return re.compile(rf"\b{any_of(latin)}\b|{any_of(other)}", re.IGNORECASE)
