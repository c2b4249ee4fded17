"""The columns of a table without rules, found from how the pieces of its lines stand above each other.

pieces ─ those over two pieces of another line left out ─ overlapping ones are one column ─ halves joined
─ columns parted where every line has a gap at the same place ─ pieces cut between columns

2024年2023年          16.32%
1,475   1,268         1.98     the first line is cut where the second shows two columns
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.tabular import (
    BESIDE,
    CELL_SPACE,
    NIL,
    Columns,
    Gap,
    Row,
    column_range,
    gaps,
    is_currency,
    is_mark,
)

_Piece = tuple[float, float, int]
_Column = tuple[tuple[float, float], set[int]]

# In em: how far pieces must overlap to stand in one column.
_OVERLAP = 0.1
# Lines that must have a gap at the same place for it to part a column, and in em how much of the gaps is in common.
_AGREEING, _IN_COMMON = 3, 0.3
# In em. What a figure stands apart from its neighbours at least, where the columns are known.
_TIGHTEST = 0.12
# How often columns are looked for anew, once pieces were cut.
_ROUNDS = 3


def find_columns(rows: list[Row]) -> tuple[list[Row], Columns]:
    """The rows with their pieces cut between columns, and the left and right edge of each column."""
    columns = _columns(rows)
    for _ in range(_ROUNDS):
        cut = _cut_all(rows, columns)
        parted = [] if cut else _part_columns(rows, columns)
        if not cut and not parted:
            break
        rows = cut or parted
        columns = _columns(rows)
    return rows, columns


def _columns(rows: list[Row]) -> Columns:
    """Left and right edge of each column, spanning pieces left out."""
    edges = np.array([(piece.left, piece.right, at) for at, row in enumerate(rows) for piece in row.pieces])
    slack = _OVERLAP * rows[0].em
    over = (edges[:, 0, None] < edges[:, 1] - slack) & (edges[:, 1, None] > edges[:, 0] + slack)
    starts = np.searchsorted(edges[:, 2], np.arange(len(rows)))
    counts = np.add.reduceat(over.astype(np.int16), starts, axis=1)
    plain = np.nonzero(counts.max(axis=1) <= 1)[0]
    body = {at for at, row in enumerate(rows) if row.has_figures}
    pieces = sorted((left, right, int(row)) for left, right, row in edges[plain].tolist())
    found = [column for group in _cluster(pieces, slack) for column in _without_bridges(group, body, slack)]
    columns = [((min(group)[0], max(at[1] for at in group)), {at[2] for at in group}) for group in found]
    nil = {(piece.left, at) for at, row in enumerate(rows) for piece in row.pieces if NIL.fullmatch(piece.text)}
    dashes = [at for at, group in enumerate(found) if all((left, line) in nil for left, _, line in group)]
    return _join_halves(_with_dashes(columns, dashes, rows), rows)


def _with_dashes(columns: list[_Column], dashes: list[int], rows: list[Row]) -> list[_Column]:
    """The columns with those of nothing but dashes joined to the nearer neighbour: nil is set right, words are left."""
    kept = list(columns)
    for at in reversed(dashes):
        (left, right), lines = kept[at]
        taken = _beside(lines, rows)
        free = [other for other in (at - 1, at + 1) if 0 <= other < len(kept) and not taken & kept[other][1]]
        if free:
            beside = min(free, key=lambda other: max(left - kept[other][0][1], kept[other][0][0] - right))
            edges, others = kept[beside]
            kept[min(at, beside) : max(at, beside) + 1] = [
                ((min(left, edges[0]), max(right, edges[1])), lines | others)
            ]
    return kept


def _cluster(pieces: list[_Piece], slack: float) -> list[list[_Piece]]:
    """Pieces in groups of those that overlap, left to right."""
    groups: list[list[_Piece]] = []
    right = 0.0
    for piece in pieces:
        if groups and piece[0] < right - slack:
            groups[-1].append(piece)
            right = max(right, piece[1])
        else:
            groups.append([piece])
            right = piece[1]
    return groups


def _without_bridges(group: list[_Piece], body: set[int], slack: float) -> list[list[_Piece]]:
    """A group in several when lines have more than one piece in it: a header over two columns makes them one group."""
    if len({line for *_, line in group}) == len(group):
        return [group]
    columns = _cluster([piece for piece in group if piece[2] in body], slack)
    if len(columns) <= 1:
        return [group]
    edges = [(column[0][0], max(right for _, right, _ in column)) for column in columns]
    for piece in group:
        over = [at for at, (left, right) in enumerate(edges) if left < piece[1] - slack and right > piece[0] + slack]
        if piece[2] not in body and len(over) == 1:
            at = over[0]
            low = edges[at - 1][1] if at else piece[0]
            high = edges[at + 1][0] if at + 1 < len(edges) else piece[1]
            columns[at].append((max(piece[0], low), min(piece[1], high), piece[2]))
    return columns


def _join_halves(columns: list[_Column], rows: list[Row]) -> Columns:
    """Columns with those that never share a line as one: a header set in the middle of labels set left.

    Only what stands in the first lines, above all figures, is joined, since a column may be empty but for one figure;
    and labels of which each line has one or the other: numbers set in the middle above a sum set left.
    """
    # The first line is a header also where years, which look like figures, stand in it.
    first = max(next((at for at, row in enumerate(rows) if row.has_figures), 1), 1)
    parted = {at for at, row in enumerate(rows) if len(row.pieces) > 1}
    while True:
        for at, ((edges, mine), (others, next_one)) in enumerate(pairwise(columns)):
            header = max(mine) < first or max(next_one) < first
            if (header or mine | next_one >= parted) and not _beside(mine, rows) & next_one:
                columns[at : at + 2] = [((edges[0], max(edges[1], others[1])), mine | next_one)]
                break
        else:
            return [edges for edges, _ in columns]


def _beside(lines: set[int], rows: list[Row]) -> set[int]:
    """The numbers of lines, and of those that stand at the side of one."""
    found = set(lines)
    for at, (above, below) in enumerate(pairwise(rows)):
        if below.base - above.base < BESIDE * below.em and {at, at + 1} & lines:
            found |= {at, at + 1}
    return found


def _cut_all(rows: list[Row], columns: Columns) -> list[Row]:
    """The rows with pieces over several columns cut between these; none when nothing was cut."""
    parts = [[part for piece in row.pieces for part in _cut(piece, columns)] for row in rows]
    if all(len(some) == len(row.pieces) for row, some in zip(rows, parts, strict=True)):
        return []
    return [replace(row, pieces=some) for row, some in zip(rows, parts, strict=True)]


def _cut(piece: Line, columns: Columns) -> list[Line]:
    """A piece over several columns, cut at its gaps when each part then stands in a column of its own."""
    slack = _OVERLAP * piece.em
    over = [at for at, (left, right) in enumerate(columns) if left < piece.right - slack and right > piece.left + slack]
    if len(over) <= 1:
        return [piece]
    first, last = over[0], over[-1]
    found = gaps(piece, _TIGHTEST)
    places = [_widest(found, columns[at], columns[at + 1]) for at in range(first, last)]
    cuts = sorted({gap.at for gap in places if gap is not None})
    parts = piece.pieces(tuple(cuts)) if cuts else [piece]
    ranges = [column_range(part, columns) for part in parts]
    apart = all(before[1] < after[0] for before, after in pairwise(ranges))
    return parts if apart else [piece]


def _widest(found: list[Gap], before: tuple[float, float], after: tuple[float, float]) -> Gap | None:
    """The widest gap between the middles of two columns; None when the piece has none that parts cells."""
    low, high = sum(before) / 2, sum(after) / 2
    inside = [gap for gap in found if low < (gap.left + gap.right) / 2 < high and gap.parts_cells]
    return max(inside, key=lambda gap: gap.right - gap.left, default=None)


def _part_columns(rows: list[Row], columns: Columns) -> list[Row]:
    """The rows with their pieces cut where all lines of a column have a gap; none when no column has such a place."""
    held: list[list[Line]] = [[] for _ in columns]
    for row in rows:
        for piece in row.pieces:
            first, last = column_range(piece, columns)
            if first == last:
                held[first].append(piece)
    places = [place for pieces in held if (place := _common_gap(pieces))]
    if not places:
        return []
    return [replace(row, pieces=[part for piece in row.pieces for part in _cut_at(piece, places)]) for row in rows]


def _common_gap(pieces: list[Line]) -> tuple[float, float] | None:
    """The widest place in a column where no line has print, and enough lines have it at both sides."""
    wide = [gaps(piece, CELL_SPACE) for piece in pieces]
    if sum(map(bool, wide)) < _AGREEING:
        return None
    found = {(gap.left, gap.right) for some in wide for gap in some}
    common = [place for left, right in found if (place := _agree(pieces, wide, left, right))]
    return max(common, key=lambda place: (place[1] - place[0], place), default=None)


def _agree(pieces: list[Line], wide: list[list[Gap]], left: float, right: float) -> tuple[float, float] | None:
    """What a gap has in common with one of each line that has print at both sides of it; None when a line has none."""
    agreeing = dashes = 0
    for piece, some in zip(pieces, wide, strict=True):
        slack = _OVERLAP * piece.em
        if piece.right <= left + slack or piece.left >= right - slack:
            continue
        match = next((gap for gap in some if min(gap.right, right) - max(gap.left, left) > _IN_COMMON * piece.em), None)
        said = piece.text[: match.at].strip() if match else ""
        # A dash begins the item of a list, and fills a cell in a column of figures.
        dash = NIL.fullmatch(said) is not None
        if match is None or (is_mark(said) and not dash) or is_currency(said):
            return None
        dashes += dash
        left, right = max(left, match.left), min(right, match.right)
        agreeing += 1
    return (left, right) if agreeing - dashes >= _AGREEING else None


def _cut_at(piece: Line, places: list[tuple[float, float]]) -> list[Line]:
    inside = [(left + right) / 2 for left, right in places if piece.left < left and piece.right > right]
    if not inside:
        return [piece]
    cuts = [gap.at for gap in gaps(piece, CELL_SPACE) if any(gap.left <= middle <= gap.right for middle in inside)]
    return piece.pieces(tuple(cuts)) if cuts else [piece]
