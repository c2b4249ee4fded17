"""When a number in Chinese signs is a figure: 三亿元 and 两大关键环节 are, 一个 is not; 上百亿 is a magnitude."""

from __future__ import annotations

import re
from dataclasses import replace

from diffing.extracting.chinese import DIGIT_CLASS, SCALE_CLASS, Amount
from diffing.extracting.reading import Reading
from diffing.extracting.units import noun_after
from diffing.figure import Qualifier

# Signs before a bare scale word, and what they make of it: 上百亿, 数十万亿, 双千亿.
_VAGUE_BEFORE = {
    **dict.fromkeys("数數几幾双", Qualifier.ORDER_OF_MAGNITUDE),
    **dict.fromkeys("上", Qualifier.AT_LEAST),
    **dict.fromkeys("超逾过", Qualifier.OVER),
    "近": Qualifier.APPROX,
}
# 三至五千万元, 三到五倍: scale and unit stand at the far end alone.
_OPENS_RANGE = re.compile(
    rf"[ ]?[至到\-~][ ]?[{DIGIT_CLASS}十][{DIGIT_CLASS}{SCALE_CLASS}点]*"
    r"(?:(?<=[百千万萬亿億])|倍|成|个百分点|个月|年|天|人|家)"
)
_TIME_UNITS = frozenset({"year", "month", "day", "week", "hour", "minute"})
_SPAN_SIGNS = frozenset("近前后来续每")
_NOTE_SIGNS = ("：", ":", "(", "（", "以", "按", "为")
_QUOTES = frozenset('“‘"')
# Below ten a number in words is mostly a turn of phrase; from 万 on a scale is a number by itself.
_SMALL = 10
_SCALE_OF_ITS_OWN = 4
_LEAST_MAGNITUDE, _LEAST_MAGNITUDE_ALONE = 10**4, 10**6


def written(text: str, reading: Reading, amount: Amount, printed: str) -> Reading | None:
    """The number when it is a figure, None when it is a word: it is scaled, vague, or counts something named."""
    before = text[max(0, reading.start - 1) : reading.start]
    if (amount.bare and printed[0] not in "十拾") or (
        printed[0] in "十拾" and (len(printed) > 1 or reading.unit is not None) and before in {"数", "几", "數", "幾"}
    ):
        return _magnitude(text, reading)
    if reading.unit is None:
        if _OPENS_RANGE.match(text, reading.end):
            return reading
        vague = reading.open_step is not None and reading.value > _SMALL
        return reading if reading.power >= _SCALE_OF_ITS_OWN or vague else None
    return None if _is_phrase(text, reading, reading.unit, before) else reading


def _is_phrase(text: str, reading: Reading, unit: str, before: str) -> bool:
    """Whether a number with a unit is a turn of phrase: 一名, 近三年, “四个不摘”, 一年内."""
    anniversary = text.startswith("周年", reading.end - 2)
    counts = unit.startswith("count:") or unit == "people"
    if reading.value == 1:
        return (counts or unit in _TIME_UNITS) and not anniversary
    if reading.value >= _SMALL:
        return unit == "year" and before in _SPAN_SIGNS
    if counts and before in _QUOTES:
        return True
    if unit == "year":
        return before in _SPAN_SIGNS or (not anniversary and text[reading.end : reading.end + 1] in {"内", "度"})
    return (
        counts and unit != "people" and noun_after(text, reading.end) is None and not _is_measured(text, reading, unit)
    )


def _is_measured(text: str, reading: Reading, unit: str) -> bool:
    """Whether the number's own measure word or noun ends it: 两大关键环节, 三次."""
    return text[reading.end - 2 : reading.end].endswith(tuple(unit.removeprefix("count:")))


def _is_note(text: str, reading: Reading) -> bool:
    """Whether a scale with its currency only says how amounts are counted: 人民币百万元, 单位：百万元, 以百万元计."""
    return text[reading.start] not in SCALE_CLASS or text[: reading.start].rstrip(" \n").endswith(_NOTE_SIGNS)


def _magnitude(text: str, reading: Reading) -> Reading | None:
    """上百亿, 数十万亿, 百亿级: a scale word without a digit is an order of magnitude."""
    before = text[max(0, reading.start - 1) : reading.start]
    graded = text[reading.end : reading.end + 1] == "级"
    qualifier = _VAGUE_BEFORE.get(before)
    alone = qualifier is None and not graded
    if alone and (reading.unit is None or reading.value < _LEAST_MAGNITUDE_ALONE or _is_note(text, reading)):
        return None
    if reading.value < _LEAST_MAGNITUDE and reading.unit is None:
        return None
    start = reading.start - 1 if qualifier is not None and before not in "近超逾过" else reading.start
    high = reading.value * 10 if before in {"数", "數", "几", "幾"} else None
    end = reading.end + 1 if graded else reading.end
    unit, noun = reading.unit, reading.noun
    if graded or unit is None:
        counted = noun_after(text, end)
        unit, noun = (counted.name, counted.noun) if counted is not None else (unit, "")
    vague = None if before in {"近", "超", "逾", "过"} and before else qualifier or Qualifier.ORDER_OF_MAGNITUDE
    return replace(
        reading,
        start=start,
        end=end,
        qualifier=vague,
        value_high=high,
        joins=False,
        unit=unit,
        noun=noun,
        open_step=None,
    )
