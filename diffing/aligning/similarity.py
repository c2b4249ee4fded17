"""How alike two texts are, from 0 to 1: exact scores for the pairs that candidates proposes.

Sentences that have nothing to do with one another share a third of their letters when they are written with an
alphabet, and next to nothing when they are Chinese. A ratio is what is shared beyond that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from diffing.keys import CJK

Scores = NDArray[np.float64]

# Likeness costs the product of both lengths. A pair beyond this product is scored by its shared grams alone:
# two texts of 20,000 characters take 10 ms, two of a million would take half an hour.
_COSTLY = 400_000_000
# What two unrelated English sentences share. Measured on revised papers: it lifts the F1 of links from .939 to .984.
_CHANCE = 0.3
_CJK = re.compile(rf"[{CJK}]")


def ratio(old: str, new: str) -> float:
    """The share of both texts that stands in their longest common subsequence, beyond chance."""
    return _beyond(float(fuzz.ratio(old, new)) / 100, _chance(old, new))


def ratio_inside(old: str, new: str) -> float:
    """The ratio of the shorter text with the stretch of the longer one that is most like it."""
    return _beyond(float(fuzz.partial_ratio(old, new)) / 100, _chance(old, new))


def common(old: str, new: str) -> float:
    """The length of the longest common subsequence."""
    return float(fuzz.ratio(old, new)) * (len(old) + len(new)) / 200


def ratios(old: Sequence[str], new: Sequence[str]) -> Scores:
    """`ratio` of each old text with the new one at its place; NaN where the pair is too long to be scored exactly."""
    costly = np.fromiter((is_costly(a, b) for a, b in zip(old, new, strict=True)), bool, len(old))
    if not costly.any():
        alphabetic = {text: not _CJK.search(text) for text in {*old, *new}}
        both = (alphabetic[a] and alphabetic[b] for a, b in zip(old, new, strict=True))
        chance = np.where(np.fromiter(both, bool, len(old)), _CHANCE, 0.0)
        scores: Scores = process.cpdist(old, new, scorer=fuzz.ratio, dtype=np.float64) / 100
        beyond: Scores = np.maximum((scores - chance) / (1 - chance), 0)
        return beyond
    scores = np.full(len(old), np.nan)
    exact = np.flatnonzero(~costly).tolist()
    scores[exact] = ratios([old[at] for at in exact], [new[at] for at in exact])
    return scores


def is_costly(old: str, new: str) -> bool:
    """Whether the pair is too long to be scored exactly."""
    return len(old) * len(new) > _COSTLY


def _chance(old: str, new: str) -> float:
    return 0.0 if _CJK.search(old) or _CJK.search(new) else _CHANCE


def _beyond(score: float, chance: float) -> float:
    return max((score - chance) / (1 - chance), 0.0)
