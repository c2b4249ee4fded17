"""Figures of table cells: metric and period from their headers, unit and scale from the table's note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from diffing.document import Cell, Sentence, Table
from diffing.extracting import calendar, headers, metrics, notes, prose, table_periods
from diffing.extracting.bounds import bounds
from diffing.extracting.building import Meaning, build
from diffing.extracting.changing import Move
from diffing.extracting.headers import NUMBER, Labels
from diffing.extracting.lexicon import words
from diffing.extracting.metrics import Metric
from diffing.extracting.notes import Note
from diffing.extracting.numerals import plain, read_english
from diffing.extracting.patterns import any_of
from diffing.extracting.prose import Story
from diffing.extracting.quantities import Quantity
from diffing.extracting.table_periods import Times
from diffing.figure import Comparison, Figure, PeriodSource, Qualifier, TablePlace

_DECOR = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,3}[、.．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|其中[：:]|减[：:]|加[：:]"
    r"|[ ])+|[（(][^（）()]{1,10}[）)]$"
)
_TIME_LABEL = re.compile(r"(?=[^\d]{0,2}\d)[\d年月日度/.\-—~至到 ]+$")
_TOTAL = re.compile(r"合计|小计|总计|total", re.IGNORECASE)
_NOT_FIGURES = re.compile(
    rf"{any_of(word for word in words('number_labels') if not word.isascii())}"
    rf"|^(?:{any_of(word.casefold() for word in words('number_labels') if word.isascii())})s?[ .:#]*$",
    re.IGNORECASE,
)
_SIGNS = {"$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP"}
# What stands at one moment: under a year it means the year's end.
_BALANCES = frozenset({"Assets", "Liabilities", "Equity", "EquityAttributableToOwnersOfParent", "SharesOutstanding",
                       "ShareCapital", "RegisteredCapital", "CashAndBankBalances"})  # fmt: skip
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as its cells are read: its number in the document, its labels, its periods."""

    table: Table
    number: int
    labels: Labels
    times: Times


def figures_of(number: int, table: Table, story: Story) -> Iterator[Figure]:
    """The figures of one table, cell by cell; a cell of prose is read as a sentence."""
    labels = headers.read_labels(table, story)
    grid = Grid(table, number, labels, table_periods.read_times(table, labels, story))
    kept = story.block, story.period, story.metric, story.subject.name
    for cell in table.cells:
        text = plain(cell.text)
        match = NUMBER.match(text) if any(sign.isdigit() for sign in text) else None
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


def _figure(cell: Cell, match: re.Match[str], grid: Grid, story: Story) -> Figure | None:
    labels = grid.labels
    row, column = labels.rows.get(cell.row, ()), labels.columns.get(cell.column, ())
    group = labels.groups.get(cell.row, "")
    row_text, column_text = " ".join(row), " ".join(column)
    if (not row and not column) or _NOT_FIGURES.search(row_text[-40:]) or _NOT_FIGURES.search(column_text):
        return None
    note = notes.note_of_headers(labels.note, (row_text, group), column_text, story.document.language)
    quantity = _quantity(match, Note("percent") if cell.column in labels.percent else note)
    metric, entity = _names(row, column, labels.named_rows, story)
    period, source = table_periods.period_of(grid.times, cell.row, cell.column, story)
    if (
        metric.concept in _BALANCES
        and period is not None
        and source is PeriodSource.TABLE
        and not headers.changed(column)
    ):
        period = calendar.end_of(period) or period
    place = TablePlace(
        table=grid.number,
        row_header=(group, *row) if group else row,
        column_header=column,
        unit_note=grid.table.unit_note,
    )
    meaning = Meaning(
        metric=metric, unit=quantity.unit or metric.unit or ("score" if labels.named_rows else None), entity=entity,
        move=_move(column, quantity), period=period, source=source, table=place,
    )  # fmt: skip
    return build(cell, quantity, meaning, story.document)


def _move(column: tuple[str, ...], quantity: Quantity) -> Move | None:
    if not headers.changed(column):
        return None
    form = "relative" if quantity.unit == "percent" else "absolute"
    direction = "down" if quantity.value < 0 else "up" if quantity.value else "flat"
    return Move(Comparison(type="yoy", direction=direction, form=form), negative=False)


def _names(row: tuple[str, ...], column: tuple[str, ...], named_rows: bool, story: Story) -> tuple[Metric, str]:  # noqa: FBT001
    label, head = (row[-1] if row else ""), (column[-1] if column else "")
    if named_rows and label:
        thing = metrics.named(label)
        return metrics.named(head, whole=True), story.names.filer if thing.known or _TOTAL.match(label) else label
    metric = metrics.named("" if _TIME_LABEL.match(label) else _DECOR.sub("", label), whole=True)
    if not metric.words or (not metric.known and metrics.named(head).known):
        metric = metrics.named(head, whole=True)
    return metric, story.names.filer


_SCALES_AFTER: dict[str, tuple[int, str | None]] = {
    "万元": (4, "CNY"), "亿元": (8, "CNY"), "元": (0, "CNY"), "万": (4, None), "亿": (8, None), "人": (0, "people"),
    "股": (0, "shares"), "倍": (0, "multiple"), "x": (0, "multiple"), "个百分点": (0, "percentage_point"),
    "bps": (0, "basis_point"), "pt": (0, "percentage_point"), "pts": (0, "percentage_point"),
    "家": (0, "count:家"), "年": (0, "year"),
}  # fmt: skip


def _quantity(match: re.Match[str], note: Note) -> Quantity:
    """The quantity of a numeric cell: parentheses, △ and a minus sign are the same sign, applied once."""
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
    elif sign is not None and (unit is None or unit in {"shares", "percent"}):
        unit = sign
    opened, closed = set("(（") & set(before), set(")）") & set(match.group())
    negative = bool(opened and closed) or any(mark in before for mark in "-△▲")
    value = (-value if negative else value).scaleb(power)
    start, end = match.start("before") + len(before) - len(before.lstrip()), match.end("after")
    half = Decimal(1).scaleb(power - places) / 2
    return Quantity(
        start=start, end=end, left=start, right=end, value=value, unit=unit, numeral=match["number"], scale=power,
        decimals=places - power, bounds=bounds(value, half, Qualifier.EXACT), signed=negative,
    )  # fmt: skip
