"""Footnotes: small type at the foot of a page, begun by the mark that the body refers to."""

from __future__ import annotations

import re

from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.sheet import Sheet

# Of the body's size. Note type is 9 points where the body is 10.5 or 12.
_SMALLER = 0.9
# A separator is drawn across a part of the column only, just above the notes.
_SEPARATOR = (0.1, 0.6)
_MARK = re.compile(r"(?:注\s?\d{0,2}\s*[：:]|[*＊†‡]{1,3}|[（(]?\d{1,3}[）)]?(?![\d,.%])|[①-⑳])\s*\S")


def starts_note(line: Line) -> bool:
    """Whether a line begins a footnote."""
    return _MARK.match(line.text) is not None


def find_notes(sheet: Sheet, em: float) -> list[Line]:
    """The footnote lines of a page, top to bottom; none where its last lines are of body size."""
    lines = sorted(sheet.lines, key=lambda line: line.base)
    floor = max((grid.bottom for grid in sheet.grids), default=0.0)
    first = len(lines)
    while first and _is_small(lines[first - 1], em) and lines[first - 1].base > floor:
        first -= 1
    notes = lines[first:]
    while notes and not starts_note(notes[0]):
        if _has_separator(sheet, notes[0]):
            break
        notes = notes[1:]
    if not notes or notes[0].base < 0.3 * sheet.height:
        return []
    return notes


def _is_small(line: Line, em: float) -> bool:
    """Whether a line may be of a note: in small type, and no row of a table, which may be set small too."""
    return line.em < _SMALLER * em and len(line.cuts) <= 1


def _has_separator(sheet: Sheet, line: Line) -> bool:
    low, high = (share * sheet.width for share in _SEPARATOR)
    return any(
        low < right - left < high and line.top - 1.5 * line.em < y < line.base for y, left, right in sheet.across
    )
