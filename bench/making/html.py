"""Blocks to HTML, in the manner of filings: styles in the elements, currency and percent signs in cells of their own.

| Net sales | $66,712 | 9.3% |    ─►    Net sales │ $ │ 66,712 │  │  │ 9.3 │ % │
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from bench.making.blocks import Bullet, Heading, PageBreak, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.making.blocks import Block, Cell

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family:'Times New Roman',serif;font-size:10pt">
{body}
</body>
</html>
"""
_NUMBER = re.compile(r"([$¥€£]?)(\(?-?\d[\d,]*(?:\.\d+)?)([)%]*)")


def to_html(blocks: Iterable[Block], *, title: str = "", language: str = "en", signs_apart: bool = True) -> bytes:
    """The bytes of an HTML page; with `signs_apart`, a figure in a table stands in three cells, as EDGAR filers do."""
    parts, page = [], 0
    for kind, group in groupby(blocks, key=type):
        if kind is PageBreak:
            page += 1
            parts.append(f'<p style="text-align:center">{page}</p>\n<hr style="page-break-after:always">')
            continue
        lines = "\n".join(_block(block, signs_apart=signs_apart) for block in group)
        parts.append(f"<ul>\n{lines}\n</ul>" if kind is Bullet else lines)
    return _PAGE.format(language=language, title=escape(title), body="\n".join(parts)).encode()


def _block(block: Block, *, signs_apart: bool) -> str:
    match block:
        case Heading(level=level, text=text):
            align = ' style="text-align:center"' if level < 2 else ""  # noqa: PLR2004 - cover and chapters
            return f"<h{level + 1}{align}>{escape(text)}</h{level + 1}>"
        case Paragraph(text=text, align=align):
            return f'<p style="text-align:{"justify" if align == "left" else align}">{escape(text)}</p>'
        case Bullet(text=text):
            return f"<li>{escape(text)}</li>"
        case Table():
            return _table(block, signs_apart=signs_apart)
        case PageBreak():
            return ""


def _table(table: Table, *, signs_apart: bool) -> str:
    note = f'<p style="text-align:right">{escape(table.note)}</p>\n' if table.note else ""
    apart = {c.column for c in table.cells if signs_apart and c.row >= table.heads and _NUMBER.fullmatch(c.text)}
    rows = "\n".join(
        f"<tr>{''.join(_cell(c, apart, head=row < table.heads) for c in table.cells if c.row == row)}</tr>"
        for row in range(table.rows)
    )
    return f'{note}<table style="width:100%;border-collapse:collapse">\n{rows}\n</table>'


def _cell(cell: Cell, apart: set[int], *, head: bool) -> str:
    figure = _NUMBER.fullmatch(cell.text)
    if figure and cell.column in apart and not head:
        sign, number, after = map(escape, figure.groups())
        return f'<td>{sign}</td><td style="text-align:right">{number}</td><td>{after}</td>'
    covered = range(cell.column, cell.column + cell.column_span)
    columns = sum(3 if column in apart else 1 for column in covered)
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    span = f' colspan="{columns}"' if columns > 1 else ""
    look = ' style="text-align:center;font-weight:bold"' if head else ""
    return f"<td{rows}{span}{look}>{escape(cell.text)}</td>"
