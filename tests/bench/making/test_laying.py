"""Setting: what is set can be read back, whatever the page looks like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from bench.making.blocks import Bullet, Cell, Heading, Paragraph, Table
from bench.making.laying import lay
from bench.making.pdf import to_pdf
from bench.making.setting import B5, LETTER, VIEWERS_FONT, Setting

if TYPE_CHECKING:
    from bench.making.blocks import Block

TABLE = Table(
    rows=3,
    columns=3,
    heads=1,
    note="单位：万元",
    cells=(
        Cell(row=0, column=0, text="项目"),
        Cell(row=0, column=1, text="金额", column_span=2),
        Cell(row=1, column=0, text="营业收入", row_span=2),
        Cell(row=1, column=1, text="184,263.57"),
        Cell(row=1, column=2, text="161,906.48"),
        Cell(row=2, column=1, text="13.81%"),
        Cell(row=2, column=2, text="-402.55"),
    ),
)
BLOCKS: list[Block] = [
    Heading(level=1, text="第一节 重要提示"),
    *[
        Paragraph(text=f"第{n}段：截至2023年12月31日，公司在手订单为12.6亿元（含税），同比增长{n}.5%。")
        for n in range(60)
    ],
    Bullet(text="drifting buoys, $1,234.5 thousand"),
    TABLE,
]
PLAIN = Setting(cjk=VIEWERS_FONT)
SETTINGS = [
    PLAIN,
    Setting(
        cjk=VIEWERS_FONT, page=LETTER, size=9, columns=2, latin="Helvetica", running_head="年度报告", justify=False
    ),
    Setting(cjk=VIEWERS_FONT, page=B5, size=12, rules="three", page_number="第{page}页", repeat_heads=True),
    Setting(cjk=VIEWERS_FONT, rules="none", page_number=""),
]


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_line_that_is_set_is_read_back(setting: Setting) -> None:
    """Each line on each sheet is found on that page by a PDF reader."""
    document = pypdfium2.PdfDocument(to_pdf(BLOCKS, setting))
    sheets = lay(BLOCKS, setting)
    assert len(document) == len(sheets)
    for page, sheet in zip(document, sheets, strict=True):
        read = _squeezed(page.get_textpage().get_text_range())
        assert all(_squeezed(text.text) in read for text in sheet.texts)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_setting_loses_no_character(setting: Setting) -> None:
    """The lines of a paragraph joined again are the paragraph, and every cell is set."""
    set_text = "".join(_squeezed(text.text) for sheet in lay(BLOCKS, setting) for text in sheet.texts)
    for cell in TABLE.cells:
        assert cell.text in set_text
    for number in range(60):
        assert f"第{number}段：" in set_text


@pytest.mark.parametrize("setting", SETTINGS)
def test_nothing_stands_outside_the_margins(setting: Setting) -> None:
    """Rules end at the right margin, and text starts at or right of the left one."""
    for sheet in lay(BLOCKS, setting):
        assert all(text.x >= setting.margins[3] - 0.01 for text in sheet.texts)
        assert all(rule.to_x <= setting.page[0] - setting.margins[1] + 0.01 for rule in sheet.rules)


def test_no_line_starts_with_a_closing_mark() -> None:
    """，。） and the like stay with the word before them; numbers are not broken."""
    lines = [text.text for sheet in lay(BLOCKS, Setting(cjk=VIEWERS_FONT, page=B5)) for text in sheet.texts]
    assert not [line for line in lines if line[0] in "，。；：）%"]
    assert sum("2023" in line for line in lines) == 60


def test_a_merged_cell_covers_its_rows_and_columns() -> None:
    """The cell over two columns is as wide as both, the one over two rows as high as both."""
    (sheet,) = lay([TABLE], PLAIN)
    heights = {abs(rule.to_y - rule.y) for rule in sheet.rules if rule.x == rule.to_x}
    widths = {round(abs(rule.to_x - rule.x), 2) for rule in sheet.rules if rule.y == rule.to_y}
    assert len(heights) == 2
    assert len(widths) >= 2


def test_the_same_blocks_give_the_same_bytes() -> None:
    """No clock and no chance in a PDF."""
    assert to_pdf(BLOCKS, PLAIN) == to_pdf(BLOCKS, PLAIN)


def test_a_page_without_room_is_refused() -> None:
    """Margins that leave no column are the caller's mistake."""
    with pytest.raises(ValueError, match="no room"):
        Setting(margins=(400, 300, 400, 300))
