"""Which lines of a plain text make one paragraph: lines wrapped at a width, and halves torn apart at a page end.

    …应对复杂任务能力更强、模型⏎           The first half is not closed and is no heading,
    ⏎                                     the second opens nothing new:
    响应速度更快、训练及推理效率更高。⏎     one paragraph.

A line is wrapped when it is full: the first word of the next line would not have fitted. The road not taken is to
join every line to the next: covers and signatures are lines that stand for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from diffing.document import Pair
from diffing.keys import CJK, fold
from diffing.reading.headings import heading_level, is_caption, is_list_item, looks_like_heading, numbered, width


class Gap(IntEnum):
    """What stands between a line and the one before it."""

    LINE = 0
    BLANK = 1
    CLOSED = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or the piece of it between two tags; `parts` leave markup and margins out, `level` is a given one."""

    parts: tuple[Pair, ...]
    said: str
    gap: Gap
    level: int = 0


@dataclass(frozen=True, slots=True)
class Wrap:
    """The width at which a text is wrapped, counted in characters or columns; `hard` when words are cut there."""

    limit: int
    columns: bool
    hard: bool

    def measure(self, text: str) -> int:
        """How much of a line `text` fills."""
        return width(text) if self.columns else len(text)


# So much of all lines is no wider than the limit: a web address may stick out.
_INSIDE_LIMIT = 0.9
# Lines cut at a width whatever stands there are all of it; one in fifty may end at a blank.
_HARD_SHARE = 0.98
_HARD_LINES = 3

_CLOSED = re.compile(r"[。！？!?；;：:…][”’」』）)】》\]\"']*$|[.．][”’）)\]\"']*$")
_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Ltd|Co|No|U\.S|Mr|Ms|Dr|vs)\.$")
_INNER = re.compile("[，、。；,;]")
# What opens a new paragraph in records and on covers: 问：, 答：, 证券代码：, Q:.
_LABEL = re.compile(r"\s*[^\s：:，。；,;]{1,12}\s*[：:]")
_TURN = re.compile(r"\s*(?:问|答|提问|回复|Q|A|证券代码|证券简称|公告编号|编号|单位|日期|时间|地点)\s*\d{0,3}\s*[：:]")
_LATIN = re.compile(rf"[^\s{CJK}]")
_WORD = re.compile(r"\S+")
# 证券代码：300418 and 2024 年 4 月 are lines of their own, though nothing closes them.
_LABELLED = re.compile(r"[^\s:：]{1,12}\s*[:：]\s*[^,，。;；]{0,40}")
_NO_WORDS = re.compile(r"[\d\s年月日度〇○零一二三四五六七八九十/.:：\-—第号]+")
# How an English second half opens: in lower case, or with a digit, a bracket, or a sign of the middle of a sentence.
_MIDDLE = re.compile(r"[a-z0-9$€£%&,;)(]")

# More than any heading or label is long: what lies farther from a break says nothing about it.
_NEARBY = 400

# 12 / 198, - 3 -, 第 3 页 共 10 页, Page 3 of 10; a bare 3 only counts between two halves of a sentence.
_PAGE_NUMBER = re.compile(
    r"\d{1,4}\s*/\s*\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|第\s*\d{1,4}\s*页(?:\s*[/,，]?\s*共\s*\d{1,4}\s*页)?"
    r"|[Pp]age\s+\d{1,4}(?:\s+of\s+\d{1,4})?"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")


def find_wrap(lines: Sequence[Line]) -> Wrap:
    """The width a text is wrapped at; wider than all its lines when it is not."""
    wraps = [_wrap_in(lines, columns=columns) for columns in (False, True)]
    return min(wraps, key=lambda pair: pair[1])[0]


def _wrap_in(lines: Sequence[Line], *, columns: bool) -> tuple[Wrap, float]:
    """The limit in one measure, and how far the wrapped lines scatter below it."""
    measure = width if columns else len
    filled = sorted(measure(line.said) for line in lines) or [0]
    inner = [measure(line.said) for line, following in pairwise(lines) if following.gap is Gap.LINE]
    limit = filled[min(int(len(filled) * _INSIDE_LIMIT), len(filled) - 1)]
    if inner:
        limit = max(limit, sorted(inner)[min(int(len(inner) * _INSIDE_LIMIT), len(inner) - 1)])
    full = sum(1 for size in inner if size == limit)
    hard = len(inner) >= _HARD_LINES and full >= len(inner) * _HARD_SHARE
    scatter = sum(abs(limit - size) for size in inner) / (limit * len(inner)) if inner and limit else 1.0
    return Wrap(limit=limit, columns=columns, hard=hard), scatter


def is_page_number(line: Line, before: str, after: str) -> bool:
    """Whether a line is the number of a page; a bare number only where it tears a sentence apart."""
    plain = fold(line.said).strip()
    if _PAGE_NUMBER.fullmatch(plain):
        return True
    return bool(_BARE_NUMBER.fullmatch(plain)) and bool(before) and bool(after) and goes_on(before, after)


def belongs(paragraph: str, last: Line, line: Line, wrap: Wrap) -> bool:
    """Whether `line` continues the paragraph so far, whose last line is `last`."""
    if line.gap is Gap.CLOSED or line.level or last.level:
        return False
    if line.gap is Gap.BLANK:
        return goes_on(paragraph, line.said)
    room = wrap.limit - wrap.measure(last.said)
    opens = numbered(line.said) or is_list_item(line.said) or (_LABEL.match(line.said) and _LABEL.match(last.said))
    if room < wrap.measure(_first_unit(line.said)) and not opens:
        return True
    word = _WORD.match(line.said.lstrip())
    return bool(word) and room <= wrap.measure(word.group()) <= wrap.limit and goes_on(paragraph, line.said)


def _first_unit(text: str) -> str:
    """What a wrapper does not break at the start of a line: a Latin word, or one Chinese sign."""
    text = text.lstrip()
    found = re.match(rf"[^\s{CJK}]+", text)
    return f" {found.group()}" if found else text[:1]


def goes_on(before: str, after: str) -> bool:
    """Whether `after` is the other half of a sentence that `before` leaves open."""
    first, second = fold(before[-_NEARBY:]).strip(), fold(after[:_NEARBY]).strip()
    if not first or not second or (_CLOSED.search(first) and not _ABBREVIATED.search(first)):
        return False
    if _stands_alone(first) or _opens_anew(second):
        return False
    if _LATIN.match(first[-1]) and _LATIN.match(second[0]):
        return bool(_MIDDLE.match(second)) or first[-1] in ",-"
    return True


def _stands_alone(text: str) -> bool:
    """Whether a text without a closing mark is a line of its own rather than half a sentence."""
    if _LABELLED.fullmatch(text) or _NO_WORDS.fullmatch(text):
        return True
    return bool(heading_level(text)) or is_caption(text) or (looks_like_heading(text) and not _INNER.search(text))


def _opens_anew(text: str) -> bool:
    short = looks_like_heading(text) and not _CLOSED.search(text)
    return bool(numbered(text) or is_list_item(text) or _TURN.match(text) or short)


def separator(before: str, after: str, between: str, wrap: Wrap) -> bool:
    """Whether the line end between two lines of one paragraph stands for a space."""
    if not _LATIN.match(before[-1]) or not _LATIN.match(after[0]) or before[-1] in "-–—/":
        return False
    return not (wrap.hard and between in ("\n", "\r\n"))
