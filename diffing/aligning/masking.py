"""Keys with figures, dates and numbering masked, so that a changed number leaves a sentence recognisable."""

from __future__ import annotations

import re

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_HAN_DIGITS = "〇零一二三四五六七八九十百千"

_MONTHS_OF_YEAR = rf"(?:\d{{1,2}}(?:[-~至到]\d{{1,2}})?月(?:\d{{1,2}}日)?|[{_HAN_DIGITS}]+月(?:[{_HAN_DIGITS}]+日)?)"
_PART_OF_YEAR = "(?:第?[一二三四1-4]季度|上半年|下半年|半年度|前三季度|年?度|末|初)"
_CURRENCY = r"(?:人民币|rmb|cny|usd|hkd|us\$|hk\$|[$¥€£])"
_UNIT = r"(?:美元|港元|港币|欧元|日元|英镑|元|%|‰|个?百分点|个?基点|(?:million|billion|thousand|percent)\b)"

# The alternatives in order of trust. The text is a key in lower case: half width, no space between Han.
_DATE = re.compile(
    rf"""
    (?:\d{{4}}|[{_HAN_DIGITS}]{{4}})\ ?年{_MONTHS_OF_YEAR}?{_PART_OF_YEAR}?   # 2024年1-3月, 二〇二四年第一季度
    | \d{{1,2}}月\d{{1,2}}日 | \d{{1,2}}[-~至]\d{{1,2}}月                       # 6月30日, 1-6月
    | \b\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b                                # 2024-04-23
    | \b(?:{_MONTH})\.?\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ ?\d{{4}})?\b        # March 31, 2024
    | \b(?:\d{{1,2}}(?:st|nd|rd|th)?\ )?(?:{_MONTH})\.?,?\ ?\d{{4}}\b        # 31 March 2024
    | \b(?:q[1-4]|fy|fiscal(?:\ year)?)\ ?\d{{2,4}}\b | \bq[1-4]\b          # FY2024, Q1
    | (?<![\d.,$¥€£])(?:19|20)\d{{2}}\b(?![,.]\d|\ ?{_UNIT})                # 2024
    """,
    re.VERBOSE,
)
_FIGURE = re.compile(
    rf"""
    [零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{{2,}}[圆元]?[零壹贰叁肆伍陆柒捌玖角分]*整?   # 壹亿贰仟万元整
    | (?:{_CURRENCY}\ ?)?(?<![a-z0-9])[-+]?\(?\d[\d,]*(?:\.\d+)?\)?              # US$(1,234.5) million
        (?:\ ?(?:万亿|千万|百万|十万|[亿万千百](?!分)))?[余多]?(?:\ ?{_UNIT})?       # 1500余, 3.04亿元
    | [{_HAN_DIGITS}两万亿]{{2,}} | (?<=第)[{_HAN_DIGITS}]                         # 第十一条
    """,
    re.VERBOSE,
)
_REPEATED = re.compile(r"([#@])(?:[-~至到,. ]?\1)+")
# A changed number cannot break a link of texts this long, and a mask takes half a second per million signs.
_LONGEST = 100_000

_WORD = re.compile(r"[^\W\d_]")

# What numbers or marks a heading or an item: •, 第三节, 一、, （二）, 3.1, Item 7A., Note 12, (iv).
# 3.04亿 and 4.9 million do not.
_NUMBERING = re.compile(
    rf"""^(?:
    [•●■◆▪○◦‣▶►·–*]\ *
    | 第[{_HAN_DIGITS}\d]+[章节条款编]
    | [(]?(?:[{_HAN_DIGITS}]+|\d+(?:\.\d+)*|[ivx]+|[a-z])[).、,.:]+(?!\d)
    | \d+(?:\.\d+)+(?![\d.%亿万千百元倍个]|\ ?(?:[mb]illion|thousand|percent))
    | (?:item|note|section|article|part|chapter)\ \d+[a-z]?\b[.:]?
    )+\ *""",
    re.IGNORECASE | re.VERBOSE,
)


def mask(key: str) -> str:
    """The key in lower case, each figure as one `#` and each date as one `@`; only ever compared with another mask."""
    if len(key) > _LONGEST:
        return key.lower()
    return _REPEATED.sub(r"\1", _FIGURE.sub("#", _DATE.sub("@", key.lower())))


def has_words(masked: str) -> bool:
    """Whether anything but figures, dates and signs is left of a masked key."""
    return _WORD.search(masked) is not None


def unnumbered(key: str) -> str:
    """A heading's key without the number it carries; the key itself when nothing else is left."""
    return _NUMBERING.sub("", key) or key
