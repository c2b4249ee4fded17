"""Lines of a table without rules put together to its rows: wrapped labels, headers of several lines, broken figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from diffing.reading.pdf.joining import is_one_date, is_one_number
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.numbering import find_mark
from diffing.reading.pdf.paragraphs import first_piece_width
from diffing.reading.pdf.tabular import BESIDE, FIGURE, Columns, Row, column_range, is_value

# In em: lines of one header cell, and of one wrapped label, are at most this far apart.
_HEADER_STEP, _WRAPPED_STEP = 1.45, 1.9
# A wrapped label is set tighter than rows are, or is this long (in em).
_TIGHTER, _LONG_LABEL = 0.88, 9.0
# Points by which a distance must be smaller to mean something.
_NEARER = 0.5

Cells = dict[int, list[Line]]


@dataclass(eq=False, slots=True, kw_only=True)
class Merged:
    """One row of the table: its pieces by column, and how many columns each first piece spans."""

    cells: Cells
    spans: dict[int, int]
    base: float
    em: float

    def figures(self) -> set[int]:
        """The columns that hold a figure, that of the labels left out."""
        return {column for column, lines in self.cells.items() if column and FIGURE.fullmatch(lines[0].text)}

    def values(self) -> set[int]:
        """The same with ranges and dates."""
        return {column for column, lines in self.cells.items() if column and is_value(lines[0].text)}

    def only_label(self) -> bool:
        """Whether nothing stands right of the label."""
        return set(self.cells) == {0}


def merge_rows(placed: list[Merged], columns: Columns) -> list[Merged]:
    """The rows with the lines of a wrapped label, and of a header of several lines, put together."""
    usual = _usual_step(placed)
    merged: list[Merged] = []
    for row, following in zip(placed, [*placed[1:], None], strict=True):
        below = following.base - row.base if following else float("inf")
        if merged and _is_one_row(merged[-1], row, columns, usual) and not _belongs_below(merged[-1], row, below):
            _add(merged[-1], row)
        else:
            merged.append(row)
    return merged


def _usual_step(rows: list[Merged]) -> float:
    """The distance of the baselines of rows with figures, in points."""
    places = [row.base for row in rows if row.figures()]
    steps = sorted(below - above for above, below in pairwise(places))
    return steps[len(steps) // 2] if steps else 0.0


def place(row: Row, columns: Columns) -> Merged:
    """A line as a row of its own: its pieces by column."""
    cells: Cells = {}
    spans: dict[int, int] = {}
    for piece in row.pieces:
        first, last = column_range(piece, columns)
        cells.setdefault(first, []).append(piece)
        spans[first] = max(spans.get(first, 1), last - first + 1)
    return Merged(cells=cells, spans=spans, base=row.base, em=row.em)


def _is_one_row(above: Merged, row: Merged, columns: Columns, usual: float) -> bool:
    step = row.base - max(line.base for lines in above.cells.values() for line in lines)
    if step < _TIGHTER * usual and _is_wrapped_figure(above, row):
        return True
    if above.figures() & row.figures():
        return False
    if step < BESIDE * row.em:
        return True
    if max(above.spans.values()) > 1 or max(row.spans.values()) > 1:
        return False
    return _is_header_line(above, row, step) or _is_label_line(above, row, columns, min(step / max(usual, 1), 9))


def _belongs_below(above: Merged, row: Merged, below: float) -> bool:
    """Whether a label without figures, under a row that has them, is nearer to the row below it."""
    return row.only_label() and bool(above.figures()) and below < row.base - above.base - _NEARER


def _is_header_line(above: Merged, row: Merged, step: float) -> bool:
    """Whether a line is the next line of header cells: no figure in either, and cells below cells."""
    stacked = len(row.cells) > 1 and set(above.cells) & set(row.cells)
    return bool(stacked) and not (above.figures() or row.values()) and step < _HEADER_STEP * row.em


def _is_label_line(above: Merged, row: Merged, columns: Columns, share: float) -> bool:
    """Whether one of two lines is a part of the other's label; `share` is their distance in usual distances."""
    if 0 not in above.cells or not (above.only_label() or row.only_label()):
        return False
    label = above.cells[0][-1]
    tight = share < _TIGHTER or label.right - columns[0][0] > _LONG_LABEL * row.em
    return tight and row.base - label.base < _WRAPPED_STEP * row.em and _is_wrapped_label(above, row, columns)


def _is_wrapped_figure(above: Merged, row: Merged) -> bool:
    """Whether lines without a label are the rest of figures that were too wide for their column."""
    if 0 not in row.cells:
        return all(
            column in above.cells and is_rest(above.cells[column][-1].text, lines[0].text)
            for column, lines in row.cells.items()
        )
    return 0 not in above.cells and all(
        column in row.cells and lines[-1].text in ("-", "(", "（") for column, lines in above.cells.items()
    )


def is_rest(above: str, below: str) -> bool:
    """Whether a figure that was too wide for its column goes on in the next line."""
    if above[-1] not in "0123456789.,-/" or below[0] not in "0123456789.,%-/":
        return False
    return is_one_number(above, below) or is_one_date(above, below, forced=True)


def _is_wrapped_label(above: Merged, row: Merged, columns: Columns) -> bool:
    if 0 not in row.cells:
        return False
    label, rest = above.cells[0][-1], row.cells[0][0]
    if above.figures() and rest.text[0].isupper():
        return False
    if label.text[-1] in "：:。" or FIGURE.fullmatch(rest.text) or find_mark(rest.text):
        return False
    return columns[0][1] - label.right < first_piece_width(rest) + 0.2 * row.em


def _add(above: Merged, row: Merged) -> None:
    for column, lines in row.cells.items():
        above.cells.setdefault(column, []).extend(lines)
        above.spans[column] = max(above.spans.get(column, 1), row.spans[column])
    above.base = max(above.base, row.base)
