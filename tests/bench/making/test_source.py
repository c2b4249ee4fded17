"""Sources: the plain Markdown of the demo filings, and edits of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.making.blocks import Bullet, Cell, Heading, PageBreak, Paragraph, Table
from bench.making.html import to_html
from bench.making.source import load

if TYPE_CHECKING:
    from pathlib import Path

    from bench.making.blocks import Block

FRONT = '+++\ntitle = "T"\nlanguage = "zh"\nrunning_head = ""\n+++\n\n'


def _load(folder: Path, text: str) -> tuple[Block, ...]:
    path = folder / "one.md"
    path.write_text(FRONT + text, "utf-8")
    return load(path).blocks


def test_each_mark_gives_its_block(tmp_path: Path) -> None:
    """Headings, lines, lists and page breaks are told by the first sign."""
    assert _load(tmp_path, "#! 封面\n\n## 一、概述\n\n正文。\n\n> 董事会\n\n- 一项\n\n---") == (
        Heading(level=0, text="封面"),
        Heading(level=2, text="一、概述"),
        Paragraph(text="正文。"),
        Paragraph(text="董事会", align="right", plain=True),
        Bullet(text="一项"),
        PageBreak(),
    )


def test_a_table_joins_cells(tmp_path: Path) -> None:
    """< joins the cell at the left, ^ the one above, and the note stands with the table."""
    (table,) = _load(
        tmp_path, "@ 单位：元\n| 项目 | 2023年 | < |\n| ^ | 金额 | 比重 |\n|---|---|---|\n| 收入 | 1 | 2 |"
    )
    assert isinstance(table, Table)
    assert (table.rows, table.columns, table.heads, table.note) == (3, 3, 2, "单位：元")
    assert table.cells[0] == Cell(row=0, column=0, text="项目", row_span=2)
    assert table.cells[1] == Cell(row=0, column=1, text="2023年", column_span=2)


def test_an_edit_must_stand_once(tmp_path: Path) -> None:
    """An edit that applies nowhere is a mistake, and named."""
    _load(tmp_path, "正文。")
    edits = tmp_path / "two.toml"
    edits.write_text('of = "one.md"\n[[edit]]\nold = "文"\nnew = "字"\n', "utf-8")
    assert load(edits).blocks == (Paragraph(text="正字。"),)
    edits.write_text('of = "one.md"\n[[edit]]\nold = "无"\nnew = "有"\n', "utf-8")
    with pytest.raises(ValueError, match="stands 0 times"):
        load(edits)


def test_html_says_what_the_blocks_say(tmp_path: Path) -> None:
    """Signs are escaped, joined cells cover their columns, and a figure has its signs beside it."""
    html = to_html(_load(tmp_path, "A < B\n\n| 项目 | < |\n|---|---|\n| 收入 | 1 |")).decode()
    assert "A &lt; B" in html
    assert 'colspan="4"' in html
    assert '<td style="text-align:right">1</td>' in html
