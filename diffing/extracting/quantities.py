"""Finding quantities: a number with its unit, scale, sign and how exactly it is meant.

    约 人民币 1,500 余 万 元 / 股 左右
    │   │      │    │  │  │    │    └ qualifier
    │   │      │    │  │  │    └ per
    │   │      │    │  │  └ unit
    │   │      │    │  └ scale
    │   │      │    └ open at its last place
    │   │      └ numeral
    │   └ currency
    └ qualifier

`start` and `end` span the number from currency to unit; `left` and `right` take in the qualifiers too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from diffing.extracting import english, mandarin
from diffing.extracting.bounds import Bounds, between, bounds, near_bounds, open_bounds, plain_decimal
from diffing.extracting.masks import Span, masks
from diffing.extracting.numerals import plain
from diffing.extracting.periods import periods
from diffing.extracting.qualifiers import is_near, qualifier_after, qualifier_before
from diffing.extracting.reading import Reading
from diffing.extracting.units import is_currency
from diffing.figure import Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One quantity; offsets into the text it was found in, values in base units (元, not 万元)."""

    start: int
    end: int
    left: int
    right: int
    value: Decimal
    unit: str | None
    numeral: str
    scale: int
    decimals: int
    bounds: Bounds
    qualifier: Qualifier = Qualifier.EXACT
    value_high: Decimal | None = None
    per: str | None = None
    signed: bool = False
    noun: str = ""

    @property
    def sign(self) -> str:
        """The sign as XBRL writes it."""
        return "-" if self.value < 0 else "+"

    @property
    def lower(self) -> Decimal | None:
        """The lowest number that is meant, None when there is none."""
        return self.bounds.lower

    @property
    def upper(self) -> Decimal | None:
        """The highest number that is meant, None when there is none."""
        return self.bounds.upper

    @property
    def lower_inclusive(self) -> bool:
        """Whether `lower` itself is meant."""
        return self.bounds.lower_inclusive

    @property
    def upper_inclusive(self) -> bool:
        """Whether `upper` itself is meant."""
        return self.bounds.upper_inclusive


_READERS = {"zh": mandarin, "en": english}
_JOINER = {
    "zh": re.compile(r"[ \n]?(?:至|到|-|–|—|~|～)[ \n]?"),
    "en": re.compile(r"[ \n]?(?:to|-|–|—|~)[ \n]?|[ \n]and[ \n]"),
}
_ANY_DAY = date(2000, 1, 1)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:[A-Za-z$€£¥]{0,4}\s?)$", re.IGNORECASE)
# decreased (from €41 million to €33.5 million) goes from one figure to another; ranging from 2% to 3% does not.
_MOVES = re.compile(
    r"\b(?:increas|decreas|ris|rose|grow|grew|fall|fell|declin|drop|improv|chang|rais|lower|reduc|expand|mov|went|gain"
    r"|narrow|wid|climb|jump|compar)\w*\b(?![^.;]*\b(?:rang|var[yi]|spread)\w*)[^.;]*\bfrom\s+(?:[A-Za-z$€£¥]{0,4}\s?)$",
    re.IGNORECASE,
)
_BEFORE_MOVE = 160


def quantities(text: str, *, language: str) -> tuple[Quantity, ...]:
    """All quantities of `text` in order; numbers of dates, codes, names and lists are none of them.

    A number alone has the unit None. The value is what is printed: 下降 3.5% is 3.5 (its direction is its sentence's).
    """
    folded = plain(text)
    dated = [(one.start, one.end) for one in periods(text, reference=_ANY_DAY, language=language)]
    return tuple(scan(folded, language, sorted([*masks(folded, language), *dated])))


def scan(text: str, language: str, hidden: Sequence[Span]) -> Iterator[Quantity]:
    """The quantities of a folded text outside the `hidden` spans, which are in order."""
    reader = _READERS[language]
    at = 0
    following = iter(hidden)
    mask = next(following, None)
    while match := reader.START.search(text, at):
        start = match.start()
        while mask is not None and mask[1] <= start:
            mask = next(following, None)
        if mask is not None and mask[0] <= start:
            at = mask[1]
            continue
        reading = reader.read(text, match, at)
        if reading is None:
            at = max(match.end(), start + 1)
            continue
        quantity = _ranged(text, reading, language)
        yield quantity
        at = max(quantity.end, quantity.right, start + 1)


def _ranged(text: str, reading: Reading, language: str) -> Quantity:
    joiner = _JOINER[language].match(text, reading.end)
    if joiner is None or not reading.joins:
        return _whole(text, reading, language)
    if not _may_range(text, reading, joiner.group().strip()):
        return _whole(text, reading, language)
    other = _READERS[language].read_at(text, joiner.end())
    if other is not None and other.unit is None and other.power and not reading.power and is_currency(reading.unit):
        # $10-12 million names its currency once, at the near end.
        other = replace(other, unit=reading.unit)
    if other is None or not _one_range(reading, other, joiner.group()):
        return _whole(text, reading, language)
    low = _shared(reading, other, bare=text[reading.end - 1].isdigit())
    first, last = _whole(text, low, language), _whole(text, other, language)
    if first.value > last.value:
        return _whole(text, reading, language)
    return replace(
        first, end=last.end, right=last.right, value_high=last.value, unit=last.unit, per=last.per,
        numeral=f"{first.numeral}{joiner.group()}{last.numeral}", qualifier=Qualifier.BETWEEN,
        bounds=between(first.bounds, last.bounds), decimals=max(first.decimals, last.decimals),
    )  # fmt: skip


def _may_range(text: str, reading: Reading, joiner: str) -> bool:
    """Whether the words before two joined numbers leave them the ends of a range."""
    if joiner == "and":
        return _BETWEEN.search(text, max(0, reading.start - 16), reading.start) is not None
    return joiner != "to" or _MOVES.search(text, max(0, reading.start - _BEFORE_MOVE), reading.start) is None


def _one_range(low: Reading, high: Reading, joiner: str) -> bool:
    if low.unit is not None and low.unit != high.unit:
        return False
    if joiner != joiner.strip() and "-" in joiner and high.unit is None and not high.power:
        return False
    return not (high.unit is None and low.unit is None and "-" in joiner)


def _shared(low: Reading, high: Reading, *, bare: bool) -> Reading:
    """The low end of a range with the scale and unit that only the high end prints.

    $0.8 to $1.0 million begins at 0.8 million, $500 to $1 million at 500: `bare` says that nothing follows its digits.
    """
    same = bare and low.unit == high.unit and low.value < high.value.scaleb(-high.power)
    if low.power or (low.unit is not None and not same) or not high.power:
        return replace(low, unit=high.unit, value=low.value * (high.factor if low.unit is None else 1))
    return replace(
        low,
        unit=high.unit,
        value=low.value.scaleb(high.power) * high.factor,
        place=low.place + high.power,
        power=high.power,
    )


def _whole(text: str, reading: Reading, language: str) -> Quantity:
    left, right = reading.start, reading.end
    before = qualifier_before(text, left, language) if not reading.qualifier else None
    after = qualifier_after(text, right, language)
    qualifier = reading.qualifier or Qualifier.EXACT
    if before is not None:
        qualifier, left = before
    if after is not None and qualifier in (Qualifier.EXACT, Qualifier.APPROX):
        qualifier, right = after
    half = Decimal(1).scaleb(reading.place) * reading.factor / 2
    limits = bounds(reading.value, half, qualifier)
    if qualifier is Qualifier.BETWEEN and reading.value_high is not None:
        limits = Bounds(lower=reading.value, upper=reading.value_high)
    if qualifier is Qualifier.APPROX and is_near(text[left : reading.start]):
        limits = near_bounds(reading.value, half)
    if reading.open_step is not None:
        limits = open_bounds(reading.value, reading.open_step * reading.factor)
        qualifier = Qualifier.OVER if qualifier in (Qualifier.EXACT, Qualifier.APPROX) else qualifier
    return Quantity(
        start=reading.start, end=reading.end, left=left, right=right, value=plain_decimal(reading.value),
        unit=reading.unit, numeral=reading.numeral, scale=reading.power, decimals=_decimals(reading), bounds=limits,
        qualifier=qualifier, value_high=reading.value_high, per=reading.per, signed=reading.signed, noun=reading.noun,
    )  # fmt: skip


def _decimals(reading: Reading) -> int:
    """XBRL's `decimals`: the place of the last printed digit, in the unit's own measure."""
    shift = reading.factor.adjusted() if reading.factor else 0
    return -(reading.place + shift)
