"""Lines of a table without rules gathered to rows where rows are set further apart than the lines of one cell.

海洋观测仪               2,431     one cell is two lines, set tight; its neighbour stands at half their height:
器             台                  what overlaps in height is one row, and no row has two cells in one column
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.numbering import find_mark
from diffing.reading.pdf.paragraphs import first_piece_width
from diffing.reading.pdf.table_rows import Cells, Merged, is_rest
from diffing.reading.pdf.tabular import BESIDE, FIGURE, Columns

# Lines of one cell stand nearer than rows with figures: this share of their distance, and so many points less.
_TIGHTER, _NEARER = 0.96, 0.6
# In em: lines of one cell are at most this far apart.
_LOOSEST = 1.75
# In em: how far above and below its baseline a line reaches.
_ABOVE, _BELOW = 0.8, 0.15
# From so many distances between rows on, the smallest is left out: it may be out of line.
_FEW = 4


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


def gather(rows: list[Merged], columns: Columns) -> list[Merged]:
    """The rows with the lines of wrapped cells put together; the same rows where nothing tells these apart."""
    tight = _tight_step(rows)
    if not tight:
        return rows
    first = next((at for at, row in enumerate(rows) if row.figures()), 0)
    cells = _chain(rows, columns, tight, first)
    if len(cells) == sum(len(row.cells) for row in rows):
        return rows
    return _rows(cells)


def _tight_step(rows: list[Merged]) -> float:
    """The distance in points up to which lines stand in one cell; 0 when it is not known."""
    tight = _LOOSEST * rows[0].em
    figures = _steps((row.base, {column: row.cells[column] for column in row.figures()}) for row in rows)
    if len(figures) > 1:
        tight = min(tight, _nearer_than(figures[min(len(figures) // _FEW, 1)]))
    steps = [step for step in _steps((row.base, row.cells) for row in rows) if step > BESIDE * rows[0].em]
    jumps = [(low, high) for low, high in pairwise(steps) if low < min(tight, _nearer_than(high))]
    if jumps:
        return min(tight, sum(jumps[0]) / 2)
    return tight if len(figures) > 1 else 0.0


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


def _chain(rows: list[Merged], columns: Columns, tight: float, first: int) -> list[_Cell]:
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


def _goes_on(above: _Cell, lines: list[Line], columns: Columns, tight: float, *, header: bool) -> bool:
    last, line = above.lines[-1], lines[0]
    if not 0 < line.base - last.base <= tight:
        return False
    if FIGURE.fullmatch(line.text) or FIGURE.fullmatch(last.text):
        return is_rest(last.text, line.text)
    if header and above.column:
        return True
    width = columns[above.column + above.span - 1][1] - columns[above.column][0]
    full = width - (last.right - last.left) < first_piece_width(line) + 0.2 * line.em
    return full and not (find_mark(line.text) and not above.column)


def _rows(cells: list[_Cell]) -> list[Merged]:
    """The cells as rows: those that overlap in height, as far as no two stand in one column."""
    rows: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda cell: (cell.top, cell.column)):
        fitting = [row for row in rows[-3:] if _fits(row, cell)]
        if fitting:
            fitting[0].append(cell)
        else:
            rows.append([cell])
    return [_merged(row) for row in rows]


def _fits(row: list[_Cell], cell: _Cell) -> bool:
    taken = {column for other in row for column in other.columns}
    return cell.top < max(other.bottom for other in row) and taken.isdisjoint(cell.columns)


def _merged(row: list[_Cell]) -> Merged:
    row.sort(key=lambda cell: cell.column)
    lines = [line for cell in row for line in cell.lines]
    return Merged(
        cells={cell.column: cell.lines for cell in row},
        spans={cell.column: cell.span for cell in row},
        base=max(line.base for line in lines),
        em=lines[0].em,
    )
