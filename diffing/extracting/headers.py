"""What stands around the cells of a table: the labels of rows and columns, the groups of rows, unit and scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from diffing.document import Table
from diffing.extracting import notes
from diffing.extracting.lexicon import words
from diffing.extracting.notes import Note
from diffing.extracting.numerals import plain
from diffing.extracting.prose import Story

# A cell that is one number: currency sign, sign or parenthesis, number, percent sign, note marks.
NUMBER = re.compile(
    r"[ \n]*(?P<before>(?:US|HK|RMB|[$¥￥€£(（+\-△▲ ])*)(?P<number>\d{1,3}(?:,[ \n]?\d{3})+(?:\.\d+)?"
    r"|\d+(?:\.\d+)?|\.\d+)"
    r"[ ]?(?P<after>(?:[)）% ]|bps|pts?\b|x\b|倍|个百分点|万元|亿元|元|万|亿|人|股|家|年)*)(?P<mark>[*†‡]"
    r"|[(（\[][a-z\d][)）\]])*[ \n]*$"
)
_CORNERS = frozenset(word.casefold() for word in words("table_corners"))
_CHANGED = re.compile(r"增减|变动|增长|增幅|同比|change|increase|variance|growth|Δ", re.IGNORECASE)
_GROUP_OF_TIME = re.compile(r"(?:19|20)\d\d|ended|[本上]期|期[末初]")
_MOST_HEADER = 300
# A note above tables in a row holds for all of them, as long as no other comes between.
_NOTE_REACH = 4000
_LARGEST_PERCENT = 1000


@dataclass(frozen=True, slots=True)
class Labels:
    """The words around a table's cells.

    `rows` and `columns` are the header texts, outermost first; `groups` the label above a row that has no numbers of
    its own, `times` the latest such label that names a time. `named_rows` says that the rows are things (models, firms)
    and the columns what is measured of them. `notes` are columns' own notes, `percent` the columns of percentages.
    """

    rows: dict[int, tuple[str, ...]]
    columns: dict[int, tuple[str, ...]]
    groups: dict[int, str]
    times: dict[int, str]
    corner: str
    named_rows: bool
    note: Note
    percent: frozenset[int]


def read_labels(table: Table, story: Story) -> Labels:
    """The words around one table's cells, read once before them."""
    rows, columns = _texts(table)
    corner = " ".join(columns.get(0, ()))
    groups, times = _groups(table, rows)
    own = {column: tuple(text for text in texts if not notes.is_scale(text)) for column, texts in columns.items()}
    named = (columns.get(0) or ("",))[-1].casefold() in _CORNERS
    return Labels(rows, own, groups, times, corner, named, _note(table, columns, story), _percent(table))


def _texts(table: Table) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
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


def _groups(table: Table, rows: dict[int, tuple[str, ...]]) -> tuple[dict[int, str], dict[int, str]]:
    """For each row the label above it, such as Net income per share:, and the latest one that names a time."""
    filled = {cell.row for cell in table.cells if cell.column >= table.header_columns and cell.text.strip()}
    groups: dict[int, str] = {}
    times: dict[int, str] = {}
    label = when = ""
    for row in range(table.header_rows, table.rows):
        if row in rows and row not in filled:
            text = rows[row][-1]
            when = text if _GROUP_OF_TIME.search(text) else when
            label = "" if notes.is_scale(text) or _GROUP_OF_TIME.search(text) else text
            continue
        if label:
            groups[row] = label
        if when:
            times[row] = when
    return groups, times


def _note(table: Table, columns: dict[int, tuple[str, ...]], story: Story) -> Note:
    """The unit note of a table: its own, else one in its headers, else the one above the table before it."""
    language = story.document.language
    within = " ".join(text for texts in columns.values() for text in texts if notes.is_scale(text))[:_MOST_HEADER]
    corner = " ".join(columns.get(0, ()))
    note = notes.read_note(f"{table.unit_note} {table.title} {corner} {within}", language)
    if note != Note():
        story.note, story.note_end = f"{table.unit_note} {table.title} {corner} {within}", table.end
    elif story.note_end > table.start - _NOTE_REACH:
        note = notes.read_note(story.note, language)
        story.note_end = table.end
    return replace(note, unit="USD") if note.unit is None and note.power and language == "en" else note


def _percent(table: Table) -> frozenset[int]:
    """Columns whose first number has a percent sign and whose others are as small: their signs are left out."""
    marked: dict[int, bool] = {}
    spoiled: set[int] = set()
    for cell in table.cells:
        if cell.row < table.header_rows or cell.column < table.header_columns:
            continue
        match = NUMBER.match(cell.text) if any(sign.isdigit() for sign in cell.text) else None
        if match is None:
            continue
        marked.setdefault(cell.column, "%" in match["after"])
        if (
            "," in match["number"]
            or "$" in match["before"]
            or float(match["number"].replace(",", "")[:9]) > _LARGEST_PERCENT
        ):
            spoiled.add(cell.column)
    return frozenset(column for column, first in marked.items() if first and column not in spoiled)


def changed(texts: Sequence[str]) -> bool:
    """Whether a header says that its numbers are changes."""
    return bool(_CHANGED.search(" ".join(texts)))
