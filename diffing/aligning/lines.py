"""Pairs the rows, or the columns, of two tables by what heads them, never by position.

old  营业收入 | 营业成本 | 合计        rows that were inserted, dropped or reordered stay with their own name;
new  营业成本 | 其他收入 | 营业收入 | 合计        equal names are told apart by their group and their neighbours
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from diffing.aligning.alignment import Index
from diffing.aligning.firms import may_be_one
from diffing.aligning.leftovers import link_wordless
from diffing.aligning.linking import link_alike, plain_likeness, residue
from diffing.aligning.masking import has_words, mask
from diffing.aligning.pairing import NONE, Pairing
from diffing.aligning.side import Side
from diffing.aligning.unchanged import set_aside, set_aside_masked, set_aside_masked_in_order, set_aside_repeated
from diffing.document import Table
from diffing.keys import key
from diffing.settings import Settings

# A row is named by its first words: those stand behind a running number, if not in front.
_NAMED_WITHIN = 3
# Columns of one table whose cells are compared with one another when their headers say nothing.
_MOST_COLUMNS = 40
# A column without a known header is the one that shares this much of its cells.
_SAME_CELLS = 0.5

# Names this much alike are one name reworded. Lower, every company of a list is like the next one.
_SAME_NAME = 0.7

Grid = list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """One table seen as keys: its grid, and the names of its rows and columns; header lines are named by place."""

    grid: Grid
    rows: Side
    columns: Side


def lines(table: Table) -> Lines:
    """The table as lines."""
    found = {id(cell): key(cell.text) for cell in table.cells}
    grid = [[found[id(cell)] if cell else "" for cell in row] for row in table.grid()]
    heads = min(table.header_rows, table.rows), min(table.header_columns, table.columns)
    names = [_row_name(row, heads[1]) for row in grid[heads[0] :]]
    groups = _groups(grid[heads[0] :], names)
    columns = [_column_name(grid[: heads[0]], at) for at in range(table.columns)]
    headers = [_header_name(at) for at in range(heads[1])]
    return Lines(
        grid=grid,
        rows=_side([_header_name(at) for at in range(heads[0])] + names, [""] * heads[0] + groups, _row_mask),
        columns=_side(headers + columns[heads[1] :], [""] * table.columns, mask),
    )


def pair_lines(old: Lines, new: Lines, settings: Settings) -> tuple[Pairing, Pairing]:
    """The links between the rows and between the columns of two tables, each with one partner at most."""
    rows, columns = Pairing(len(old.rows), len(new.rows)), Pairing(len(old.columns), len(new.columns))
    _link_namesakes(old, new, rows)
    _pair_named(old.rows, new.rows, rows, settings)
    _link_columns_by_cells((old, new), rows, columns, _namesakes(old.columns, new.columns))
    _pair_named(old.columns, new.columns, columns, settings)
    _link_columns_by_cells((old, new), rows, columns, lambda _i, _j: True)
    _link_rows_by_cells(old.grid, new.grid, rows)
    link_wordless(old.rows, new.rows, rows)
    link_wordless(old.columns, new.columns, columns)
    return rows, columns


def listed(pairing: Pairing) -> tuple[tuple[Index, Index], ...]:
    """All lines in the order of the new table; a dropped one stands behind the one it stood behind."""
    found: list[tuple[tuple[int, int, int], tuple[Index, Index]]] = []
    before = -1
    for at, partner in enumerate(pairing.of_old):
        if partner == NONE:
            found.append(((before, 1, at), (at, None)))
        else:
            before = partner
            found.append(((partner, 0, 0), (at, partner)))
    found += [((at, 0, 0), (None, at)) for at in pairing.free_new()]
    return tuple(pair for _, pair in sorted(found, key=lambda entry: entry[0]))


def _link_namesakes(old: Lines, new: Lines, rows: Pairing) -> None:
    """Link the rows of one name that are equal throughout: of six pledges of one holder the first may be gone."""
    repeated = {name for side in (old.rows, new.rows) for name, count in Counter(side.keys).items() if count > 1}
    waiting: dict[tuple[Hashable, str], list[int]] = defaultdict(list)
    for at in reversed(range(len(old.grid))):
        if old.rows.keys[at] in repeated:
            waiting[_whole(old, at)].append(at)
    for at in range(len(new.grid)):
        if new.rows.keys[at] in repeated and waiting.get(_whole(new, at)):
            rows.link(waiting[_whole(new, at)].pop(), at, 1.0)


def _whole(mine: Lines, at: int) -> tuple[Hashable, str]:
    """The group of a row, and what it prints in whichever columns."""
    return mine.rows.places[at], " ".join(text for text in mine.grid[at] if text)


def _pair_named(old: Side, new: Side, pairing: Pairing, settings: Settings) -> None:
    set_aside(old, new, pairing)
    set_aside_repeated(old, new, pairing, evenly=False)
    set_aside_masked(old, new, pairing, lambda i, j: plain_likeness(old.keys[i], new.keys[j]))
    left = residue(old, new, pairing)
    named = replace(settings, link_likeness=max(settings.link_likeness, _SAME_NAME))
    link_alike(old, new, pairing, left, named, may=may_be_one)
    set_aside_masked_in_order(old, new, pairing, lambda i, j: plain_likeness(old.keys[i], new.keys[j]))


def _side(names: Sequence[str], groups: Sequence[str], masked: Callable[[str], str]) -> Side:
    """Names as a side. Every name counts as words: a year or a code names a line as well as a word does."""
    return Side(
        keys=tuple(names), masks=tuple(map(masked, names)), worded=tuple(map(bool, names)), places=tuple(groups)
    )


def _row_mask(name: str) -> str:
    """A row's name masked; of one that is a year or a code the digits, since it names no other row."""
    masked = mask(name)
    return masked if has_words(masked) else "".join(sign for sign in name if not sign.isalpha())


def _header_name(at: int) -> str:
    return f"\x02{'|' * at}"


def _row_name(row: Sequence[str], headers: int) -> str:
    """The words of the header cells; behind a running number the first words that follow; else what stands there."""
    worded = [text for text in dict.fromkeys(row[:headers]) if has_words(mask(text))]
    following = (text for text in row[headers:_NAMED_WITHIN] if has_words(mask(text)))
    return " ".join(worded) or next(following, "") or " ".join(row[:headers])


def _column_name(heads: Grid, at: int) -> str:
    return " ".join(dict.fromkeys(row[at] for row in heads if row[at]))


def _groups(grid: Grid, names: Sequence[str]) -> list[str]:
    """The name of the group each row stands in: the last row above that has a name and nothing else."""
    groups, group = [], ""
    for row, name in zip(grid, names, strict=True):
        if name and not any(text and text != name for text in row):
            group = name
        groups.append(group)
    return groups


def _link_rows_by_cells(old: Grid, new: Grid, rows: Pairing) -> None:
    """Link renamed rows: in order, those whose other cells are all equal and not all empty."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    for at in reversed(rows.free_old()):
        waiting.setdefault(tuple(old[at][1:]), []).append(at)
    for at in rows.free_new():
        cells = tuple(new[at][1:])
        if any(any(sign.isdigit() for sign in text) for text in cells) and waiting.get(cells):
            rows.link(waiting[cells].pop(), at, _SAME_CELLS)


def _namesakes(old: Side, new: Side) -> Callable[[int, int], bool]:
    """Whether two columns have one name that stands more often on one side: which of them went, their cells say."""
    counts = Counter(old.keys), Counter(new.keys)
    uneven = {name for name in counts[0].keys() & counts[1].keys() if counts[0][name] != counts[1][name]}
    return lambda i, j: old.keys[i] in uneven and old.keys[i] == new.keys[j]


def _link_columns_by_cells(
    sides: tuple[Lines, Lines], rows: Pairing, columns: Pairing, may: Callable[[int, int], bool]
) -> None:
    """Link columns whose names do not tell with those that share most of their cells."""
    old, new = sides[0].grid, sides[1].grid
    pairs = [(i, j) for i, j in enumerate(rows.of_old) if j != NONE]
    shares = [
        (_share(old, new, pairs, (i, j)), -i, -j)
        for i in columns.free_old()[:_MOST_COLUMNS]
        for j in columns.free_new()[:_MOST_COLUMNS]
        if may(i, j)
    ]
    for share, i, j in sorted(shares, reverse=True):
        if share >= _SAME_CELLS and columns.are_free(-i, -j):
            columns.link(-i, -j, share)


def _share(old: Grid, new: Grid, rows: Sequence[tuple[int, int]], column: tuple[int, int]) -> float:
    cells = [(old[i][column[0]], new[j][column[1]]) for i, j in rows]
    said = [(a, b) for a, b in cells if a or b]
    return sum(a == b for a, b in said) / max(len(said), 1)
