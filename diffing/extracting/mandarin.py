"""Reading one number of a Chinese text with what stands around it: sign, currency, scale, unit, 余, 数, 级."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context, Decimal

from diffing.extracting.chinese import SCALE_CLASS, Amount, read_amount
from diffing.extracting.numerals import LATIN_SCALES, MOST_DIGITS, RUN, in_idiom
from diffing.extracting.patterns import any_of
from diffing.extracting.prices import each, with_coins
from diffing.extracting.reading import Reading
from diffing.extracting.signs import parenthesised, signed
from diffing.extracting.units import Unit, counted_noun, currency_before, is_currency, noun_after, unit_after
from diffing.extracting.written import written
from diffing.figure import Qualifier

# 翻一番 is twice, 翻两番 four times.
_DOUBLED = r"翻了?(?P<doubled>[一两二三四五六七八九])?(?:番|倍)"
START = re.compile(rf"{_DOUBLED}|(?<![A-Za-z0-9])(?<![0-9][.,])(?P<run>{RUN})|(?<=[A-Za-z])(?P<glued>\d)")
_RUN = re.compile(RUN)
_SHARE = re.compile(rf"[ ]?分之[ ]?(?P<sign>[负負-])?[ ]?(?P<run>{RUN})")
_SUFFIX = re.compile(rf"[ ]?({any_of(LATIN_SCALES)})(?![A-Za-z0-9])")
_OPEN = re.compile(r"[ ]?(?:[余餘](?!额|下|热|杭)|[多几幾](?![种样元媒模维达彩方边次项日地地云]))")
_PER = re.compile(r"[ ]?[/／][ ]?(?P<per>每?[\u4e00-\u9fff]{1,3}|[A-Za-z]{1,8})")
_CONTEXT = Context(prec=40)
_CURRENCY_LETTERS = ("RMB", "CNY", "USD", "HKD", "EUR", "GBP", "JPY", "US", "HK", "NT", "AUD", "CAD", "SGD", "CHF")


def read(text: str, match: re.Match[str], floor: int = 0) -> Reading | None:
    """The number at a match of `START`, or None when it is no figure."""
    if match.group().startswith("翻"):
        times = read_amount(match.group("doubled") or "一")
        value = Decimal(2) ** int(times.value) if times else Decimal(2)
        return Reading(
            start=match.start(),
            end=match.end(),
            value=value,
            numeral=match.group("doubled") or "",
            place=0,
            unit="multiple",
            joins=False,
        )
    if match.group("glued"):
        before = text[max(0, match.start() - 3) : match.start()].upper()
        if not before.endswith(tuple(_CURRENCY_LETTERS)):
            return None
        return read_at(text, match.start())
    return _read(text, match.start("run"), match.group("run"), floor)


def read_at(text: str, at: int) -> Reading | None:
    """The number that begins at `at`, its currency word before it allowed, or None."""
    match = _RUN.match(text, at)
    if match is None:
        return _after_currency(text, at)
    return _read(text, at, match.group())


_LEADING_CURRENCY = re.compile(r"(?:人民币|[A-Za-z]{0,4}[$¥￥€£]|RMB|USD|CNY|HKD)[ ]?(?=\d)")


def _after_currency(text: str, at: int) -> Reading | None:
    currency = _LEADING_CURRENCY.match(text, at)
    return read_at(text, currency.end()) if currency else None


def _read(text: str, start: int, run: str, floor: int = 0) -> Reading | None:
    if len(run) > MOST_DIGITS * 2:
        return None
    if _TWO_OF.match(run):
        return _one_or_the_other(text, start, run, floor)
    amount = _whole_of_share(text, start, run) or read_amount(run)
    if amount is None or abs(amount.value.adjusted()) > MOST_DIGITS:
        return None
    if run[0] in "一二三四五六七八九十百千万亿两零伍拾陆肆双" and in_idiom(text, start, start + amount.length):
        return None
    if text.startswith("分之", start + amount.length) or text.startswith(" 分之", start + amount.length):
        return _share(text, start, amount)
    reading = _with_unit(text, _scaled(text, start, run, amount), amount, run=run, floor=floor)
    return None if reading is None else signed(text, reading)


# 二三十万元, 三五千万元: two digits in a row before one scale are the ends of a range.
# Without a scale, in 一两个 and 五六年, they say hardly more than "some".
_TWO_OF = re.compile(r"(?:一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九)(?:(?=[十百千万萬亿億])|$)")


def _one_or_the_other(text: str, start: int, run: str, floor: int) -> Reading | None:
    """The range that 二三十万 is: from the number with its first digit to the one with its second."""
    if len(run) == _PAIR:
        return None
    high = read_amount(run[1:])
    found = _read(text, start + 1, run[1:], floor)
    low = read_amount(run[0] + run[2:])
    if found is None or high is None or low is None or not high.value:
        return None
    return replace(
        found, start=start, value=found.value * low.value / high.value, value_high=found.value,
        numeral=run[: high.length + 1], qualifier=Qualifier.BETWEEN, joins=False,
    )  # fmt: skip


_PAIR = 2
_WHOLES = {"百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}


def _whole_of_share(text: str, start: int, run: str) -> Amount | None:
    """The whole that 百分之, 千分之 and 万分之 speak of; 万 is no number elsewhere."""
    if run not in _WHOLES or not text.startswith("分之", start + len(run)):
        return None
    return Amount(Decimal(10) ** _WHOLES[run], _WHOLES[run], len(run), bare=True)


def _share(text: str, start: int, amount: Amount) -> Reading | None:
    match = _SHARE.match(text, start + amount.length)
    above = read_amount(match.group("run")) if match else None
    if match is None or above is None or not amount.value:
        return None
    sign = -1 if match.group("sign") else 1
    end = match.start("run") + above.length
    shared = amount.bare
    value = _CONTEXT.divide(above.value * (100 if shared else 1), amount.value) * sign
    place = above.place - amount.value.adjusted() + 2 if shared else -6
    reading = Reading(
        start=start, end=end, value=value, numeral=text[start:end], place=place, unit="percent" if shared else "ratio",
        signed=sign < 0,
    )  # fmt: skip
    return signed(text, reading)


def _scaled(text: str, start: int, run: str, amount: Amount) -> Reading:
    end = start + amount.length
    value, place, power = amount.value, amount.place, amount.scaled
    step = Decimal(1).scaleb(_trailing_place(value)) if amount.vague else None
    suffix = _SUFFIX.match(text, end)
    if suffix is not None and not power:
        power = LATIN_SCALES[suffix.group(1)]
        value, place, end = value.scaleb(power), place + power, suffix.end()
    opened = _OPEN.match(text, end)
    if opened is not None and value:
        step = Decimal(1).scaleb(place if power else _trailing_place(value))
        end = opened.end()
    return Reading(
        start=start,
        end=end,
        value=value,
        numeral=_digits(run[: amount.length]),
        place=place,
        power=power,
        open_step=step,
    )


def _digits(printed: str) -> str:
    """The digits as printed: 9,371.9 of 9,371.9 万; a number of several scales (3亿5000万) stays whole."""
    match = _SCALED_DIGITS.fullmatch(printed)
    return match.group(1) if match else printed


_SCALED_DIGITS = re.compile(rf"([\d.,]+)[ \n¹²³⁰⁴-⁹]*[{SCALE_CLASS}]+")


def _trailing_place(value: Decimal) -> int:
    """The power of ten of the last digit that is not zero."""
    digits = value.normalize()
    exponent = digits.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _with_unit(text: str, reading: Reading, amount: Amount, *, run: str, floor: int) -> Reading | None:
    before = currency_before(text, reading.start, floor)
    if before is None:
        reading = parenthesised(text, reading)
    unit = unit_after(text, reading.end, "zh")
    if before is not None:
        unit = _twice_named(text, before, unit, reading.end)
        reading = replace(reading, start=before.start)
    reading = _named(text, reading, unit)
    printed = run[: amount.length]
    if not printed[0].isdigit() or not printed[0].isascii():
        return written(text, reading, amount, printed)
    return reading


def _twice_named(text: str, before: Unit, after: Unit | None, end: int) -> Unit:
    """The currency of 人民币8亿元 and HK$3.5亿元: a word that names one wins over 元, which is any."""
    if after is None or not after.currency:
        return replace(before, end=end)
    generic = text[after.start : after.end] in {"元", "圆", "元整", "圆整"}
    return replace(after, name=before.name if generic else after.name)


def _named(text: str, reading: Reading, unit: Unit | None) -> Reading:
    if unit is None:
        if not reading.power:
            return reading
        noun = noun_after(text, reading.end)
        if noun is None:
            return reading
        return replace(reading, unit=noun.name, noun=noun.noun)
    reading = replace(
        reading, end=max(unit.end, reading.end), unit=unit.name, factor=unit.factor, value=reading.value * unit.factor,
        noun=unit.noun or counted_noun(text, unit),
    )  # fmt: skip
    reading = _multiple(text, with_coins(text, reading))
    per = _PER.match(text, reading.end)
    if per is not None:
        return replace(reading, per=per.group("per"), end=per.end())
    return each(text, reading) if is_currency(reading.unit) else reading


_GREW = re.compile(r"(?:增长|增加|提高|提升|扩大|上升|上涨|增|涨)(?:了|约|超过|超|近|逾|幅度达|为|达)?[ ]?$")


def _multiple(text: str, reading: Reading) -> Reading:
    """增长1.5倍 makes 2.5 times of what was, 增长到1.5倍 makes 1.5 times of it."""
    if reading.unit != "multiple" or not _GREW.search(text, max(0, reading.start - 8), reading.start):
        return reading
    return replace(reading, value=reading.value + 1)
