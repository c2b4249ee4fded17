"""Draft table to table: its cells, its headers, and the title and unit note around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diffing.document import BlockKind, Cell, Pair, Table
from diffing.keys import fold
from diffing.reading.draft import DraftBlock, DraftCell, DraftTable
from diffing.reading.headings import is_caption, looks_like_heading
from diffing.reading.passages import Said, hull, say

# 单位：万元; （单位：人民币百万元）; 单位:元 币种:人民币; 金额单位：千元 (CSRC periodic report formats put it above the
# table, at the right); (in millions, except per share data), ($ in thousands), RMB'000 in English filings.
_UNIT_NOTES = (
    # 编制单位, 担保单位 and their like name an organisation, not the unit: behind another word a unit must follow.
    re.compile(
        r"(?:[（(]?(?:金额|货币|数量|计量|统计|价格|面积|产量|销量|股份)单位|(?<![\u4e00-\u9fff])[（(]?单位"
        r"|(?<=[表下列中])单位)\s*[：:]\s*[^，。；\n()（）]{1,20}(?:币种\s*[：:]\s*\S{2,6})?"
    ),
    re.compile(
        r"单位\s*[：:]\s*(?:人民币)?[百千万亿]*(?:元|股|吨|件|台|套|辆|人|户|次|[%％]|平方米|美元|港元|欧元)(?![\u4e00-\u9fff])"
    ),
    re.compile(
        r"[（(][^()（）]{0,40}?(?:以|除)[^()（）]{0,20}?(?:千|万|百万|亿)?元(?:列示|计|为单位)[^()（）]{0,30}[)）]"
    ),
    re.compile(r"\([^()]{0,60}?\bin (?:thousands|millions|billions)\b[^()]{0,120}\)", re.IGNORECASE),
    re.compile(
        r"\b(?:dollars|amounts|figures)\b[^.;\n]{0,30}\bin (?:thousands|millions|billions)\b[^.;\n]{0,80}",
        re.IGNORECASE,
    ),
    re.compile(r"^\s*in (?:thousands|millions|billions)\b[^.;\n]{0,80}", re.IGNORECASE),
    re.compile(r"(?:RMB|HK\$|US\$|HKD|CNY)\s?['’]000|人民币[千百万亿]*元|港币?[千百万亿]*元"),
)
# A table of labels and texts has no header; a value here and there (a post code) makes none: one row in so many.
_LABEL_AND_TEXT = 2
_FEW = 2
# More rows of words above the first value are a table of texts, whose first row names its columns.
_MOST_HEADERS = 4
# So many blocks above a table are looked at for its title and unit note.
_LOOK_ABOVE = 4
_NOTE_LENGTH = 120
# A line that is nothing but a note is shorter than one that announces a table and names its unit besides.
_SHORT_NOTE = 60
# √适用 □不适用 stands under a heading of the CSRC's formats and is none itself.
_APPLIES = re.compile(r"[√✓☑☒□☐■\s]*(?:适用|是)[√✓☑☒□☐■\s]*(?:不适用|否)\s*")
_TITLES = (BlockKind.HEADING, BlockKind.CAPTION)
# The first rows that may hold the note: title, two rows of periods, the note.
_LOOK_INSIDE = 4
# The sentence that announces a table names it where no heading does.
_ANNOUNCES = re.compile(r"[:：]\s*$|following table|as follows|如下|下表")
_ANNOUNCEMENT_LENGTH = 300

# A value: a number with its sign, brackets, percent or currency; 2023 and 2023年 name columns instead.
_VALUE = re.compile(
    r"[(+\-−–¥$€£ ]*(?:RMB|US\$|HK\$)?\s*[\d,]*\.?\d+(?:\.\d+)?\s*[%‰)倍股元人]*(?:个百分点|pts?|x)?\)?"
)
_NAMES_COLUMN = re.compile(
    r"(?:19|20)\d\d(?:年.{0,8}|[/-]\d{1,2}(?:[/-]\d{1,2})?)?|\d{1,2}\s*月.{0,4}|\d{1,2}|第[一二三四]季度"
    r"|(?:FY|Q[1-4] ?)?(?:19|20)\d\d"
)
_NO_VALUE = re.compile(r"\s*[-–—－/]*\s*|N/?A|不适用")


def assemble_table(text: str, drafts: Sequence[DraftBlock], said: Sequence[Said], index: int, block: int) -> Table:
    """The table of the draft block `index`, which is block number `block` of the document."""
    table = drafts[index].table
    assert table is not None
    cells = tuple(_cell(text, cell) for cell in table.cells if cell.parts)
    start, end = hull(drafts[index].parts)
    rows, columns = _headers(table, cells)
    return Table(
        start=start,
        end=end,
        block=block,
        cells=cells,
        rows=table.rows,
        columns=table.columns,
        header_rows=rows,
        header_columns=columns,
        title=table.title or _title(drafts, said, index),
        unit_note=table.unit_note or _unit_note(drafts, said, index, cells, rows),
    )


def _cell(text: str, cell: DraftCell) -> Cell:
    said = say(text, cell.parts)
    first = len(said.text) - len(said.text.lstrip())
    last = max(first, len(said.text.rstrip()))
    pieces = said.locate((first, last)) or (cell.parts[0],)
    start, end = hull(pieces)
    return Cell(
        start=start,
        end=end if last > first else start,
        text=said.text[first:last],
        parts=pieces if len(pieces) > 1 else (),
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
    )


def _headers(table: DraftTable, cells: Sequence[Cell]) -> Pair:
    """How many rows and columns name the others: those before the first value, at least one body row left."""
    values = [cell for cell in cells if _is_value(cell.text)]
    if not values:
        named = 1 if table.rows > 1 and table.columns > _LABEL_AND_TEXT else 0
        return named, min(1, table.columns - 1)
    if table.columns == _LABEL_AND_TEXT and len(values) * _FEW < table.rows:
        return 0, 1
    first_row = min(cell.row for cell in values)
    first_column = min(cell.column for cell in values)
    dashed = (column for column in range(1, first_column) if _is_dashed(cells, column, first_row))
    first_column = next(dashed, first_column)
    labels = min(max(first_column, 1), table.columns - 1)
    return _naming_rows(table, cells, first_row, labels), labels


def _is_dashed(cells: Sequence[Cell], column: int, first_row: int) -> bool:
    """Whether a column holds dashes where the others hold values: a year without any is no label of its rows."""
    body = [cell.text for cell in cells if cell.column == column and cell.row >= first_row and cell.text]
    return len(body) > 1 and all(_NO_VALUE.fullmatch(fold(text)) for text in body)


def _naming_rows(table: DraftTable, cells: Sequence[Cell], limit: int, labels: int) -> int:
    """The rows above `limit` that name columns: a label alone, or one cell across, names the rows below it."""
    rows = [[cell for cell in cells if cell.row <= row < cell.row + cell.row_span] for row in range(limit)]
    naming = [_names(row, labels, table.columns) for row in rows]
    first = next((row for row, names in enumerate(naming) if names), limit)
    named = first + next((at for at, names in enumerate(naming[first:]) if not names), limit - first)
    labelled = [
        row for row in range(first, named) if any(cell.column < labels and cell.row == row for cell in rows[row])
    ]
    if named - first > _MOST_HEADERS and len(labelled) > 1:
        # Rows of words: only the first of them with a label names columns, and what stands above it.
        named = labelled[0] + 1
    return named if named > first else min(limit, 1)


def _names(row: Sequence[Cell], labels: int, columns: int) -> bool:
    """Whether a row names columns: one that stands alone at the left is a title, however far it reaches."""
    if len(row) == 1 and row[0].column == 0:
        return False
    return any(cell.column + cell.column_span > labels and cell.column_span < columns for cell in row)


def _is_value(text: str) -> bool:
    plain = fold(text).strip()
    return bool(_VALUE.fullmatch(plain)) and not _NAMES_COLUMN.fullmatch(plain)


def _title(drafts: Sequence[DraftBlock], said: Sequence[Said], index: int) -> str:
    """The caption, heading or short line above the table; else the caption below it, or what announces it."""
    above = _above(drafts, said, index)
    line = said[above].text.strip() if above is not None else ""
    if above is not None and (drafts[above].kind in _TITLES or looks_like_heading(line)):
        return line
    below = said[index + 1].text.strip() if index + 1 < len(said) else ""
    if is_caption(below):
        return below
    return line if len(line) <= _ANNOUNCEMENT_LENGTH and _ANNOUNCES.search(line) else ""


def _above(drafts: Sequence[DraftBlock], said: Sequence[Said], index: int) -> int | None:
    """The nearest block above the table that is no unit note; None when another table is nearer."""
    for above in range(index - 1, max(index - 1 - _LOOK_ABOVE, -1), -1):
        line = said[above].text.strip()
        if drafts[above].table is not None:
            return None
        if line and not _APPLIES.fullmatch(line) and not (_note_in(line) and len(line) <= _SHORT_NOTE):
            return above
    return None


def _unit_note(
    drafts: Sequence[DraftBlock], said: Sequence[Said], index: int, cells: Sequence[Cell], header_rows: int
) -> str:
    """The note in the first rows of the table, else in the short blocks right above it."""
    first = sorted({cell.row for cell in cells})[:_LOOK_INSIDE]
    for cell in cells:
        if (
            (cell.row in first or cell.row < header_rows)
            and len(cell.text) <= _NOTE_LENGTH
            and (note := _note_in(cell.text))
        ):
            return note
    for above in range(index - 1, max(index - 1 - _LOOK_ABOVE, -1), -1):
        if drafts[above].table is not None:
            break
        line = said[above].text.strip()
        if len(line) <= _NOTE_LENGTH * 3 and (note := _note_in(line)):
            return note
    return ""


def _note_in(line: str) -> str:
    found = next((match for pattern in _UNIT_NOTES if (match := pattern.search(line))), None)
    return found.group().strip().strip("（）") if found else ""
