"""What became of a figure between two documents, in words: the difference with its unit, and its relative size."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from bot.languages import Words
from bot.languages.spans import same_length
from diffing.change import FigurePair, Relation
from diffing.figure import Figure

MINUS = "−"
# Shares have no relative difference worth telling: 3 % to 6 % is three points, not "+100 %".
_SHARES = {"percent": "percentage_point", "percentage_point": "percentage_point", "basis_point": "basis_point"}
# Ranks and years are told by their order, not by their distance.
_ORDERED = ("rank", "year")
_DIGITS = 4
# Two figures that agree are one figure told twice: between 1,500 or so and 1,508 there is no difference.
_AGREEING = (Relation.REFINED_PRECISION, Relation.COARSENED, Relation.METRIC_SYNONYM)


def difference(pair: FigurePair, words: Words) -> str:
    """How far the new figure is from the old one, as in "−RMB 10 million (−0.8%)"; nothing where that says nothing."""
    old, new = pair.old, pair.new
    if old is None or new is None or not _comparable(old, new, pair.relation):
        return ""
    distance = (new.value - old.value) * _shares_at_once(old, new)
    if not distance:
        return ""
    sign = "+" if distance > 0 else MINUS
    unit = _SHARES.get(new.unit or "", new.unit)
    amount = sign + words.amount(scaled(abs(distance), words), unit)
    share = None if new.unit in _SHARES else _share(old.value, new.value)
    return f"{amount} ({share})" if share else amount


def _shares_at_once(old: Figure, new: Figure) -> Decimal:
    """How many shares both figures are printed for: 10派216.75元 is 21.675 a share, and told for ten."""
    printed = {_printed_for(old), _printed_for(new)}
    return printed.pop() if len(printed) == 1 else Decimal(1)


def _printed_for(figure: Figure) -> Decimal:
    numeral = figure.numeral.replace(",", "")
    if figure.per is None or not figure.value or not numeral.replace(".", "", 1).isdecimal():
        return Decimal(1)
    return abs(Decimal(numeral).scaleb(figure.scale) / figure.value)


def scaled(value: Decimal, words: Words) -> str:
    """A number with four significant digits and, when it is long, a word such as million or 亿."""
    for scale, power in words.scales().items():
        if abs(value) >= Decimal(10) ** power:
            joint = "" if words.language == "zh" else " "
            return f"{_grouped(value.scaleb(-power))}{joint}{scale}"
    return _grouped(value)


def _comparable(old: Figure, new: Figure, relation: Relation) -> bool:
    alike = (old.unit, old.per, old.role) == (new.unit, new.per, new.role)
    if not alike or new.unit in _ORDERED or relation in _AGREEING:
        return False
    if relation is not Relation.NEW_PERIOD:
        return old.value_high == new.value_high
    return old.period is not None and new.period is not None and same_length(old.period, new.period)


def _share(old: Decimal, new: Decimal) -> str | None:
    if old <= 0 or new < 0:
        return None
    share = (new - old) / old * 100
    places = Decimal("0.1") if abs(share) >= Decimal("0.1") else Decimal("0.001")
    shown = abs(share).quantize(places, ROUND_HALF_EVEN)
    return f"{'+' if share > 0 else MINUS}{shown:,}%"


def _grouped(value: Decimal) -> str:
    whole = len(str(int(abs(value))))
    places = max(_DIGITS - whole, 0) if value >= 1 else max(_DIGITS - 1 - value.adjusted(), 0)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
