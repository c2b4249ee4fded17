"""Finding numerals: Arabic, full-width, Chinese, mixed, spelled out; with their exact spans and decimal values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from itertools import pairwise

from diffing.extracting import spelled
from diffing.extracting.chinese import ARABIC, DIGIT_CLASS, SCALE_CLASS, Amount, read_amount
from diffing.extracting.lexicon import rows, words
from diffing.extracting.patterns import any_of
from diffing.keys import fold

# Spec values are 15-digit doubles; filings print at most 20 digits. Longer runs of digits are not figures.
MOST_DIGITS = 40
_CONTEXT = Context(prec=60)
_EXACT = Context(prec=28)

# A footnote mark may be glued to a number, before its scale: 12.6¹亿.
_GAP = "[ \n¹²³⁰⁴-⁹]{0,2}"
# 千克, 千瓦 and 百分之 begin with a scale sign that is part of the next word.
_SCALE = rf"(?:[{SCALE_CLASS}](?!分[点點])(?![克米瓦伏卡赫升](?!斤)))"
RUN = (
    rf"(?:{ARABIC}|(?<!\.)\.\d++|[{DIGIT_CLASS}廿卅{SCALE_CLASS}])"
    rf"(?:{_GAP}{_SCALE}|(?<=[{DIGIT_CLASS}{SCALE_CLASS}廿卅点點])[{DIGIT_CLASS}]"
    rf"|(?<=[{SCALE_CLASS}零]){_GAP}\d++(?={_GAP}[{SCALE_CLASS}])|(?<=[零〇])\d++"
    rf"|{_GAP}[余餘多几幾](?={_GAP}[万萬亿億兆千百])|[点點](?=[{DIGIT_CLASS}]))*+"
)
LATIN_SCALES = {row["word"]: int(row["power"]) for row in rows("scales") if row["language"] == "any"}
ENGLISH_SCALES = {row["word"]: int(row["power"]) for row in rows("scales") if row["language"] == "en"}
_SUFFIX = re.compile(rf" {{0,2}}({any_of(LATIN_SCALES)})(?![A-Za-z0-9])")
_SIGN = r"(?:[负負]|(?:(?<![\w%)\].])|^)[-+])"
_MIXED = re.compile(rf"(?P<sign>{_SIGN}{_GAP})?(?<![A-Za-z])(?<![A-Za-z0-9][.])(?P<run>{RUN})")
_PART_OF = re.compile(rf"{_GAP}分之{_GAP}(?P<sign>[负負-])?(?P<run>{RUN})")
_SLASH = re.compile(r" ?/ ?(?P<below>\d++)(?![\d/.])")
_POWER = re.compile(r"\^(?P<signs>[+-]{0,2})(?P<power>\d{1,3})(?!\d)")
# １，２３４万元; between plain digits only where the number goes on: 1，234.56元. A list of prices has $20，300美圆.
_FULL_WIDTH_COMMA = re.compile(
    "(?<=[０-９])，(?=[０-９]{3}(?![０-９]))|(?<=[0-9])，(?=[0-9]{3}(?:[.．][0-9]{2}(?![0-9])|[，,][0-9]{3}))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """One numeral: `value` with its sign and scale; `place` the power of ten of its last printed digit.

    `vague` marks 余 or 几 inside it, `bare` one that is a scale word alone (百亿), `scaled` that it ends with one.
    """

    start: int
    end: int
    value: Decimal
    place: int = 0
    vague: bool = False
    bare: bool = False
    scaled: bool = False


def plain(text: str) -> str:
    """`text` as extractors read it: full-width digits and marks in plain form, of the same length."""
    return fold(_FULL_WIDTH_COMMA.sub(",", text) if "，" in text else text)


def numerals(text: str, *, language: str) -> tuple[Numeral, ...]:
    """All numerals of `text` in order, those inside dates and codes included; words like 一切 are none."""
    folded = plain(text)
    if language == "zh":
        return tuple(_chinese(folded))
    in_words = [Numeral(start=one.start, end=one.end, value=one.value) for one in spelled.find(folded)]
    found = sorted((*in_words, *_english(folded)), key=lambda one: (one.start, -one.end))
    # 3 dozen is one number in words, 2 million one in digits: the longer reading of a place wins.
    return tuple(one for before, one in pairwise([None, *found]) if one and (not before or one.start >= before.end))


def _chinese(text: str) -> Iterator[Numeral]:
    at = 0
    while match := _MIXED.search(text, at):
        found = read_numeral(text, match)
        if found is None or not stands_alone(text, found):
            at = max(match.end("run"), match.start("run") + 1)
            continue
        yield found
        at = found.end


def read_numeral(text: str, match: re.Match[str]) -> Numeral | None:
    """The numeral at a match of the run pattern, with sign, fraction and suffix; None when it is no number."""
    start, run = match.start("run"), match.group("run")
    if len(run) > MOST_DIGITS * 2:
        return None
    amount = read_amount(run)
    if amount is None or (amount.value.adjusted() > MOST_DIGITS):
        return None
    sign = -1 if match.group("sign") and match.group("sign")[0] in "-负負" else 1
    begin = match.start("sign") if match.group("sign") else start
    end = start + amount.length
    fraction = _fraction(text, end, amount)
    if fraction is not None:
        value, end = fraction
        return Numeral(start=begin, end=end, value=value * sign, place=-20)
    value, place, end = _suffixed(text, end, amount)
    return Numeral(
        start=begin, end=end, value=value * sign, place=place, vague=amount.vague, bare=amount.bare,
        scaled=run[amount.length - 1] in SCALE_CLASS or end > start + amount.length,
    )  # fmt: skip


def _fraction(text: str, end: int, amount: Amount) -> tuple[Decimal, int] | None:
    part = _PART_OF.match(text, end)
    if part is not None and not amount.bare:
        above = read_amount(part.group("run"))
        if above is None or not amount.value:
            return None
        sign = -1 if part.group("sign") else 1
        return _CONTEXT.divide(above.value * sign, amount.value), part.start("run") + above.length
    power = _POWER.match(text, end)
    if power is not None:
        exponent = int(power.group("power")) * (-1 if power.group("signs") == "-" else 1)
        try:
            return +_EXACT.power(amount.value, Decimal(exponent)), power.end()
        except (Overflow, InvalidOperation, DivisionByZero):
            return None
    return None


def _suffixed(text: str, end: int, amount: Amount) -> tuple[Decimal, int, int]:
    suffix = _SUFFIX.match(text, end)
    if suffix is None:
        return amount.value, amount.place, end
    power = LATIN_SCALES[suffix.group(1)]
    return amount.value.scaleb(power), amount.place + power, suffix.end()


_IDIOM = re.compile(any_of(words("idioms")))
_LONGEST_IDIOM = max(map(len, words("idioms")))
_COUNTED = re.compile(rf"[ ]?(?:{any_of(words('classifiers'))}|[年月日号时点分秒%,.，。；;、:：)）]|$|[^\w])")
_HAN = re.compile("[\u4e00-\u9fff]")


def in_idiom(text: str, start: int, end: int) -> bool:
    """Whether the Chinese numeral at `start` to `end` is part of a word that is no number: 一切, 昆仑万维, 四川."""
    at = max(0, start - _LONGEST_IDIOM + 1)
    while idiom := _IDIOM.search(text, at, end + _LONGEST_IDIOM):
        if idiom.start() >= end:
            return False
        within = start <= idiom.start() and idiom.end() <= end and idiom.end() - idiom.start() < end - start
        if idiom.end() > start and not within:
            return True
        at = idiom.start() + 1
    return False


def stands_alone(text: str, numeral: Numeral) -> bool:
    """Whether a numeral in a text without units is a number and not a letter of a word or a name."""
    printed = text[numeral.start : numeral.end].lstrip("-+负負 ")
    if (printed[0].isdigit() and printed[0].isascii()) or printed[0] == ".":
        return not text[numeral.end : numeral.end + 1].isascii() or not text[numeral.end : numeral.end + 1].isalpha()
    if in_idiom(text, numeral.start, numeral.end) or (numeral.bare and printed[0] not in "十拾"):
        return numeral.bare and len(printed) > 1 and printed[-1] not in "万萬亿億百千"
    if len(printed) == 1 or len(set(printed)) == 1:
        before, after = text[max(0, numeral.start - 1) : numeral.start], text[numeral.end :]
        return not (_HAN.match(before) or not _COUNTED.match(after)) and len(set(printed)) == len(printed)
    return True


# Digits between thousands separators; fewer after a comma are decimals (5,00).
_GROUP = 3
_SPACED = r"\d{1,3}(?:[ \u202f]\d{3})++(?!\d|[,.]\d)"
_COMMA = r"\d{1,3}(?:,\d{3})++(?!\d|,\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
_ENGLISH = re.compile(
    rf"(?P<sign>(?:(?<![\w%)\].])|^)[-+] ?|\b(?:minus|negative) )?(?<![A-Za-z\d.])"
    rf"(?P<number>(?:{_SPACED}|{_COMMA}|(?<!\d,)\d++,\d{{1,2}}(?![\d,])|\d++)(?:\.\d++)?|\.\d++)"
    rf"(?: {{0,2}}(?P<scale>{any_of(LATIN_SCALES)})(?![A-Za-z0-9])"
    rf"|[ -]?(?P<word>{any_of(ENGLISH_SCALES)})(?![A-Za-z]))?"
    r"(?: over (?P<below>\d++)(?! ?[A-Za-z]))?",
    re.IGNORECASE,
)


def _english(text: str) -> Iterator[Numeral]:
    for match in _ENGLISH.finditer(text):
        number = match.group("number")
        if len(number) > MOST_DIGITS * 2 or text[match.end() : match.end() + 1].isalpha():
            continue
        value, places = read_english(number)
        word = match.group("word")
        letter = match.group("scale")
        if letter and letter not in LATIN_SCALES:
            continue
        power = ENGLISH_SCALES[word.lower()] if word else LATIN_SCALES.get(letter or "", 0)
        value = value.scaleb(power)
        if match.group("below") and int(match.group("below")[:MOST_DIGITS]):
            value = _CONTEXT.divide(value, Decimal(match.group("below")[:MOST_DIGITS]))
        sign = -1 if (match.group("sign") or "+").strip().lower() in {"-", "minus", "negative"} else 1
        begin = match.start() if match.group("sign") else match.start("number")
        yield Numeral(
            start=begin, end=match.end(), value=value * sign, place=power - places, scaled=bool(word or letter)
        )


def read_english(number: str) -> tuple[Decimal, int]:
    """The value of an Arabic numeral and its places after the point; `5,00` and `1,3` have a decimal comma."""
    plain_number = number.replace(" ", "")
    comma = plain_number.rpartition(",")
    if comma[1] and len(comma[2]) < _GROUP and "." not in plain_number:
        plain_number = f"{comma[0].replace(',', '')}.{comma[2]}"
    plain_number = plain_number.replace(",", "")
    return Decimal(plain_number), len(plain_number.partition(".")[2])
