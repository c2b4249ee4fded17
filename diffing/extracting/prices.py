"""What belongs to a Chinese amount beside its number: 角 and 分 after its 元, 每10股 before it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context, Decimal

from diffing.extracting.chinese import DIGIT_CLASS, read_amount
from diffing.extracting.reading import Reading

_CONTEXT = Context(prec=40)
# 元八角九分, 元零伍分
_COINS = re.compile(rf"零?(?:(?P<tenths>[{DIGIT_CLASS}\d])角)?零?(?:(?P<hundredths>[{DIGIT_CLASS}\d])分)?")


def with_coins(text: str, reading: Reading) -> Reading:
    """The amount with the 角 and 分 that follow its 元."""
    coins = _COINS.match(text, reading.end) if text[reading.end - 1] in "元圆圓" else None
    if coins is None or not (coins["tenths"] or coins["hundredths"]):
        return reading
    tenths, hundredths = (read_amount(coins[name] or "零") for name in ("tenths", "hundredths"))
    more = (tenths.value * 10 if tenths else 0) + (hundredths.value if hundredths else 0)
    return replace(reading, end=coins.end(), value=reading.value + Decimal(more) / 100, place=-2, joins=False)


_EACH = re.compile(
    r"每[ ]?(?P<count>\d{0,4}|十|百|千)[ ]?(?P<per>股|份|吨|桶|张|平方米|千瓦时|人|户)[^，。；\d]{0,14}$"
)
_EACH_COUNTS = {"": 1, "十": 10, "百": 100, "千": 1000}


def each(text: str, reading: Reading) -> Reading:
    """每10股派2元 is 0.2 for each share."""
    priced = _EACH.search(text, max(0, reading.start - 28), reading.start)
    if priced is None:
        return reading
    count = Decimal(_EACH_COUNTS.get(priced["count"], 0) or priced["count"])
    if not count:
        return reading
    place = reading.place - (count.adjusted() if count.normalize().as_tuple().digits == (1,) else 0)
    return replace(reading, value=_CONTEXT.divide(reading.value, count), per=priced["per"], place=place)
