"""What a figure measures: the words of the text for it, and the concept those words are an alias of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from diffing.extracting.lexicon import column, rows, words
from diffing.extracting.patterns import any_of
from diffing.extracting.units import is_currency
from diffing.figure import Tier

_CONCEPT = column("metrics", "concept")
_TIER = column("metrics", "tier")
_UNIT = column("metrics", "unit")
_SCOPE = {row["word"].casefold(): row["dimension"] for row in rows("scopes") if row["dimension"]}
_ALIAS = re.compile(any_of(word.casefold() for word in words("metrics")))
_PLACE = re.compile(any_of(sorted(_SCOPE)))


@dataclass(frozen=True, slots=True)
class Metric:
    """The words of the text, and what they are an alias of; `concept` repeats the words when they are unknown."""

    words: str = ""
    concept: str = ""
    tier: Tier = Tier.DESCRIPTIVE
    unit: str | None = None
    known: bool = False
    dimensions: tuple[tuple[str, str], ...] = ()


NONE = Metric()
# What may follow a known name and still belong to it: 毛利率水平, 收入总额, 研发人员数量.
_NOMINAL = re.compile(
    r"[ ]?(?:水平|情况|规模|金额|总额|净额|余额|总数|总量|数量|人数|数|量|额|率|占比|比例|比重|中|[（(]|[A-Za-z]|$)"
)
_RATES = {"percent", "percentage_point", "basis_point", "multiple", "ratio"}
_TRIM = " \n，,、；;。：:（(）)“”\"'《》—-·的"


# Words before a known name that leave it what it is: 整体毛利率 is the gross margin, 其他营业外收入 is not the revenue.
_PLAIN_BEFORE = re.compile(
    rf"(?:{any_of(sorted(_SCOPE))}|公司|本公司|集团|整体|总体|综合|合并|全年|年度|当期|本期|业务|主营|核心|实现|同比|平均|期末|期初|年末|经审计|未经审计|的"
    r"|total|consolidated|our|the|company|reported|annual|quarterly|of|in|'s|’s|[ \n、,])*$"
)


@lru_cache(maxsize=8192)
def named(phrase: str, *, whole: bool = False) -> Metric:
    """The metric that a phrase names: its last and longest known alias, else the phrase itself.

    Words after the alias are cut off unless the phrase is a `whole` label. Other words before a financial name make it
    another measure: it has no concept then, and its words alone say what it is.
    """
    plain = phrase.strip(_TRIM)
    if plain.count("(") > plain.count(")"):
        plain += ")"
    if not any(sign.isalnum() for sign in plain):  # a bullet names nothing
        return NONE
    lowered = plain.casefold()
    alias = last_alias(plain)
    found = alias.group() if alias else None
    if alias is not None and not whole and not _NOMINAL.match(lowered, alias.end()):
        plain = plain[: alias.end()]
    dimensions = tuple(sorted({(_SCOPE[place.group()], place.group()) for place in _PLACE.finditer(lowered)}))
    if found is None:
        return Metric(words=plain, concept="", dimensions=dimensions)
    tier = Tier(_TIER[found])
    rest = lowered[alias.end() :] if alias is not None and whole else ""
    same = tier is not Tier.FINANCIAL or (
        alias is not None and _PLAIN_BEFORE.match(lowered[: alias.start()]) is not None
    )
    if rest.strip(" ()（）元%/股") and tier is Tier.FINANCIAL:
        same = False
    return Metric(
        words=plain, concept=_CONCEPT[found] if same else "", tier=tier, unit=_UNIT[found] or None, known=True,
        dimensions=dimensions,
    )  # fmt: skip


def fits(metric: Metric, unit: str | None) -> bool:
    """Whether a number in `unit` can measure what the metric names: seconds are no revenue, and no users."""
    if not metric.known or unit is None or unit in _RATES:
        return True
    if metric.unit is not None:
        return (
            unit == metric.unit
            or (is_currency(metric.unit) and is_currency(unit))
            or metric.unit in {"shares", "score", "ratio"}
        )
    return is_currency(unit) or unit in {"shares", "rank"} or metric.tier is not Tier.FINANCIAL


def has_alias(text: str) -> re.Match[str] | None:
    """The first known alias of `text`, if there is one."""
    return _ALIAS.search(text.casefold())


def last_alias(text: str) -> re.Match[str] | None:
    """The last known alias of `text`, if there is one."""
    found = None
    for match in _ALIAS.finditer(text.casefold()):
        found = match
    return found
