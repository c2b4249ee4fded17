"""The sign of a number in a Chinese text: parentheses, a minus, 负 or △, applied once."""

from __future__ import annotations

import re
from dataclasses import replace

from diffing.extracting.patterns import any_of
from diffing.extracting.reading import Reading
from diffing.extracting.units import unit_after

_SIGN = re.compile(r"(?:(?<=[负負△▲])|(?<=[-+])(?<![A-Za-z0-9%)\].][-+])) ?$")
_PARENTHESES = re.compile(r"[ ]?[)）]")


def parenthesised(text: str, reading: Reading) -> Reading:
    """The number with the sign of its parentheses, when a unit follows them: (1,234.56)万元."""
    opening = text[max(0, reading.start - 1) : reading.start]
    closing = _PARENTHESES.match(text, reading.end) if opening in {"(", "（"} else None
    if closing is None:
        return reading
    scale = _RUN_SCALE.match(text, closing.end())
    end = scale.end() if scale else closing.end()
    if scale is None and unit_after(text, end, "zh") is None:
        return reading
    power = _POWERS[scale.group(1)] if scale else 0
    return replace(
        reading, start=reading.start - 1, end=end, value=-reading.value.scaleb(power), signed=True, joins=False,
        place=reading.place + power, power=reading.power + power,
    )  # fmt: skip


_POWERS = {"百万": 6, "千万": 7, "百亿": 10, "千亿": 11, "万亿": 12, "万": 4, "亿": 8, "千": 3, "十亿": 9}
_RUN_SCALE = re.compile(rf"[ ]?({any_of(_POWERS)})")


def signed(text: str, reading: Reading) -> Reading:
    """The number with the minus, 负 or △ before it, unless its sign is read already."""
    if reading.signed:
        return reading
    window = text[max(0, reading.start - 2) : reading.start]
    sign = _SIGN.search(window)
    if sign is None:
        return reading
    mark = window.rstrip()[-1]
    begin = reading.start - (len(window) - len(window.rstrip()) + 1)
    if mark == "+":
        return replace(reading, start=begin)
    if reading.value < 0:
        return replace(reading, start=begin, signed=True)
    return replace(reading, start=begin, value=-reading.value, signed=True)
