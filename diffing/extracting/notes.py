"""What a table's note says of its numbers: 单位：万元, 人民币百万元, (in millions, except per share data)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diffing.extracting.lexicon import rows
from diffing.extracting.patterns import any_of
from diffing.extracting.units import Unit, unit_after

_CHINESE_SCALES = {
    "百万": 6,
    "百萬": 6,
    "千萬": 7,
    "十億": 9,
    "百億": 10,
    "千万": 7,
    "十亿": 9,
    "百亿": 10,
    "千": 3,
    "万": 4,
    "萬": 4,
    "亿": 8,
    "億": 8,
    "仟": 3,
}
_SCALE = re.compile(any_of(_CHINESE_SCALES))
_UNIT_NOTE = re.compile(
    r"(?:金[额額])?[单單]位[ ]?均?(?:[：:]|[以为是][：:]?)?[ ]*(?:人民[币幣])?[ ]*(?P<unit>[^\s，。；：）)]{1,8})"
    r"|(?P<coin>人民[币幣]|港[币幣]?|美)[ ]?(?P<scale>百[万萬]|千|[万萬]|[亿億])元|人民[币幣]元"
)
_ENGLISH_SCALES = {
    "thousands": 3,
    "thousand": 3,
    "millions": 6,
    "million": 6,
    "billions": 9,
    "billion": 9,
    "000": 3,
    "000s": 3,
}
_IN = re.compile(
    r"\b(?:in|expressed in)[ ](?:(?:U\.?S\.?[ ]?)?(?P<coin>dollars|RMB|HK\$|US\$|\$"
    r"|euros?)[ ]?(?:in )?)?(?P<scale>thousands|millions|billions)"
    r"(?: of (?P<of>(?:U\.?S\.? |Canadian |Hong Kong |Australian )?dollars|[A-Z]{3}|euros?|RMB|Renminbi"
    r"|(?:US|HK|C|A)\$))?"
    r"|(?P<dollars>\(dollars in (?P<scale2>thousands"
    r"|millions|billions))|(?P<thousands>[$’']000)",
    re.IGNORECASE,
)
_ONLY_MONEY = re.compile(
    r"[(（]?(?:(?:人民[币幣]|港[币幣]?|美)?(?:百[万萬]|千|[万萬]|[亿億])?[元圆圓]"
    r"|(?:RMB|HK\$|US\$|HKD|USD|CNY|\$|€|£)[ ]?(?:[’'‘]000s?|millions?|thousands?)?)[)）]?",
    re.IGNORECASE,
)
_CURRENCIES = {row["word"].casefold(): row["code"] for row in rows("currencies")}


@dataclass(frozen=True, slots=True)
class Note:
    """The unit and power of ten that hold for a table's plain numbers; `money_only` where shares are not scaled.

    `shares_power` is their own power where the note gives them one.
    """

    unit: str | None = None
    power: int = 0
    money_only: bool = False
    shares_power: int | None = None


def is_scale(text: str) -> bool:
    """Whether a header is only a note of scale: (In millions, except per share data)."""
    return text.startswith(("(In ", "(in ", "In ", "in ", "(Dollars in", "单位", "（单位")) and len(text) < _MOST_NOTE


_MOST_NOTE = 60


def is_money(header: str) -> bool:
    """Whether a header only says in what money its column is: 人民幣千元, 港元, RMB’000."""
    return _ONLY_MONEY.fullmatch(header.strip()) is not None


def coin_of(text: str) -> Note | None:
    """The currency that a cell is and nothing more, 人民币 in a column of currencies; None for other words."""
    code = _CURRENCIES.get(text.strip().casefold())
    return Note(code) if code is not None and len(text.strip()) > 1 else None


def is_note(text: str) -> bool:
    """Whether a sentence gives the unit of the tables after it."""
    return (
        "单位" in text
        or " in millions" in text
        or "in millions)" in text
        or "in thousands" in text
        or "(In " in text
        or "in billions" in text
    )


def read_note(note: str, language: str) -> Note:
    """The unit and scale that a note gives; an empty one when it says nothing."""
    if language == "en":
        return _english(note)
    match = _UNIT_NOTE.search(note)
    if match is None:
        return _english(note) if re.search("million|thousand|billion", note) else Note()
    coin = {"港": "港元", "美": "美元"}.get((match["coin"] or "")[:1], "元")
    return unit_word(match["unit"] or (match["scale"] or "") + coin)


def unit_word(printed: str) -> Note:
    """A unit with its scale as a note or a header prints it: 万元, 百万股, 元/股, %."""
    plain = printed.removeprefix("人民币").removeprefix("人民幣").strip()
    scale = _SCALE.match(plain)
    rest = plain[scale.end() :] if scale else plain
    unit = unit_after(rest, 0, "zh")
    power = _CHINESE_SCALES[scale.group()] if scale else 0
    return Note(unit.name, power + _worth(unit)) if unit else Note(None, power)


def _worth(unit: Unit) -> int:
    """The power of ten that a unit word is worth: 毫克 is a millionth of a kilogram."""
    digits = unit.factor.normalize().as_tuple()
    return unit.factor.adjusted() if digits.digits == (1,) else 0


def whole_unit(printed: str) -> Note | None:
    """The unit that a header or a cell of a column of units is, 台, 万吨 or 元/股; None for other words."""
    plain = printed.removeprefix("人民币").removeprefix("人民幣").strip()
    scale = _SCALE.match(plain)
    rest = plain[scale.end() :] if scale else plain
    unit = unit_after(rest, 0, "zh")
    if unit is None or (unit.end != len(rest) and rest[unit.end : unit.end + 1] not in _PER_SIGNS):
        return None
    return Note(unit.name, (_CHINESE_SCALES[scale.group()] if scale else 0) + _worth(unit))


_PER_SIGNS = frozenset("/／")


# (In millions, except number of shares, which are reflected in thousands, and per-share amounts)
_SHARES_IN = re.compile(
    r"shares,? (?:which )?(?:are )?(?:reflected |shown |stated |expressed )?in (?P<scale>thousands|millions)",
    re.IGNORECASE,
)


def _english(note: str) -> Note:
    match = _IN.search(note)
    if match is None:
        return Note("USD" if "$" in note else None, 0)
    if match["thousands"]:
        return Note("USD" if "$" in match["thousands"] else None, 3)
    word = (match["scale"] or match["scale2"]).lower()
    coin = (match["of"] or match["coin"] or "").casefold()
    own = _SHARES_IN.search(note)
    return Note(
        _CURRENCIES.get(coin), _ENGLISH_SCALES[word],
        money_only="dollars in" in note.casefold() or bool(match["of"]),  # in millions of dollars: not of shares
        shares_power=_ENGLISH_SCALES[own["scale"].lower()] if own else None,
    )  # fmt: skip
