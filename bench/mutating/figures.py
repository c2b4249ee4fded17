"""Edits of figures: a digit, the scale, the sign, the unit, how exact, when, of what, against what."""

from __future__ import annotations

import re
from random import Random

from bench.mutating.lifting import Rewrite, Swaps, in_cell, in_sentence, swap
from bench.mutating.mutation import Edit, Kind
from diffing.change import Relation, Severity

_PROSE = {
    "zh": re.compile(
        r"(?<![\d.,A-Za-z第年月/-])\d[\d,]*(?:\.\d+)?"
        r"(?=\s*(?:[千百]?[亿万]|元|[%％]|个百分点|人|名|股|家|吨|倍|美元|港元|平方米))"
    ),
    "en": re.compile(
        r"(?<=[$¥€£])\d[\d,]*(?:\.\d+)?(?![\d/])"
        r"|(?<![\d.,A-Za-z/-])\d[\d,]*(?:\.\d+)?"
        r"(?=\s*(?:%|percent|million|billion|thousand|employees|shares|basis points))"
    ),
}
_GROUPED = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_VALUE = re.compile(rf"[-−(（]?[$¥]?\s?{_GROUPED}[%％)）]*")
# A year, a stock code or a post code is no value.
_NO_VALUE = re.compile(r"(?:19|20)\d\d|\d{6}")
# Fewer digits are a note number or a rank.
_LEAST_DIGITS = 3
_NEGATIVE = re.compile(rf"[(（](\$?\s?{_GROUPED})[)）]|[-−]({_GROUPED}[%％]?)")


def _other_digit(draw: Random, number: str) -> str:
    """`number` with one digit changed, its first one never to 0."""
    at = draw.choice([place for place, sign in enumerate(number) if sign.isdigit()])
    lead = number[:at].strip("0.,-−(（$¥ ") == ""
    return (
        number[:at]
        + draw.choice([sign for sign in "1234567890"[: 9 if lead else 10] if sign != number[at]])
        + (number[at + 1 :])
    )


def _digit_in_prose(draw: Random, text: str, language: str) -> str | None:
    found = list(_PROSE[language].finditer(text))
    if not found:
        return None
    match = draw.choice(found)
    return text[: match.start()] + _other_digit(draw, match.group()) + text[match.end() :]


def _digit_in_cell(draw: Random, text: str, _language: str) -> str | None:
    plain = text.strip()
    if not _VALUE.fullmatch(plain) or _NO_VALUE.fullmatch(plain) or sum(map(str.isdigit, plain)) < _LEAST_DIGITS:
        return None
    return _other_digit(draw, text)


def _sign_in_cell(_draw: Random, text: str, _language: str) -> str | None:
    match = _NEGATIVE.fullmatch(text.strip())
    if not match or sum(map(str.isdigit, text)) < _LEAST_DIGITS:
        return None
    return str(match.group(1) or match.group(2))


def _year_before(_draw: Random, text: str, language: str) -> str | None:
    """The first year that stands beside a figure, moved to the year before."""
    match = _YEARS[language].search(text)
    if not match or not _PROSE[language].search(text):
        return None
    year = match["year"]
    return text[: match.start("year")] + str(int(year) - 1) + text[match.end("year") :]


_YEARS = {
    "zh": re.compile(r"(?<![\d.-])(?P<year>20[012]\d)\s*年(?!\s*\d{1,2}\s*月\s*\d)"),
    "en": re.compile(r"\b(?:in|for|during|fiscal|year ended December 31,) (?P<year>20[012]\d)\b(?! and)"),
}
_SCALE: Swaps = {
    "zh": ((r"(?<=\d)(\s*)亿(?=元|美元|港元)", r"\1万"), (r"(?<=\d)(\s*)万(?=元|美元|港元)", r"\1亿")),
    "en": ((r"(?<=\d )million\b", "billion"), (r"(?<=\d )billion\b", "million"), (r"(?<=\d )thousand\b", "million")),
}
_LOSS: Swaps = {
    "zh": (
        (r"(?<!扣非)净利润(?=(?:为|达|达到|约)?(?:人民币)?\s*\d)", "净亏损"),
        (r"(?<=利润总额)(?=\d)", "-"),
    ),
    "en": (
        (r"\b([Nn])et income(?= (?:of|was) \$?\d)", r"\1et loss"),
        (r"\b([Oo])perating income(?= of \$)", r"\1perating loss"),
    ),
}
_DIRECTION: Swaps = {
    "zh": (
        (r"(?:增长|上升|增加)了?(?=\s*\d[\d.,]*\s*(?:[%％]|个百分点))", "下降"),
        (r"(?:下降|减少|降低)了?(?=\s*\d[\d.,]*\s*(?:[%％]|个百分点))", "增长"),
    ),
    "en": (
        (r"\bincreased(?= (?:by )?\$?\d)", "decreased"),
        (r"\bdecreased(?= (?:by )?\$?\d)", "increased"),
        (r"\ban increase of(?= \$?\d)", "a decrease of"),
        (r"\ba decrease of(?= \$?\d)", "an increase of"),
    ),
}
_UNIT: Swaps = {
    "zh": (
        (r"(?<![美港]元)(?<![\d.,])([\d.,]+\s*[亿万]?)元(?![/／旦])", r"\1美元"),
        (r"(?<=\d)(\s*[亿万]?)美元", r"\1港元"),
        (r"((?:增加|上升|下降|提高|增长)了?\s*[\d.]+)\s*[%％]", r"\1个百分点"),
        (r"(?<=\d)\s*个百分点", "%"),
    ),
    "en": (
        (r"(?<![A-Z])\$(?=\s?\d)", "€"),
        (r"(?<=\d) percentage points", "%"),
        (r"(?<=by )([\d.]+)%", r"\1 percentage points"),
    ),
}  # fmt: skip
_BOUND: Swaps = {
    "zh": (
        (r"(?:不低于|不少于|至少)(?=[^，。；、]{0,6}\d)", "不超过"),
        (r"(?:不超过|不高于|不多于|至多)(?=[^，。；、]{0,6}\d)", "不低于"),
        (r"(?<![不未])超过(?=[^，。；、A-Za-z]{0,6}\d)", "不足"),
        (r"(?<=[\d%％元亿万年名])以上(?![市年])", "以下"),
        (r"(?<=[\d%％元亿万年名])以下", "以上"),
    ),
    "en": (
        (r"\bat least(?= [$\d])", "at most"),
        (r"\b(?:not more than|no more than|at most|up to)(?= [$\d])", "at least"),
        (r"\b(?<!not )(?<!no )more than(?= [$\d])", "less than"),
        (r"\b(?<!not )(?<!no )less than(?= [$\d])", "more than"),
    ),
}
_QUALIFIER: Swaps = {
    "zh": (
        (r"(?<![不未])超过(?=[^，。；、A-Za-z]{0,6}\d)", "约"),
        (r"(?<![合公条契签预制解续违履大节特相依规集要简备密隐要协])约(?=\s*\d)", "超过"),
        (r"(?<=[，。；为达有])近(?=\s*\d[\d,.]*\s*(?:[亿万%％人家]))", "超过"),
    ),
    "en": (
        (r"\bapproximately(?= [$\d])", "more than"),
        (r"\b(?<!not )(?<!no )more than(?= [$\d])", "approximately"),
        (r"\babout(?= [$\d])", "over"),
        (r"\bover(?= \$\d)", "about"),
    ),
}
_METRIC: Swaps = {
    "zh": (
        (r"归属于(上市公司|母公司)股东的净利润(?=[^，。；]{0,12}\d)", r"归属于\1股东的扣除非经常性损益的净利润"),
        (r"归母净利润(?=[^，。；]{0,12}\d)", "扣非归母净利润"),
        (r"营业(?:总)?收入(?=[^，。；成率]{0,12}\d)", "营业利润"),
        (r"(?<![母司属的非])净利润(?=[^，。；率]{0,12}\d)", "利润总额"),
        (r"总资产(?=[^，。；率]{0,12}\d)", "净资产"),
        (r"研发费用(?=[^，。；率]{0,12}\d)", "管理费用"),
    ),
    "en": (
        (r"\b([Nn])et (?:sales|revenues?)\b(?=[^.;]{0,30}\$\d)", r"\1et income"),
        (r"\b[Rr]evenues?\b(?=[^.;,]{0,30}\$\d)", "net income"),
        (r"\bgross margin(?=[^.;,]{0,30}\d)", "operating margin"),
        (r"\b([Tt])otal assets(?=[^.;,]{0,30}\d)", r"\1otal liabilities"),
        (r"\b([Oo])perating expenses(?=[^.;,]{0,30}\d)", r"\1perating income"),
    ),
}
_AGAINST: Swaps = {
    "zh": ((r"同比(?=[^，。；]{0,12}\d)", "环比"), (r"环比(?=[^，。；]{0,12}\d)", "同比")),
    "en": (
        (r"\byear[- ]over[- ]year\b", "quarter-over-quarter"),
        (r"\b(compared (?:to|with) the prior) (?:fiscal )?year\b", r"\1 quarter"),
    ),
}

_R = Relation
_VALUES = frozenset({_R.VALUE_CHANGED, _R.RESTATED, _R.GUIDANCE_CHANGED, _R.COMPARATIVE_CHANGED})
_TURNED = frozenset({_R.SIGN_FLIPPED, _R.VALUE_CHANGED, _R.GUIDANCE_CHANGED})


def _kind(name: str, edit: Edit, relations: frozenset[Relation], least: Severity = Severity.MEDIUM) -> Kind:
    return Kind(name=name, group="figures", edit=edit, relations=relations, least=least)


def _said(rewrite: Rewrite | Swaps) -> Edit:
    return in_sentence(rewrite if callable(rewrite) else swap(rewrite))


KINDS = (
    _kind("digit, prose", _said(_digit_in_prose), _VALUES),
    _kind("digit, cell", in_cell(_digit_in_cell), _VALUES),
    _kind("scale word", _said(_SCALE), _VALUES | {_R.SCALE_CHANGED}, Severity.HIGH),
    _kind("sign, cell", in_cell(_sign_in_cell), _TURNED, Severity.HIGH),
    _kind("profit to loss", _said(_LOSS), _TURNED | {_R.METRIC_CHANGED}),
    _kind("direction", _said(_DIRECTION), _TURNED, Severity.HIGH),
    _kind("unit", _said(_UNIT), frozenset({_R.UNIT_CHANGED}), Severity.HIGH),
    _kind("bound turned", _said(_BOUND), frozenset({_R.BOUND_FLIPPED, _R.GUIDANCE_CHANGED}), Severity.HIGH),
    _kind("qualifier", _said(_QUALIFIER), frozenset({_R.QUALIFIER_CHANGED, _R.GUIDANCE_CHANGED})),
    _kind("period moved", _said(_year_before), frozenset({_R.PERIOD_MOVED, _R.DATE_SHIFTED, _R.PERIOD_BASIS_CHANGED})),
    _kind("metric", _said(_METRIC), frozenset({_R.METRIC_CHANGED})),
    _kind("compared with", _said(_AGAINST), frozenset({_R.COMPARISON_BASIS_CHANGED})),
)
