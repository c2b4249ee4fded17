"""One number as read from a text, before its qualifiers are known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from diffing.figure import Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number with its scale and unit. `place` is the power of ten of its last printed digit, `power` of its scale.

    `factor` is what the unit word is worth (角 is 0.1 of CNY); `value` counts it in. `open_step` is set by 余 and 多:
    the number stands for more than itself and less than this much more. `joins` says that it may begin a range.
    """

    start: int
    end: int
    value: Decimal
    numeral: str
    place: int
    power: int = 0
    unit: str | None = None
    factor: Decimal = Decimal(1)
    per: str | None = None
    signed: bool = False
    open_step: Decimal | None = None
    qualifier: Qualifier | None = None
    value_high: Decimal | None = None
    joins: bool = True
    noun: str = ""
