"""Figures of table cells: metric and period from their headers, unit and scale from the table's note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diffing.document import Cell, Sentence, Table
from diffing.extracting import calendar, cells, header_units, headers, layouts, prose, table_periods
from diffing.extracting.basis import basis_of_headers
from diffing.extracting.building import Meaning, build
from diffing.extracting.headers import Labels
from diffing.extracting.hearing import Heard, hear
from diffing.extracting.lexicon import words
from diffing.extracting.measured import measured
from diffing.extracting.metrics import Metric
from diffing.extracting.notes import Note
from diffing.extracting.numerals import plain
from diffing.extracting.patterns import any_of
from diffing.extracting.prose import Story
from diffing.extracting.subjects import subjects
from diffing.extracting.table_periods import Times
from diffing.figure import Figure, Period, PeriodSource, TablePlace, Tier

_NOT_FIGURES = re.compile(
    rf"{any_of(word for word in words('number_labels') if not word.isascii())}"
    rf"|^(?:{any_of(word.casefold() for word in words('number_labels') if word.isascii())})s?[ .:#]*$",
    re.IGNORECASE,
)
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
    table = layouts.whole(table)
    labels = headers.read_labels(table, story)
    grid = Grid(table, number, labels, table_periods.read_times(table, labels, story))
    kept = story.block, story.period, story.metric, story.subject.name
    for cell in table.cells:
        text = plain(cell.text)
        match = cells.number_of(text)
        if match is None:
            if len(text) > _SHORT and not text.isascii():
                yield from _prose(cell, table, story)
                story.period = kept[1]
            continue
        if _names_others(cell, grid):
            continue
        figure = _figure(cell, match, grid, story)
        if figure is not None:
            yield figure
    story.block, story.period, story.metric, story.subject.name = kept


def _names_others(cell: Cell, grid: Grid) -> bool:
    """Whether a cell is a header, at the top, at the left or between the rows."""
    table = grid.table
    left = cell.column < table.header_columns and table.columns > 1
    return cell.row < table.header_rows or left or cell.row in grid.labels.inner


def _prose(cell: Cell, table: Table, story: Story) -> Iterator[Figure]:
    sentence = Sentence(start=cell.start, end=cell.end, text=cell.text, parts=cell.parts, block=table.block)
    said = hear(cell.text, story.document.language, story.context)
    story.subject.name = story.names.filer if table.block != story.block else story.subject.name
    heads = subjects(said, story.names, story.subject)
    yield from prose.figures_of(Heard(sentence, said, heads, story.subject.name, "", None, None), story)


def _figure(cell: Cell, match: re.Match[str], grid: Grid, story: Story) -> Figure | None:
    labels = grid.labels
    row, column = labels.row(cell.row, cell.column), labels.head(cell.row, cell.column)
    group = labels.groups.get(cell.row, "")
    row_text, column_text = " ".join(row.texts), " ".join(column)
    if (not row.texts and not column) or _NOT_FIGURES.search(row_text[-40:]):
        return None
    if (
        any(map(_NOT_FIGURES.search, (column_text, *column)))
        or _WHEN.search(column_text)
        or (labels.note == Note() and _is_mark(cell, match, grid.table))
    ):
        return None
    quantity = cells.quantity_of(match, _note(cell, grid, story))
    found = measured(grid, cell, story)
    period, source = _period(cell, found.metric, grid, story)
    place = TablePlace(
        table=grid.number,
        row_header=(group, *row.texts) if group else row.texts,
        column_header=column,
        unit_note=grid.table.unit_note,
    )
    meaning = Meaning(
        metric=found.metric, unit=quantity.unit or found.metric.unit or ("score" if row.scored else None),
        entity=found.entity, move=cells.move_of(match, quantity, headed=headers.changed(column)), period=period,
        source=source, table=place, basis=_basis(grid, row.texts, (*reversed(column), group), story),
    )  # fmt: skip
    return build(cell, quantity, meaning, story.document)


_MOST_MARKED = 2
# 2012.7 in a column of dates
_WHEN = re.compile(r"(?:时间|時間|日期|年月)$")


def _is_mark(cell: Cell, match: re.Match[str], table: Table) -> bool:
    """Whether (1) beside words alone is the mark of a list, and no loss of one."""
    if not (match["number"].isdigit() and len(match["number"]) <= _MOST_MARKED and "(" in match["before"]):
        return False
    after = next((one for one in table.cells if one.row == cell.row and one.column > cell.column), None)
    return match["after"].strip() == ")" and after is not None and any(map(str.isalpha, after.text))


def _basis(grid: Grid, row: tuple[str, ...], around: tuple[str, ...], story: Story) -> str:
    """The basis that a row, its column, its group, the table's title or the heading above it give."""
    path = story.document.section_path(grid.table.block)
    heads = (*around, grid.table.title, path[-1] if path else "")
    return basis_of_headers(row, heads, story.document.language)


def _note(cell: Cell, grid: Grid, story: Story) -> Note:
    """The unit of one cell: a column of percents, the row's own column of units, its headers, its table's note."""
    labels = grid.labels
    if cell.column in labels.percent:
        return Note("percent")
    row, column = labels.row(cell.row, cell.column), " ".join(labels.head(cell.row, cell.column))
    if row.unit is not None:
        return row.unit
    around = " ".join(row.texts), labels.groups.get(cell.row, "")
    return header_units.note_of_headers(labels.note, around, column, story.document.language)


def _period(cell: Cell, metric: Metric, grid: Grid, story: Story) -> tuple[Period | None, PeriodSource]:
    period, source = table_periods.period_of(grid.times, cell.row, cell.column, story)
    moved = headers.changed(grid.labels.head(cell.row, cell.column))
    report = story.context.report
    if period is None and metric.tier is Tier.FINANCIAL and report is not None:
        period, source = report, PeriodSource.INFERRED
    if metric.concept in _BALANCES and period is not None and source is PeriodSource.TABLE and not moved:
        period = calendar.end_of(period) or period
    return period, source
