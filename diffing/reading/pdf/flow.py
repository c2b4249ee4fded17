"""The pages in reading order, and the blocks that run through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diffing.document import BlockKind
from diffing.reading.pdf.blocks import Run
from diffing.reading.pdf.columns import split_columns
from diffing.reading.pdf.continuing import continue_table, start_table
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.notes import find_notes, has_ended, starts_note
from diffing.reading.pdf.paragraphs import goes_on
from diffing.reading.pdf.sheet import Grid, Item, Sheet
from diffing.reading.pdf.typography import Column, Typography, local_column, measure_column
from diffing.reading.pdf.unruled import find_unruled, row_under

# In em: how far apart lines set together may be, and how much the distance may vary.
_LOOSEST, _STEADY = 2.4, 0.25
# Points that sizes of one text may differ by.
_SAME_SIZE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A stretch of a page that is read from top to bottom: its text column and what stands in it."""

    column: Column
    items: tuple[Item, ...]


def take_notes(groups: list[list[Line]], sheet: Sheet, typography: Typography) -> list[Line]:
    """The footnotes of a page, those of each column in turn; they are taken out of the groups."""
    notes: list[Line] = []
    for at, group in enumerate(groups):
        if not any(_stands_under(other, group) for other in groups[at + 1 :]):
            found = find_notes(group, sheet, typography)
            apart = set(found)
            groups[at] = [line for line in group if line not in apart]
            notes.extend(found)
    groups[:] = [group for group in groups if group] or groups[:1]
    return notes


def _stands_under(other: list[Line], group: list[Line]) -> bool:
    """Whether a group of lines is printed below another, in its column."""
    left, right, low = min(line.left for line in group), max(line.right for line in group), group[-1].base
    return any(line.base > low and line.left < right and line.right > left for line in other)


def page_strips(groups: list[list[Line]], sheet: Sheet, typography: Typography, *, parted: bool) -> list[Strip]:
    """The strips of a page in reading order, from the groups of lines that are read one after the other.

    `parted` says that the page is set in columns, though there may be text in the first one only.
    """
    strips: list[Strip] = []
    grids = list(sheet.grids)
    for at, group in enumerate(groups):
        column = measure_column(group, typography.em) if parted else typography.column(sheet)
        mine = grids if group is groups[-1] else _take_grids(grids, group, groups[at + 1 :])
        beside = _standing_beside(group, mine)
        mine = [grid for grid in mine if grid not in beside]
        items = [*find_unruled(group, mine, sheet.across, column.right - column.left), *mine]
        strips.extend(_by_margins(sorted(items, key=_place), column))
        strips.extend(Strip(column=column, items=(grid,)) for grid in beside)
    return strips


def _standing_beside(group: list[Line], grids: list[Grid]) -> list[Grid]:
    """The tables that stand at the right of all lines of a group: they are read after them."""
    right = max((line.right for line in group), default=0.0)
    return [grid for grid in grids if group and grid.left >= right]


def _take_grids(grids: list[Grid], group: list[Line], later: list[list[Line]]) -> list[Grid]:
    """The tables in the column of a group of lines that no later group begins above; they are taken off the list."""
    mine = [
        grid
        for grid in grids
        if _is_in_column(grid, group)
        and not any(other[0].top < grid.top and _is_in_column(grid, other) for other in later)
    ]
    grids[:] = [grid for grid in grids if grid not in mine]
    return mine


def _is_in_column(grid: Grid, group: list[Line]) -> bool:
    return grid.left < max(line.right for line in group) and grid.right > min(line.left for line in group)


def _by_margins(items: list[Item], column: Column) -> Iterator[Strip]:
    """Items in strips of one column each: lines set together may keep margins of their own."""
    together: list[Line] = []
    for item in items:
        if together and not _belongs(together, item):
            yield Strip(column=local_column(together, column), items=tuple(together))
            together = []
        if isinstance(item, Grid):
            yield Strip(column=column, items=(item,))
        else:
            together.append(item)
    if together:
        yield Strip(column=local_column(together, column), items=tuple(together))


def _belongs(together: list[Line], item: Item) -> bool:
    """Whether a line is set with those above it: in their size, at their distance."""
    last = together[-1]
    if isinstance(item, Grid) or abs(item.em - last.em) > _SAME_SIZE:
        return False
    step = item.base - last.base
    if len(together) == 1:
        return 0 < step < _LOOSEST * last.em
    return abs(step - (last.base - together[-2].base)) < _STEADY * last.em


def _place(item: Item) -> tuple[float, float]:
    return (item.top, item.left) if isinstance(item, Grid) else (item.top + 0.3 * item.em, item.left)


class Flow:
    """Builds the blocks page by page; `order` is every line of the body as it is read."""

    def __init__(self, typography: Typography) -> None:
        self.typography = typography
        self.runs: list[Run] = []
        self._open: Run | None = None
        self._open_note: Run | None = None
        self._pieces: dict[Line, list[Line]] = {}

    def read(self, sheet: Sheet, gutter: float | None) -> list[Line]:
        """Adds a page, in columns where it has a gutter; returns its lines as they are read, footnotes last."""
        groups = split_columns(sheet.lines, gutter)
        notes = take_notes(groups, sheet, self.typography)
        if len(groups) == 1:
            sheet.lines = groups[0]
        order: list[Line] = []
        opening = True
        for strip in page_strips(groups, sheet, self.typography, parted=gutter is not None):
            for item in strip.items:
                if isinstance(item, Grid):
                    self._add_grid(item, opening=opening)
                    order.extend(line for lines in item.lines for line in lines)
                else:
                    self._add_line(item, strip.column, opening=opening)
                    order.extend(self._pieces.get(item, [item]))
                opening = False
        self._add_notes(notes)
        return order + notes

    def _add_grid(self, grid: Grid, *, opening: bool) -> None:
        last = self._open
        if not (opening and last and last.table and continue_table(last.table, grid)):
            self._begin(Run(kind=BlockKind.TABLE, table=start_table(grid)))

    def _add_line(self, line: Line, column: Column, *, opening: bool) -> None:
        last = self._open
        if opening and line.cuts and last and last.table and not last.table.grids[-1].ruled:
            row = row_under(last.table.grids[-1], line)
            if row and continue_table(last.table, row):
                self._pieces[line] = [piece for lines in row.lines for piece in lines]
                return
        if last and last.lines and goes_on(last, line, column, self.typography):
            last.lines.append(line)
            last.column = column
        else:
            self._begin(Run(kind=BlockKind.PARAGRAPH, lines=[line], column=column))

    def _begin(self, run: Run) -> None:
        self.runs.append(run)
        self._open = run

    def _add_notes(self, notes: list[Line]) -> None:
        """Adds footnotes, which leave the block above them open for the next page; so may the last of them be."""
        run = self._open_note
        for line in notes:
            if run is None or starts_note(line, run.lines):
                run = Run(kind=BlockKind.FOOTNOTE)
                self.runs.append(run)
            run.lines.append(line)
        self._open_note = run if run and notes and not has_ended(run.lines[-1]) else None
