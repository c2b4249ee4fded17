"""The unit of a number: currency words before and after it, percent, counts with their noun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from diffing.extracting.lexicon import column, rows, words
from diffing.extracting.patterns import any_of


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed: what it is, what one of it is worth, where it begins and ends."""

    name: str
    factor: Decimal
    start: int
    end: int
    currency: bool = False
    noun: str = ""


_CODE_LENGTH = 3


def is_currency(unit: str | None) -> bool:
    """Whether a unit is a currency: ISO 4217 codes are three capitals, and no other unit is."""
    return unit is not None and len(unit) == _CODE_LENGTH and unit.isupper()


_CURRENCY = {row["word"].casefold(): (row["code"], Decimal(row["factor"])) for row in rows("currencies")}
_BEFORE_WORDS = [row["word"] for row in rows("currencies") if row["place"] != "after"]
_AFTER_WORDS = [row["word"] for row in rows("currencies") if row["place"] != "before"]
_CLASSIFIERS = column("classifiers", "unit")
_NOUNS = column("nouns", "unit")
_TRAPS = column("unit_traps", "before")
_PER = r"(?P<per>[ ]?[/／](?:[ ]?[\u4e00-\u9fff]{1,2}|[ ]?[A-Za-z]+))?"


def _units(language: str) -> dict[str, tuple[str, Decimal]]:
    return {
        row["word"].casefold(): (row["unit"], Decimal(row["value"]))
        for row in rows("units")
        if row["language"] in (language, "any")
    }


_UNITS = {"zh": _units("zh"), "en": _units("en")}


def _after(language: str) -> re.Pattern[str]:
    named = [row["word"] for row in rows("units") if row["language"] in (language, "any")]
    known = {*_AFTER_WORDS, *named}
    if language == "zh":
        known |= set(_CLASSIFIERS)
    spread = {w for w in known if not w.isascii() or not w.isalpha() or len(w) > 1 or language == "zh"}
    flags = re.IGNORECASE if language == "en" else 0
    return re.compile(rf"[ \n]{{0,2}}({any_of(spread, loose=True)})(?!(?<=[A-Za-z])[A-Za-z])", flags)


_AFTER = {"zh": _after("zh"), "en": _after("en")}
# 1.5x leverage; 3x4 is none.
_TIMES = re.compile(r"(?<=\d)[xX×](?![A-Za-z0-9])")
_FOLLOWED_BY_NUMBER = re.compile(r"[ ]?\d[\d,.]*(?! ?[$€£¥\d.,])")
_BEFORE = re.compile(
    rf"[ \n]{{0,3}}({any_of(word[::-1] for word in _BEFORE_WORDS)})(?!(?<=[A-Za-z])[A-Za-z])", re.IGNORECASE
)
_NOUN = re.compile(rf"[ 的]{{0,2}}(?:[^\W\d]{{0,4}}?)({any_of(words('nouns'))})")
_NOUN_NEXT = re.compile(any_of(words("nouns")))


def currency_before(text: str, at: int, floor: int = 0) -> Unit | None:
    """The currency word or sign that ends right before `at` and begins at `floor` or later."""
    window = text[max(floor, at - 12) : at][::-1]
    match = _BEFORE.match(window)
    if match is None:
        return None
    printed = match.group(1)[::-1]
    start = at - match.end()
    if printed in {"a$", "s$", "r$"}:
        # The article or a plural's s before a dollar sign; A$, S$ and R$ are written in capitals.
        printed, start = "$", start + 1
    code, factor = _CURRENCY[printed.casefold()]
    return Unit(code, factor, start, at, currency=True)


def unit_after(text: str, at: int, language: str) -> Unit | None:
    """The unit that begins right after `at`; a measure word takes the noun it counts for its unit."""
    times = _TIMES.match(text, at)
    if times is not None:
        return Unit("multiple", Decimal(1), at, times.end())
    match = _AFTER[language].match(text, at)
    if match is None:
        return None
    word = " ".join(match.group(1).casefold().split())
    if text[match.end() : match.end() + 1] in tuple(_TRAPS.get(word, "")):
        return None
    if word in _CURRENCY:
        return _currency(text, word, match)
    if word in _UNITS[language]:
        name, factor = _UNITS[language][word]
        return Unit(name, factor, match.start(1), match.end())
    return _counted(text, word, match.start(1), match.end())


def _currency(text: str, word: str, match: re.Match[str]) -> Unit | None:
    """The currency word after a number, unless it belongs to the number that follows: 1 $ 10, 3 USD50."""
    if word in "$€£¥￥" and _FOLLOWED_BY_NUMBER.match(text, match.end()):
        return None
    if word.isascii() and word.isalpha() and text[match.end() : match.end() + 1].isdigit():
        return None
    code, factor = _CURRENCY[word]
    return Unit(code, factor, match.start(1), match.end(), currency=True)


def _counted(text: str, word: str, start: int, end: int) -> Unit | None:
    noun = noun_after(text, end)
    if noun is not None:
        return Unit(noun.name, noun.factor, start, noun.end if word == "大" else end, noun=noun.noun)
    if word == "大":
        return None
    return Unit(_CLASSIFIERS[word] or f"count:{word}", Decimal(1), start, end)


def noun_after(text: str, at: int) -> Unit | None:
    """The counted noun within a few characters after `at`: 个国家和地区, 亿参数, 大关键环节; 语言模型 counts models."""
    match = _NOUN.match(text, at)
    if match is None:
        return None
    name, end = match.group(1), match.end()
    while match.start(1) > at and (following := _NOUN_NEXT.match(text, end)):
        name, end = following.group(), following.end()
    return Unit(_NOUNS[name], Decimal(1), match.start(1), end, noun=name)


def counted_noun(text: str, unit: Unit) -> str:
    """The noun after a measure word that took its name: 国家和地区 of 126 个国家和地区."""
    noun = noun_after(text, unit.end) if unit.name.startswith("count:") or unit.name == "people" else None
    return noun.noun if noun is not None else ""
