"""Ranks as figures: 排名第 56, 前五, 第一梯队; 第三条 and 第二季度 are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from diffing.extracting.bounds import Bounds
from diffing.extracting.chinese import read_amount
from diffing.extracting.quantities import Quantity
from diffing.figure import Qualifier

_NUMBER = r"\d{1,5}|[一二三四五六七八九十百]{1,4}"
_STOP = r"(?=[，,；;。、)）”\s的及和]|$|位|名|梯队|之|强)"
_COUNTED = "[ ]?[页条章节款项届期次号季代批篇部卷册讲步回年月日天个种类轮]"
_ORDINAL = re.compile(
    rf"第[ ]?(?P<n>{_NUMBER})[ ]?(?P<tail>梯队|名|位)?{_STOP}(?!{_COUNTED})"
    r"(?![ ]?[、.．][ ]?[\u4e00-\u9fff]{2,}$)"
)
_TOP = re.compile(
    rf"(?:(?<=[列居名榜入进于位单])|(?<=排名)|(?<=行业)|(?<=全球)|(?<=全国)"
    rf"|(?<=世界))[ ]?前[ ]?(?P<n>{_NUMBER})[ ]?(?P<tail>名|位|强)?{_STOP}"
)


def ranks(text: str) -> Iterator[Quantity]:
    """The ranks of a Chinese text; 前五 is rank 5 at most."""
    if "第" in text:
        for match in _ORDINAL.finditer(text):
            if text[max(0, match.start() - 1) : match.start()] not in {"之", "：", ":"}:
                yield from _rank(match, Qualifier.EXACT)
    if "前" in text:
        for match in _TOP.finditer(text):
            yield from _rank(match, Qualifier.AT_MOST)


def _rank(match: re.Match[str], qualifier: Qualifier) -> Iterator[Quantity]:
    amount = read_amount(match["n"])
    if amount is None or not amount.value or amount.length != len(match["n"]):
        return
    value = amount.value
    lower = Decimal(1) if qualifier is Qualifier.AT_MOST else value
    start = match.start() + (len(match.group()) - len(match.group().lstrip()))
    yield Quantity(
        start=start, end=match.end(), left=start, right=match.end(), value=value, unit="rank", numeral=match["n"],
        scale=0, decimals=0, bounds=Bounds(lower=lower, upper=value), qualifier=qualifier, noun=match["tail"] or "",
    )  # fmt: skip
