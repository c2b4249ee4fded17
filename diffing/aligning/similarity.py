"""How alike two texts are, from 0 to 1: exact scores for the pairs that candidates proposes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

Scores = NDArray[np.float64]
T = TypeVar("T", float, Scores)

# Likeness costs the product of both lengths. A pair beyond this product is scored by its shared grams alone:
# two texts of 20,000 characters take 10 ms, two of a million would take half an hour.
_COSTLY = 400_000_000
# The ratio of sentences that have nothing to do with one another: an alphabet's letters are shared by all.
# Measured on English revisions: subtracting it lifts the F1 of links from .939 to .984. Chinese needs none.
_CHANCE = {"en": 0.3, "zh": 0.0}


def ratio(old: str, new: str) -> float:
    """The share of both texts that stands in their longest common subsequence."""
    return float(fuzz.ratio(old, new)) / 100


def beyond_chance(score: T, language: str) -> T:
    """A ratio, or ratios, as the share of what is not shared by any two texts of the language; below 0 is chance."""
    chance = _CHANCE[language]
    return (score - chance) / (1 - chance)


def common(old: str, new: str) -> float:
    """The length of the longest common subsequence."""
    return ratio(old, new) * (len(old) + len(new)) / 2


def is_costly(old: str, new: str) -> bool:
    """Whether the pair is too long to be scored exactly."""
    return len(old) * len(new) > _COSTLY


def ratios(old: Sequence[str], new: Sequence[str]) -> Scores:
    """`ratio` of each old text with the new one at its place; NaN where the pair is too long to be scored exactly."""
    costly = np.fromiter((is_costly(a, b) for a, b in zip(old, new, strict=True)), bool, len(old))
    if not costly.any():
        return process.cpdist(old, new, scorer=fuzz.ratio, dtype=np.float64) / 100
    scores = np.full(len(old), np.nan)
    exact = np.flatnonzero(~costly).tolist()
    scores[exact] = ratios([old[at] for at in exact], [new[at] for at in exact])
    return scores


def closest(text: str, choices: Sequence[str], *, at_least: float) -> tuple[int, float] | None:
    """The index and ratio of the choice most like `text`, the first of equals; None when none reaches `at_least`."""
    found = process.extractOne(text, choices, scorer=fuzz.ratio, score_cutoff=at_least * 100)
    return None if found is None else (int(found[2]), float(found[1]) / 100)


def ratio_inside(old: str, new: str) -> float:
    """The ratio of the shorter text with the stretch of the longer one that is most like it."""
    return float(fuzz.partial_ratio(old, new)) / 100
