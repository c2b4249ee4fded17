"""A number that a filing tags itself: Inline XBRL's fact, at its place in the document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from diffing.figure import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedFact:
    """One tagged number. `value` is in base units with its sign, `start` and `end` are offsets of the digits shown.

    `unit` is XBRL's (USD, shares, pure, USD/shares), `decimals` None where the value is exact; `dimensions` are axis
    and member, `element` the id of the tag.
    """

    start: int
    end: int
    concept: str
    value: Decimal
    unit: str = ""
    decimals: int | None = None
    scale: int = 0
    period: Period | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    element: str = ""
