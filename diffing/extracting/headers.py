"""What the headers of a table say of each cell: its labels, its period, its unit and scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from diffing.document import Table
from diffing.extracting import calendar, notes
from diffing.extracting.lexicon import words
from diffing.extracting.notes import Note
from diffing.extracting.numerals import plain
from diffing.extracting.periods import Dated
from diffing.extracting.periods import scan as scan_periods
from diffing.extracting.prose import Story
from diffing.figure import Period

# A cell that is one number: currency sign, sign or parenthesis, number, percent sign, note marks.
NUMBER = re.compile(
    r"[ \n]*(?P<before>(?:US|HK|RMB|[$¥￥€£(（+\-△▲ ])*)(?P<number>\d{1,3}(?:,[ \n]?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"[ ]?(?P<after>(?:[)）% ]|bps|pts?\b|x\b|倍|个百分点|万元|亿元|元|万|亿|人|股|家|年)*)(?P<mark>[*†‡]|[(（\[][a-z\d][)）\]])*[ \n]*$"
)
_CORNERS = frozenset(word.casefold() for word in words("table_corners"))
_CHANGED = re.compile(r"增减|变动|增长|增幅|同比|change|increase|variance|growth|Δ", re.IGNORECASE)
# December 31, over a column of years; Year Ended in the corner.
_HALF_DATE = re.compile(
    r"(?:years?|months|weeks) ended|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2},?$",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?:[ ]\(?[a-z\d]\)?)?$")
_AT_START = re.compile(r"\b(?:at |as of )?(?:the )?beginning of (?:the )?(?:year|period)|期初|年初", re.IGNORECASE)
_AT_END = re.compile(r"\b(?:at |as of )?(?:the )?end of (?:the )?(?:year|period)|期末|年末", re.IGNORECASE)
_PERIOD_WORDS = re.compile(
    r"(?:fiscal|year|years|ended|months|three|six|nine|twelve|quarter|as|of|at|on|in|the|for|and|audited|unaudited|restated|millions|thousands"
    r"|金额|余额|年度|发生额|数|本期|上期|合并|调整[前后])|[^\w]|\d",
    re.IGNORECASE,
)
_MOST_HEADER = 300
_MOST_WORDS_BESIDE_PERIOD = 8


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as it is read: header texts by row and column, the group of rows each stands in, and what they say."""

    table: Table
    number: int
    rows: dict[int, tuple[str, ...]]
    columns: dict[int, tuple[str, ...]]
    groups: dict[int, str]
    named_rows: bool
    note: Note
    periods: dict[int, tuple[Dated | None, bool]]
    percent_columns: frozenset[int]
    row_periods: dict[str, Dated | None] = field(default_factory=dict)


def read_grid(number: int, table: Table, story: Story) -> Grid:
    """The headers of one table, read once before its cells."""
    rows, columns = _labels(table)
    corner = " ".join(columns.get(0, ()))
    periods: dict[int, tuple[Dated | None, bool]] = {}
    for column, texts in columns.items():
        if column >= table.header_columns:
            periods[column] = _column_period(corner, texts, story)
    return Grid(
        table, number, rows, columns, _groups(table, rows), (columns.get(0) or ("",))[-1].casefold() in _CORNERS,
        _note(table, corner, story), periods, _percent_columns(table),
    )  # fmt: skip


def _labels(table: Table) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    rows: dict[int, list[str]] = {}
    columns: dict[int, list[str]] = {}
    for cell in table.cells:
        text = " ".join(plain(cell.text).split())[:_MOST_HEADER]
        if not text:
            continue
        if cell.row < table.header_rows:
            for column in range(cell.column, cell.column + cell.column_span):
                columns.setdefault(column, []).append(text)
        elif cell.column < table.header_columns:
            for row in range(cell.row, cell.row + cell.row_span):
                rows.setdefault(row, []).append(text)
    held = {column: tuple(dict.fromkeys(texts)) for column, texts in columns.items()}
    return {row: tuple(texts) for row, texts in rows.items()}, held


def _groups(table: Table, rows: dict[int, tuple[str, ...]]) -> dict[int, str]:
    """For each row the label above it that has no numbers of its own: 2023, or Net income per share:."""
    filled = {cell.row for cell in table.cells if cell.column >= table.header_columns and cell.text.strip()}
    groups: dict[int, str] = {}
    label = ""
    for row in range(table.header_rows, table.rows):
        if row in rows and row not in filled:
            label = rows[row][-1]
        elif label:
            groups[row] = label
    return groups


def _note(table: Table, corner: str, story: Story) -> Note:
    language = story.document.language
    note = notes.read_note(f"{table.unit_note} {table.title} {corner}", language)
    if note == Note() and story.note_end > table.start - _NOTE_REACH and not table.unit_note:
        note = notes.read_note(story.note, language)
    story.note_end = max(story.note_end, table.end) if note != Note() and not table.unit_note else story.note_end
    if note.unit is None and note.power and language == "en":
        note = replace(note, unit="USD")
    return note


# A note above several tables in a row holds for all of them, as long as no other comes between.
_NOTE_REACH = 2500


def _percent_columns(table: Table) -> frozenset[int]:
    """Columns whose first and last number have a percent sign: the signs between are left out."""
    seen: dict[int, list[tuple[bool, bool]]] = {}
    for cell in table.cells:
        if cell.row < table.header_rows or cell.column < table.header_columns:
            continue
        match = NUMBER.match(cell.text) if "%" in cell.text or any(sign.isdigit() for sign in cell.text) else None
        if match is not None:
            seen.setdefault(cell.column, []).append(("%" in match["after"], "," in match["number"]))
    return frozenset(
        column for column, marks in seen.items()
        if len(marks) > 1 and marks[0][0] and marks[-1][0] and not any(large for _, large in marks)
    )  # fmt: skip


def _column_period(corner: str, texts: Sequence[str], story: Story) -> tuple[Dated | None, bool]:
    """The period of a column, and whether its header says nothing else."""
    text = " ".join(texts)
    if _HALF_DATE.search(corner) and _YEAR_ALONE.match(texts[-1]):
        text = f"{_HALF_DATE.split(corner)[0][-0:] or ''}{corner} {texts[-1]}"
    found = period_in(text, story)
    if found is None:
        return None, False
    rest = text[: found.start] + text[found.end :]
    return found, len(_PERIOD_WORDS.sub("", rest)) <= _MOST_WORDS_BESIDE_PERIOD


def period_in(text: str, story: Story) -> Dated | None:
    """The last period that a header names, a span that ends on a day before others."""
    if not any(sign.isdigit() or sign in "期年末" for sign in text) and "beginning" not in text:
        return None
    found = list(scan_periods(text, story.document.language, replace(story.context)))
    ended = [one for one in found if one.form == "ended"]
    return (ended or found or [None])[-1]


def changed(texts: Sequence[str]) -> bool:
    """Whether a header says that its numbers are changes."""
    return bool(_CHANGED.search(" ".join(texts)))


def period_of_cell(grid: Grid, row: int, column: int, story: Story) -> Dated | None:
    """The period that a cell's headers give it: its column's, its row's or its group's; None when they give none."""
    label = " ".join(grid.rows.get(row, ()))
    found, alone = grid.periods.get(column, (None, False))
    if changed(grid.columns.get(column, ())):
        dated = [one for one, _ in grid.periods.values() if one is not None]
        found = max(dated, key=lambda one: one.last, default=found)
    own = _row_period(grid, label, story)
    if found is None or (own is not None and not alone):
        found = (
            own
            or found
            or _row_period(grid, grid.groups.get(row, ""), story)
            or _row_period(grid, grid.table.title, story)
        )
    if found is None:
        return None
    return _at_edge(found, label)


def _row_period(grid: Grid, text: str, story: Story) -> Dated | None:
    if text not in grid.row_periods:
        grid.row_periods[text] = period_in(text, story) if text else None
    return grid.row_periods[text]


def _at_edge(found: Dated, label: str) -> Dated:
    """A balance at the end or the beginning of the period."""
    edge: Period | None = None
    if not found.instant and _AT_END.search(label):
        edge = calendar.end_of(found.period)
    elif not found.instant and _AT_START.search(label):
        edge = calendar.start_of(found.period)
    return found if edge is None else replace(found, first=edge.first, last=edge.last, instant=True)
