"""Lines of a table without rules gathered to rows where rows are set further apart than the lines of one cell.

海洋观测仪               2,431     one cell is two lines, set tight; its neighbour stands at half their height:
器             台                  what overlaps in height is one row, and no row has two cells in one column
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter

from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.numbering import find_mark
from diffing.reading.pdf.paragraphs import first_piece_width
from diffing.reading.pdf.signs import has_chinese
from diffing.reading.pdf.table_rows import Merged, is_rest
from diffing.reading.pdf.table_steps import tight_steps
from diffing.reading.pdf.tabular import Columns, is_value

# In em: what a figure that goes on in the next line leaves free in its column at most.
_SIGN = 0.7
# In em: how far below a figure its rest stands, where nothing tells how far apart rows are.
_REST = 1.4
# What a line ends with that goes on with a number ("March 1," and "2017"); points that centred lines may be off.
_OPEN, _OFF_MIDDLE = ",，(（", 1.0
# In em: how far above and below its baseline a line reaches.
_ABOVE, _BELOW = 0.8, 0.15


@dataclass(eq=False, slots=True, kw_only=True)
class _Cell:
    """Lines of one column that belong together, the columns that they span, and the number of the last line."""

    column: int
    span: int
    lines: list[Line]
    line: int = 0

    @property
    def top(self) -> float:
        return self.lines[0].base - _ABOVE * self.lines[0].em

    @property
    def bottom(self) -> float:
        return self.lines[-1].base + _BELOW * self.lines[-1].em

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.span)


def gather(rows: list[Merged], columns: Columns) -> tuple[list[Merged], bool]:
    """The rows with what stands side by side put together, and the lines of wrapped cells; whether any were found."""
    tight = tight_steps(rows)
    first = next((at for at, row in enumerate(rows) if row.figures()), 0)
    cells = _chain(rows, columns, tight, first)
    return _rows(cells), len(cells) < sum(len(row.cells) for row in rows)


def _chain(rows: list[Merged], columns: Columns, tight: tuple[float, float], first: int) -> list[_Cell]:
    """The cells of all columns, each with the lines that go on in it; those above row `first` are header cells."""
    cells: list[_Cell] = []
    last: dict[int, _Cell] = {}
    for at, row in enumerate(rows):
        going = {
            column: last[column]
            for column, lines in row.cells.items()
            if column in last
            and last[column].span == row.spans[column]
            and _goes_on(last[column], lines, columns, tight, header=at < first)
        }
        _drop_rows_of_their_own(going, last, row)
        for column, lines in row.cells.items():
            cell = going.get(column)
            if cell:
                cell.lines.extend(lines)
            else:
                cell = _Cell(column=column, span=row.spans[column], lines=list(lines))
                cells.append(cell)
            cell.line = at
            last.update(dict.fromkeys(cell.columns, cell))
    return cells


def _drop_rows_of_their_own(going: dict[int, _Cell], last: dict[int, _Cell], row: Merged) -> None:
    """Drops cells that would go on from one line to another while a neighbour has a new cell in the second line."""
    while True:
        fresh = {last[column].line for column in row.cells if column in last and column not in going}
        apart = [column for column, cell in going.items() if cell.line in fresh]
        if not apart:
            return
        for column in apart:
            del going[column]


def _goes_on(above: _Cell, lines: list[Line], columns: Columns, tight: tuple[float, float], *, header: bool) -> bool:
    last, line = above.lines[-1], lines[0]
    step, width = line.base - last.base, columns[above.column + above.span - 1][1] - columns[above.column][0]
    if not 0 < step <= max(*tight, _REST * line.em):
        return False
    near = step <= tight[has_chinese(last.text) or has_chinese(line.text)]
    if (is_value(line.text) and last.text[-1] not in _OPEN) or is_value(last.text):
        # A minus sign stays behind when the number after it did not fit; a dash alone says nil.
        wider = line if last.text == "-" else last
        rest = is_rest(last.text, line.text) and width - (wider.right - wider.left) < _SIGN * line.em
        return rest and (near or step < _REST * line.em)
    if not near or (header and (above.column or _is_centred(last, line))):
        return near
    full = width - (last.right - last.left) < first_piece_width(line) + 0.2 * line.em
    return full and not (find_mark(line.text) and not above.column)


def _is_centred(last: Line, line: Line) -> bool:
    """Whether one line stands in the middle below another, not at its left edge."""
    off = abs(last.left + last.right - line.left - line.right) / 2
    return off < _OFF_MIDDLE < abs(last.left - line.left)


@dataclass(eq=False, slots=True, kw_only=True)
class _Row:
    """Cells side by side, the columns that they stand in, and how far down they reach."""

    cells: list[_Cell] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    bottom: float = 0.0

    def add(self, cell: _Cell) -> None:
        """One more cell."""
        self.bottom = max(self.bottom, cell.bottom) if self.cells else cell.bottom
        self.cells.append(cell)
        self.taken.update(cell.columns)


def _rows(cells: list[_Cell]) -> list[Merged]:
    """The cells as rows: those that overlap in height, as far as no two stand in one column."""
    rows: list[_Row] = []
    for top, _, cell in sorted([(cell.top, cell.column, cell) for cell in cells], key=itemgetter(0, 1)):
        fitting = [row for row in rows[-3:] if top < row.bottom and row.taken.isdisjoint(cell.columns)]
        if not fitting:
            rows.append(_Row())
        (fitting or rows[-1:])[0].add(cell)
    return [_merged(row.cells) for row in rows]


def _merged(row: list[_Cell]) -> Merged:
    row.sort(key=lambda cell: cell.column)
    lines = [line for cell in row for line in cell.lines]
    return Merged(
        cells={cell.column: cell.lines for cell in row},
        spans={cell.column: cell.span for cell in row},
        base=max(line.base for line in lines),
        em=lines[0].em,
    )
