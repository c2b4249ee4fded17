"""Frames of rules without any between columns: what three-line tables are drawn with.

────────────────────────
项目      本期      上期      rules of one length, and lines in pieces between them: all that stands between the
────────────────────────      first and the last is one table
存货      12.00     11.00
────────────────────────
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from diffing.reading.pdf.rules import Rule
from diffing.reading.pdf.tabular import Row

# Points that rules of one table may end apart; the share of their length that a line of its text may fill.
_SAME_END, _FRAMED_WIDTH = 3.0, 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Rules of one length, first to last, with parted lines between them; `bands` counts the spaces between."""

    top: float
    bottom: float
    bands: int

    def holds(self, row: Row) -> bool:
        """Whether a row stands between the first and the last rule."""
        return self.top < _height(row) < self.bottom


def _height(row: Row) -> float:
    """Where a row stands among rules: a little above its baseline."""
    return row.base - 0.2 * row.em


def find_frames(across: list[Rule], rows: list[Row]) -> list[Frame]:
    """The frames of a page, top to bottom: what three-line tables are drawn with."""
    frames: list[Frame] = []
    rows = sorted(rows, key=_height)
    heights = list(map(_height, rows))
    for rules in _of_one_length(across):
        last: Frame | None = None
        for upper, lower in pairwise(rules):
            inside = rows[bisect_right(heights, upper[0]) : bisect_left(heights, lower[0])]
            if not _is_tabular(inside, upper):
                last = None
                continue
            if last:
                frames.remove(last)
            top, bands = (last.top, last.bands + 1) if last else (upper[0], 1)
            last = Frame(top=top, bottom=lower[0], bands=bands)
            frames.append(last)
    return sorted(frames, key=lambda frame: frame.top)


def _of_one_length(across: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in sorted(across):
        for group in groups:
            if abs(group[0][1] - rule[1]) < _SAME_END and abs(group[0][2] - rule[2]) < _SAME_END:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _is_tabular(rows: list[Row], rule: Rule) -> bool:
    """Whether what stands between two rules is rows: some parted, none filled, none reaching over the rules."""
    _, left, right = rule
    if not any(row.parted for row in rows):
        return False
    # Pieces of a row stand from left to right.
    if min(row.pieces[0].left for row in rows) <= left - _SAME_END:
        return False
    if max(row.pieces[-1].right for row in rows) >= right + _SAME_END:
        return False
    unparted = [row.pieces[0] for row in rows if not row.parted]
    return not any(piece.right - piece.left > _FRAMED_WIDTH * (right - left) for piece in unparted)
