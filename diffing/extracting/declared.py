"""What a correction notice declares: passages as they were and as they should be, and the document they belong to.

更正前：质押股份6,000,000股 / 更正后：质押股份12,000,000股     headings       declared_passages.py
项目 | 更正前 | 更正后                                         columns        declared_passages.py
将“6.05亿元”更正为“6.50亿元”; for "61" read "67"               in words       declared_words.py
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from diffing.document import Document
from diffing.extracting.calendar import Context
from diffing.extracting.declared_passages import Passages, from_headings, from_tables, spelled
from diffing.extracting.declared_words import from_words
from diffing.extracting.numerals import plain
from diffing.extracting.periods import scan

# What is corrected is named at the head of a notice.
_HEAD = 6000
# How far before a title the day of its publication stands.
_BEFORE_TITLE = 160
_TITLE = re.compile(r"《([^《》]{4,80})》[ ]*(?:[(（]?(?:公告)?编号[：:][ ]*(?P<number>[\w\-]{4,20})[)）]?)?")
# What a notice quotes and does not correct: laws, rules, and itself.
_NOT_CORRECTED = ("法", "规则", "办法", "准则", "指引", "规定")
_LONGEST_SENTENCE = 400
_SENTENCE_ENDS = re.compile(r"[。；\n]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One passage as it was and as it should be, with its offsets, and the document that is corrected.

    `context` is what the notice says around it, as the head of its row. `titles` are the documents that this passage
    belongs to where the notice names more than one; `title` is the first that the whole notice names.
    """

    before: str
    after: str
    start: int
    end: int
    context: str = ""
    title: str = ""
    number: str = ""
    published: date | None = None
    titles: tuple[str, ...] = ()


def declarations(document: Document) -> tuple[Declaration, ...]:
    """The passages that a correction notice gives as they were and as they should be, in order.

    A document that declares nothing has none.
    """
    text = spelled(document.text)
    named = _named(text)
    title, number, published = _corrected(document, named)
    found = from_tables(document)
    found += from_headings(document, text, found)
    found += from_words(document, text, found)
    return tuple(
        Declaration(
            before=one.before,
            after=one.after,
            start=one.start,
            end=one.end,
            context=one.context,
            title=title,
            number=number,
            published=published,
            titles=_titles(text, named, one.start),
        )
        for one in _in_order(found)
    )


def _in_order(found: Passages) -> Passages:
    return sorted(found, key=lambda one: (one.start, one.end))


def _named(text: str) -> list[re.Match[str]]:
    """The titles of documents that may be the corrected ones, in order."""
    return [
        match
        for match in _TITLE.finditer(text)
        if not match.group(1).endswith(_NOT_CORRECTED) and "更正公告" not in match.group(1)
    ]


def _corrected(document: Document, named: Sequence[re.Match[str]]) -> tuple[str, str, date | None]:
    """Title, number and day of publication of the first document that the head of the notice names."""
    for match in named:
        if match.start() > _HEAD:
            break
        context = Context(document.published or date(2000, 1, 1))
        before = plain(document.text[max(0, match.start() - _BEFORE_TITLE) : match.start()])
        days = [one.first for one in scan(before, "zh", context) if one.instant]
        return _bare(match.group(1)), match.group("number") or "", days[-1] if days else None
    return "", "", None


def _titles(text: str, named: Sequence[re.Match[str]], start: int) -> tuple[str, ...]:
    """The titles in the last sentence before a passage that has any: one sentence may name a report and its summary."""
    last = bisect_left(named, start, key=lambda match: match.start()) - 1
    if last < 0:
        return ()
    left = max(0, named[last].start() - _LONGEST_SENTENCE)
    ends = [end.end() for end in _SENTENCE_ENDS.finditer(text, left, named[last].start())]
    first = bisect_left(named, ends[-1] if ends else left, key=lambda match: match.start())
    return tuple(_bare(match.group(1)) for match in named[first : last + 1])


def _bare(title: str) -> str:
    return re.sub(r"\s", "", title)
