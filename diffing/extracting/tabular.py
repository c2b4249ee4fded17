"""Figures of table cells: metric and period from their headers, unit and scale from the table's note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from diffing.document import Cell, Sentence, Table
from diffing.extracting import metrics, notes, prose
from diffing.extracting.bounds import bounds
from diffing.extracting.changing import Move
from diffing.extracting.lexicon import words
from diffing.extracting.metrics import Metric
from diffing.extracting.notes import Note
from diffing.extracting.numerals import plain, read_english
from diffing.extracting.patterns import any_of
from diffing.extracting.periods import Dated
from diffing.extracting.periods import scan as scan_periods
from diffing.extracting.prose import Story
from diffing.extracting.quantities import Quantity
from diffing.figure import Comparison, Figure, Period, PeriodSource, Qualifier, TablePlace

# A cell that is one number: currency sign, sign or parenthesis, number, percent sign, note marks.
_NUMBER = re.compile(
    r"[ \n]*(?P<before>(?:US|HK|RMB|[$¥￥€£(（+\-△▲ ])*)(?P<number>\d{1,3}(?:,[ \n]?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"[ ]?(?P<after>(?:[)）% ]|bps|pts?\b|x\b|倍|个百分点|万元|亿元|元|万|亿|人|股|家|年)*)(?P<mark>[*†‡]|[(（\[][a-z\d][)）\]])*[ \n]*$"
)
_CORNERS = frozenset(word.casefold() for word in words("table_corners"))
_CHANGE = re.compile(r"增减|变动|增长|增幅|同比|change|increase|variance|growth|Δ", re.IGNORECASE)
_DECOR = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|其中[：:]|减[：:]|加[：:]|[ ])+|[（(][^（）()]{1,10}[）)]$"
)
_TOTAL = re.compile(r"合计|小计|总计|total", re.IGNORECASE)
_NOT_FIGURES = re.compile(any_of(words("number_labels")), re.IGNORECASE)
_SIGNS = {"$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP"}
_MOST_HEADER = 300
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as it is read: header texts by row and column, the entity or metric that each header names."""

    table: Table
    number: int
    rows: dict[int, tuple[str, ...]]
    columns: dict[int, tuple[str, ...]]
    named_rows: bool
    note: Note
    periods: dict[int, Dated | None]


def figures_of(number: int, table: Table, story: Story) -> Iterator[Figure]:
    """The figures of one table, cell by cell; a cell of prose is read as a sentence."""
    grid = _grid(number, table, story)
    kept = story.block, story.period, story.metric, story.subject.name
    for cell in table.cells:
        text = plain(cell.text)
        match = _NUMBER.match(text) if any(sign.isdigit() for sign in text) else None
        if match is None:
            if len(text) > _SHORT and not text.isascii():
                yield from _prose(cell, table, story)
                story.period = kept[1]
            continue
        if cell.row < table.header_rows or (cell.column < table.header_columns and table.columns > 1):
            continue
        figure = _figure(cell, match, grid, story)
        if figure is not None:
            yield figure
    story.block, story.period, story.metric, story.subject.name = kept


def _prose(cell: Cell, table: Table, story: Story) -> Iterator[Figure]:
    sentence = Sentence(start=cell.start, end=cell.end, text=cell.text, parts=cell.parts, block=table.block)
    yield from prose.figures_of(sentence, prose.hear(sentence, story), story)


def _grid(number: int, table: Table, story: Story) -> Grid:
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
    corner = (columns.get(0) or [""])[-1]
    note = notes.read_note(f"{table.unit_note} {table.title} {corner}", story.document.language)
    if note.unit is None and note.power and story.document.language == "en":
        note = replace(note, unit=story.unit or "USD")
    held = {column: tuple(dict.fromkeys(texts)) for column, texts in columns.items()}
    named = corner.casefold() in _CORNERS
    periods = {
        column: _period_in(" ".join(texts), story) for column, texts in held.items() if column >= table.header_columns
    }
    return Grid(table, number, {row: tuple(texts) for row, texts in rows.items()}, held, named, note, periods)


def _period_in(text: str, story: Story) -> Dated | None:
    found = list(scan_periods(text, story.document.language, replace(story.context)))
    if not found:
        return None
    ended = [one for one in found if one.form == "ended"]
    return (ended or found)[-1]


def _figure(cell: Cell, match: re.Match[str], grid: Grid, story: Story) -> Figure | None:
    language = story.document.language
    row, column = grid.rows.get(cell.row, ()), grid.columns.get(cell.column, ())
    row_text, column_text = " ".join(row), " ".join(column)
    note = notes.note_of_headers(grid.note, row_text, column_text, language)
    quantity = _quantity(match, note)
    if (not row and not column) or _NOT_FIGURES.search(row_text[-40:]) or _NOT_FIGURES.search(column_text):
        return None
    metric, entity = _names(row, column, grid, story)
    period, source = _period(cell, row_text, grid, story)
    move = None
    if _CHANGE.search(column_text):
        form = "relative" if quantity.unit == "percent" else "absolute"
        down = quantity.value < 0
        move = Move(Comparison(type="yoy", direction="down" if down else "up", form=form), negative=False)
    unit = quantity.unit or metric.unit or ("score" if grid.named_rows else None)
    place = TablePlace(table=grid.number, row_header=row, column_header=column, unit_note=grid.table.unit_note)
    return prose.built(
        cell,
        quantity,
        story.document,
        metric=metric,
        unit=unit,
        entity=entity,
        move=move,
        period=period,
        source=source,
        table=place,
    )


def _names(row: tuple[str, ...], column: tuple[str, ...], grid: Grid, story: Story) -> tuple[Metric, str]:
    label, head = (row[-1] if row else ""), (column[-1] if column else "")
    if grid.named_rows and label:
        metric, thing = metrics.named(head, whole=True), metrics.named(label)
        return metric, story.names.filer if thing.known or _TOTAL.match(label) else label
    metric = metrics.named(_DECOR.sub("", label), whole=True)
    if not metric.words or (not metric.known and metrics.named(head).known):
        metric = metrics.named(head, whole=True)
    return metric, story.names.filer


def _period(cell: Cell, row_text: str, grid: Grid, story: Story) -> tuple[Period | None, PeriodSource]:
    one = grid.periods.get(cell.column)
    if _CHANGE.search(" ".join(grid.columns.get(cell.column, ()))):
        dated = [found for found in grid.periods.values() if found is not None]
        one = max(dated, key=lambda found: found.last, default=one)
    if one is not None:
        return one.period, PeriodSource.TABLE
    for text in (row_text, grid.table.title):
        found = _period_in(text, story) if any(sign.isdigit() or sign in "期年末" for sign in text) else None
        if found is not None:
            return found.period, PeriodSource.TABLE
    if story.period is not None:
        return story.period, PeriodSource.INFERRED
    return None, PeriodSource.UNKNOWN


_SCALES_AFTER = {"万元": (4, "CNY"), "亿元": (8, "CNY"), "元": (0, "CNY"), "万": (4, None), "亿": (8, None), "人": (0, "people"),
                 "股": (0, "shares"), "倍": (0, "multiple"), "x": (0, "multiple"), "个百分点": (0, "percentage_point"),
                 "bps": (0, "basis_point"), "pt": (0, "percentage_point"), "pts": (0, "percentage_point"), "家": (0, "count:家"),
                 "年": (0, "year")}  # fmt: skip


def _quantity(match: re.Match[str], note: Note) -> Quantity:
    value, places = read_english(re.sub(r"[ \n]", "", match["number"]))
    before, after = match["before"], match["after"].strip()
    unit, power = note.unit, note.power
    sign = next((_SIGNS[mark] for mark in before if mark in _SIGNS), None)
    word = after.strip(")）% ")
    if "%" in after:
        unit, power = "percent", 0
    elif word in _SCALES_AFTER:
        power, named = _SCALES_AFTER[word]
        unit = named or unit
    elif sign is not None and unit is None:
        unit = sign
    negative = (
        ("(" in before or "（" in before)
        and (")" in match.group() or "）" in match.group())
        or any(mark in before for mark in "-△▲")
    )
    value = (-value if negative else value).scaleb(power)
    start, end = match.start("before") + len(before) - len(before.lstrip()), match.end("after")
    half = Decimal(1).scaleb(power - places) / 2
    return Quantity(
        start=start, end=end, left=start, right=end, value=value, unit=unit, numeral=match["number"], scale=power,
        decimals=places - power, bounds=bounds(value, half, Qualifier.EXACT), signed=negative,
    )  # fmt: skip
