"""Whether a text is the other half of a sentence that a page end, a blank line or a line break tore apart.

    …应对复杂任务能力更强、模型⏎           The first half is not closed and is no heading,
    ⏎                                     the second opens nothing new:
    响应速度更快、训练及推理效率更高。⏎     one paragraph.

The road not taken is to join every open line to the next: covers and signatures are lines that stand for themselves.
"""

from __future__ import annotations

import re

from diffing.keys import CJK, fold
from diffing.reading.headings import heading_level, is_caption, is_list_item, looks_like_heading, numbered

_CLOSED = re.compile(r"[。！？!?；;：:…][”’」』）)】》\]\"']*$|[.．][”’）)\]\"']*$")
_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Ltd|Co|No|U\.S|Mr|Ms|Dr|vs)\.$")
_INNER = re.compile("[，、。；,;]")
# What opens a new paragraph in records and on covers: 问：, 答：, 证券代码：, Q:.
_TURN = re.compile(r"\s*(?:问|答|提问|回复|Q|A|证券代码|证券简称|公告编号|编号|单位|日期|时间|地点)\s*\d{0,3}\s*[：:]")
# 证券代码：300418 and 2024 年 4 月 are lines of their own, though nothing closes them.
_LABELLED = re.compile(r"[^\s:：，,]{1,12}\s*[:：]\s*[^,，。;；]{0,40}")
_NO_WORDS = re.compile(r"[\d\s年月日度〇○零一二三四五六七八九十/.:：\-—第号]+")
# How an English second half opens: in lower case, or with a digit, a bracket, or a sign of the middle of a sentence.
_MIDDLE = re.compile(r"[a-z0-9$€£%&,;)(]")
_LEFT_OPEN = re.compile(
    r"\b(?:and|or|of|the|an?|to|in|for|with|by|at|on|from|our|its|their|that|which|as|than|is|are)$"
)
_LATIN = re.compile(rf"[^\s{CJK}]")
# More than any heading or label is long: what lies farther from a break says nothing about it.
NEARBY = 400


def goes_on(before: str, after: str) -> bool:
    """Whether `after` is the other half of a sentence that `before` leaves open."""
    first, second = fold(before[-NEARBY:]).strip(), fold(after[:NEARBY]).strip()
    if not first or not second or is_closed(first):
        return False
    if _stands_alone(first) or _opens_anew(second):
        return False
    if is_latin(first[-1]) and is_latin(second[0]):
        return bool(_MIDDLE.match(second)) or first[-1] in ",-" or bool(_LEFT_OPEN.search(first))
    return True


def is_closed(text: str) -> bool:
    """Whether a text ends as a sentence, a list member or an announcement of one does."""
    plain = fold(text[-NEARBY:]).rstrip()
    return bool(_CLOSED.search(plain)) and not _ABBREVIATED.search(plain)


def is_labelled(text: str) -> bool:
    """Whether a line gives a name and a value: 证券代码：300418."""
    return bool(_LABELLED.fullmatch(text.strip()))


def is_latin(sign: str) -> bool:
    """Whether a sign is neither Chinese nor white space, so that a line end beside it may stand for a space."""
    return bool(_LATIN.match(sign))


def _stands_alone(text: str) -> bool:
    """Whether a text without a closing mark is a line of its own rather than half a sentence."""
    if is_labelled(text) or _NO_WORDS.fullmatch(text):
        return True
    return bool(heading_level(text)) or is_caption(text) or (looks_like_heading(text) and not _INNER.search(text))


def _opens_anew(text: str) -> bool:
    short = looks_like_heading(text) and not _CLOSED.search(text)
    return bool(numbered(text) or is_list_item(text) or _TURN.match(text) or short)
