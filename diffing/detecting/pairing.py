"""Which figure of a new sentence takes the place of which figure of the old one.

    营业收入 49.2 亿元，同比增长 3.8%      49.2 亿元 ─ 49.2亿元    same measure, unit and value
    营业收入49.2亿元，同比增长3.9%         3.8%    ─ 3.9%      same measure, unit and words around it

Every possible pair is weighed by what speaks for it; the weightiest is taken first. The value is one voice among
several: a changed number still meets the one it replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diffing.document import Document
from diffing.figure import Figure
from diffing.keys import key
from diffing.relating import measures, values
from diffing.relating.measures import Match

# What speaks for a pair and how loudly. A pair needs as much as one full voice beside its unit.
_VALUE, _DIGITS, _CONSISTENT = 4.0, 2.0, 1.5
_MEASURE, _BEFORE, _AFTER = 3.0, 3.0, 1.0
_ROLE, _COMPARISON, _PERIOD, _ENTITY = 2.0, 1.0, 1.0, 1.5
_ENOUGH = 2.5

# Characters of context that are held against each other, before and after a figure.
_CONTEXT = 24
_BEFORE_SIGNS, _AFTER_SIGNS = 8, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlace:
    """A figure and the words right before and after it, digits left out."""

    figure: Figure
    before: str
    after: str


def places(document: Document, figures: Sequence[Figure]) -> list[FigurePlace]:
    """Each figure with its context in `document`."""
    return [_place(document.text, figure) for figure in figures]


def _place(text: str, figure: Figure) -> FigurePlace:
    before = key(text[max(0, figure.start - _CONTEXT) : figure.start])
    after = key(text[figure.end : figure.end + _CONTEXT])
    return FigurePlace(
        figure=figure,
        before=_without_digits(before)[-_BEFORE_SIGNS:],
        after=_without_digits(after)[:_AFTER_SIGNS],
    )


def _without_digits(words: str) -> str:
    return "".join(sign for sign in words if not sign.isdigit() and sign not in " .,%")


def pair(old: Sequence[FigurePlace], new: Sequence[FigurePlace]) -> list[tuple[int | None, int | None]]:
    """Indexes of figures that belong together, in the order of the new side; None where one stands alone."""
    weights = [(weigh(a, b) - abs(i - j) * 0.01, i, j) for i, a in enumerate(old) for j, b in enumerate(new)]
    taken_old: dict[int, int] = {}
    taken_new: dict[int, int] = {}
    for weight, i, j in sorted(weights, key=lambda row: (-row[0], row[2], row[1])):
        if weight < _ENOUGH:
            break
        if i not in taken_old and j not in taken_new:
            taken_old[i], taken_new[j] = j, i
    pairs: list[tuple[int | None, int | None]] = [(taken_new.get(j), j) for j in range(len(new))]
    return pairs + [(i, None) for i in range(len(old)) if i not in taken_old]


def weigh(old: FigurePlace, new: FigurePlace) -> float:
    """How much speaks for two figures being the same place of the same statement; below zero when units forbid it."""
    a, b = old.figure, new.figure
    if not values.same_unit(a, b) and not values.same_digits(a, b):
        return -1.0
    weight = _value_weight(a, b)
    weight += _voice(measures.measure(a, b), _MEASURE)
    weight += _voice(measures.comparison(a, b), _COMPARISON) + _voice(measures.period(a, b), _PERIOD)
    weight += _voice(measures.entity(a, b), _ENTITY)
    weight += 0.0 if a.role == b.role else -_ROLE
    weight += _BEFORE * _shared(old.before[::-1], new.before[::-1]) + _AFTER * _shared(old.after, new.after)
    return weight


def _value_weight(a: Figure, b: Figure) -> float:
    if values.same_unit(a, b):
        if values.same_value(a, b):
            return _VALUE
        if values.consistent(a, b):
            return _CONSISTENT
    return _DIGITS if values.same_digits(a, b) else 0.0


def _voice(match: Match, weight: float) -> float:
    return {Match.SAME: weight, Match.DIFFERENT: -weight / 2, Match.UNKNOWN: 0.0}[match]


def _shared(a: str, b: str) -> float:
    """The share of two contexts that is equal, counted from the figure outwards."""
    length = max(len(a), len(b))
    if not length:
        return 1.0
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))) / length
