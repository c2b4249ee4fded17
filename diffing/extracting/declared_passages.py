"""Corrections given as passages: under the headings 更正前 and 更正后, or in columns of these names.

更正前：                        更正内容   更正前     更正后
研发投入为9,120万元。           研发投入   9,120万元  9,210万元
更正后：
研发投入为9,210万元。
在“二、基本情况”后补充：        no passage before
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diffing.document import AsideKind, Document, Table
from diffing.extracting.numerals import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagePair:
    """A passage before and after its correction, where the notice gives it, and the words beside it."""

    before: str
    after: str
    start: int
    end: int
    context: str = ""


Passages = list[PassagePair]

# Notices of Hong Kong are in traditional signs; of those that the tables below are made of, these are other ones.
_SIMPLE = str.maketrans("後為應現訂調補內將與並當寫誤繕議錯則見說", "后为应现订调补内将与并当写误缮议错则见说")
# The headings of notices of both mainland exchanges and the NEEQ; English ones of Hong Kong and SEC filings.
_MARK = re.compile(
    r"(?:(?<=\n)|^)[ ]*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]?[ ]*)?[“\"【]?(?:"
    r"(?P<zh>原公告内容|现更正内容|更正内容|(?:更正|修订|修改|补充|调整)[前后]|原披露|原公告|原文|现更正为|更正为|应为)"
    r"(?:的)?(?:内容|公告|披露)?(?:为|如下)?[”\"】]?[：:]?"
    r"|(?P<en>(?i:as (?:previously|originally) (?:reported|stated|disclosed|filed|published|announced)|"
    r"(?:before|after) (?:the )?(?:correction|amendment|clarification)|"
    r"(?:original|corrected|incorrect|correct|revised|amended) (?:disclosure|text|version|statement|wording|paragraph)|"
    r"as (?:corrected|revised|amended|restated)|(?:should|to) read))[”\"]?(?:[ ]*(?:as follows)?[：:]|[ ]*(?=\n))"
    r"|(?P<added>(?:[^\n。]{0,60}(?:补充|增加|新增)(?:披露|说明|内容)?(?:为|如下)?[：:])))"
)
_AFTER = re.compile(
    r"(?:更正|修订|修改|补充|调整)后|现更正内容|更正内容|更正为|应为|after|(?<!in)correct|revised|amended|restated|read",
    re.IGNORECASE,
)
_BEFORE_WORDS = re.compile(r"before|previously|originally|original|incorrect", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
_ENDS = (
    r"除上述|承董事|除以上|除此之外|特此公告|因此给|更正后的|公司对上述"
    r"|(?i:save (?:as|for)|except (?:as|for)|other than|all other|by order of)"
)
_CLOSING = re.compile(rf"\n[ ]*(?:{_ENDS})")
_STOP = re.compile(
    rf"\n[ ]*(?:{_ENDS}|[一二三四五六七八九十]{{1,3}}、|公司对|本次更正"
    rf"|(?:\d{{1,2}}\.|[(（](?:[a-z]|\d{{1,2}}|[ivx]{{1,4}})[)）]|[IVX]{{1,4}}\.) [A-Z])"
)
# A heading of a column is a few words.
_LONGEST_LABEL = 30
_BEFORE_COLUMN = re.compile(
    r"(?:更正|修订|调整|补充|修改)前|原披露|(?i:before|previously|originally|^original|^incorrect|^for$)"
)
_AFTER_COLUMN = re.compile(
    r"(?:更正|修订|调整|补充|修改)后|更正为|(?i:^after|^as (?:corrected|restated|revised|amended)|^corrected"
    r"|^correct$|^revised|^read$|^should read)"
)


def spelled(text: str) -> str:
    """`text` as the tables of words here read it, of the same length."""
    return plain(text).translate(_SIMPLE)


def from_tables(document: Document) -> Passages:
    """Tables with a column 更正前 and a column 更正后: one passage for each row, and for each of their columns."""
    return [one for table in document.tables for one in _of_table(table)]


def _of_table(table: Table) -> Iterable[PassagePair]:
    before, after, head = _sides(table)
    if before < 0 or after <= before:
        return
    rows: dict[int, dict[int, str]] = {}
    spans: dict[int, tuple[int, int]] = {}
    for cell in table.cells:
        if cell.row > head:
            rows.setdefault(cell.row, {})[cell.column] = cell.text
            left, right = spans.get(cell.row, (cell.start, cell.end))
            spans[cell.row] = min(left, cell.start), max(right, cell.end)
    for row, texts in rows.items():
        for old, new in ((before + shift, after + shift) for shift in range(after - before)):
            words = texts.get(old, ""), texts.get(new, "")
            if words[0] != words[1]:
                start, end = spans[row]
                beside = " ".join(text for column, text in texts.items() if not before <= column <= 2 * after - before)
                yield PassagePair(before=words[0], after=words[1], start=start, end=end, context=beside)


def _sides(table: Table) -> tuple[int, int, int]:
    """The columns before and after, and the last row of their headings; −1 where there is none."""
    before = after = head = -1
    for cell in table.cells:
        label = spelled(cell.text).replace("\n", " ").strip()
        label = label if label.isascii() else label.replace(" ", "")
        if len(label) > _LONGEST_LABEL or (head >= 0 and cell.row > head + 1):
            continue
        if before < 0 and _BEFORE_COLUMN.search(label):
            before, head = cell.column, cell.row
        elif after < 0 and _AFTER_COLUMN.search(label):
            after, head = cell.column, cell.row
    return before, after, head


def from_headings(document: Document, text: str, told: Sequence[PassagePair]) -> Passages:
    """Passages under the headings 更正前 and 更正后, each up to the next heading; columns already `told` are none."""
    tables = [table for table in document.tables if any(table.start <= one.start < table.end for one in told)]
    marks = [
        mark for mark in _MARK.finditer(text) if not any(table.start <= mark.start() < table.end for table in tables)
    ]
    found = []
    for first, second in pairwise(marks):
        if not first["added"] and not _is_after(first) and _is_after(second):
            found.append(_between(document, text, marks, first, second))
    found += [_between(document, text, marks, None, mark) for mark in marks if mark["added"]]
    return [one for one in found if one.before or one.after]


def _is_after(mark: re.Match[str]) -> bool:
    label = mark["zh"] or mark["en"] or ""
    return bool(_AFTER.search(label)) and not _BEFORE_WORDS.search(label)


def _between(
    document: Document,
    text: str,
    marks: Sequence[re.Match[str]],
    first: re.Match[str] | None,
    second: re.Match[str],
) -> PassagePair:
    at = bisect_right(marks, second.start(), key=lambda mark: mark.start())
    following = marks[at].start() if at < len(marks) else len(text)
    own_heads = first is not None and _NUMBERED.match(text, first.end())
    stop = (_CLOSING if own_heads else _STOP).search(text, second.end(), following)
    end = stop.start() if stop else following
    before = _said(document, first.end(), second.start()) if first else ""
    start = first.start() if first else second.start()
    return PassagePair(before=before, after=_said(document, second.end(), end), start=start, end=end)


def _said(document: Document, start: int, end: int) -> str:
    """The text between two offsets without what is printed on every page."""
    kept, at = [], start
    for aside in document.asides:
        if aside.kind is not AsideKind.LINE_END and start <= aside.start and aside.end <= end and aside.start >= at:
            kept.append(document.text[at : aside.start])
            at = aside.end
    return "".join([*kept, document.text[at:end]]).strip()
