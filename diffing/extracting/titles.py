"""Whether a text is a bare title, Item 1A. Risk Factors or 四、信用风险: it names a subject and asserts nothing."""

from __future__ import annotations

import re

# Words that are short in any title; all others of one begin with a capital.
_SMALL = re.compile(r"(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|about|vs|per|our|its|and/or)$")
_WORD = re.compile(r"[A-Za-z][\w'’.-]*")
_ENDED = re.compile(r"[.!?。！？；;][”\"’)）]*\s*$")
_NUMBERED = re.compile(
    r"^\s*(?:(?:item|note|part|section)\s+[\dIVX]+[A-Za-z]?\s*[.:–—-]?|[(（]?[\dA-Za-z]{1,3}[.)）])\s*", re.IGNORECASE
)
_MOST_WORDS = 14
# A title in Chinese is its number and a noun: （三）风险提示, 8、流动性风险.
_HAN_TITLE = re.compile(
    r"\s*(?:第[一二三四五六七八九十\d]{1,3}[章节部分]+|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?\s*"
    r"[\u4e00-\u9fff、和及与（）()]{0,14}?(?:风险|風險|不确定性|不確定性|风险因素|風險因素|风险管理|風險管理|风险提示|风险披露|风险分析|情况|情況|说明)"
    r"(?:[（(]续[）)]|[（(]續[）)])?[\s.·…\d]*"
)
_DENIED = re.compile(r"[不未无無没沒]|可能|存在|面临|面臨|较|有")


def is_title(text: str, language: str) -> bool:
    """Whether a text of one line is a title and no sentence."""
    if language == "zh":
        return _HAN_TITLE.fullmatch(text) is not None and _DENIED.search(text) is None
    said = _NUMBERED.sub("", text)
    words = _WORD.findall(said)
    if not words or len(words) > _MOST_WORDS or _ENDED.search(said) or ":" in said.rstrip(" :"):
        return False
    return all(word[0].isupper() or _SMALL.match(word) for word in words)
