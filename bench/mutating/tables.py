"""Edits of tables: rows and columns that come, go and change places; the unit above all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from bench.making.blocks import Block, Cell, Table
from bench.mutating.lifting import row_text
from bench.mutating.mutation import Edited, Kind
from diffing.change import Relation, Severity

_LABELS = {
    "zh": ("浮标租赁押金", "声学校准准备", "海工备件周转"),
    "en": ("Buoy lease deposits", "Acoustic calibration reserve"),
}
_NUMBER = re.compile(r"[-−(（]?[$¥]?\s?\d[\d,]*(?:\.\d+)?[%％)）]*")
_HAS_WORDS = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}")
_UNITS = {
    "zh": (("万元", "元"), ("千元", "百万元"), ("百万元", "千元"), ("：元", "：万元"), (":元", ":万元")),
    "en": (("in thousands", "in millions"), ("in millions", "in thousands")),
}  # fmt: skip
# A table that loses one keeps enough to be the same table.
_LEAST_ROWS, _LEAST_COLUMNS = 4, 3


def _row_added(draw: Random, block: Block, language: str) -> Edited | None:
    rows = _value_rows(block)
    if not isinstance(block, Table) or len(rows) < _LEAST_ROWS - 1:
        return None
    like, label = draw.choice(rows), draw.choice(_LABELS[language])
    made = [
        replace(cell, row=like + 1, text=label if cell.column == 0 else _other(draw, cell.text))
        for cell in block.cells
        if cell.row == like
    ]
    kept = (replace(cell, row=cell.row + (cell.row > like)) for cell in block.cells)
    new = _table(block, (*kept, *made), rows=block.rows + 1)
    return Edited(blocks=(new,), old="", new=row_text(new, like + 1))


def _row_dropped(draw: Random, block: Block, _language: str) -> Edited | None:
    rows = _value_rows(block)
    if not isinstance(block, Table) or len(rows) < _LEAST_ROWS:
        return None
    gone = draw.choice(rows)
    kept = (replace(cell, row=cell.row - (cell.row > gone)) for cell in block.cells if cell.row != gone)
    return Edited(blocks=(_table(block, kept, rows=block.rows - 1),), old=row_text(block, gone), new="")


def _rows_swapped(draw: Random, block: Block, _language: str) -> Edited | None:
    rows = _value_rows(block)
    pairs = [row for row in rows if row + 1 in rows]
    if not isinstance(block, Table) or not pairs or not _are_distinct(block):
        return None
    first = draw.choice(pairs)
    turn = {first: first + 1, first + 1: first}
    new = _table(block, (replace(cell, row=turn.get(cell.row, cell.row)) for cell in block.cells), rows=block.rows)
    passage = f"{row_text(block, first)} {row_text(block, first + 1)}"
    return Edited(blocks=(new,), old=passage, new=f"{row_text(new, first)} {row_text(new, first + 1)}")


def _column_dropped(draw: Random, block: Block, _language: str) -> Edited | None:
    if not isinstance(block, Table) or block.columns < _LEAST_COLUMNS or len(_value_rows(block)) < _LEAST_ROWS - 1:
        return None
    if not block.heads or any(cell.column_span > 1 for cell in block.cells):
        return None
    gone = draw.randrange(1, block.columns)
    if sum(bool(_NUMBER.fullmatch(cell.text)) for cell in block.cells if cell.column == gone) < _LEAST_ROWS - 1:
        return None
    kept = (replace(c, column=c.column - (c.column > gone)) for c in block.cells if c.column != gone)
    new = _table(replace(block, columns=block.columns - 1), kept, rows=block.rows)
    return Edited(blocks=(new,), old=_whole(block), new=_whole(new))


def _unit_changed(_draw: Random, block: Block, language: str) -> Edited | None:
    if not isinstance(block, Table) or len(_value_rows(block)) < _LEAST_ROWS - 1:
        return None
    for old, new in _UNITS[language]:
        if old in block.note and not (old == "万元" and "百万元" in block.note):
            made = replace(block, note=block.note.replace(old, new, 1))
            return Edited(blocks=(made,), old=_whole(block), new=_whole(made))
    return None


def _value_rows(block: Block) -> list[int]:
    """The body rows that have a label and a number and that no cell joins to another row."""
    if not isinstance(block, Table):
        return []
    joined = {cell.row + down for cell in block.cells if cell.row_span > 1 for down in range(cell.row_span)}
    labelled = {cell.row for cell in block.cells if cell.column == 0 and _HAS_WORDS.search(cell.text)}
    valued = {cell.row for cell in block.cells if cell.column and _NUMBER.fullmatch(cell.text)}
    return sorted(row for row in (labelled & valued) - joined if row >= block.heads)


def _are_distinct(table: Table) -> bool:
    """Whether each row has a label of its own; else the place of a row says what it is."""
    labels = [cell.text for cell in table.cells if cell.column == 0 and cell.row >= table.heads]
    return len(labels) == len(set(labels))


def _other(draw: Random, text: str) -> str:
    """Another number of the same form, or the same words."""
    return re.sub(r"\d", lambda _: str(draw.randint(1, 9)), text) if _NUMBER.fullmatch(text) else text


def _table(table: Table, cells: Iterable[Cell], *, rows: int) -> Table:
    return replace(table, rows=rows, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _whole(table: Table) -> str:
    return " ".join((table.note, *(row_text(table, row) for row in range(table.rows))))


_R = Relation

KINDS = (
    Kind(
        name="row added", group="tables", edit=_row_added, least=Severity.LOW,
        relations=frozenset({_R.ADDED, _R.FIGURE_NEW}),
    ),
    Kind(
        name="row dropped", group="tables", edit=_row_dropped, least=Severity.LOW,
        relations=frozenset({_R.REMOVED, _R.FIGURE_DROPPED}),
    ),
    Kind(
        name="column dropped", group="tables", edit=_column_dropped, least=Severity.LOW,
        relations=frozenset({_R.REMOVED, _R.FIGURE_DROPPED}),
    ),
    Kind(
        name="unit head", group="tables", edit=_unit_changed, least=Severity.HIGH, alone=True,
        relations=frozenset({_R.UNIT_CHANGED, _R.SCALE_CHANGED}),
    ),
    Kind(name="rows swapped", group="format", edit=_rows_swapped, most=Severity.INFO),
)  # fmt: skip
