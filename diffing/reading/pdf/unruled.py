"""Tables without a lattice: three-line tables, and figures that are only set in columns.

    lines parted at wide gaps ─ runs of parted lines ─ columns by overlap ─ rows, wrapped labels joined ─ Grid

A piece that stands over two pieces of another line is a spanning header; without those, pieces that overlap are one
column. Columns had to be guessed, so the table is marked doubtful unless drawn rules enclose it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from diffing.reading.pdf.joining import is_one_number
from diffing.reading.pdf.lattice import Field
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.numbering import find_mark
from diffing.reading.pdf.paragraphs import first_piece_width, is_contents_line
from diffing.reading.pdf.rules import Rule
from diffing.reading.pdf.sheet import Grid, Item

# In em. Rows further apart are not one table; a label nearer than this to its figures stands beside them.
_APART, _BESIDE = 4.2, 0.85
# In em: lines of one header cell, and of one wrapped label, are at most this far apart.
_HEADER_STEP, _WRAPPED_STEP = 1.45, 1.9
# A wrapped label is set tighter than rows are, or is this long (in em).
_TIGHTER, _LONG_LABEL = 0.88, 9.0
# Share of the text column that the label of a row without figures may fill.
_LABEL_WIDTH = 0.6
# Lines without a gap between two parted ones.
_UNPARTED = 3
# In em: how far pieces must overlap to stand in one column.
_OVERLAP = 0.1
_FIGURE = re.compile(r"[-–—(（$¥￥€£]*\s?\d[\d,.，\s]*[)）%％]?|[-–—]+|不适用|N/?A", re.IGNORECASE)
# A whole figure as tables print it; a bare small number may be a note or a serial number, and is one too.
_NUMBER = re.compile(r"[-–—(（$￥€£]*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[)）%％]*|[-–—]+")
_CURRENCY = re.compile(r"(?:US|HK|C|A|NT)?[$＄]|[€£¥￥]|RMB|EUR|USD|HKD|CHF")
# In em. A space wider than this between words and a figure is no word space.
_WORD_SPACE = 0.6


@dataclass(eq=False, slots=True, kw_only=True)
class _Row:
    """A line, or lines side by side, parted into pieces; `enclosed` between two rules of one table."""

    base: float
    em: float
    pieces: list[Line]

    @property
    def parted(self) -> bool:
        return len(self.pieces) > 1

    @property
    def tabular(self) -> bool:
        """Parted, or a figure that stands alone in its column."""
        return self.parted or _NUMBER.fullmatch(self.pieces[0].text) is not None

    @property
    def has_figures(self) -> bool:
        return any(_FIGURE.fullmatch(piece.text) for piece in self.pieces[1:])


def find_unruled(lines: list[Line], grids: list[Grid], across: list[Rule], width: float) -> list[Item]:
    """The lines, with those that make a table replaced by it; `width` is that of the text column."""
    rows = [_row(line) for line in lines]
    items: list[Item] = []
    at = 0
    while at < len(rows):
        end = _end_of_table(rows, at, grids, width)
        start = _first_label(rows, at, len(items) and items[-1] is lines[at - 1]) if end > at + 1 else at
        grid = _grid(rows[start:end], across) if end > at + 1 else None
        if grid is None:
            items.append(lines[at])
            at += 1
        else:
            items[len(items) - (at - start) :] = [grid]
            at = end
    return items


def row_under(table: Grid, line: Line) -> Grid | None:
    """A parted line as one more row of an unruled table; None when its pieces do not fit the columns."""
    row = _row(line)
    columns = list(zip(table.xs, table.xs[1:], strict=False))
    merged = _place(row, columns)
    fits = len(merged.cells) == len(row.pieces) > 1 and max(merged.spans.values()) == 1
    return (
        replace(_build([merged], columns, doubtful=table.doubtful), xs=table.xs) if fits and row.has_figures else None
    )


def _first_label(rows: list[_Row], start: int, free: object) -> int:
    """`start`, or the line above it when that is the upper half of a label or header beside the first row."""
    beside = start > 0 and 0 < rows[start].base - rows[start - 1].base < _BESIDE * rows[start].em
    return start - 1 if free and beside and not rows[start - 1].parted else start


def _row(line: Line) -> _Row:
    pieces = _with_currency(line, [part for piece in line.pieces() for part in _part_figures(piece)])
    if len(pieces) > 1 and _is_mark(pieces[0].text):
        # A number set apart from its heading or item ("15.    递延所得税") is no column.
        start, end = pieces[0].left, pieces[1].right
        pieces = [line.piece(*_offsets(line, start, end)), *pieces[2:]]
    if is_contents_line(line.text):
        pieces = [line]
    return _Row(base=line.base, em=line.em, pieces=pieces)


def _with_currency(line: Line, pieces: list[Line]) -> list[Line]:
    """The pieces with a currency sign set apart put before its figure: it is no column."""
    kept: list[Line] = []
    for piece in pieces:
        if kept and _CURRENCY.fullmatch(kept[-1].text):
            kept[-1] = line.piece(*_offsets(line, kept[-1].left, piece.right))
        else:
            kept.append(piece)
    return kept


def _part_figures(piece: Line) -> list[Line]:
    """A piece parted where one whole figure follows another, or follows words at a distance.

    Columns of figures may stand closer than the gap that parts columns of words.
    """
    cuts = [space.start() for space in re.finditer(" ", piece.text)]
    tokens = piece.text.split(" ")
    whole = [_NUMBER.fullmatch(token) is not None for token in tokens]
    places = [0]
    for at, cut in enumerate(cuts):
        wide = piece.rights[cut] - piece.lefts[cut] > _WORD_SPACE * piece.em
        if whole[at + 1] and (whole[at] or wide) or whole[at] and wide and at + 1 == len(cuts):
            places.append(cut)
    if len(places) == 1:
        return [piece]
    ends = [*places[1:], len(piece.text)]
    return [piece.piece(start, end) for start, end in zip(places, ends, strict=True)]


def _offsets(line: Line, left: float, right: float) -> tuple[int, int]:
    return int(np.argmax(line.lefts >= left - 0.01)), int(len(line.text) - np.argmax(line.rights[::-1] <= right + 0.01))


def _is_mark(text: str) -> bool:
    mark = find_mark(text + " x")
    return mark is not None and mark.length >= len(text) and not text.isdigit()


def _end_of_table(rows: list[_Row], start: int, grids: list[Grid], width: float) -> int:
    """The index after the last row of the table that begins at `start`; `start` itself where none begins."""
    if not rows[start].parted:
        return start
    last = at = start
    while at + 1 < len(rows) and at + 1 - last <= _UNPARTED + 1:
        above, below = rows[at], rows[at + 1]
        far = below.base - above.base > _APART * max(above.em, below.em)
        if far or _between(above, below, grids) or not (below.tabular or _is_label(below, rows[at], width)):
            break
        at += 1
        if below.tabular:
            last = at
    end = last + 1
    while end < len(rows) and _is_last_label(rows, start, end):
        end += 1
    return end


def _between(above: _Row, below: _Row, grids: list[Grid]) -> bool:
    return any(above.base < grid.top < below.base for grid in grids)


def _is_label(row: _Row, above: _Row, width: float) -> bool:
    piece = row.pieces[0]
    if piece.right - piece.left > _LABEL_WIDTH * width or is_contents_line(piece.text):
        return False
    apart = row.base - above.base > 2.4 * row.em
    return not (apart and find_mark(piece.text) is not None)


def _is_last_label(rows: list[_Row], start: int, at: int) -> bool:
    """Whether a line below the last row is one more row, with a label and no figures."""
    row, above, first = rows[at], rows[at - 1], rows[start]
    label = min(row.pieces[0].left for row in rows[start:at])
    if row.parted or abs(row.pieces[0].left - label) > 1:
        return False
    step, usual = row.base - above.base, above.base - rows[at - 2].base if at - start > 1 else 0.0
    same = abs(row.em - above.em) < 0.3 and (abs(step - usual) < 0.15 * row.em or step < _BESIDE * row.em)
    return same and row.pieces[0].right < first.pieces[1].right and row.pieces[0].text[-1] not in "。；"


def _grid(rows: list[_Row], across: list[Rule]) -> Grid | None:
    columns = _columns(rows)
    if sum(row.tabular for row in rows) < 2 or len(columns) < 2:
        return None
    if not any(row.has_figures for row in rows) and not _is_enclosed(rows, columns, across):
        return None
    for row in rows:
        row.pieces = [part for piece in row.pieces for part in _part_headers(piece, columns)]
    merged = _merge_rows(rows, columns)
    return _build(merged, columns, doubtful=not _is_enclosed(rows, columns, across))


def _part_headers(piece: Line, columns: list[tuple[float, float]]) -> list[Line]:
    """A piece over several columns, parted at its wider spaces when each part then stands over its own column."""
    if _column_range(piece, columns)[0] == _column_range(piece, columns)[1]:
        return [piece]
    spaces = [at for at, sign in enumerate(piece.text) if sign == " "]
    cuts = [at for at in spaces if piece.rights[at] - piece.lefts[at] > _WORD_SPACE * piece.em]
    ends = [0, *cuts, len(piece.text)]
    parts = [piece.piece(start, end) for start, end in zip(ends, ends[1:], strict=False)]
    ranges = [_column_range(part, columns) for part in parts]
    apart = all(before[1] < after[0] for before, after in zip(ranges, ranges[1:], strict=False))
    return parts if len(parts) > 1 and apart else [piece]


def _is_enclosed(rows: list[_Row], columns: list[tuple[float, float]], across: list[Rule]) -> bool:
    """Whether a rule runs above the first row or below it, and one below the last, over most of the columns."""
    left, right = columns[0][0], columns[-1][1]
    wide = [y for y, start, end in across if min(end, right) - max(start, left) > 0.8 * (right - left)]
    first, last = rows[0], rows[-1]
    above = any(first.base - 3 * first.em < y < first.base + 3 * first.em for y in wide)
    return above and any(last.base - 0.2 * last.em < y < last.base + 2 * last.em for y in wide)


def _columns(rows: list[_Row]) -> list[tuple[float, float]]:
    """Left and right edge of each column, spanning pieces left out."""
    pieces = [(piece.left, piece.right, at) for at, row in enumerate(rows) for piece in row.pieces]
    edges = np.array(pieces)
    slack = _OVERLAP * rows[0].em
    over = (edges[:, 0, None] < edges[:, 1] - slack) & (edges[:, 1, None] > edges[:, 0] + slack)
    line = edges[:, 2].astype(int)
    counts = np.zeros((len(pieces), len(rows)), int)
    np.add.at(counts.T, line, over.astype(int))
    plain = np.nonzero(counts.max(axis=1) < 2)[0]
    columns: list[list[float]] = []
    members: list[set[int]] = []
    for at in sorted(plain.tolist(), key=lambda index: edges[index, 0]):
        left, right, row = edges[at]
        if columns and left < columns[-1][1] - slack:
            columns[-1][1] = max(columns[-1][1], right)
            members[-1].add(int(row))
        else:
            columns.append([left, right])
            members.append({int(row)})
    return _join_halves(columns, members, {at for at, row in enumerate(rows) if row.has_figures})


def _join_halves(columns: list[list[float]], members: list[set[int]], figures: set[int]) -> list[tuple[float, float]]:
    """Columns with those that never share a line as one: a header set in the middle of labels set left.

    Only what stands in the first lines, above all figures, is joined: a column may be empty but for one figure.
    """
    first = min(figures, default=0)
    while True:
        for at in range(len(columns) - 1):
            mine, next_one = members[at], members[at + 1]
            if not mine & next_one and (max(mine) < first or max(next_one) < first):
                columns[at : at + 2] = [[columns[at][0], max(columns[at][1], columns[at + 1][1])]]
                members[at : at + 2] = [mine | next_one]
                break
        else:
            return [(left, right) for left, right in columns]


Cells = dict[int, list[Line]]


@dataclass(eq=False, slots=True, kw_only=True)
class _Merged:
    """One row of the table: its pieces by column, and how many columns each first piece spans."""

    cells: Cells
    spans: dict[int, int]
    base: float
    em: float

    def figures(self) -> set[int]:
        return {column for column, lines in self.cells.items() if column and _FIGURE.fullmatch(lines[0].text)}

    def only_label(self) -> bool:
        return set(self.cells) == {0}


def _merge_rows(rows: list[_Row], columns: list[tuple[float, float]]) -> list[_Merged]:
    """The rows with the lines of a wrapped label, and of a header of several lines, put together."""
    usual = _usual_step(rows)
    merged: list[_Merged] = []
    for row in (_place(row, columns) for row in rows):
        if merged and _is_one_row(merged[-1], row, columns, usual):
            _add(merged[-1], row)
        else:
            merged.append(row)
    return merged


def _usual_step(rows: list[_Row]) -> float:
    """The distance of the baselines of rows with figures, in points."""
    places = [row.base for row in rows if row.has_figures]
    steps = sorted(below - above for above, below in zip(places, places[1:], strict=False))
    return steps[len(steps) // 2] if steps else 0.0


def _place(row: _Row, columns: list[tuple[float, float]]) -> _Merged:
    cells: Cells = {}
    spans: dict[int, int] = {}
    for piece in row.pieces:
        first, last = _column_range(piece, columns)
        cells.setdefault(first, []).append(piece)
        spans[first] = max(spans.get(first, 1), last - first + 1)
    return _Merged(cells=cells, spans=spans, base=row.base, em=row.em)


def _column_range(piece: Line, columns: list[tuple[float, float]]) -> tuple[int, int]:
    shares = [min(piece.right, right) - max(piece.left, left) for left, right in columns]
    held = [at for at, share in enumerate(shares) if share > 0.3 * (columns[at][1] - columns[at][0])]
    if len(held) > 1:
        return held[0], held[-1]
    best = max(range(len(columns)), key=lambda at: shares[at])
    return best, best


def _is_one_row(above: _Merged, row: _Merged, columns: list[tuple[float, float]], usual: float) -> bool:
    step = row.base - max(line.base for lines in above.cells.values() for line in lines)
    if _is_wrapped_figure(above, row) and step < _TIGHTER * usual:
        return True
    if above.figures() & row.figures():
        return False
    if step < _BESIDE * row.em:
        return True
    if max(above.spans.values()) > 1 or max(row.spans.values()) > 1:
        return False
    if not (above.figures() or row.figures()) and set(above.cells) & set(row.cells) and len(row.cells) > 1:
        return step < _HEADER_STEP * row.em
    if 0 not in above.cells or not (above.only_label() or row.only_label()):
        return False
    tight = step < _TIGHTER * usual or (above.cells[0][-1].right - columns[0][0] > _LONG_LABEL * row.em)
    return tight and step < _WRAPPED_STEP * row.em and _is_wrapped_label(above, row, columns)


def _is_wrapped_figure(above: _Merged, row: _Merged) -> bool:
    """Whether lines without a label are the rest of figures that were too wide for their column."""
    if 0 not in row.cells:
        return all(
            column in above.cells and _is_rest(above.cells[column][-1].text, lines[0].text)
            for column, lines in row.cells.items()
        )
    return 0 not in above.cells and all(
        column in row.cells and lines[-1].text in ("-", "(", "（") for column, lines in above.cells.items()
    )


def _is_rest(above: str, below: str) -> bool:
    return above[-1] in "0123456789.,-" and below[0] in "0123456789.,%" and is_one_number(above, below)


def _is_wrapped_label(above: _Merged, row: _Merged, columns: list[tuple[float, float]]) -> bool:
    if 0 not in row.cells:
        return False
    label, rest = above.cells[0][-1], row.cells[0][0]
    if label.text[-1] in "：:。" or _FIGURE.fullmatch(rest.text) or find_mark(rest.text):
        return False
    return columns[0][1] - label.right < first_piece_width(rest) + 0.2 * row.em


def _add(above: _Merged, row: _Merged) -> None:
    for column, lines in row.cells.items():
        above.cells.setdefault(column, []).extend(lines)
        above.spans[column] = max(above.spans.get(column, 1), row.spans[column])
    above.base = max(above.base, row.base)


def _build(rows: list[_Merged], columns: list[tuple[float, float]], *, doubtful: bool) -> Grid:
    fields: list[Field] = []
    lines: list[tuple[Line, ...]] = []
    for at, row in enumerate(rows):
        taken = 0
        for column in sorted(row.cells):
            span = max(row.spans[column], 1)
            fields.extend(_blanks(at, taken, column))
            lines.extend([()] * (column - taken))
            fields.append(Field(row=at, column=column, row_span=1, column_span=span))
            lines.append(tuple(row.cells[column]))
            taken = max(taken, column + span)
        fields.extend(_blanks(at, taken, len(columns)))
        lines.extend([()] * (len(columns) - taken))
    gaps = [(left[1] + right[0]) / 2 for left, right in zip(columns, columns[1:], strict=False)]
    all_lines = [line for row in rows for cell in row.cells.values() for line in cell]
    tops = [min(line.top for cell in row.cells.values() for line in cell) for row in rows]
    return Grid(
        page=all_lines[0].page,
        xs=(columns[0][0], *gaps, columns[-1][1]),
        ys=(*tops, max(line.bottom for line in all_lines)),
        fields=tuple(fields),
        lines=tuple(lines),
        ruled=False,
        doubtful=doubtful,
    )


def _blanks(row: int, start: int, end: int) -> list[Field]:
    return [Field(row=row, column=column, row_span=1, column_span=1) for column in range(start, end)]
