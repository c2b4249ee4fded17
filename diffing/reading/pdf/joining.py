"""How two lines of one paragraph or cell go together: with a space, without, or with a hyphen dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from diffing.document import Pair
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.signs import is_wide


class Join(Enum):
    """What a line end inside a passage stands for."""

    SPACE = "space"
    NOTHING = "nothing"
    HYPHEN = "hyphen"


_LAST_NUMBER = re.compile(r"[-(（]?[\d.,]*$")
_FIRST_NUMBER = re.compile(r"[\d.,]*[%％)）]?")
_NUMBER = re.compile(r"[-(（]?\d{1,3}(?:,\d{3})*(?:\.\d+)?[%％)）]?|[-(（]?\d+(?:\.\d+)?[%％)）]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# 2016/12/21 and 2001-12-31, whole and as far as a line has room for.
_DATE = re.compile(r"(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])")
_DATE_HEAD = re.compile(r"(?<!\d)(?:19|20)\d\d[-/.][-/.\d]{0,5}$")
_DATE_TAIL = re.compile(r"[-/.\d]{1,5}(?!\S)")
# three- and nine-month: the hyphen stands for the rest of the word.
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|bis)\b")
_HYPHENATED = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_SPLIT_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]-$")


def join(above: str, below: str, *, forced: bool, words: frozenset[str] = frozenset()) -> Join:
    """How `below` follows `above`; `forced` when the line ended because no more fitted.

    `words` are the hyphenated words seen inside lines: one of those keeps its hyphen at a line end too.
    """
    if above[-1] == "-" and _SPLIT_WORD.search(above) and below[0].islower() and below[0].isascii():
        if _SUSPENDED.match(below):
            return Join.SPACE
        return Join.NOTHING if _hyphenated(above, below) in words else Join.HYPHEN
    if is_wide(above[-1]) or is_wide(below[0]) or above[-1] in "-/":
        return Join.NOTHING
    if is_one_date(above, below, forced=forced):
        return Join.NOTHING
    if above[-1] in "0123456789.," and below[0] in "0123456789.,%)":
        return Join.NOTHING if forced and is_one_number(above, below) else Join.SPACE
    return Join.SPACE


def is_one_date(above: str, below: str, *, forced: bool) -> bool:
    """Whether a date goes on in the next line ("2001-12" and "-31"); one that could end here only if it was forced."""
    # Few lines begin like the rest of a date, and that is seen at once.
    tail = _DATE_TAIL.match(below)
    head = _DATE_HEAD.search(above) if tail else None
    if not (head and tail and _DATE.fullmatch(head.group() + tail.group())):
        return False
    return forced or not _DATE.fullmatch(head.group())


def is_one_number(above: str, below: str) -> bool:
    """Whether the end of one line and the start of the next are pieces of one number ("66,6" and "63,200.00")."""
    first, second = _LAST_NUMBER.search(above), _FIRST_NUMBER.match(below)
    head, tail = first.group() if first else "", second.group() if second else ""
    if _YEAR.fullmatch(tail) and (_YEAR.fullmatch(head) or head.endswith(",")):
        return False  # "December 31," and "2018" are a date
    if _NUMBER.fullmatch(head) and _NUMBER.fullmatch(tail):
        # Both could stand alone: only "7,802,000.0" and "0" read better as one.
        return _NUMBER.fullmatch(head + tail) is not None and ("." in head or "," in head) and "." not in tail
    return True


def hyphenated_words(lines: Iterable[Line]) -> frozenset[str]:
    """The words with a hyphen that stand inside lines, in small letters."""
    found: set[str] = set()
    for line in lines:
        if "-" in line.text:
            words = [word for word in line.text.split() if "-" in word]
            found.update(word.lower() for some in words for word in _HYPHENATED.findall(some))
    return frozenset(found)


def _hyphenated(above: str, below: str) -> str:
    first, second = re.search(r"[A-Za-z-]+$", above), re.match(r"[A-Za-z]+", below)
    return f"{first.group() if first else ''}{second.group() if second else ''}".lower()


def pieces(lines: Sequence[tuple[int, str]], joins: Sequence[Join]) -> tuple[list[Pair], list[Pair]]:
    """The parts of a passage, and what is left out of it at line ends.

    `lines` are (start in the document, text) in order, `joins[i]` says how line i+1 follows line i.
    """
    parts: list[Pair] = []
    dropped: list[Pair] = []
    for at, (start, text) in enumerate(lines):
        end = start + len(text)
        how = joins[at] if at < len(joins) else Join.NOTHING
        if how is Join.SPACE:
            end += 1
        elif how is Join.HYPHEN:
            end -= 1
            dropped.append((end, end + 2))
        if parts and parts[-1][1] == start:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts, dropped
