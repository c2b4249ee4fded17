"""What two printed numbers say of each other: as intervals and digits, without asking what they measure.

A printed number stands for a span: 49.2 亿 for [49.15, 49.25] 亿, 超过 3 亿 for (3 亿, ∞). Two of them can both be true
when the spans meet (SEC EDGAR Filer Manual 6.5.12; XBRL "Handling Duplicate Facts": consistent duplicates).
"""

from __future__ import annotations

from decimal import Decimal

from diffing.figure import Figure, Qualifier

# Units that measure the same thing at another scale: 25 个基点 is 0.25 个百分点.
_COMMON_UNITS: dict[str, tuple[str, Decimal]] = {"basis_point": ("percentage_point", Decimal("0.01"))}

_UPWARD = {Qualifier.AT_LEAST, Qualifier.OVER}
_DOWNWARD = {Qualifier.AT_MOST, Qualifier.UNDER}

# 约 and 左右 say "about" without saying how much: within a tenth, an approximate number denies nothing.
_ABOUT = Decimal("0.1")


def unit_of(figure: Figure) -> str | None:
    """The unit in its common form: basis points are counted as percentage points."""
    return _COMMON_UNITS.get(figure.unit or "", (figure.unit, 1))[0]


def _factor(figure: Figure) -> Decimal:
    return _COMMON_UNITS.get(figure.unit or "", ("", Decimal(1)))[1]


def signed(figure: Figure) -> Decimal:
    """The value with its direction: 下降 3.5% and 增长 -3.5% are both -3.5."""
    value = figure.value * _factor(figure)
    falls = figure.comparison is not None and figure.comparison.direction == "down"
    return -abs(value) if falls else value


def same_unit(old: Figure, new: Figure) -> bool:
    """Whether the units are one, or one of them is not printed."""
    a, b = unit_of(old), unit_of(new)
    return (a == b or a is None or b is None) and (old.per == new.per or old.per is None or new.per is None)


def same_digits(old: Figure, new: Figure) -> bool:
    """Whether the same digits are printed, whatever scale and unit follow."""
    return abs(old.value).scaleb(-old.scale) == abs(new.value).scaleb(-new.scale)


def same_value(old: Figure, new: Figure) -> bool:
    """Whether both print the same value, range ends included."""
    high = (old.value_high, new.value_high)
    ends_agree = high[0] == high[1] or Qualifier.BETWEEN not in (old.qualifier, new.qualifier)
    return signed(old) == signed(new) and ends_agree


def opposite(old: Figure, new: Figure) -> bool:
    """Whether only the sign has turned."""
    return signed(old) == -signed(new) != 0


def printed_otherwise(old: Figure, new: Figure) -> bool:
    """Whether two numbers bound alike and printed to one place are not the same number: 5%以上, 4%以上."""
    alike = old.qualifier == new.qualifier and old.decimals == new.decimals
    return alike and (old.value, old.value_high) != (new.value, new.value_high)


def consistent(old: Figure, new: Figure) -> bool:
    """Whether both can be true: the spans they stand for meet. An approximate one denies only what is far off."""
    if same_value(old, new):
        return True
    # Two numbers printed to the same place are either equal or different: rounding cannot explain one unit.
    if old.decimals == new.decimals and old.qualifier == new.qualifier == Qualifier.EXACT:
        return False
    a, b = span(old), span(new)
    return _meets(a, b) and _meets(b, a)


Bound = tuple[Decimal | None, bool]


def span(figure: Figure) -> tuple[Bound, Bound]:
    """The lower and upper bound as (value or None, whether it is included), with direction and unit applied."""
    factor = _factor(figure)
    low: Bound = (_scaled(figure.lower, factor), figure.lower_inclusive)
    high: Bound = (_scaled(figure.upper, factor), figure.upper_inclusive)
    if figure.qualifier in (Qualifier.APPROX, Qualifier.ORDER_OF_MAGNITUDE):
        slack = abs(figure.value * factor) * _ABOUT
        low = (min(low[0], figure.value * factor - slack) if low[0] is not None else None, True)
        high = (max(high[0], figure.value * factor + slack) if high[0] is not None else None, True)
    if signed(figure) != figure.value * factor:
        low, high = (_scaled(high[0], Decimal(-1)), high[1]), (_scaled(low[0], Decimal(-1)), low[1])
    return low, high


def _scaled(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _meets(a: tuple[Bound, Bound], b: tuple[Bound, Bound]) -> bool:
    low, high = a[0], b[1]
    if low[0] is None or high[0] is None:
        return True
    return low[0] < high[0] or (low[0] == high[0] and low[1] and high[1])


def width(figure: Figure) -> Decimal | None:
    """How much room a printed number leaves; None when it is open on a side."""
    (low, _), (high, _) = span(figure)
    return None if low is None or high is None else high - low


def narrower(old: Figure, new: Figure) -> bool:
    """Whether the new number says it more exactly than the old one."""
    a, b = width(old), width(new)
    if a is None or b is None:
        return a is None and b is not None
    return b < a


def bound_turned(old: Figure, new: Figure) -> bool:
    """Whether a floor has become a ceiling or the other way round: 不低于 → 不超过."""
    pairs = ((old.qualifier, new.qualifier), (new.qualifier, old.qualifier))
    return any(a in _UPWARD and b in _DOWNWARD for a, b in pairs)


def rescaled(old: Figure, new: Figure) -> bool:
    """Whether the same digits stand in another scale: 3,450 万元 → 3,450 元."""
    return same_digits(old, new) and old.scale != new.scale and abs(old.value) != abs(new.value)
