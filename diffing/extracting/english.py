"""Reading one number of an English text with what stands around it: sign, currency, scale, unit."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from diffing.extracting import spelled
from diffing.extracting.lexicon import words
from diffing.extracting.numerals import ENGLISH_SCALES, LATIN_SCALES, MOST_DIGITS, read_english
from diffing.extracting.patterns import any_of
from diffing.extracting.reading import Reading
from diffing.extracting.units import Unit, currency_before, is_currency, unit_after

# 3,84 billion has a decimal comma: nothing but a scale or % may follow it.
_NUMBER = (
    r"(?:\d{1,3},\d{1,2}(?=[ ]?(?:%|(?:m|mn|bn|million|billion|trillion)\b))"
    r"|\d{1,3}(?:,\d{3})++(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d++)(?:\.\d++)?|(?<![\d.])\.\d++"
)
_COUNT = any_of(words("spelled", rank="unit") + words("spelled", rank="ten"))
_TIMES_OVER = {"doubled": 2, "tripled": 3, "quadrupled": 4}
START = re.compile(
    r"\b(?P<over>doubled|tripled|quadrupled)\b(?! to\b)|"
    rf"(?<![\d.])(?<!\d,)(?P<number>{_NUMBER})|\b(?P<word>(?:an? (?=hundred|thousand|million|billion|trillion)"
    rf"|(?={_COUNT}\b)))",
    re.IGNORECASE,
)
_SCALE_WORDS = any_of(ENGLISH_SCALES)
_SCALE = re.compile(
    rf"[ \n]{{0,2}}[)]?[ \n-]{{0,2}}(?P<word>{_SCALE_WORDS})(?![A-Za-z])"
    rf"| ?(?P<letter>{any_of(LATIN_SCALES)})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_INDIRECT = re.compile(r" ?([A-Za-z$]{1,4}) (?=(?:thousand|million|billion|trillion)\b)", re.IGNORECASE)
# A number in words without a unit is a figure from a thousand on: one of the three is none.
_LARGE = 1000
_SIGN = re.compile(r"(?:(?<![\w%)\].])[-−] ?|\b(?:minus|negative) )$", re.IGNORECASE)
# €-22.1 million: a minus sign after the currency.
_MINUS = frozenset("-−")
_PER = re.compile(
    r" ?(?:/|per (?:(?:basic|diluted|common|ordinary|retail|both|and) )*|a |an |each )"
    r"(?P<per>share|square (?:foot|meter|metre)|user|unit|barrel|ton|tonne|day|month|year|ounce|gallon)\b",
    re.IGNORECASE,
)
# Of the awards approximately 1,567,000 were outstanding: what is counted is said before, and these words are of shares.
STANDING = re.compile(
    r" (?:of (?:which|these|those|them|such (?:shares|options|units|awards)) )?"
    r"(?:were|was|are|remain(?:ed|ing|s)?)(?: (?:then|still|currently|both|issued and))* "
    r"(?P<state>outstanding|exercisable|vested|unvested|nonvested|issued"
    r"|available for (?:future )?(?:issuance|grants?))\b"
)
_CENTS = re.compile(r"(?: and)? (?P<cents>\d{2})(?= more\b|[.,;!?](?!\d)|$)")


def read(text: str, match: re.Match[str], floor: int = 0) -> Reading | None:
    """The number at a match of `START`, or None when it is no figure."""
    if match.group("over") is not None:
        over = match.group("over")
        value = Decimal(_TIMES_OVER[over.lower()])
        return Reading(
            start=match.start(), end=match.end(), value=value, numeral=over, place=0, unit="multiple", joins=False
        )
    if match.group("number") is None:
        return _in_words(text, match.start())
    before = text[max(0, match.start() - 1) : match.start()]
    if before.isalpha() and currency_before(text, match.start("number"), floor) is None:
        return None
    return _read(text, match.start("number"), match.group("number"), floor)


_AT = re.compile(rf"(?P<sign>[$€£¥]|[A-Za-z]{{0,3}}\$|RMB|USD|EUR)? ?(?P<number>{_NUMBER})", re.IGNORECASE)


def read_at(text: str, at: int) -> Reading | None:
    """The number that begins at `at`, its currency sign before it allowed, or None."""
    match = _AT.match(text, at)
    if match is None or not match.group("number"):
        return None
    return _read(text, match.start("number"), match.group("number"))


def _in_words(text: str, at: int) -> Reading | None:
    found = next(spelled.find(text[at : at + 120]), None)
    if found is None or found.start:
        return None
    end = at + found.end
    reading = Reading(start=at, end=end, value=found.value, numeral=text[at:end], place=0, joins=False)
    unit = unit_after(text, end, "en")
    if unit is None:
        return reading if found.value >= _LARGE else None
    if found.value == 1 and not unit.currency and unit.name != "percent":
        return None
    return replace(reading, end=unit.end, unit=unit.name, factor=unit.factor, value=found.value * unit.factor)


def _read(text: str, start: int, number: str, floor: int = 0) -> Reading | None:
    if len(number) > MOST_DIGITS * 2:
        return None
    value, places = read_english(number)
    end = start + len(number)
    reading = Reading(start=start, end=end, value=value, numeral=number, place=-places)
    before = currency_before(text, start, floor)
    if before is None and text[max(0, start - 1) : start] in _MINUS:
        before = currency_before(text, start - 1, floor)
        reading = replace(reading, value=-value, signed=True) if before is not None else reading
    reading = _parenthesised(text, reading, before)
    reading = _scaled(text, reading) if before is None else _millions(text, _scaled(text, reading))
    if (
        reading.end < len(text)
        and text[reading.end].isalpha()
        and reading.end == end
        and unit_after(text, end, "en") is None
    ):
        return None
    unit = unit_after(text, reading.end, "en")
    return _signed(text, _named(text, reading, before, unit))


def _parenthesised(text: str, reading: Reading, before: Unit | None) -> Reading:
    """The number with the sign of its parentheses: $(12.3) million; (3.5%) in prose is an aside, not a loss."""
    begin = before.start if before is not None else reading.start
    opened = text[max(0, reading.start - 1) : reading.start] == "("
    if not opened or text[reading.end : reading.end + 1] != ")":
        return reading
    currency = currency_before(text, reading.start - 1)
    scale = _SCALE.match(text, reading.end + 1)
    if currency is None and (scale is None or not scale.group("word")):
        return reading
    return replace(
        reading, start=currency.start if currency else begin - 1, end=reading.end + 1,
        value=-reading.value, signed=True,        unit=currency.name if currency else None,
    )  # fmt: skip


def _scaled(text: str, reading: Reading) -> Reading:
    scale = _SCALE.match(text, reading.end)
    indirect = _INDIRECT.match(text, reading.end)
    if scale is None and indirect is not None:
        unit = unit_after(text, reading.end, "en")
        if unit is not None and unit.currency:
            scale = _SCALE.match(text, unit.end)
            reading = replace(reading, unit=unit.name)
    if scale is None or (scale.group("letter") and scale.group("letter") not in LATIN_SCALES):
        return reading
    word = scale.group("word")
    power = ENGLISH_SCALES[word.lower()] if word else LATIN_SCALES[scale.group("letter")]
    return replace(
        reading, end=scale.end(), value=reading.value.scaleb(power), place=reading.place + power, power=power
    )


_SHORT_MILLION = re.compile(r" ?m(?![A-Za-z0-9])")


def _millions(text: str, reading: Reading) -> Reading:
    """€350m: after an amount of money the letter is no metre."""
    letter = _SHORT_MILLION.match(text, reading.end) if not reading.power else None
    if letter is None:
        return reading
    return replace(reading, end=letter.end(), value=reading.value.scaleb(6), place=reading.place + 6, power=6)


def _named(text: str, reading: Reading, before: Unit | None, unit: Unit | None) -> Reading:
    if unit is not None and before is not None and not unit.currency:
        unit = None
    if unit is None and before is None and not reading.power and STANDING.match(text, reading.end):
        return replace(reading, unit="shares")
    if unit is not None:
        reading = replace(
            reading,
            end=max(unit.end, reading.end),
            unit=unit.name,
            factor=unit.factor,
            value=reading.value * unit.factor,
        )
    if before is not None:
        reading = replace(reading, start=before.start, unit=before.name, value=reading.value * before.factor)
    if is_currency(reading.unit) and not reading.power and reading.place == 0:
        reading = _with_cents(text, reading, before)
    per = _PER.match(text, reading.end)
    return reading if per is None else replace(reading, per=per.group("per").lower())


def _with_cents(text: str, reading: Reading, before: Unit | None) -> Reading:
    """15 dollars 50 is 15.50: cents without their name, where nothing else follows them."""
    cents = _CENTS.match(text, reading.end) if before is None else None
    if cents is None:
        return reading
    value = reading.value + Decimal(cents.group("cents")) / 100
    return replace(reading, end=cents.end(), value=value, place=-2)


def _signed(text: str, reading: Reading) -> Reading:
    window = text[max(0, reading.start - 10) : reading.start]
    sign = _SIGN.search(window)
    if sign is None or reading.signed:
        return reading
    return replace(reading, start=reading.start - len(sign.group()), value=-reading.value, signed=True)
