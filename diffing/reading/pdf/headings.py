"""Which blocks are headings, how deep, and which are list items."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from diffing.document import BlockKind
from diffing.reading.pdf.blocks import Run
from diffing.reading.pdf.numbering import Mark, find_mark
from diffing.reading.pdf.paragraphs import hangs, is_contents_line, last_sign, set_in_middle
from diffing.reading.pdf.signs import has_chinese
from diffing.reading.pdf.typography import Typography

# Of the body's size.
_LARGER, _MUCH_LARGER = 1.12, 1.25
# Characters and lines of the longest heading; letters say half of what Chinese signs do.
_LONGEST, _LONGEST_LATIN, _MOST_LINES = 90, 180, 3
_ENDS = "。；;，,、"
_SENTENCE_ENDS = "。；;.!?！？"
_DEEPEST = 6
# 第三节, 一、 and （一） number headings; 1、 and below number items, and headings only where they are set bold.
_OUTER = 3
# A style that fewer headings use is an exception.
_USUAL = 4
_NO_MARK = 8
# A heading that is set like the body stands below those that are set bold.
_PLAIN = 9
# Characters of a heading that is known by its place only, and the room in em that it leaves in its line.
_SHORT, _SHORT_LATIN, _ROOM = 36, 80, 3
# In em: how much nearer than what is above the text below must be.
_NEARER = 0.4
# In em: lines nearer than this are of one item; and the share of its column that such an item's line fills.
_CLOSE, _HALF = 1.6, 0.5
_NO_TITLE_ENDS = "。；;！？!?，,、：:.…"
# A line set to the right margin begins further in than this share of its column: who signs, and when.
_FAR_RIGHT = 0.45
# 2018年2月1日, 二零二五年六月三十日, June 30, 2025, 30 June 2025, 2018-02-01
_DATE = re.compile(
    r"[\d\s〇○零一二三四五六七八九十]+年(?:[\d\s一二三四五六七八九十]+月)?(?:[\d\s一二三四五六七八九十]+日)?"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)


def name_blocks(runs: list[Run], typography: Typography) -> None:
    """Sets the kind of each text block, and the level of headings from how they look and how they are numbered."""
    styles: dict[int, tuple[float, int]] = {}
    body = _body_sizes(runs)
    marks = [find_mark(run.lines[0].text) if run.kind is BlockKind.PARAGRAPH else None for run in runs]
    for at, (run, mark) in enumerate(zip(runs, marks, strict=True)):
        if run.kind is not BlockKind.PARAGRAPH:
            continue
        if is_contents_line(run.lines[-1].text):
            run.kind = BlockKind.CONTENTS
        elif _is_heading(run, mark, typography) or _is_large(run, typography, body):
            run.kind = BlockKind.HEADING
            styles[at] = (-round(run.lines[0].em), mark.depth if mark else _NO_MARK)
        elif mark:
            run.kind = BlockKind.LIST_ITEM
    for at in _heading_by_place(runs, marks):
        mark = marks[at]
        runs[at].kind = BlockKind.HEADING
        styles[at] = (-round(runs[at].lines[0].em), mark.depth if mark else _PLAIN)
    levels = _levels(Counter(styles.values()))
    for at, style in styles.items():
        runs[at].level = levels[style]


def _heading_by_place(runs: list[Run], marks: list[Mark | None]) -> list[int]:
    """Which blocks set like the body are headings: a line that stands over a text, and apart from what is above."""
    found = []
    for at, (before, run, after) in enumerate(zip(runs, runs[1:], runs[2:], strict=False), 1):
        if after.kind is not BlockKind.PARAGRAPH or not _may_be_title(run) or not _is_text(after):
            continue
        mark = marks[at]
        if run.kind is BlockKind.LIST_ITEM and mark and not mark.bullet:
            # An item that stands alone heads what follows; the last of several ends their list.
            beside = marks[at - 1]
            if _is_rest(run, after):
                continue
            if not (before.kind is BlockKind.LIST_ITEM and beside and beside.depth == mark.depth):
                found.append(at)
        elif run.kind is BlockKind.PARAGRAPH and _stands_over(before, run, after):
            found.append(at)
    return found


def _is_rest(run: Run, after: Run) -> bool:
    """Whether a block is the rest of an item that ended before its line was full: one line set close under its text."""
    line, below = run.lines[0], after.lines[0]
    if run.column is None or line.right - run.column.left < _HALF * (run.column.right - run.column.left):
        return False
    return len(after.lines) == 1 and below.base - line.base < _CLOSE * line.em and hangs(line, below)


def _may_be_title(run: Run) -> bool:
    """Whether a block is one short line that ends as no sentence does, and is no date, unit or remark in brackets."""
    if len(run.lines) != 1 or run.lines[0].cuts or run.column is None:
        return False
    line = run.lines[0]
    text = line.text
    room = run.column.right - line.right
    short = len(text) <= (_SHORT if has_chinese(text) else _SHORT_LATIN) and room > _ROOM * line.em
    said = any(sign.isalpha() for sign in text)
    return short and said and text[-1] not in _NO_TITLE_ENDS and _says_a_title(text)


def _says_a_title(text: str) -> bool:
    return not (_DATE.fullmatch(text) or (text[0] in "（(" and text[-1] in ")）" and find_mark(text) is None))


def _is_text(run: Run) -> bool:
    """Whether a block is running text, which a heading may stand over."""
    return len(run.lines) > 1 or last_sign(run.lines[-1]) in _SENTENCE_ENDS


def _stands_over(before: Run, run: Run, after: Run) -> bool:
    """Whether a line is nearer to the text below than to what is above, and begins where that does."""
    line, below = run.lines[0], after.lines[0]
    if before.kind is BlockKind.TABLE or not before.lines or run.column != after.column:
        return False
    above = before.lines[-1]
    if not above.page == line.page == below.page or not above.base < line.base < below.base:
        return False
    aligned = abs(line.left - below.left) < line.em and (has_chinese(line.text) or line.text[0].isupper())
    return aligned and below.base - line.base < line.base - above.base - _NEARER * line.em


def _levels(counts: Counter[tuple[float, int]]) -> dict[tuple[float, int], int]:
    """A level for each style, larger type and outer numbers first; rare styles take the level of the next usual one.

    A cover page uses sizes that nothing else does; they must not use up the levels.
    """
    usual = sorted(style for style, count in counts.items() if count >= _USUAL or len(counts) <= _DEEPEST)
    return {style: min(bisect_left(usual, style) + 1, _DEEPEST) for style in counts}


def _is_heading(run: Run, mark: Mark | None, typography: Typography) -> bool:
    text = run.text
    longest = _LONGEST if has_chinese(text) else _LONGEST_LATIN
    if len(run.lines) > _MOST_LINES or len(text) > longest or not any(sign.isalpha() for sign in text):
        return False
    if (mark and mark.bullet) or any(len(line.cuts) > 1 for line in run.lines):
        return False
    if not _says_a_title(text) or _is_signature(run, typography):
        return False
    size = run.lines[0].em / typography.em
    bold = all(line.bold for line in run.lines)
    if size > _LARGER and (bold or mark or size > _MUCH_LARGER):
        return text[-1] not in _ENDS
    if bold:
        return text[-1] not in _SENTENCE_ENDS + "，,、：:"
    return (
        mark is not None
        and mark.depth <= _OUTER
        and (len(run.lines) == 1 or len(text) <= _SHORT + _SHORT // 2)
        and text[-1] not in _SENTENCE_ENDS + "，,、：:"
    )


def _body_sizes(runs: list[Run]) -> set[int]:
    """The sizes in points that paragraphs of several lines are set in: some reports set their parts in two."""
    counts = Counter(round(run.lines[0].em) for run in runs if len(run.lines) > 1)
    return {size for size, count in counts.items() if count >= _USUAL}


def _is_large(run: Run, typography: Typography, body: set[int]) -> bool:
    """Whether a short line is set a little larger than any running text, or larger and in the middle."""
    em = run.lines[0].em
    middle = run.column is not None and set_in_middle(run.lines[0], run.column)
    larger = em > _LARGER * typography.em and (middle or round(em) not in body)
    return larger and _may_be_title(run) and not _is_signature(run, typography)


def _is_signature(run: Run, typography: Typography) -> bool:
    """Whether a line of body type is set to the right margin, as who signs and when is."""
    line, column = run.lines[0], run.column
    if column is None or line.em > _LARGER * typography.em:
        return False
    width = column.right - column.left
    return line.left - column.left > _FAR_RIGHT * width and abs(column.right - line.right) < 2 * line.em
