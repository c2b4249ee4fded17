"""Where drawn rules cross: the ruled tables of one page and their cells, merged ones included.

    rules ─ joined into long ones ─ grouped by crossing ─ x and y positions ─ borders present or not ─ cells

A border that is missing between two fields makes them one cell. A table whose outer sides are open, as many printed
statements are, is closed where its horizontal rules end together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diffing.reading.pdf import limits
from diffing.reading.pdf.frame import Numbers
from diffing.reading.pdf.rules import REACH, SAME, Rule, Rules

# Two rules that end together may be a box; three are a table.
_ENOUGH_ROWS = 3
_SHORTEST_ACROSS, _SHORTEST_DOWN = 8.0, 6.0


class Field(NamedTuple):
    """One cell of a lattice: first row and column, and how many it spans; there are thousands in a report."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """Column positions `xs` and row positions `ys` in points, and the cells; `owner[row, column]` indexes `fields`."""

    xs: Numbers
    ys: Numbers
    fields: tuple[Field, ...]
    owner: NDArray[np.intp]

    def locate(self, x: Numbers, y: Numbers) -> NDArray[np.intp]:
        """The index of the field that holds each point, -1 for those outside."""
        column = np.searchsorted(self.xs, x) - 1
        row = np.searchsorted(self.ys, y) - 1
        inside = (x > self.xs[0] - 1) & (x < self.xs[-1] + 1) & (y > self.ys[0] - 1) & (y < self.ys[-1] + 1)
        rows, columns = self.owner.shape
        found = self.owner[np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)]
        return np.where(inside, found, -1)


def find_lattices(rules: Rules) -> list[Lattice]:
    """The lattices of a page with two or more cells, top to bottom."""
    across = [rule for rule in rules.across if rule[2] - rule[1] > _SHORTEST_ACROSS]
    down = [rule for rule in rules.down if rule[2] - rule[1] > _SHORTEST_DOWN]
    found = []
    for rows, columns in _crossing(across, down):
        lattice = _lattice(rows, _close_sides(rows, columns))
        if lattice is not None and len(lattice.fields) > 1:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _crossing(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that hang together by crossing."""
    if not across or not down:
        return []
    a, d = np.array(across), np.array(down)
    meet = (d[:, 0] >= a[:, 1, None] - REACH) & (d[:, 0] <= a[:, 2, None] + REACH)
    meet &= (a[:, 0, None] >= d[:, 1] - REACH) & (a[:, 0, None] <= d[:, 2] + REACH)
    groups: list[tuple[list[Rule], list[Rule]]] = []
    left = set(range(len(across)))
    while left:
        rows, columns, fresh = set[int](), set[int](), {left.pop()}
        while fresh:
            rows |= fresh
            columns |= set(np.nonzero(meet[list(fresh)].any(axis=0))[0].tolist())
            fresh = set(np.nonzero(meet[:, list(columns)].any(axis=1))[0].tolist()) - rows if columns else set()
        left -= rows
        if len(rows) > 1 and len(columns) > 1:
            groups.append(([across[at] for at in sorted(rows)], [down[at] for at in sorted(columns)]))
        elif len(rows) > 1 and columns:
            groups.append(([across[at] for at in sorted(rows)], [down[at] for at in columns]))
    return groups


def _close_sides(rows: list[Rule], columns: list[Rule]) -> list[Rule]:
    """The vertical rules with an open side closed, where at least two of three horizontal rules end together."""
    top, bottom = min(rule[0] for rule in rows), max(rule[0] for rule in rows)
    places = [rule[0] for rule in columns]
    lefts, rights = sorted(rule[1] for rule in rows), sorted(rule[2] for rule in rows)
    closed = list(columns)
    if len(rows) < _ENOUGH_ROWS:
        return closed
    if lefts[1] - lefts[0] < REACH and lefts[0] < min(places) - 8:
        closed.append((lefts[0], top, bottom))
    if rights[-1] - rights[-2] < REACH and rights[-1] > max(places) + 8:
        closed.append((rights[-1], top, bottom))
    return closed


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    xs, ys = _positions([rule[0] for rule in down]), _positions([rule[0] for rule in across])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or not 1 < rows * columns <= limits.GRID_CELLS:
        return None
    right = _borders(xs, (ys[:-1] + ys[1:]) / 2, down).T
    below = _borders(ys, (xs[:-1] + xs[1:]) / 2, across)
    fields, owner = _fields(below.tolist(), right.tolist())
    return Lattice(xs=xs, ys=ys, fields=tuple(fields), owner=np.array(owner, np.intp))


def _borders(places: Numbers, middles: Numbers, rules: list[Rule]) -> NDArray[np.bool_]:
    """Where a rule is drawn: one row per place, one column per field along it."""
    drawn = np.array(rules)
    at = np.argmin(np.abs(places - drawn[:, :1]), axis=1)
    found = np.zeros((len(places), len(middles)), bool)
    np.logical_or.at(found, at, (middles > drawn[:, 1:2] - 1) & (middles < drawn[:, 2:] + 1))
    return found


def _positions(places: list[float]) -> Numbers:
    ordered = np.sort(np.array(places))
    groups = np.concatenate(([0], np.cumsum(np.diff(ordered) > SAME)))
    positions: Numbers = np.bincount(groups, weights=ordered) / np.bincount(groups)
    return positions


def _fields(below: list[list[bool]], right: list[list[bool]]) -> tuple[list[Field], list[list[int]]]:
    """The fields that no border parts, and which of them owns each crossing of a row and a column."""
    rows, columns = len(right), len(below[0])
    owner = [[-1] * columns for _ in range(rows)]
    fields: list[Field] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            last = column
            while last + 1 < columns and not right[row][last + 1] and owner[row][last + 1] < 0:
                last += 1
            end = row
            while end + 1 < rows and _opens_down(below, right, end, column, last):
                end += 1
            for taken in owner[row : end + 1]:
                taken[column : last + 1] = [len(fields)] * (last + 1 - column)
            fields.append(Field(row=row, column=column, row_span=end - row + 1, column_span=last - column + 1))
    return fields, owner


def _opens_down(below: list[list[bool]], right: list[list[bool]], row: int, first: int, last: int) -> bool:
    return not any(below[row + 1][first : last + 1]) and not any(right[row + 1][first + 1 : last + 1])
