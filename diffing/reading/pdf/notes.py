"""Footnotes: small type at the foot of a page, begun by the mark that the body refers to."""

from __future__ import annotations

import re

from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.sheet import Sheet
from diffing.reading.pdf.typography import Typography

# Of the body's size. Note type is 9 points where the body is 10.5 or 12.
_SMALLER = 0.9
# Below a separator less is enough, as 9 points where the body is 10.
_SLIGHTLY = 0.96
# Share of the page height that notes stand below.
_LOWER = 0.3
# A separator is drawn across a part of the column only, just above the notes.
_SEPARATOR = (0.1, 0.6)
# In em: it begins where the notes do, and stands so near above them; above a note's mark it may be further.
_AT_MARGIN, _NEAR, _FAR = 3.0, 1.5, 2.2
_ENDS = "。；.;!?！？)）"
_NUMBER = re.compile(r"\d{1,3}")
_MARK = re.compile(r"(?:注\s?\d{0,2}\s*[：:]|[*＊†‡]{1,3}|[（(]?\d{1,3}[）)]?(?![\d,.%])|[①-⑳])\s*\S")


def starts_note(line: Line, before: list[Line]) -> bool:
    """Whether a line begins a footnote; `before` are the lines of the note above it.

    Within a sentence only the next number does: 增加 / 141个百分点 goes on.
    """
    found = _MARK.match(line.text)
    if found is None or not before or has_ended(before[-1]):
        return found is not None
    number, last = _NUMBER.search(found.group()), _NUMBER.search(before[0].text[:4])
    return number is None or last is None or int(number.group()) == int(last.group()) + 1


def has_ended(line: Line) -> bool:
    """Whether a note ends with this line, as far as its words tell."""
    return line.text[-1] in _ENDS


def find_notes(lines: list[Line], sheet: Sheet, typography: Typography) -> list[Line]:
    """The footnote lines of a column, top to bottom; none where its last lines are of body size."""
    em = typography.em
    lines = sorted(lines, key=lambda line: line.base)
    left, right = min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
    floor = max((grid.bottom for grid in sheet.grids if grid.left < right and grid.right > left), default=0.0)
    notes = _tail(lines, _SMALLER * em, floor)
    if not notes or notes[0].cuts or not _has_separator(sheet, notes[0]):
        notes = _from_mark(_tail(lines, _SLIGHTLY * em, floor), sheet, parted=True)
        notes = notes or _from_mark(_tail(lines, _SMALLER * em, floor), sheet, parted=False)
        # A part of a report may be set smaller than the rest.
        if notes and round(notes[0].em * 2) / 2 in typography.sizes:
            return []
    return notes if notes and notes[0].base > _LOWER * sheet.height else []


def _from_mark(lines: list[Line], sheet: Sheet, *, parted: bool) -> list[Line]:
    """The lines from the first that a note's mark begins, or from the first such below a separator."""
    marked = (at for at, line in enumerate(lines) if starts_note(line, []))
    first = next((at for at in marked if not parted or _has_separator(sheet, lines[at], _FAR)), len(lines))
    return lines[first:]


def _tail(lines: list[Line], size: float, floor: float) -> list[Line]:
    """The last lines below the last table that are set smaller, rows of small tables left out."""
    first = len(lines)
    while first and lines[first - 1].em < size and len(lines[first - 1].cuts) <= 1 and lines[first - 1].base > floor:
        first -= 1
    return lines[first:]


def _has_separator(sheet: Sheet, line: Line, above: float = _NEAR) -> bool:
    low, high = (share * sheet.width for share in _SEPARATOR)
    return any(
        low < right - left < high
        and line.top - above * line.em < y < line.base
        and abs(left - line.left) < _AT_MARGIN * line.em
        for y, left, right in sheet.across
    )
