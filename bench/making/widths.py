"""How wide the columns of a table are, and how large its type, as one who sets tables would choose them.

No number and no word is broken while smaller type can help; no cell is a tower of short lines while others have room.

    widths by content ─ a cell in towers, a word torn? ─ fewest lines for all cells ─ no room? ─ the next smaller type
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.making.blocks import Cell, Table
    from bench.making.lettering import Letters

# Points at each side of a cell.
PAD = 3.0
# Shares of the running text's size that tables are set in, and in points the smallest type that printers use for them
# (小六, 6.5 points).
_SIZES, _SMALLEST = (0.9, 0.8, 0.7, 0.6), 6.5
# In em: no column is narrower, none asks for more than this at first.
_LEAST, _MOST = 4, 16
# A cell of more lines in a column narrower than so many em is a tower; lines end a little short of their edge.
_LINES, _READABLE, _RAGGED = 3, 10, 1.1
# A column so many times as wide as its longest text is half empty.
_IDLE = 1.7
_NUMBER = re.compile(r"[-−(（]?[$¥]?[\d,]+(\.\d+)?[%％)）]*|[-—/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The size of the type and the width of each column, in points; `torn` where a word is wider than its column."""

    size: float
    widths: tuple[float, ...]
    torn: bool = False


def fitted(table: Table, fonts: Letters, *, size: float, room: float) -> Fit:
    """The widths of the columns of `table` in `room` points, below running text of `size` points."""
    sizes = [size * share for share in _SIZES if size * share >= _SMALLEST] or [_SMALLEST]
    first = Fit(size=sizes[0], widths=_by_content(table, fonts, sizes[0], room))
    if not _is_bad(table, fonts, first):
        return first
    for smaller in sizes:
        for lines in range(1, _LINES + 1):
            widths = _in_lines(table, fonts, smaller, room, lines)
            if widths:
                return Fit(size=smaller, widths=widths)
    last = Fit(size=sizes[-1], widths=_in_lines(table, fonts, sizes[-1], room, 0) or ())
    return last if last.widths else Fit(size=sizes[0], widths=first.widths, torn=True)


def _by_content(table: Table, fonts: Letters, size: float, room: float) -> tuple[float, ...]:
    """Each column gets what its longest number needs and a share of the rest by the length of its texts."""
    least, wished = [_LEAST * size] * table.columns, [_LEAST * size] * table.columns
    for cell in table.cells:
        if cell.column_span == 1:
            width = fonts.width(cell.text, size) + 2 * PAD + 1
            wished[cell.column] = max(wished[cell.column], min(width, _MOST * size))
            if _NUMBER.fullmatch(cell.text):
                least[cell.column] = max(least[cell.column], width)
    if sum(least) > room:
        return tuple(room * width / sum(least) for width in least)
    return _spread(least, wished, room)


def _in_lines(table: Table, fonts: Letters, size: float, room: float, lines: int) -> tuple[float, ...] | None:
    """Widths with which no cell has more than `lines` lines or is readable all the same; None where these have no room.

    With no lines asked for, no word is torn, and that is all.
    """
    least = [2 * PAD + size] * table.columns
    full = list(least)
    for cell in sorted(table.cells, key=lambda cell: cell.column_span):
        columns = range(cell.column, cell.column + cell.column_span)
        whole = fonts.width(cell.text, size)
        enough = min(whole if lines == 1 else whole / lines * _RAGGED, _READABLE * size) if lines else 0.0
        _widen(least, columns, max(_longest(cell, fonts, size), enough) + 2 * PAD + 1)
        if cell.column_span == 1:
            full[cell.column] = max(full[cell.column], whole + 2 * PAD + 1)
    return None if sum(least) > room else _spread(least, full, room)


def _widen(widths: list[float], columns: range, wanted: float) -> None:
    lack = (wanted - sum(widths[at] for at in columns)) / len(columns)
    for at in columns:
        widths[at] += max(lack, 0.0)


def _longest(cell: Cell, fonts: Letters, size: float) -> float:
    return max((fonts.width(atom, size) for atom in fonts.atoms(cell.text)), default=0.0)


def _spread(least: Sequence[float], wished: Sequence[float], room: float) -> tuple[float, ...]:
    """The widths that are needed, with what is left of the room first shared by wish and then evenly."""
    rest = [max(wish - low, 0.0) for wish, low in zip(wished, least, strict=True)]
    share = min(1.0, (room - sum(least)) / (sum(rest) or 1.0))
    even = (room - sum(least) - share * sum(rest)) / len(least)
    return tuple(low + share * more + even for low, more in zip(least, rest, strict=True))


def _is_bad(table: Table, fonts: Letters, fit: Fit) -> bool:
    """Whether a word is torn, or a cell is a tower of lines that are short or stand beside columns half empty."""
    full = [0.0] * table.columns
    for cell in table.cells:
        full[cell.column] = max(full[cell.column], fonts.width(cell.text, fit.size) / cell.column_span)
    idle = any(width > _IDLE * (text + 2 * PAD) for width, text in zip(fit.widths, full, strict=True))
    return any(
        width < _longest(cell, fonts, fit.size)
        or ((idle or width < _READABLE * fit.size) and len(fonts.lines(cell.text, fit.size, room=width)) > _LINES)
        for cell, width in _insides(table, fit.widths)
    )


def _insides(table: Table, widths: Sequence[float]) -> Iterator[tuple[Cell, float]]:
    for cell in table.cells:
        if cell.text:
            yield cell, sum(widths[cell.column : cell.column + cell.column_span]) - 2 * PAD
