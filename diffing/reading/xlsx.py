"""XLSX to a draft: each sheet that is shown is a heading and its tables; rows of one cell around a table are text.

    │ 主要财务数据 │            │         ─►   paragraph 主要财务数据
    │ 单位：万元   │            │              paragraph 单位：万元
    │ 项目         │ 2023年     │              table
    │ 营业收入     │ 492,000.00 │

Not openpyxl: it fills up the empty part of a sheet as far as a file claims that there is one, and builds an object for
every cell. Here only the cells that are there are walked, and what a cell shows is made from its number format.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from diffing.document import BlockKind, Pair
from diffing.reading import limits
from diffing.reading.draft import Draft, DraftBlock, DraftCell, DraftTable
from diffing.reading.packages import attribute, unpacked, whole_number
from diffing.reading.workbook import Workbook, read_workbook, rich_text
from diffing.reading.xlsx_shapes import shape_texts

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LAST_COLUMN, _NUMBER_LENGTH = 16_384, 7
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|Tabelle|Feuil)\s?\d*", re.IGNORECASE)
# A formula that no program has worked out: there is nothing to read in its cell.
_UNWORKED = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")

Row = dict[int, str]


@dataclass(slots=True)
class _Grid:
    """The cells of a sheet by row and column, the reach of merged ones, their signs, and what was hidden."""

    rows: dict[int, Row] = field(default_factory=dict)
    reach: dict[Pair, Pair] = field(default_factory=dict)
    last: int = 0
    size: int = 0
    hides: bool = False
    unseen: set[int] = field(default_factory=set)

    def span(self, number: int, column: int) -> Pair:
        """The last row and column that a cell reaches."""
        return self.reach.get((number, column), (number, column))


@dataclass(slots=True)
class _Writing:
    """The text and blocks so far."""

    chunks: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[DraftBlock] = field(default_factory=list)
    pieces: int = 0

    def write(self, said: str, end: str = "\n") -> Pair:
        """Where `said` stands in the document after it has been added, with `end` behind it."""
        start = self.length
        self.chunks.append(said + end)
        self.length += len(said) + len(end)
        return start, start + len(said)

    def block(self, said: str, kind: BlockKind, level: int = 0) -> None:
        """Add a block of text."""
        self.blocks.append(DraftBlock(kind=kind, parts=(self.write(said),), level=level))


def read_xlsx(content: bytes) -> Draft:
    """The draft of a workbook; raises `UnreadableDocument` when the package is damaged, locked, a bomb or too large."""
    writing = _Writing()
    notes: dict[str, None] = {}
    with unpacked(content, "XLSX") as package:
        book = read_workbook(package)
        if book.hidden:
            notes[f"hidden sheets were left out: {', '.join(book.hidden)}"] = None
        for name, part in book.sheets:
            grid = _grid(package.part(part), book, notes)
            writing.pieces += sum(map(len, grid.rows.values())) + 1
            limits.check("cells", writing.pieces, limits.PIECES)
            limits.check("characters", writing.length + grid.size, limits.CHARACTERS)
            if grid.rows and not _DEFAULT_NAME.fullmatch(name):
                writing.block(" ".join(name.split()), BlockKind.HEADING, 1)
            for numbers in _groups(grid):
                _write_group(writing, grid, numbers)
            for said in shape_texts(package, part):
                writing.block(said, BlockKind.PARAGRAPH)
        package.check_pictures(silent=not writing.blocks)
        embedded = package.embedded()
    blocks = tuple(writing.blocks)
    return Draft(text="".join(writing.chunks), blocks=blocks, embedded_files=embedded, warnings=tuple(notes))


def _grid(sheet: bytes, book: Workbook, notes: dict[str, None]) -> _Grid:
    """The cells of a sheet that are shown and say something; what is left out is told in `notes`."""
    grid = _Grid()
    hidden = bytearray(_LAST_COLUMN + 1)
    count = 0
    tags = [f"{{*}}{name}" for name in ("row", "col", "mergeCell")]
    for _, element in etree.iterparse(io.BytesIO(sheet), tag=tags, huge_tree=True, resolve_entities=False):
        name = str(element.tag).rpartition("}")[2]
        count += 1
        if name == "row":
            _add_row(grid, element, book, hidden)
            count += len(element)
            element.clear()
        elif name == "col" and attribute(element, "hidden") in ("1", "true"):
            first, last = (_number(attribute(element, edge)) for edge in ("min", "max"))
            last = min(last, _LAST_COLUMN)
            hidden[first : last + 1] = b"\1" * max(last + 1 - first, 0)
        elif name == "mergeCell":
            _merge(grid, attribute(element, "ref"))
        limits.check("rows and cells", count, limits.PIECES)
    if grid.hides:
        notes["hidden rows or columns were left out"] = None
    if _UNWORKED.search(sheet):
        notes["some formulas have no stored result: open it in a spreadsheet program and save it once more"] = None
    return grid


def _number(said: str) -> int:
    return whole_number(said, 10**_NUMBER_LENGTH) if len(said) <= _NUMBER_LENGTH else 0


def _add_row(grid: _Grid, element: etree._Element, book: Workbook, hidden: bytearray) -> None:
    grid.last = _number(attribute(element, "r")) or grid.last + 1
    cells: Row = {}
    column = 0
    for cell in element:
        place = _PLACE.fullmatch(cell.get("r", ""))
        column = _column(place.group(1)) if place else column + 1
        text = " ".join(_said(cell, book).split())
        if text and hidden[min(column, _LAST_COLUMN)]:
            grid.hides = True
        elif text:
            cells[column] = text
            grid.size += len(text)
            limits.check("characters", grid.size, limits.CHARACTERS)
    if attribute(element, "hidden") in ("1", "true"):
        grid.hides = grid.hides or bool(cells)
        grid.unseen.add(grid.last)
    elif cells:
        grid.rows[grid.last] = cells


def _said(cell: etree._Element, book: Workbook) -> str:
    kind = cell.get("t", "")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return rich_text(inline) if inline is not None else ""
    return book.said(kind, _number(cell.get("s", "0")), cell.findtext("{*}v") or "")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merge(grid: _Grid, reference: str) -> None:
    places = _PLACE.findall(reference)
    if len(places) == 2:  # noqa: PLR2004 - A1:B2
        (left, top), (right, bottom) = ((_column(letters), int(row)) for letters, row in places)
        grid.reach[top, left] = (bottom, right)


def _groups(grid: _Grid) -> Iterator[list[int]]:
    """The numbers of the rows that follow each other without an empty one between."""
    group: list[int] = []
    reached = 0
    for number in sorted(grid.rows):
        while reached + 1 in grid.unseen:  # what nobody sees parts nothing
            reached += 1
        if group and number > reached + 1:
            yield group
            group = []
        group.append(number)
        reached = max(grid.span(number, column)[0] for column in grid.rows[number])
    if group:
        yield group


def _write_group(writing: _Writing, grid: _Grid, numbers: Sequence[int]) -> None:
    """A table, and as text the rows of one cell above and below it."""
    above = list(takewhile(lambda number: len(grid.rows[number]) == 1, numbers))
    rest = numbers[len(above) :]
    below = list(takewhile(lambda number: len(grid.rows[number]) == 1, reversed(rest)))[::-1]
    for number in above:
        _write_text(writing, grid, number)
    if rows := rest[: len(rest) - len(below)]:
        _write_table(writing, grid, rows)
    for number in below:
        _write_text(writing, grid, number)


def _write_text(writing: _Writing, grid: _Grid, number: int) -> None:
    for text in grid.rows[number].values():
        writing.block(text, BlockKind.PARAGRAPH)


def _write_table(writing: _Writing, grid: _Grid, numbers: Sequence[int]) -> None:
    columns = sorted({column for number in numbers for column in grid.rows[number]})
    cells = []
    for row, number in enumerate(numbers):
        last = max(grid.rows[number])
        for column, text in sorted(grid.rows[number].items()):
            bottom, right = grid.span(number, column)
            at = bisect_left(columns, column)
            cells.append(
                DraftCell(
                    row=row,
                    column=at,
                    parts=(writing.write(text, "\n" if column == last else "\t"),),
                    row_span=max(bisect_right(numbers, bottom) - row, 1),
                    column_span=max(bisect_right(columns, right) - at, 1),
                )
            )
    table = DraftTable(rows=len(numbers), columns=len(columns), cells=tuple(cells))
    parts = tuple(part for cell in cells for part in cell.parts)
    writing.blocks.append(DraftBlock(kind=BlockKind.TABLE, parts=parts, table=table))
