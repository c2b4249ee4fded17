"""Which blocks are headings, how deep, and which are list items."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from diffing.document import BlockKind
from diffing.reading.pdf.blocks import Run
from diffing.reading.pdf.numbering import Mark, find_mark
from diffing.reading.pdf.paragraphs import is_contents_line
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


def name_blocks(runs: list[Run], typography: Typography) -> None:
    """Sets the kind of each text block, and the level of headings from how they look and how they are numbered."""
    styles: dict[int, tuple[float, int]] = {}
    for at, run in enumerate(runs):
        if run.kind is not BlockKind.PARAGRAPH:
            continue
        mark = find_mark(run.lines[0].text)
        if is_contents_line(run.lines[-1].text):
            run.kind = BlockKind.CONTENTS
        elif _is_heading(run, mark, typography):
            run.kind = BlockKind.HEADING
            styles[at] = (-round(run.lines[0].em), mark.depth if mark else _NO_MARK)
        elif mark:
            run.kind = BlockKind.LIST_ITEM
    levels = _levels(Counter(styles.values()))
    for at, style in styles.items():
        runs[at].level = levels[style]


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
    size = run.lines[0].em / typography.em
    bold = all(line.bold for line in run.lines)
    if size > _LARGER and (bold or mark or size > _MUCH_LARGER):
        return text[-1] not in _ENDS
    if bold:
        return text[-1] not in _SENTENCE_ENDS + "，,、：:"
    return (
        mark is not None
        and mark.depth <= _OUTER
        and len(run.lines) == 1
        and text[-1] not in _SENTENCE_ENDS + "，,、：:"
    )
