"""Blocks to HTML, in the manner of a filing: tables with borders, no style sheet of its own."""

from __future__ import annotations

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
<body>
{body}
</body>
</html>
"""


def to_html(blocks: Iterable[Block], *, title: str = "", language: str = "en") -> bytes:
    """The bytes of an HTML page."""
    parts = []
    for is_list, group in groupby(blocks, key=lambda block: isinstance(block, Bullet)):
        lines = "\n".join(map(_block, group))
        parts.append(f"<ul>\n{lines}\n</ul>" if is_list else lines)
    return _PAGE.format(language=language, title=escape(title), body="\n".join(parts)).encode()


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Paragraph(text=text, align=align):
            return f'<p style="text-align:{align}">{escape(text)}</p>' if align != "left" else f"<p>{escape(text)}</p>"
        case Bullet(text=text):
            return f"<li>{escape(text)}</li>"
        case PageBreak():
            return '<hr style="page-break-after:always">'
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    note = f'<p style="text-align:right">{escape(table.note)}</p>\n' if table.note else ""
    rows = "\n".join(
        f"<tr>{''.join(_cell(cell, head=row < table.heads) for cell in table.cells if cell.row == row)}</tr>"
        for row in range(table.rows)
    )
    return f'{note}<table border="1">\n{rows}\n</table>'


def _cell(cell: Cell, *, head: bool) -> str:
    tag = "th" if head else "td"
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    columns = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<{tag}{rows}{columns}>{escape(cell.text)}</{tag}>"
