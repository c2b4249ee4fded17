"""The spans that printed numbers stand for when formulas are tried: wide enough that rounding breaks none."""

from __future__ import annotations

from decimal import Decimal

from diffing.figure import Figure, PeriodSource, Qualifier
from diffing.relating import values

Span = tuple[Decimal, Decimal]
_SURE_PERIODS = {PeriodSource.TABLE, PeriodSource.EXPLICIT, PeriodSource.INHERITED}


def wide_span(figure: Figure) -> Span | None:
    """What a number stands for, whether it was rounded or cut off: one unit of its last place to either side."""
    (low, _), (high, _) = values.span(figure)
    if low is None or high is None:
        return None
    slack = (high - low) / 2 if figure.qualifier is Qualifier.EXACT else Decimal(0)
    return low - slack, high + slack


def apart(a: Span, b: Span) -> bool:
    """Whether two spans do not meet."""
    return a[1] < b[0] or b[1] < a[0]


def is_timed(figure: Figure) -> bool:
    """Whether the time of a figure is known from its own words, not guessed."""
    return figure.period is not None and figure.period_source in _SURE_PERIODS
