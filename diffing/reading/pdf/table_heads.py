"""How many columns a header without rules spans: told by what stands below it, and by where its middle is.

          2023年                   2022年          each stands over 金额 and 占比 below it, though its print
项目      金额      占比          金额      占比    is above one of them only
"""

from __future__ import annotations

from collections import Counter

from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.table_rows import Merged
from diffing.reading.pdf.tabular import Columns

# Points that a line may be off the middle of its table, and in em how far it stands off the labels' edge.
_OFF_MIDDLE, _INDENTED = 1.5, 1.0
# Points that lines of one cell may be off their edge.
_ONE_EDGE = 0.5
# In em: how far off the middle of the most columns a header may be that spans them, and how far below it these begin.
_BETTER, _STEP = 0.5, 2.0

# Headers side by side, and columns under each, that make equal parts.
_FEWEST = 2


def widen_heads(rows: list[Merged], columns: Columns) -> list[Merged]:
    """The rows with lines set in the middle of the table over all its columns, and headers over those below them."""
    first = next((at for at, row in enumerate(rows) if row.figures()), 0)
    values = _value_columns(rows[first:])
    widened = [_over_all(row, columns, rows[max(at - 1, 0) : at]) for at, row in enumerate(rows)]
    for at in range(min(first, len(rows) - 1)):
        parts = _in_equal_parts(widened[at], values, columns)
        if parts is not None:
            widened[at] = parts
            continue
        near = [row for row in widened[at + 1 : at + 3] if row.base - widened[at].base < _STEP * row.em]
        if near:
            widened[at] = _over_some(widened[at], max(near, key=lambda row: len(row.cells)), columns)
    return widened


def _over_all(row: Merged, columns: Columns, above: list[Merged]) -> Merged:
    """A row of one line in the middle of all columns as one cell; the next line of a cell may stand there by chance."""
    pieces = [line for lines in row.cells.values() for line in lines]
    left, right = columns[0][0], columns[-1][1]
    if len(pieces) != 1 or pieces[0].left < left + _INDENTED * row.em or len(columns) == 1:
        return row
    if abs(_middle(pieces[0].left, pieces[0].right) - _middle(left, right)) > _OFF_MIDDLE:
        return row
    edges = [line.left for other in above for column in row.cells for line in other.cells.get(column, [])]
    if any(abs(pieces[0].left - edge) < _ONE_EDGE for edge in edges):
        return row
    return Merged(cells={0: pieces}, spans={0: len(columns)}, base=row.base, em=row.em)


def _over_some(row: Merged, below: Merged, columns: Columns) -> Merged:
    """A header row with its cells widened over columns that have a header below and none above."""
    covered = {at for column in row.cells for at in range(column, column + row.spans[column])}
    bare = {at for at in below.cells if at not in covered and below.spans[at] == 1}
    cells: dict[int, list[Line]] = {}
    spans: dict[int, int] = {}
    for column in sorted(row.cells):
        lines, last = row.cells[column], column + row.spans[column] - 1
        first, last = _best(lines[0], column, last, bare, columns) if last in below.cells else (column, last)
        bare -= set(range(first, last + 1))
        cells[first], spans[first] = lines, last - first + 1
    return Merged(cells=cells, spans=spans, base=row.base, em=row.em)


def _value_columns(body: list[Merged]) -> list[int]:
    """The columns right of the labels in which at least half of the rows with figures have one."""
    held = [row.figures() for row in body if row.figures()]
    counts = Counter(column for columns in held for column in columns)
    return sorted(column for column, count in counts.items() if 2 * count >= len(held))


def _in_equal_parts(row: Merged, values: list[int], columns: Columns) -> Merged | None:
    """A row of headers of which each stands over as many of the columns of figures; None where they do not.

    2017年 and 2016年, each over 金额, 比例, 金额, 覆盖率: print in the middle of four columns is above one of them.
    """
    over = [column for column in sorted(row.cells) if column >= min(values, default=0)]
    size = len(values) // max(len(over), 1)
    if len(over) < _FEWEST or size < _FEWEST or size * len(over) != len(values):
        return None
    parts = [values[at : at + size] for at in range(0, len(values), size)]
    middles = [_middle(row.cells[column][0].left, row.cells[column][0].right) for column in over]
    inside = all(
        columns[part[0]][0] < middle < columns[part[-1]][1] for part, middle in zip(parts, middles, strict=True)
    )
    if not inside or values != list(range(values[0], values[-1] + 1)):
        return None
    cells = {column: lines for column, lines in row.cells.items() if column not in over}
    spans = {column: row.spans[column] for column in cells}
    for part, column in zip(parts, over, strict=True):
        cells[part[0]], spans[part[0]] = row.cells[column], size
    return Merged(cells=cells, spans=spans, base=row.base, em=row.em)


def _best(line: Line, first: int, last: int, bare: set[int], columns: Columns) -> tuple[int, int]:
    """The columns around a header, of those that are bare, whose middle is nearest to its own."""
    low, high = first, last
    while low - 1 in bare:
        low -= 1
    while high + 1 in bare:
        high += 1
    middle = _middle(line.left, line.right)

    def off(span: tuple[int, int]) -> float:
        return abs(_middle(columns[span[0]][0], columns[span[1]][1]) - middle)

    spans = [(a, b) for a in range(low, first + 1) for b in range(last, high + 1)]
    nearest = min(map(off, spans))
    return max((span for span in spans if off(span) <= nearest + _BETTER * line.em), key=lambda span: span[1] - span[0])


def _middle(left: float, right: float) -> float:
    return (left + right) / 2
