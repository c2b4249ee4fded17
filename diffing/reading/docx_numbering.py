"""The numbers that Word writes in front of paragraphs: they stand in no paragraph, and everybody sees them.

    w:numPr  numId 3, ilvl 1  ─►  the list's level 1: "%1.%2", its counters at 2 and 4  ─►  2.4

Office Open XML, ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diffing.reading.packages import attribute, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_LEVELS = 9
# No list counts further, and a hostile one starts where its letters would fill a page.
_HIGHEST = 9_999
_LETTERS = 26
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CHINESE, _PLACES = "零一二三四五六七八九", ((1000, "千"), (100, "百"), (10, "十"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLED = 20
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """How one level of a list is numbered; `text` has %1 to %9 for the counters of the levels."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    after: str = " "
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """One list: `family` is what it counts together with, `restarts` the levels that begin anew in it."""

    family: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far they have counted."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def label(self, style: str, own: tuple[str | None, int | None]) -> str:
        """What stands in front of the next paragraph, which has this style and its own list and level, if any."""
        styled = self.styles.get(style, ("", 0))
        number, at = own[0] if own[0] is not None else styled[0], own[1] if own[1] is not None else styled[1]
        found = self.lists.get(number)
        if found is None or at not in found.levels:
            return ""
        counters = self._count(number, found, at)
        level = found.levels[at]
        if level.form in ("bullet", "none"):
            return ""
        label = _PLACE.sub(lambda match: _counted(found, counters, int(match[1]) - 1, plain=level.plain), level.text)
        label = " ".join(label.split())
        return label + level.after if label else ""

    def _count(self, number: str, found: _List, at: int) -> list[int | None]:
        counters = self._counters.setdefault(found.family, [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for level, start in found.restarts.items():
                counters[level] = start - 1
        before = counters[at]
        counters[at] = found.levels[at].start if before is None else min(before + 1, _HIGHEST)
        counters[at + 1 :] = [None] * (_LEVELS - at - 1)
        return counters


def _counted(found: _List, counters: list[int | None], at: int, *, plain: bool) -> str:
    level = found.levels.get(at, _Level())
    number = counters[at]
    return written(level.start if number is None else number, "decimal" if plain else level.form)


def read_numbering(root: _Element | None, styles: _Element | None) -> Numbering:
    """The lists that `word/numbering.xml` and the styles of a document define."""
    if root is None:
        return Numbering()
    families = {attribute(one, "abstractNumId"): dict(_levels(one)) for one in root.iterfind("{*}abstractNum")}
    lists = {attribute(one, "numId"): _list(one, families) for one in root.iterfind("{*}num")}
    return Numbering(lists, dict(_styles(styles)) if styles is not None else {})


def _list(element: _Element, families: dict[str, dict[int, _Level]]) -> _List:
    family = _value(element, "abstractNumId")
    levels, restarts = dict(families.get(family, {})), {}
    for override in element.iterfind("{*}lvlOverride"):
        levels |= dict(_levels(override))
        start = _value(override, "startOverride")
        if start:
            restarts[min(whole_number(attribute(override, "ilvl"), _LEVELS - 1), _LEVELS - 1)] = _start(start)
    return _List(family=family, levels=levels, restarts=restarts)


def _levels(element: _Element) -> Iterator[tuple[int, _Level]]:
    for level in element.iterfind("{*}lvl"):
        at = whole_number(attribute(level, "ilvl"), _LEVELS)
        if at < _LEVELS:
            yield (
                at,
                _Level(
                    form=_value(level, "numFmt") or "decimal",
                    text=_value(level, "lvlText")[:100],
                    start=_start(_value(level, "start") or "1"),
                    after="" if _value(level, "suff") == "nothing" else " ",
                    plain=level.find("{*}isLgl") is not None,
                ),
            )


def _styles(styles: _Element) -> Iterator[tuple[str, tuple[str, int]]]:
    """The list and level of each style, its own or that of the style it is based on."""
    own: dict[str, tuple[str, int]] = {}
    below: dict[str, str] = {}
    for style in styles.iterfind("{*}style"):
        name, properties = attribute(style, "styleId"), style.find("{*}pPr/{*}numPr")
        below[name] = _value(style, "basedOn")
        if properties is not None and _value(properties, "numId"):
            own[name] = _value(properties, "numId"), whole_number(_value(properties, "ilvl"), _LEVELS)
    for name in below:
        at, seen = name, set[str]()
        while at not in own and at in below and at not in seen:
            seen.add(at)
            at = below[at]
        if at in own:
            yield name, own[at]


def _value(element: _Element, name: str) -> str:
    child = element.find(f"{{*}}{name}")
    return attribute(child, "val") if child is not None else ""


def _start(said: str) -> int:
    return whole_number(said, _HIGHEST)


def written(number: int, form: str) -> str:
    """A counter as a number format writes it (17.18.59); formats that are not known count in digits."""
    if not 0 < number <= _HIGHEST:
        return str(number)
    write = _FORMS.get(form)
    return write(number) if write else str(number)


def _letters(number: int) -> str:
    """After z comes aa, then bb."""
    times, at = divmod(number - 1, _LETTERS)
    return chr(ord("a") + at) * min(times + 1, _LETTERS)


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        said += letters * times
    return said


def _chinese(number: int) -> str:
    said = ""
    for value, place in _PLACES:
        digit, number = divmod(number, value)
        if digit:
            said += (_CHINESE[digit] if digit > 1 or place != "十" or said else "") + place
        elif said and number and not said.endswith("零"):
            said += "零"
    return said + (_CHINESE[number] if number else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= _CIRCLED else str(number)


_FORMS = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographTraditional": lambda number: _STEMS[(number - 1) % len(_STEMS)],
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting",
         "taiwaneseCountingThousand"),
        _chinese,
    ),
}  # fmt: skip
