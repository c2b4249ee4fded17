"""Lines into blocks: what goes on in the next line, over columns and pages too.

A line goes on when it is full: the first unbreakable piece of the next line would not have fitted into the room that
was left. Measured on the true widths of that piece, this finds 96 % of paragraph ends by itself; indents, distances
and sizes tell the rest.

    │  公司参投的昆仑基金将继续精选市场空间较大、增速较 │   full: goes on
    │快的细分赛道。                                    │   room left: ends here
    │  报告期内……                                      │   indented: begins
"""

from __future__ import annotations

import re

from diffing.document import BlockKind
from diffing.reading.pdf.blocks import Run
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.numbering import find_mark
from diffing.reading.pdf.signs import has_chinese, is_wide
from diffing.reading.pdf.typography import Column, Typography

# In em.
_INDENTED = 0.8
_ALIGNED = 0.6
_UNDER = 0.4
# A full line that is set in the middle keeps a little room at both sides.
_HARDLY = 0.15
# Share of the column that the first line of a broken title fills.
_HALF = 0.5
# A first line that begins this far in is centred or set to the right.
_FAR = 5.0
# Room that justification or a hanging comma may leave at the end of a full line.
_SLACK = 0.4
# How much wider than usual a distance of lines parts paragraphs, in em.
_LOOSER = 0.35
# A line that is bold for less than this share of it is not bold.
_MOSTLY_LIGHT = 0.5
# Of the line's size: the number of a note is smaller.
_RAISED = 0.8
# Type larger than the body's by this is a title's.
_LARGER = 1.12
# Sizes of one paragraph differ by rounding only.
_SAME_SIZE = 0.08
_ENDS = "。！？；.!?;：:…"
# A sentence or what announces a list is over; after a semicolon it may go on.
_OVER = "。！？.!?：:"
# A line of a title set in the middle that ends so goes on: 关于…质押及 / 解除质押的公告.
_JOINING = "及和与暨或、，的之"
_JOINING_WORD = re.compile(r"\b(?:and|or|of|the|for|to|in|on|by|with|from)$|&$", re.IGNORECASE)
_CLOSERS = "，。、；：！？）」』”’》〉】〕％%,.;:!?)]}"
# 2), （2） and 2、: the number of an item, to look for the one before it.
_ITEM_NUMBER = re.compile(r"([（(]?)(\d{1,2})([）)、．.]|\s)")
# What a note or heading is called before its text, as Note 3.24 – or 注：; the lines below may hang under the text.
_LABEL = re.compile(r"(?:注|附注|说明|备注)\s?\d{0,2}[：:]\s*|[^\s\w]?\s?(?:[^\W\d]+\s)?\d+(?:\.\d+)*\s*[-–—.:：]?\s+")
_NOTE_MARK = re.compile(r"[\[(（]?\d{1,3}[\])）]?|[*†‡①-⑳]")
_LONGEST_MARK = 5  # (123)
# What opens never ends a line: it goes over with what follows (GB/T 15834-2011, 5.1).
_OPENERS = "（《“‘「『【〔〈([{"
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("「", "」"), ("『", "』"), ("【", "】"), ("(", ")"))
_LATIN = re.compile(r"[^\s\u2e80-\uffff，。、；：“”‘’—…]+")
# Looked for first: the pattern is slow on long lines.
_LEADERS, _PAGE_ENDS = ("....", "……", "····", ". . .", "____"), "0123456789ivxlc-–—"
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|(?:\.\s){4,}|_{4,})\s*[-–—]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—]?$")
_LEADER_SIGNS = ".…·_"


def is_contents_line(text: str) -> bool:
    """Whether a line is an entry of a table of contents: a title, a leader, a page number."""
    ends = text[-1] in _PAGE_ENDS and any(leader in text for leader in _LEADERS)
    return ends and _LEADER.search(text) is not None


def goes_on(run: Run, line: Line, column: Column, typography: Typography) -> bool:
    """Whether a line continues a block that was begun."""
    above = run.lines[-1]
    if _is_note_mark(line) and line.em < above.em:
        return _full(run, line)
    if _looks_otherwise(above, line) or _begins_anew(run, line, column):
        return False
    if not (_near(run, line, column, typography) and _aligned(run, line, column)):
        return False
    return _full(run, line) or is_open(run.lines[-1].text) or _goes_on_as_title(run, line, column, typography)


def last_sign(line: Line) -> str:
    """The last sign of a line, the raised number of a note left out: what stands before it ends the sentence."""
    at = len(line.text) - 1
    if line.mixed:
        while at > 0 and line.places.item(3, at) < _RAISED * line.em:
            at -= 1
    return line.text[at]


def is_open(text: str) -> bool:
    """Whether a line ends within a quotation or bracket that it opened: what is kept together is set on the next."""
    return any(text.rfind(opener) > text.rfind(closer) for opener, closer in _PAIRS)


def _looks_otherwise(above: Line, line: Line) -> bool:
    """Whether two lines are set in other type, or one of them in pieces."""
    if abs(above.em - line.em) > _SAME_SIZE * max(above.em, line.em):
        return True
    return bool(line.cuts) or len(above.cuts) > 1 or (bool(above.cuts) and find_mark(above.text) is None)


def _begins_anew(run: Run, line: Line, column: Column) -> bool:
    """Whether what a line says, or its weight, shows that it begins a block."""
    above = run.lines[-1]
    ended = last_sign(above) in _ENDS
    listed = is_contents_line(above.text)
    if not listed and line.text[0] in _LEADER_SIGNS and _LEADER.match(line.text):
        return False
    if listed or (is_contents_line(line.text) and run.kind != BlockKind.CONTENTS):
        return True
    if _weight_differs(above, line) and (len(run.lines) == 1 or ended):
        return True
    if find_mark(line.text) is not None:
        counted = _counted_before(run.text, line.text)
        if counted == 0 or (ended and counted < 0):
            return True
    return run.column != column and has_chinese(run.text) != has_chinese(line.text)


def _weight_differs(above: Line, line: Line) -> bool:
    """Whether one line is bold and the other is not; figures in other type do not make a bold line a light one."""
    if above.bold == line.bold:
        return False
    lighter = line if above.bold else above
    return float(lighter.places[4].mean()) < _MOSTLY_LIGHT


def _counted_before(text: str, line: str) -> int:
    """Where a block tells the number before the one that a line begins with: 0 at its start; -1 for nowhere."""
    found = _ITEM_NUMBER.match(line)
    if not found:
        return -1
    opener, number, closer = found.groups()
    label = _LABEL.match(text)
    begin = label.end() if label and not text[0].isdigit() else 0
    return max(text.find(f"{opener}{int(number) - 1}{closer}", begin) - begin, -1)


def _goes_on_as_title(run: Run, line: Line, column: Column, typography: Typography) -> bool:
    """Whether a title goes on although its line is not full: its maker broke it where it reads best."""
    above = run.lines[-1]
    if above.text[-1] in _ENDS or find_mark(line.text) is not None:
        return False
    stands_out = above.em > _LARGER * typography.em or (above.bold and line.bold)
    if not stands_out or above.bold != line.bold:
        return False
    own = run.column or column
    if set_in_middle(above, own) and set_in_middle(line, column):
        return above.text[-1] in _JOINING or _JOINING_WORD.search(above.text) is not None
    first = run.lines[0]
    # Chinese breaks anywhere, so that a line with room ends its title.
    return first.right - own.left > _HALF * (own.right - own.left) and not has_chinese(run.text) and hangs(first, line)


def hangs(first: Line, line: Line) -> bool:
    """Whether a line begins just below the text that follows the number or label of a first line."""
    mark, label = find_mark(first.text), _LABEL.match(first.text)
    ends = {mark.length if mark else 0, label.end() if label else 0} - {0}
    if label:
        inner = find_mark(first.text[label.end() :])
        ends.add(label.end() + (inner.length if inner else 0))
    for end in ends:
        start = end + len(first.text[end:]) - len(first.text[end:].lstrip())
        if start < len(first.text) and abs(first.places.item(0, start) - line.left) <= _UNDER * line.em:
            return True
    return False


def _is_note_mark(line: Line) -> bool:
    """Whether a line is nothing but the raised number of a note, pushed over by a full line."""
    return len(line.text) <= _LONGEST_MARK and _NOTE_MARK.fullmatch(line.text) is not None


def _near(run: Run, line: Line, column: Column, typography: Typography) -> bool:
    above = run.lines[-1]
    step = (line.base - above.base) / line.em
    if above.page != line.page or (step <= 0 and line.left > above.right):
        # On to the next page or column: without indents, a sentence that ended ends its paragraph.
        return bool(column.indent) or last_sign(above) not in _OVER
    if step <= 0:
        return False
    usual = max(typography.pitch, column.pitch or typography.wide)
    if len(run.lines) > 1 and run.lines[-2].page == above.page and above.base > run.lines[-2].base:
        usual = (above.base - run.lines[-2].base) / line.em
    elif abs(line.em - typography.em) > 1:
        usual = max(typography.pitch, 1.6)
    return step < usual + _LOOSER


def _aligned(run: Run, line: Line, column: Column) -> bool:
    """Whether the left edge is that of a following line, not of a first one."""
    em = line.em
    own = run.column or column
    offset = line.left - column.left
    first = run.lines[0].left - own.left
    centred = set_in_middle(run.lines[-1], own, _HARDLY) and set_in_middle(line, column)
    if centred or (len(run.lines) == 1 and hangs(run.lines[0], line)):
        return True
    if len(run.lines) == 1 and first > _FAR * em:
        flush = abs(offset - first) <= _ALIGNED * em
        return flush or (_centred(run.lines[0], own, em) and _centred(line, column, em))
    if len(run.lines) > 1:
        usual = run.lines[-1].left - own.left
        return abs(offset - usual) < _ALIGNED * em or (offset < first - _ALIGNED * em and offset < _INDENTED * em)
    if offset < first - _ALIGNED * em:
        return True
    if abs(offset - first) <= _ALIGNED * em:
        indented = offset >= _INDENTED * em and column.indent and abs(offset - column.indent) <= _ALIGNED * em
        # Two lines at the usual indent are two beginnings, unless the first breaks off in its sentence.
        return not indented or last_sign(run.lines[-1]) not in _ENDS
    mark = find_mark(run.lines[0].text)
    return mark is not None and offset - first < 4.5 * em


def _centred(line: Line, column: Column, em: float) -> bool:
    return abs(line.left + line.right - column.left - column.right) < 2 * _ALIGNED * em


def set_in_middle(line: Line, column: Column, least: float = _ALIGNED) -> bool:
    """Whether a line has the same room at both sides, and at least so many em."""
    return line.left - column.left > least * line.em and _centred(line, column, line.em)


def _full(run: Run, line: Line) -> bool:
    above = run.lines[-1]
    right = run.column.right if run.column else above.right
    room = right - above.right
    if run.column and set_in_middle(above, run.column, _HARDLY) and set_in_middle(line, run.column):
        room += above.left - run.column.left
    return room < first_piece_width(line) + _SLACK * line.em + _word_gap(above, line)


def _word_gap(above: Line, line: Line) -> float:
    return 0.0 if is_wide(above.text[-1]) or is_wide(line.text[0]) else 0.2 * line.em


def first_piece_width(line: Line) -> float:
    """The width in points of what cannot be broken at the start of a line: a sign or word, its closing signs."""
    first = 0
    while first < len(line.text) - 1 and line.text[first] in _OPENERS:
        first += 1
    word = _LATIN.match(line.text, first)
    end = word.end() if word else first + 1
    while end < len(line.text) and line.text[end] in _CLOSERS:
        end += 1
    return line.places.item(1, end - 1) - line.places.item(0, 0)
