"""Which lines are headings, by their number or by their look, and how deep they stand."""

from __future__ import annotations

import re
from functools import lru_cache

from diffing.keys import fold

# How Chinese filings number their headings, outermost first (CSRC, 公开发行证券的公司信息披露内容与格式准则第2号:
# 第一节, 一、, （一）, 1、, （1）), and the parts and items of SEC forms (Regulation S-K; Form 10-K).
_CHINESE = "一二三四五六七八九十百零〇"
_NUMBERED: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第[{_CHINESE}\d]{{1,4}}(?:章|节|篇|编|部分)")),
    (2, re.compile(rf"[{_CHINESE}]{{1,3}}[、．.]")),
    (3, re.compile(rf"\([{_CHINESE}]{{1,3}}\)、?")),
    (5, re.compile(r"\d{1,2}(?:\.\d{1,2}){2,4}[.、]?(?=\s*\D)")),
    (4, re.compile(r"\d{1,2}\.\d{1,2}[.、]?(?=\s*[A-Z\u4e00-\u9fff])(?!\s*[亿万元%])")),
    (4, re.compile(r"\d{1,2}[、.](?!\d)(?=\s*\S)")),
    (5, re.compile(r"\(\d{1,2}\)")),
    (1, re.compile(r"PART\s+[IVX]{1,4}\b", re.IGNORECASE)),
    (2, re.compile(r"ITEM\s+\d{1,2}[A-C]?\b[.:]?", re.IGNORECASE)),
    (3, re.compile(r"NOTE\s+\d{1,2}\b", re.IGNORECASE)),
)
# The level of a heading without a number: below all numbered ones.
UNNUMBERED = 6

# A heading is short: wider than this (a Chinese sign counts two) it is a sentence without its full stop.
_NUMBERED_WIDTH = 80
_UNNUMBERED_WIDTH = 64
# English words are longer than Chinese ones: Item 7. Management's Discussion and Analysis of …
_ENGLISH_WIDTH = 130
# No heading with the spaces around it is longer, and no number of one.
_LONGEST = 200
_NUMBER_LENGTH = 40
_ENGLISH_WORDS = 14

_CHINESE_SIGN = re.compile("[\u3400-\u9fff]")
_WIDE = re.compile("[\u1100-\uffff]+")
_ENDS = re.compile("[。！？!?；;：:，,、…]$|(?<![A-Z])[.]$")
_INSIDE = re.compile("[。！？；，：]|[;:] |, .*, ")
_SAYS_SOMETHING = re.compile(r"[^\W\d_]{2}")
# A date or a number alone is no heading: 二〇二四年四月, 2024 年 4 月 23 日, April 23, 2024.
_DATE = re.compile(
    r"[\d\s年月日度二〇○零一三四五六七八九十/.\-—至第季]+"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}"
)
# What stands under a picture or over a table: 图 3 …, 表 2-1 …, Figure 4, … 展示, … 示意图.
_CAPTION = re.compile(
    r"(?:图|表|图表|Figure|Table|Exhibit|Chart)\s*[\d一二三四五六七八九十]{1,3}(?:[-.]\d{1,2})?(?:\b|[：:\s])"
    r"|.*(?:展示|截图|示意图?|对比|流程图|结构图|一览)$"
)
_CONTENTS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|·{4,}|_{4,}|-{6,})[\s.…·]*\d{1,4}\s*$")
_CONTENTS_LENGTH = 400
_LIST_MARK = re.compile(
    rf"(?:\d{{1,2}}[)、.](?!\d)|\(\d{{1,2}}\)|\(?[a-zivx]{{1,4}}\)|[{_CHINESE}]{{1,3}}[、]|\([{_CHINESE}]{{1,3}}\)"
    r"|[①-⑳●•·■◆▪➢◇○\u2022\uf06c\uf0b7]|[-*–—] )\s*"
)


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    """A short line as it is compared; each is looked at as a heading, a caption, a list item and more."""
    return fold(text)


def numbered(text: str) -> int:
    """The level that the number of a heading gives it, counted from 1; 0 when it has none."""
    plain = _plain(text[:_NUMBER_LENGTH]).lstrip()
    return next((level for level, pattern in _NUMBERED if pattern.match(plain)), 0)


def heading_level(text: str) -> int:
    """The level of a line that is a numbered heading, 0 when it is none: short, and without a closing mark."""
    if len(text) > _LONGEST:
        return 0
    plain = _plain(text).strip()
    level = numbered(plain)
    return 0 if not level or width(plain) > _limit(plain, _NUMBERED_WIDTH) or _ENDS.search(plain) else level


def looks_like_heading(text: str) -> bool:
    """Whether a line without a number may be a heading or a caption: short, of one piece, saying something."""
    if len(text) > _LONGEST:
        return False
    plain = _plain(text).strip()
    if width(plain) > _limit(plain, _UNNUMBERED_WIDTH) or _ENDS.search(plain) or _INSIDE.search(plain):
        return False
    return bool(_SAYS_SOMETHING.search(plain)) and not _DATE.fullmatch(plain) and plain.count(" ") < _ENGLISH_WORDS


def is_caption(text: str) -> bool:
    """Whether a short line names a picture or a table."""
    return looks_like_heading(text) and bool(_CAPTION.match(_plain(text).strip()))


def is_contents(text: str) -> bool:
    """Whether a line is an entry of a table of contents: words, leader dots, a page number."""
    return len(text) < _CONTENTS_LENGTH and bool(_CONTENTS.search(_plain(text)))


def is_list_item(text: str) -> bool:
    """Whether a paragraph opens with the mark of a list: 1) （1） ① • -."""
    return bool(_LIST_MARK.match(_plain(text[:12])))


def width(text: str) -> int:
    """The columns a line fills: two for a Chinese or full-width sign, one for any other."""
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))


def _limit(text: str, chinese: int) -> int:
    return chinese if _CHINESE_SIGN.search(text) else _ENGLISH_WIDTH
