"""How a table is laid out where its own header rows do not say it all: units below them, dates above, two halves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diffing.document import Cell, Document, Table
from diffing.extracting import notes
from diffing.extracting.calendar import Context
from diffing.extracting.cells import number_of
from diffing.extracting.numerals import plain
from diffing.extracting.periods import Dated
from diffing.extracting.periods import scan as scan_periods

_BESIDE_MONEY = re.compile(r"附[註注]|注[释釋]|notes?", re.IGNORECASE)
# Over the second half of a balance sheet in two halves; elsewhere its header is that of the first.
_SECOND = re.compile(r"负债|負債|权益|權益|liabilities|equity", re.IGNORECASE)
_FIRST = re.compile(r"资产|資產|项目|項目|assets", re.IGNORECASE)
_AROUND_DATES = re.compile(
    r"(?:[\s於于截至止年度及和（）()经經审審计計重述未—–|-]|附[注註][一二三四五六七八九]?|补充资料|項目|项目)*"
)
_FEWEST_LABELS = 3
_REACH, _MOST_LINES = 240, 3
_FEWEST_DATES = 2


def whole(table: Table) -> Table:
    """The table with the rows right below its headers counted among them that only say in what money each column is."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row < table.header_rows + 2 and cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    headed = table.header_rows
    while headed and headed in rows and _says_money(rows[headed], table.header_columns):
        headed += 1
    return replace(table, header_rows=headed) if headed > table.header_rows else table


def _says_money(cells: Sequence[Cell], first: int) -> bool:
    """Whether each cell over a column of numbers names its money, and no other says anything but 附注."""
    over = [plain(cell.text).strip() for cell in cells if cell.column >= first]
    left = [plain(cell.text).strip() for cell in cells if cell.column < first]
    return (
        any(map(notes.is_money, over))
        and all(notes.is_money(text) or _BESIDE_MONEY.fullmatch(text) for text in over)
        and all(_BESIDE_MONEY.fullmatch(text) for text in left)
    )


def halves(table: Table, columns: dict[int, tuple[str, ...]]) -> tuple[int, ...]:
    """The columns further right that label rows as the first one does: 负债 beside 资产, 地区 again."""
    first = columns.get(0, ("",))[-1]
    found = (
        at for at, texts in columns.items()
        if at > max(table.header_columns, 1) and texts and (
            (first and texts[-1] == first) or (_SECOND.search(texts[-1]) and _FIRST.search(first))
        )
    )  # fmt: skip
    return tuple(at for at in sorted(found) if _labels(table, at))


def _labels(table: Table, column: int) -> bool:
    body = [cell.text for cell in table.cells if cell.column == column and cell.row >= table.header_rows]
    said = [text for text in body if any(map(str.isalpha, text))]
    return len(said) >= _FEWEST_LABELS and not any(map(number_of, body))


def dates_above(table: Table, document: Document, context: Context) -> dict[int, Dated]:
    """The dates of a line right above a table, by column, where it has one for each column of numbers.

    Between that line and the table may stand the first line of a statement, 一、营业收入, or what money is counted in.
    """
    numbers: dict[int, list[str]] = {}
    for cell in table.cells:
        text = plain(cell.text).strip()
        if cell.row >= table.header_rows and cell.column >= table.header_columns and number_of(text):
            numbers.setdefault(cell.column, []).append(text)
    if len(numbers) < _FEWEST_DATES:
        return {}
    above = document.text[max(0, table.start - _REACH) : table.start].rstrip().split("\n")[-_MOST_LINES:]
    for line in reversed(above):
        dated = _only_dates(plain(line), document.language, context)
        if dated:
            columns = sorted(numbers)
            if len(columns) == len(dated) + 1:
                columns.remove(_odd(numbers))
            return dict(zip(columns, dated, strict=True)) if len(columns) == len(dated) else {}
    return {}


_NOTE_NUMBER = re.compile(r"\d{1,2}(?:[(（][a-z\d]{1,2}[)）])?")


def _odd(numbers: dict[int, list[str]]) -> int:
    """The column without a date of its own: that of the notes, at the left, else one of signs that were torn off."""
    first = min(numbers)
    if all(map(_NOTE_NUMBER.fullmatch, numbers[first])):
        return first
    return min(numbers, key=lambda at: (len(numbers[at]), at))


def _only_dates(line: str, language: str, context: Context) -> list[Dated]:
    """The dates of a line that says nothing else, if there are several."""
    dated = list(scan_periods(line, language, replace(context, month=None)))
    rest = line
    for one in reversed(dated):
        rest = rest[: one.start] + rest[one.end :]
    alone = _AROUND_DATES.fullmatch(rest) is not None and not any(one.relative for one in dated)
    return dated if alone and len(dated) >= _FEWEST_DATES else []
