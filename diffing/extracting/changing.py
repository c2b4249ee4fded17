"""Whether a figure is the change of something, which way it goes, and what it is measured against."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diffing.extracting.lexicon import column, words
from diffing.extracting.patterns import any_of, whole_words
from diffing.extracting.quantities import Quantity
from diffing.figure import Comparison

_DIRECTION = column("changes", "direction")
_TYPE = column("comparisons", "type")
_RELATIVE_UNITS = {"percent": "relative", "percentage_point": "percentage_point", "basis_point": "percentage_point",
                   "multiple": "relative"}  # fmt: skip
# A verb of change right before its number; 至 and 到 between them make it the level that was reached.
_VERB = {
    "zh": re.compile(
        rf"({any_of(words('changes', language='zh'))})(?:了|约|超|近|幅度)?(?:为|是|：|:)?[ \n]*(?:约|超过?|近"
        rf"|逾)?[ ]?$"
    ),
    "en": re.compile(
        rf"{whole_words(words('changes', language='en'))}(?: (?:in [a-z ]{{3,40}} )?(?:of|by|an?|approximately"
        rf"|about|was|is))*[ (]*$",
        re.IGNORECASE,
    ),
}
_CHANGE = re.compile(whole_words(words("changes", language="en")), re.IGNORECASE)
_BESIDE = {
    "zh": re.compile(rf"({any_of(words('comparisons', language='zh'))})[^，。；]{{0,10}}$"),
    "en": re.compile(whole_words(words("comparisons", language="en")), re.IGNORECASE),
}
_COMPARED = re.compile(any_of(words("comparisons", language="zh")))
# An increase of 12% compared to 2022 is one over the year before.
_A_YEAR = re.compile(
    r"\W{0,3}(?:in [\w ]{4,16} )?(?:compared (?:to|with)|from|versus"
    r"|over) (?:[$€£]?[\d.,]+%?[ a-z]{0,9} in )?(?:fiscal (?:year )?)?(?:19|20)\d\d",
    re.IGNORECASE,
)
_EN_AFTER = re.compile(
    rf"\W{{1,3}}(?:(?:from|compared|over|year)"
    rf"|{whole_words(('increase', 'decrease', 'growth', 'decline', 'higher', 'lower', 'up', 'down'))})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Move:
    """A change: its comparison, and whether its verb turns the sign of the number."""

    comparison: Comparison
    negative: bool


def move_of(text: str, start: int, quantity: Quantity, language: str) -> Move | None:
    """The change that a quantity states; None when it states a level. `start` is where its clause begins."""
    head = text[max(start, quantity.left - 60) : quantity.left]
    if quantity.unit == "multiple" and text.startswith("翻", quantity.start):
        return _move("up", _against(head, _BESIDE["zh"].search(head)), "relative", quantity)
    form = _RELATIVE_UNITS.get(quantity.unit or "", "absolute")
    verb = _VERB[language].search(head)
    if language == "en":
        return _english(text, head, quantity, verb)
    beside = _BESIDE["zh"].search(head)
    if verb is None and (beside is None or not quantity.signed):
        return None
    if verb is None and form == "absolute":
        return None
    direction = _DIRECTION[verb.group(1)] if verb else "none"
    against = _against(head, beside)
    if against == "qoq" and _OF_A_MONTH.search(text[: quantity.left]):
        against = "mom"
    return _move(direction, against, form, quantity)


# 环比 beside a month is month on month: 6月份销量环比增长3.8%; beside a quarter, or months that make one, it is not.
_OF_A_MONTH = re.compile(
    r"(?<![-–—~～至到\d])(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])[ ]?月(?!末|底)(?![^，。；]{0,40}季)[^。；]*$"
)


def _against(head: str, beside: re.Match[str] | None) -> str:
    if beside is not None:
        return _TYPE[beside.group(1)]
    named = _COMPARED.findall(head)
    return _TYPE[named[-1]] if named else "vs_other"


def _english(text: str, head: str, quantity: Quantity, verb: re.Match[str] | None) -> Move | None:
    form = _RELATIVE_UNITS.get(quantity.unit or "", "absolute")
    if quantity.unit == "multiple" and quantity.numeral.endswith("led"):
        return _move("up", "vs_other", form, quantity)
    tail = text[quantity.right : quantity.right + 60]
    after = _EN_AFTER.match(tail) if form != "absolute" else None
    if verb is None and after is None:
        return None
    printed = _CHANGE.search((verb or after).group())  # type: ignore[union-attr]
    if verb is None and printed is None:
        return None
    beside = _BESIDE["en"].search(tail) or _BESIDE["en"].search(head)
    kind = _TYPE.get(" ".join(beside.group().casefold().split()), "vs_other") if beside else "vs_other"
    if kind == "vs_other" and _A_YEAR.match(tail):
        kind = "yoy"
    direction = _DIRECTION[printed.group().casefold()] if printed else "none"
    return _move(direction, kind, form, quantity)


def _move(direction: str, kind: str, form: str, quantity: Quantity) -> Move:
    down = direction == "down" or (direction in {"none", "up"} and quantity.value < 0)
    shown = "down" if down else "flat" if direction == "flat" or not quantity.value else "up"
    return Move(Comparison(type=kind, direction=shown, form=form), direction == "down" and quantity.value > 0)
