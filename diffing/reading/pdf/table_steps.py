"""How far apart the lines of one cell stand in a table without rules, and from where on rows begin."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from diffing.reading.pdf.signs import has_chinese
from diffing.reading.pdf.table_rows import Cells, Merged, is_rest
from diffing.reading.pdf.tabular import BESIDE

# Lines of one cell stand nearer than rows with figures: this share of their distance, and so many points less.
_TIGHTER, _NEARER = 0.96, 0.6
# In em: lines of one cell are at most this far apart.
_LOOSEST = 1.75
# Lines of one cell in one script stand at distances that differ by less than this factor.
_JUMP = 1.19
# From so many distances between rows on, the smallest is left out: it may be out of line.
_FEW = 4


def tight_steps(rows: list[Merged]) -> tuple[float, float]:
    """The distances in points up to which lines stand in one cell, Latin and Chinese ones; 0 where it is not known.

    Lines of Latin type are set tighter than Chinese ones in the same cell.
    """
    latin, chinese = _near_steps(rows)
    tight = _LOOSEST * rows[0].em
    values = _steps((row.base, {column: row.cells[column] for column in row.values()}) for row in rows)
    if len(values) > 1:
        tight = min(tight, _nearer_than(values[min(len(values) // _FEW, 1)]))
    rows_apart = len(values) > 1 and max([*latin, *chinese], default=0) > tight
    found = [_up_to_jump(steps, tight) for steps in (latin, chinese)]
    if not any(found) and not rows_apart:
        return 0.0, 0.0
    usual = tight if rows_apart else max(found)
    return found[0] or usual, found[1] or usual


def _up_to_jump(steps: list[float], tight: float) -> float:
    """Half way from the first distances to those that are clearly larger; 0 when none are."""
    jumps = [(low, high) for low, high in pairwise(steps) if low < min(tight, high / _JUMP)]
    return min(tight, sum(jumps[0]) / 2) if jumps else 0.0


def _near_steps(rows: list[Merged]) -> tuple[list[float], list[float]]:
    """How far apart in points the lines of a column stand that no other line stands between, the smallest first.

    First those between Latin lines, then the others.
    """
    steps: tuple[list[float], list[float]] = ([], [])
    for at, row in enumerate(rows):
        for above in rows[max(at - 2, 0) : at]:
            step = row.base - above.base
            between = [other for other in rows[max(at - 2, 0) : at] if above.base < other.base - BESIDE * other.em]
            if step <= BESIDE * row.em or between:
                continue
            for column in set(above.cells) & set(row.cells):
                wide = any(has_chinese(line.text) for line in (above.cells[column][-1], row.cells[column][0]))
                steps[wide].append(step)
    return sorted(steps[0]), sorted(steps[1])


def _nearer_than(step: float) -> float:
    return min(_TIGHTER * step, step - _NEARER)


def _steps(rows: Iterable[tuple[float, Cells]]) -> list[float]:
    """How far apart in points the successive lines of each column stand, the smallest first; no parts of one figure."""
    last: dict[int, tuple[float, str]] = {}
    steps: list[float] = []
    for base, cells in rows:
        for column, lines in cells.items():
            above, text = last.get(column, (base, ""))
            if text and not is_rest(text, lines[0].text):
                steps.append(base - above)
            last[column] = base, lines[-1].text
    return sorted(steps)
