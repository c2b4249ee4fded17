"""Tables in plain text: rows with tabs, Markdown pipes, and `<table>` remnants."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from diffing.document import Pair
from diffing.reading.draft import DraftCell, DraftTable

Parts = tuple[Pair, ...]

# Markdown (GFM 4.10): cells between pipes, a second row of dashes and colons.
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_TAB = re.compile("\t")

_TABLE = re.compile(r"<table\b[^<>]*>(?:(?!<table\b).)*?</table\s*>", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t(?P<kind>[dh])\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dhr]\s*>|<t[dhr]\b|</table", re.IGNORECASE)
_SPAN = re.compile(r"""(?P<name>row|col)span\s*=\s*["']?(?P<count>\d{1,3})""", re.IGNORECASE)


def is_pipe_row(line: str) -> bool:
    """Whether a line is a row of a Markdown table."""
    return bool(_PIPE_ROW.fullmatch(line))


def is_rule(line: str) -> bool:
    """Whether a line is the rule of dashes below the header of a Markdown table."""
    return "|" in line and bool(_RULE.fullmatch(line))


def tab_cells(text: str, line: Pair) -> list[Pair]:
    """The spans between the tabs of a line."""
    return _between(text, line, _TAB)


def pipe_cells(text: str, line: Pair) -> list[Pair]:
    """The spans between the pipes of a Markdown row, the outer two left out."""
    return _between(text, line, _PIPE)[1:-1]


def _between(text: str, line: Pair, separator: re.Pattern[str]) -> list[Pair]:
    start, end = line
    found = []
    for match in separator.finditer(text, start, end):
        found.append((start, match.start()))
        start = match.end()
    return [*found, (start, end)]


def table_of_rows(rows: Sequence[Sequence[Parts]]) -> DraftTable:
    """The table of rows of cells, each row as wide as it says."""
    cells = [
        DraftCell(row=number, column=column, parts=parts)
        for number, row in enumerate(rows)
        for column, parts in enumerate(row)
    ]
    return DraftTable(rows=len(rows), columns=max(len(row) for row in rows), cells=tuple(cells))


def find_html_tables(text: str) -> list[Pair]:
    """Where `<table>…</table>` remnants stand in a text."""
    return [match.span() for match in _TABLE.finditer(text)] if "<" in text else []


def html_table(text: str, span: Pair, said: Callable[[Pair], Parts]) -> DraftTable:
    """The table of one `<table>` remnant, with its row and column spans; `said` gives what a span of it says."""
    start, end = span
    edges = [*(match.end() for match in _ROW.finditer(text, start, end)), end]
    taken: set[Pair] = set()
    cells = []
    for row, (left, right) in enumerate(pairwise(edges)):
        column = 0
        for opening in _CELL.finditer(text, left, right):
            while (row, column) in taken:
                column += 1
            closing = _CELL_END.search(text, opening.end(), end)
            inner = (opening.end(), closing.start() if closing else right)
            cell = _spanned(row, column, said(inner), opening)
            cells.append(cell)
            taken.update((row + down, column + across) for down, across in _reach(cell))
            column += cell.column_span
    rows = max((cell.row + 1 for cell in cells), default=0)
    columns = max((cell.column + cell.column_span for cell in cells), default=0)
    return DraftTable(rows=rows, columns=columns, cells=tuple(cells))


def _spanned(row: int, column: int, parts: Parts, opening: re.Match[str]) -> DraftCell:
    spans = {match["name"].lower(): int(match["count"]) for match in _SPAN.finditer(opening["attributes"])}
    return DraftCell(
        row=row,
        column=column,
        parts=parts,
        row_span=max(spans.get("row", 1), 1),
        column_span=max(spans.get("col", 1), 1),
        header=opening["kind"].lower() == "h",
    )


def _reach(cell: DraftCell) -> list[Pair]:
    return [(down, across) for down in range(cell.row_span) for across in range(cell.column_span)]
