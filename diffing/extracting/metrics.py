"""What a figure measures: the words of the text for it, and the concept those words are an alias of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from diffing.extracting.lexicon import column, rows, words
from diffing.extracting.patterns import any_of
from diffing.figure import Tier

_CONCEPT = column("metrics", "concept")
_TIER = column("metrics", "tier")
_UNIT = column("metrics", "unit")
_SCOPE = {row["word"].casefold(): row["dimension"] for row in rows("scopes") if row["dimension"]}
_ALIAS = re.compile(any_of((word.casefold() for word in words("metrics"))))
_PLACE = re.compile(any_of(sorted(_SCOPE)))


@dataclass(frozen=True, slots=True)
class Metric:
    """The words of the text, and what they are an alias of; `concept` repeats the words when they are unknown."""

    words: str = ""
    concept: str = ""
    tier: Tier = Tier.DESCRIPTIVE
    unit: str | None = None
    known: bool = False
    dimensions: tuple[tuple[str, str], ...] = ()


NONE = Metric()
_TRIM = " \n，,、；;。：:（(）)“”\"'《》—-·的"


@lru_cache(maxsize=4096)
def named(phrase: str) -> Metric:
    """The metric that a phrase names: its last and longest known alias, else the phrase itself."""
    plain = phrase.strip(_TRIM)
    if not plain:
        return NONE
    lowered = plain.casefold()
    found = None
    for alias in _ALIAS.finditer(lowered):
        found = alias.group()
    dimensions = tuple(sorted({(_SCOPE[place.group()], place.group()) for place in _PLACE.finditer(lowered)}))
    if found is None:
        return Metric(words=plain, concept="", dimensions=dimensions)
    return Metric(
        words=plain, concept=_CONCEPT[found], tier=Tier(_TIER[found]), unit=_UNIT[found] or None, known=True,
        dimensions=dimensions,
    )  # fmt: skip


def has_alias(text: str) -> re.Match[str] | None:
    """The first known alias of `text`, if there is one."""
    return _ALIAS.search(text.casefold())


def last_alias(text: str) -> re.Match[str] | None:
    """The last known alias of `text`, if there is one."""
    found = None
    for match in _ALIAS.finditer(text.casefold()):
        found = match
    return found
