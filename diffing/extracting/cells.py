"""The number of a cell that holds nothing else: its digits, sign and scale, and the verb it moves by."""

from __future__ import annotations

import re
from decimal import Decimal

from diffing.extracting.bounds import bounds
from diffing.extracting.changing import Move
from diffing.extracting.lexicon import column, words
from diffing.extracting.notes import Note
from diffing.extracting.numerals import read_english
from diffing.extracting.patterns import any_of
from diffing.extracting.quantities import Quantity
from diffing.figure import Comparison, Qualifier

# A cell that is one number: currency sign, sign or parenthesis, number, percent sign, note marks; 增加 2.77 个百分点.
NUMBER = re.compile(
    rf"[ \n]*(?P<move>{any_of(words('changes', language='zh'))})?(?P<before>(?:US|HK|RMB|[$¥￥€£(（+\-△▲ ])*)"
    r"(?P<number>\d{1,3}(?:,[ \n]?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"[ ]?(?P<after>(?:[)）% ]|bps|pts?\b|x\b|倍|个[ \n]?百[ \n]?分[ \n]?点|百分点|万元|亿元|元|万|亿|人|股|家|年)*)"
    r"(?P<mark>[*†‡]|[(（\[][a-z\d][)）\]])*[ \n]*$"
)
_SIGNS = {"$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP"}
_SPELLED = {"RMB": "CNY", "HK$": "HKD", "US$": "USD"}
_SCALES_AFTER: dict[str, tuple[int, str | None]] = {
    "万元": (4, "CNY"), "亿元": (8, "CNY"), "元": (0, "CNY"), "万": (4, None), "亿": (8, None), "人": (0, "people"),
    "股": (0, "shares"), "倍": (0, "multiple"), "x": (0, "multiple"), "个百分点": (0, "percentage_point"),
    "百分点": (0, "percentage_point"), "bps": (0, "basis_point"), "pt": (0, "percentage_point"),
    "pts": (0, "percentage_point"), "家": (0, "count:家"), "年": (0, "year"),
}  # fmt: skip
_DIRECTION = column("changes", "direction")


def number_of(text: str) -> re.Match[str] | None:
    """The match of a cell that is one number, None for words."""
    return NUMBER.match(text) if any(sign.isdigit() for sign in text) else None


def quantity_of(match: re.Match[str], note: Note) -> Quantity:
    """The quantity of a numeric cell: parentheses, △ and a minus sign are the same sign, applied once."""
    value, places = read_english(re.sub(r"[ \n]", "", match["number"]))
    before, after = match["before"], re.sub(r"\s", "", match["after"])
    unit, power = _unit(before, after, note)
    opened, closed = set("(（") & set(before), set(")）") & set(match.group())
    negative = bool(opened and closed) or any(mark in before for mark in "-△▲")
    value = (-value if negative else value).scaleb(power)
    start = match.start("move") if match["move"] else match.start("before") + len(before) - len(before.lstrip())
    half = Decimal(1).scaleb(power - places) / 2
    return Quantity(
        start=start, end=match.end("after"), left=start, right=match.end("after"), value=value, unit=unit,
        numeral=match["number"], scale=power, decimals=places - power, bounds=bounds(value, half, Qualifier.EXACT),
        signed=negative,
    )  # fmt: skip


def _unit(before: str, after: str, note: Note) -> tuple[str | None, int]:
    """The unit and power that a cell prints itself, else those of its note."""
    spelled = next((code for word, code in _SPELLED.items() if word in before), None)
    sign = spelled or next((_SIGNS[mark] for mark in before if mark in _SIGNS), None)
    word = after.strip(")）% ")
    if "%" in after:
        return "percent", 0
    if word in _SCALES_AFTER:
        power, named = _SCALES_AFTER[word]
        return named or note.unit, power
    if sign is not None and (note.unit is None or note.unit in {"shares", "percent"}):
        return sign, note.power
    return note.unit, note.power


def move_of(match: re.Match[str], quantity: Quantity, *, headed: bool) -> Move | None:
    """The change that a cell states: by its own verb, or because it is `headed` as one."""
    direction = _DIRECTION.get(match["move"] or "", "")
    if not direction and not headed:
        return None
    forms = {"percent": "relative", "percentage_point": "percentage_point", "basis_point": "percentage_point"}
    if not direction:
        direction = "down" if quantity.value < 0 else "up" if quantity.value else "flat"
        return Move(Comparison(type="yoy", direction=direction, form=_form(quantity, forms)), negative=False)
    turned = direction == "down" and quantity.value > 0
    shown = "down" if direction == "down" or quantity.value < 0 else "up"
    return Move(Comparison(type="yoy", direction=shown, form=_form(quantity, forms)), negative=turned)


def _form(quantity: Quantity, forms: dict[str, str]) -> str:
    return forms.get(quantity.unit or "", "absolute")
