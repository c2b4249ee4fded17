"""What a correction notice declares: its own 更正前 and 更正后 passages, and the document they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from diffing.document import AsideKind, Document
from diffing.extracting.calendar import Context
from diffing.extracting.numerals import plain
from diffing.extracting.periods import scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One passage as it was and as it should be, with its offsets, and the document that is corrected."""

    before: str
    after: str
    start: int
    end: int
    title: str = ""
    number: str = ""
    published: date | None = None


_MARK = re.compile(
    r"(?:(?<=\n)|^)[ ]*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]?[ ]*)?[“\"【]?(?P<side>原公告内容"
    r"|现更正内容|更正内容|更正前|修订前|补充前|原披露|原公告|原文|更正后|修订后|补充后|现更正为|更正为|应为"
    r"|修改后|修改前)"
    r"(?:的)?(?:内容|公告|披露)?(?:为|如下)?[”\"】]?[：:]?"
)
_LONGEST_LABEL = 12
_AFTER = ("现更正内容", "更正内容", "更正后", "修订后", "补充后", "现更正为", "更正为", "应为", "修改后")
_TITLE = re.compile(r"《([^《》]{4,80})》[ ]*(?:[(（]?(?:公告)?编号[：:][ ]*(?P<number>[\w\-]{4,20})[)）]?)?")
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
_CLOSING = re.compile(r"\n[ ]*(?:除上述|除以上|特此公告|因此给|更正后的公告|公司对上述)")
_STOP = re.compile(r"\n[ ]*(?:[一二三四五六七八九十]{1,3}、|除上述|除以上|特此公告|公司对|因此给|更正后的|本次更正)")


def declarations(document: Document) -> tuple[Declaration, ...]:
    """The passages that a correction notice gives as they were and as they should be, in order.

    A document that declares nothing has none.
    """
    title, number, published = _named(document)
    found = [*_from_tables(document), *_from_text(document)]
    return tuple(
        Declaration(before=before, after=after, start=start, end=end, title=title, number=number, published=published)
        for before, after, start, end in found
    )


def _named(document: Document) -> tuple[str, str, date | None]:
    text = plain(document.text[:6000])
    for match in _TITLE.finditer(text):
        if match.group(1).endswith(("法", "规则", "办法", "准则", "指引", "规定")) or "更正公告" in match.group(1):
            continue
        context = Context(document.published or date(2000, 1, 1))
        days = [
            one.first for one in scan(text[max(0, match.start() - 160) : match.start()], "zh", context) if one.instant
        ]
        return re.sub(r"\s", "", match.group(1)), match.group("number") or "", days[-1] if days else None
    return "", "", None


def _from_tables(document: Document) -> list[tuple[str, str, int, int]]:
    """Tables with a column 更正前 and a column 更正后: one passage for each row."""
    found = []
    for table in document.tables:
        sides: dict[str, int] = {}
        head = -1
        for cell in table.cells:
            label = plain(cell.text).replace(" ", "").replace("\n", "")
            if len(label) < _LONGEST_LABEL and re.search(r"(?:更正|修订|调整|补充|修改)前", label):
                sides["before"], head = cell.column, cell.row
            elif len(label) < _LONGEST_LABEL and re.search(r"(?:更正|修订|调整|补充|修改)后", label):
                sides["after"], head = cell.column, cell.row
        if {"before", "after"} <= sides.keys():
            rows: dict[int, dict[int, str]] = {}
            spans: dict[int, tuple[int, int]] = {}
            for cell in table.cells:
                if cell.row > head:
                    rows.setdefault(cell.row, {})[cell.column] = cell.text
                    left, right = spans.get(cell.row, (cell.start, cell.end))
                    spans[cell.row] = min(left, cell.start), max(right, cell.end)
            for row, texts in rows.items():
                before, after = texts.get(sides["before"], ""), texts.get(sides["after"], "")
                if before or after:
                    found.append((before, after, *spans[row]))
    return found


def _from_text(document: Document) -> list[tuple[str, str, int, int]]:
    """Passages under the headings 更正前 and 更正后, each up to the next heading."""
    text = plain(document.text)
    marks = list(_MARK.finditer(text))
    found = []
    for first, second in pairwise(marks):
        if first["side"] in _AFTER or second["side"] not in _AFTER:
            continue
        following = next((mark.start() for mark in marks if mark.start() > second.start()), len(text))
        own_heads = _NUMBERED.match(text, first.end())
        stop = (_CLOSING if own_heads else _STOP).search(text, second.end(), following)
        end = stop.start() if stop else following
        before, after = _said(document, first.end(), second.start()), _said(document, second.end(), end)
        if before or after:
            found.append((before, after, first.start(), end))
    return found


def _said(document: Document, start: int, end: int) -> str:
    """The text between two offsets without what is printed on every page."""
    kept, at = [], start
    for aside in document.asides:
        if aside.kind is not AsideKind.LINE_END and start <= aside.start and aside.end <= end and aside.start >= at:
            kept.append(document.text[at : aside.start])
            at = aside.end
    return "".join([*kept, document.text[at:end]]).strip()
