"""What stands around the cells of a table: the labels of rows and columns, the groups of rows, unit and scale."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from diffing.document import Table
from diffing.extracting import layouts, notes
from diffing.extracting.cells import number_of
from diffing.extracting.labels import Place, Row, is_unit_column, rows_of
from diffing.extracting.notes import Note
from diffing.extracting.numerals import plain
from diffing.extracting.prose import Story
from diffing.extracting.standing import note_at

_CHANGED = re.compile(r"增减|变动|增长|增幅|同比|change|increase|variance|growth|Δ", re.IGNORECASE)
_GROUP_OF_TIME = re.compile(r"(?:19|20)\d\d|ended|[本上]期|期[末初]")
# A row, or a line over a table, that names a year or a day and nothing else: 2006年度, 2007年12月31日, Fiscal 2022.
ONLY_A_TIME = re.compile(
    r"(?:19|20)\d\d[ ]?年(?:度|末|[ ]?\d{1,2}[ ]?月[ ]?\d{1,2}[ ]?日)?|(?:19|20)\d\d-\d\d-\d\d"
    r"|(?:fiscal(?: year)?|year ended|as of|at)?[ ]?(?:[A-Z][a-z]{2,8} \d{1,2}, )?(?:19|20)\d\d",
    re.IGNORECASE,
)
# Words that a row of headers inside a table consists of: 2023年末, 专业构成人数（人）, 金额.
_HEADERISH = re.compile(
    r"(?:19|20)\d\d[ ]?年|[（(][^（）()]{1,8}[）)]$|(?:人数|金额|数量|比例|占比|比重|增减|变动)$"
    r"|[本上]期|期[末初]|年[末初]|[本上]年"
)
_MOST_HEADER = 300
# A sentence that gives a unit holds for the table right after it.
_NOTE_REACH = 4000
_MONEY = ("$", "¥", "￥", "€", "£")
_LARGEST_PERCENT = 1000


@dataclass(frozen=True, slots=True)
class Labels:
    """The words around a table's cells.

    `rows` and `columns` are the header texts, outermost first; `inner` those of header rows further down, by the row
    they stand in. `groups` is the label above a row that has no numbers of its own, `times` the latest such label that
    names a time. `note` holds for the table, `percent` names the columns of percentages.
    """

    rows: dict[int, Row]
    columns: dict[int, tuple[str, ...]]
    inner: dict[int, dict[int, tuple[str, ...]]]
    groups: dict[int, str]
    times: dict[int, str]
    corner: str
    note: Note
    percent: frozenset[int]
    halves: dict[int, dict[int, Row]] = field(default_factory=dict)

    def row(self, row: int, column: int = 0) -> Row:
        """What is said of one row, in the half of the table that a column is in; nothing where it has no label."""
        half = max((at for at in self.halves if at < column), default=None)
        return (self.rows if half is None else self.halves[half]).get(row, _NO_ROW)

    def heads(self, row: int) -> dict[int, tuple[str, ...]]:
        """The column headers that a row stands under: the nearest header row above it."""
        above = [at for at in self.inner if at < row]
        return self.inner[max(above)] if above else self.columns

    def head(self, row: int, column: int) -> tuple[str, ...]:
        """The header texts above one cell, outermost first."""
        return self.heads(row).get(column, ())


_NO_ROW = Row()


def read_labels(table: Table, story: Story) -> Labels:
    """The words around one table's cells, read once before them."""
    places, columns = _texts(table)
    inner = _inner(table, columns)
    rows = rows_of(places, columns)
    groups, times = _groups(table, rows)
    own = {column: tuple(text for text in texts if not notes.is_scale(text)) for column, texts in columns.items()}
    note = _note(table, columns, story)
    corner = " ".join(columns.get(0, ()))
    return Labels(rows, own, inner, groups, times, corner, note, _percent(table), _halves(table, columns))


def _halves(table: Table, columns: dict[int, tuple[str, ...]]) -> dict[int, dict[int, Row]]:
    """The labels of the rows by the column they stand in, for tables in two halves."""
    found: dict[int, dict[int, Row]] = {}
    for at in layouts.halves(table, columns):
        said = (
            cell for cell in table.cells if cell.column == at and cell.row >= table.header_rows and cell.text.strip()
        )
        found[at] = rows_of(
            [(cell.row, at, " ".join(plain(cell.text).split())[:_MOST_HEADER]) for cell in said], columns
        )
    return found


def _texts(table: Table) -> tuple[list[Place], dict[int, tuple[str, ...]]]:
    places: list[Place] = []
    columns: dict[int, list[str]] = {}
    for cell in table.cells:
        text = " ".join(plain(cell.text).split())[:_MOST_HEADER]
        if not text:
            continue
        if cell.row < table.header_rows:
            for column in range(cell.column, cell.column + cell.column_span):
                columns.setdefault(column, []).append(text)
        elif cell.column < table.header_columns or is_unit_column(tuple(columns.get(cell.column, ()))):
            places.extend((row, cell.column, text) for row in range(cell.row, cell.row + cell.row_span))
    return places, {column: tuple(dict.fromkeys(texts)) for column, texts in columns.items()}


def _inner(table: Table, columns: dict[int, tuple[str, ...]]) -> dict[int, dict[int, tuple[str, ...]]]:
    """The header rows below the first: each of their cells names a column, and none is a number."""
    texts: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.row_span == 1 and cell.column_span < table.columns:
            texts.setdefault(cell.row, {})[cell.column] = " ".join(plain(cell.text).split())[:_MOST_HEADER]
    first = table.header_columns if columns else 1
    found: dict[int, dict[int, tuple[str, ...]]] = {}
    for row, said in texts.items():
        heads = {column: text for column, text in said.items() if text and column >= first}
        if said.get(0) and heads and len(said) == table.columns and all(map(_is_head, heads.values())):
            found[row] = {column: (text,) for column, text in heads.items()}
    return found


def _is_head(text: str) -> bool:
    number = number_of(text)
    return (number is None or number["after"].strip() == "年") and _HEADERISH.search(text) is not None


def _groups(table: Table, rows: dict[int, Row]) -> tuple[dict[int, str], dict[int, str]]:
    """For each row the label above it, such as Net income per share:, and the latest one that names a time."""
    filled = {cell.row for cell in table.cells if cell.column >= table.header_columns and cell.text.strip()}
    anew = _begun_anew(table)
    groups: dict[int, str] = {}
    times: dict[int, str] = {}
    label = when = ""
    for row in range(table.header_rows, table.rows):
        if row in anew:
            label, when = "", anew[row]
            continue
        if row in rows and rows[row].texts and row not in filled:
            text = rows[row].texts[-1]
            when = text if _GROUP_OF_TIME.search(text) else when
            label = "" if notes.is_scale(text) or _GROUP_OF_TIME.search(text) else text
            continue
        if label:
            groups[row] = label
        if when:
            times[row] = when
    return groups, times


def _begun_anew(table: Table) -> dict[int, str]:
    """The rows at which a table begins anew for another time, and that time: its heads once more, or a day alone."""
    heads = {(cell.column, cell.text.strip()) for cell in table.cells if cell.row < table.header_rows}
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.text.strip():
            rows.setdefault(cell.row, []).append((cell.column, cell.text.strip()))
    found = {}
    for row, said in rows.items():
        told = [text for _, text in said if ONLY_A_TIME.fullmatch(text)]
        rest = [one for one in said if one[1] not in told]
        repeats = rest and sum(one in heads for one in rest) > len(rest) / 2
        if len(set(told)) == 1 and told[0] and (repeats or (not rest and row > table.header_rows)):
            found[row] = told[0]
    return found


def _note(table: Table, columns: dict[int, tuple[str, ...]], story: Story) -> Note:
    """The unit note of a table: its own, or in its headers; that of a table it continues; one that stands for all."""
    language = story.document.language
    within = " ".join(text for texts in columns.values() for text in texts if notes.is_scale(text))[:_MOST_HEADER]
    note = notes.read_note(f"{table.unit_note} {table.title} {' '.join(columns.get(0, ()))} {within}", language)
    if note == Note():
        note = _inherited(table, story)
    story.table_note, story.table_end, story.table_columns = note, table.end, table.columns
    return replace(note, unit="USD") if note.unit is None and note.power and language == "en" else note


def _inherited(table: Table, story: Story) -> Note:
    """The note of the sentence right before a table, of the table it continues, or of the document.

    A table whose cells print a sign of money also takes that of the table before: (in millions) is said once a page.
    """
    language = story.document.language
    if story.note and table.start - _NOTE_REACH < story.note_end and story.note_end >= story.table_end:
        return notes.read_note(story.note, language)
    continues = story.table_end >= story.said_end and story.table_columns == table.columns
    near = table.start - _NOTE_REACH < story.table_end and any(cell.text.startswith(_MONEY) for cell in table.cells)
    if continues or near:
        return story.table_note
    return note_at(story.standing, table.start)


def _percent(table: Table) -> frozenset[int]:
    """Columns whose first number has a percent sign and whose others are as small: their signs are left out."""
    marked: dict[int, bool] = {}
    spoiled: set[int] = set()
    for cell in table.cells:
        if cell.row < table.header_rows or cell.column < table.header_columns:
            continue
        match = number_of(cell.text)
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


@lru_cache(maxsize=1024)
def changed(texts: tuple[str, ...]) -> bool:
    """Whether a header says that its numbers are changes; a day below 本年增减变动 heads a balance."""
    said = [at for at, text in enumerate(texts) if _CHANGED.search(text)]
    return bool(said) and not any(_AT_ONE_END.fullmatch(text) for text in texts[said[-1] + 1 :])


_AT_ONE_END = re.compile(
    r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?|(?:19|20)\d\d年[末初]|[期年][初末](?:数|余额|账面余额|余额数)?"
)
