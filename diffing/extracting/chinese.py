"""Reading one Chinese or mixed numeral: 三亿五千万, 3亿5000万, 壹佰贰拾万, 二〇二四, 两千四百五."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {
    sign: digit
    for digit, signs in enumerate(
        ("零〇○Ο", "一壹弌", "二贰貳两兩", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
SMALL = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
LARGE = {"万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12}
_VAGUE = "余餘多几幾"

DIGIT_CLASS = "".join(DIGITS)
SCALE_CLASS = "".join((*SMALL, *LARGE))
ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?"
_TOKEN = re.compile(
    rf"(?P<arabic>{ARABIC}|\.\d++)|(?P<fraction>[点點][{DIGIT_CLASS}]++)|(?P<digits>[{DIGIT_CLASS}廿卅]++)"
    rf"|(?P<scale>[{SCALE_CLASS}])|(?P<vague>[{_VAGUE}])"
)
_MOST_TOKENS = 60


@dataclass(slots=True)
class Amount:
    """What a numeral is worth: `place` is the power of ten of its last printed digit, `vague` where 余 or 几 stands.

    `length` counts the characters that were read; `scaled` is the power of ten that scale words lent to the last digit.
    """

    value: Decimal
    place: int
    length: int
    scaled: int = 0
    vague: bool = False
    bare: bool = False


class _Sum:
    """The running sum of a numeral, group by group: 万 closes the thousands before it, 亿 the 万 before it."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.groups: list[tuple[Decimal, int]] = []
        self.section = Decimal(0)
        self.lowest = 99
        self.current: Decimal | None = None
        self.place = 0
        self.printed = 0
        self.last = 0
        self.short = False
        self.after_large = False

    def number(self, value: Decimal, printed: int, *, short: bool) -> bool:
        if self.current is not None:
            return False
        self.current, self.place, self.printed, self.short = value, -printed, printed, short
        self.after_large = False
        return True

    def small(self, power: int) -> bool:
        if self.section and power >= self.lowest:
            return False
        self.section += (Decimal(1) if not self.current else self.current).scaleb(power)
        self.place = power - (self.printed if self.current is not None else 0)
        self.current, self.last, self.lowest, self.short, self.after_large = None, power, power, False, False
        return True

    def large(self, power: int) -> bool:
        if self.after_large:
            value, scale = self.groups.pop()
            self.groups.append((value.scaleb(power), scale + power))
        else:
            value = self.section + (self.current or 0)
            while self.groups and self.groups[-1][1] < power:
                value += self.groups.pop()[0]
            if not value:
                return False
            self.groups.append((value.scaleb(power), power))
        self.place += power
        self.section, self.current, self.last, self.lowest = Decimal(0), None, power, 99
        self.short, self.after_large = False, True
        return True

    def total(self) -> Decimal:
        tail = self.current or Decimal(0)
        # 两千四百五 leaves out its last 十: a single digit after a scale counts in tenths of that scale.
        if self.short and self.last > 1:
            tail = tail.scaleb(self.last - 1)
            self.place = self.last - 1
        return sum((value for value, _ in self.groups), self.section + tail)


def read_amount(text: str) -> Amount | None:
    """The amount that `text` begins with, or None when it is none; 万万 and 亿万 alone are none."""
    simple = _SIMPLE.fullmatch(text)
    if simple is not None:
        return _simple(simple)
    running = _Sum()
    vague = False
    length = at = 0
    started = False
    for count, token in enumerate(_TOKEN.finditer(text)):
        if count >= _MOST_TOKENS or text[at : token.start()].strip(" \n¹²³⁰⁴⁵⁶⁷⁸⁹"):
            break
        if token.lastgroup == "vague":
            vague = True
        elif not _take(running, token):
            break
        started = started or token.lastgroup != "scale"
        at = length = token.end()
    if not length:
        return None
    power = running.place + running.printed if running.current is None else 0
    return Amount(running.total(), running.place, length, scaled=power, vague=vague, bare=not started)


# Nearly all numerals of a filing: digits, and one scale at most.
_SIMPLE = re.compile(rf"(?P<number>{ARABIC})(?P<scale>[ \n]?[万萬亿億])?")


def _simple(match: re.Match[str]) -> Amount:
    value = Decimal(match["number"].replace(",", ""))
    places = len(match["number"].partition(".")[2])
    if not match["scale"] or not value:
        return Amount(value, -places, match.end("number"))
    power = LARGE[match["scale"][-1]]
    return Amount(value.scaleb(power), power - places, match.end(), scaled=power)


def _take(running: _Sum, token: re.Match[str]) -> bool:
    printed = token.group()
    if token.lastgroup == "scale":
        return running.small(SMALL[printed]) if printed in SMALL else running.large(LARGE[printed])
    if token.lastgroup == "arabic":
        number = Decimal(printed.replace(",", ""))
        return running.number(number, len(printed.partition(".")[2]), short=False)
    if token.lastgroup == "fraction":
        whole = running.total()
        places = len(printed) - 1
        tail = Decimal(digits_value(printed[1:])).scaleb(-places)
        running.restart()
        return running.number(whole + tail, places, short=False)
    return _take_digits(running, printed)


def _take_digits(running: _Sum, printed: str) -> bool:
    zero = printed[0] in "零〇○Ο" and len(printed) > 1
    short = len(printed) == 1 and printed not in "零〇○Ο" and not zero
    if printed in {"零", "〇", "○"} and (running.section or running.groups):
        # A zero inside a numeral only says that a place is empty.
        running.last = 0
        running.after_large = False
        return running.current is None
    if printed in {"廿", "卅"}:
        return running.number(Decimal(20 if printed == "廿" else 30), 0, short=False)
    return running.number(Decimal(digits_value(printed)), 0, short=short)


def digits_value(printed: str) -> str:
    """The Arabic digits of Chinese digits written one by one: 二〇二四 is 2024."""
    return "".join(str(DIGITS.get(sign, {"廿": 2, "卅": 3}.get(sign, 0))) for sign in printed)
