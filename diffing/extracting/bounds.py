"""What a printed number stands for: the interval between its bounds.

A plain number stands for itself give or take half its last printed digit (XBRL, Handling Duplicate Facts). Words open
or close a bound: 以上, 以下, 以内 include the number; 超过, 不满, 以外 exclude it
(Civil Code of the PRC, article 1259).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from diffing.figure import Qualifier

# "About" is wide enough for 近 and 约 as filings use them; it is never a contradiction on its own.
_ABOUT = Decimal("0.05")
_NEAR = Decimal("0.1")
# Digits that a decimal holds without rounding in the default context.
_PRECISION = 27


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The two ends; None is open to infinity."""

    lower: Decimal | None
    upper: Decimal | None
    lower_inclusive: bool = True
    upper_inclusive: bool = True

    def negated(self) -> Bounds:
        """The bounds of the number with the other sign."""
        return Bounds(
            lower=None if self.upper is None else -self.upper,
            upper=None if self.lower is None else -self.lower,
            lower_inclusive=self.upper_inclusive,
            upper_inclusive=self.lower_inclusive,
        )


def bounds(value: Decimal, half: Decimal, qualifier: Qualifier) -> Bounds:
    """The bounds of a number with its qualifier; `half` is half the worth of its last printed digit."""
    if qualifier is Qualifier.OVER:
        return Bounds(lower=value, upper=None, lower_inclusive=False)
    if qualifier is Qualifier.AT_LEAST:
        return Bounds(lower=value, upper=None)
    if qualifier is Qualifier.UNDER:
        return Bounds(lower=None, upper=value, upper_inclusive=False)
    if qualifier is Qualifier.AT_MOST:
        return Bounds(lower=None, upper=value)
    if qualifier is Qualifier.ORDER_OF_MAGNITUDE:
        return Bounds(lower=min(value, value * 10), upper=max(value, value * 10), upper_inclusive=False)
    slack = max(abs(value) * _ABOUT, half) if qualifier is Qualifier.APPROX else half
    return Bounds(lower=value - slack, upper=value + slack)


def near_bounds(value: Decimal, half: Decimal) -> Bounds:
    """The bounds of 近 and nearly: the number at most, and less by no more than a tenth."""
    return Bounds(lower=value - max(abs(value) * _NEAR, half), upper=value)


def open_bounds(value: Decimal, step: Decimal) -> Bounds:
    """The bounds of 余 and 多: more than the number, less than one more at its last place."""
    return Bounds(lower=value, upper=value + step, lower_inclusive=False, upper_inclusive=False)


def between(low: Bounds, high: Bounds) -> Bounds:
    """The bounds of a range, from the number at its low end to the one at its high end."""
    return Bounds(
        lower=low.lower, upper=high.upper, lower_inclusive=low.lower_inclusive, upper_inclusive=high.upper_inclusive
    )


def plain_decimal(value: Decimal) -> Decimal:
    """The same value without an exponent: 49200000 rather than 4.92E+7."""
    exponent = value.as_tuple().exponent
    return (
        value.quantize(Decimal(1))
        if isinstance(exponent, int) and exponent > 0 and value.adjusted() < _PRECISION
        else value
    )
