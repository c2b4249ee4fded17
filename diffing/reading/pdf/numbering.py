"""What a heading or list item begins with, and how deep each kind of number stands.

Chinese filings number as the securities regulator's format guidelines do: 第一节, 一、, （一）, 1、, （1）, ①.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "一二三四五六七八九十百零〇"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The number a line begins with: its `depth` among the kinds of numbers, and its length in characters."""

    depth: int
    length: int
    bullet: bool = False


# depth, pattern, one real example. A number directly before another digit or a percent sign is a figure.
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第\s*(?:[{_HAN}]+|\d+)\s*[章节節篇编]|第\s*[{_HAN}]+\s*部分")),  # 第三节 管理层讨论与分析
    (1, re.compile(r"(?:part|PART|Part)\s+[IVX]+\b|(?:ITEM|Item)\s+\d+[A-C]?\.?")),  # Item 1A. Risk Factors
    (2, re.compile(rf"[{_HAN}]{{1,3}}[、.．]")),  # 一、主要会计数据
    (3, re.compile(rf"[（(][{_HAN}]{{1,3}}[）)]、?")),  # （一）营业收入
    (4, re.compile(r"\d{1,2}\s*[、．]|\d{1,2}\.(?![\d])|\d{1,2}\s(?=[^\d\s年月日%,.])")),  # 1、货币资金
    (4, re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.,%年月日])\.?\s")),  # 2.1 Basis of preparation
    (5, re.compile(r"[（(]\d{1,2}[）)]、?|\d{1,2}[）)]")),  # （1）明细情况
    (6, re.compile(r"[①-⑳㈠-㈩]")),  # ①
    (6, re.compile(r"[(（][a-z]{1,4}[)）]|[a-z][)）]\s|[ivx]{1,4}[)）.]\s|[A-H][.、]\s?(?=[^\s\d])")),  # (iii)
)
# All of them in one: asked of every line, and most begin with none.
_ANY_MARK = re.compile("|".join(f"({pattern.pattern})" for _, pattern in _MARKS))
_BULLET = re.compile(r"[•●○■□◆◇▪▫►➢➤✓√※\uf020-\uf0ff·](?=\s?\S)|[-–—]\s(?=\D)")


def find_mark(text: str) -> Mark | None:
    """The number or bullet that a line begins with, or None."""
    found = _ANY_MARK.match(text)
    if found and found.lastindex:
        return Mark(depth=_MARKS[found.lastindex - 1][0], length=found.end())
    found = _BULLET.match(text)
    return Mark(depth=7, length=found.end(), bullet=True) if found else None
