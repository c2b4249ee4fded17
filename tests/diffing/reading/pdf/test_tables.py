"""Tables: ruled, merged, wrapped, continued over pages, and set without rules."""

from __future__ import annotations

from typing import Any

import pytest

from diffing.document import AsideKind
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

SETTINGS = Settings()
XS = (72, 200, 300, 400)


def draw_table(pen: Any, rows: list[list[str]], top: float = 100, step: float = 24) -> bytes:
    """A ruled table with one line per row."""
    drawn: bytes = pen.ruled(XS, [top + at * step for at in range(len(rows) + 1)])
    for at, row in enumerate(rows):
        for x, words in zip(XS, row, strict=False):
            drawn += pen.text(x + 6, top + at * step + 16, words, 10)
    return drawn


def test_ruled_cells_are_read_by_row_and_column(pen: Any, only_table: Any) -> None:
    """Each drawn field is one cell, an empty one too."""
    rows = [["项目", "期末余额", "期初余额"], ["存货", "1,234.00", ""], ["商誉", "-", "56.70"]]
    draft = read_pdf(pen.write([draw_table(pen, rows)]), SETTINGS)
    assert pen.rows(draft, only_table(draft)) == rows


def test_a_missing_rule_merges_cells(pen: Any, only_table: Any) -> None:
    """A header over two columns spans them; a label beside two rows spans those."""
    ys = (100, 124, 148)
    page = pen.rule(72, 100, 400, 100) + pen.rule(200, 124, 400, 124) + pen.rule(72, 148, 400, 148)
    page += b"".join(pen.rule(x, 100, x, 148) for x in (72, 200, 400)) + pen.rule(300, 124, 300, 148)
    page += pen.text(80, 128, "项目", 10) + pen.text(270, 116, "本期发生额", 10)
    page += pen.text(206, 140, "收入", 10) + pen.text(306, 140, "成本", 10)
    draft = read_pdf(pen.write([page]), SETTINGS)
    cells = [
        (cell.row, cell.column, cell.row_span, cell.column_span, pen.say(draft, cell.parts))
        for cell in only_table(draft).table.cells
    ]
    assert len(ys) == 3
    assert cells == [(0, 0, 2, 1, "项目"), (0, 1, 1, 2, "本期发生额"), (1, 1, 1, 1, "收入"), (1, 2, 1, 1, "成本")]


def test_a_figure_wrapped_in_its_cell_is_one(pen: Any, only_table: Any) -> None:
    """Pieces of a number that filled the cell are joined without a space; numbers below each other are not."""
    page = pen.ruled((72, 110, 300), (100, 160, 220))
    page += pen.lines(78, 115, ["66,6", "63,2", "00.00"], step=14, size=10) + pen.text(120, 130, "短期借款", 10)
    page += pen.lines(120, 180, ["1,200.00", "3,400.00"], step=14, size=10)
    draft = read_pdf(pen.write([page]), SETTINGS)
    assert pen.rows(draft, only_table(draft)) == [["66,663,200.00", "短期借款"], ["", "1,200.00 3,400.00"]]


def test_a_table_goes_on_over_the_page(pen: Any, only_table: Any) -> None:
    """The header printed again is set aside, and a row broken by the page end is one row."""
    head = ["项目", "期末余额", "期初余额"]
    first = draw_table(pen, [head, ["存货", "1,234.00", "5.00"], ["商誉", "69,694,000.5", "7.00"]], top=700)
    second = draw_table(pen, [head, ["", "3", ""], ["合计", "8.00", "9.00"]], top=60)
    draft = read_pdf(pen.write([first, second]), SETTINGS)
    assert pen.rows(draft, only_table(draft)) == [
        head,
        ["存货", "1,234.00", "5.00"],
        ["商誉", "69,694,000.53", "7.00"],
        ["合计", "8.00", "9.00"],
    ]
    assert [draft.text[a.start : a.end] for a in draft.asides if a.kind is AsideKind.RUNNING_HEAD] == head


@pytest.mark.parametrize(("wider", "rows"), [("长期应收融资租赁款", 4), ("存货", 3)])
def test_a_label_that_had_room_does_not_go_on_over_the_page(pen: Any, only_table: Any, wider: str, rows: int) -> None:
    """A wider label in the column shows that the words of the next page would have fitted: they are a row."""
    xs = (60, 130, 240)
    first = pen.ruled(xs, (700, 730, 760)) + pen.text(62, 720, wider, 7) + pen.text(140, 720, "12.00", 7)
    first += pen.text(62, 750, "以净额交割的工具", 7) + pen.text(140, 750, "9.00", 7)
    second = pen.ruled(xs, (60, 90, 120)) + pen.text(62, 80, "以总额交割的工具", 7)
    second += pen.text(62, 110, "合计", 7) + pen.text(140, 110, "21.00", 7)
    draft = read_pdf(pen.write([first, second]), SETTINGS)
    assert len(pen.rows(draft, only_table(draft))) == rows


def test_two_numbers_torn_in_their_cells_are_no_one_number(pen: Any, only_table: Any) -> None:
    """Over the page 35,211,7 + 21.76 and 35,177,0 + 26.90 are two numbers, each whole in its own cell."""
    xs = (60, 130, 200)
    pages = []
    for top, label, lines in ((700, "主营业务", ("35,211,7", "21.76")), (60, "其中房地产", ("35,177,0", "26.90"))):
        words = pen.text(62, top + 25, label) + pen.text(140, top + 16, lines[0]) + pen.text(140, top + 32, lines[1])
        pages.append(pen.ruled(xs, (top, top + 40)) + words)
    draft = read_pdf(pen.write(pages), SETTINGS)
    assert pen.rows(draft, only_table(draft)) == [["主营业务", "35,211,721.76"], ["其中房地产", "35,177,026.90"]]


def test_another_table_on_the_next_page_stays_apart(pen: Any) -> None:
    """Tables with other columns are not joined."""
    first = draw_table(pen, [["甲", "1.00", "2.00"], ["乙", "3.00", "4.00"]], top=740)
    second = pen.ruled((72, 150, 400), (60, 84, 108)) + pen.text(80, 76, "丙", 10) + pen.text(160, 76, "5.00", 10)
    draft = read_pdf(pen.write([first, second]), SETTINGS)
    assert [block.table.rows for block in draft.blocks if block.table] == [2, 2]


def test_shading_is_no_rule(pen: Any) -> None:
    """Filled boxes behind text make no table."""
    page = b"0.9 g 72 700 200 40 re f 272 700 100 40 re f 0 g\n" + pen.text(80, 120, "一段文字")
    assert not any(block.table for block in read_pdf(pen.write([page]), SETTINGS).blocks)


def unruled_page(pen: Any) -> bytes:
    """Labels set left and figures set right, with a wrapped label and a nil."""
    rows = [("营业收入", "1,234.00", "900.00"), ("营业成本", "800.00", "-"), ("利润总额", "434.00", "12.00")]
    drawn: bytes = pen.text(300, 100, "本期金额", 10) + pen.text(420, 100, "上期金额", 10)
    for at, (label, now, then) in enumerate(rows):
        top = 120 + 18 * at
        drawn += pen.text(72, top, label, 10)
        drawn += pen.text(340 - 6 * len(now), top, now, 10) + pen.text(460 - 6 * len(then), top, then, 10)
    return drawn


def test_figures_set_in_columns_are_a_doubtful_table(pen: Any, only_table: Any) -> None:
    """Without any rule the columns are found by overlap, and the table says that it was guessed."""
    draft = read_pdf(pen.write([unruled_page(pen)]), SETTINGS)
    table = only_table(draft)
    assert table.table.doubtful
    assert pen.rows(draft, table) == [
        ["", "本期金额", "上期金额"],
        ["营业收入", "1,234.00", "900.00"],
        ["营业成本", "800.00", "-"],
        ["利润总额", "434.00", "12.00"],
    ]


def test_three_rules_make_it_certain(pen: Any, only_table: Any) -> None:
    """The same with a rule above and below is not doubtful."""
    page = unruled_page(pen) + pen.rule(72, 86, 470, 86) + pen.rule(72, 106, 470, 106) + pen.rule(72, 162, 470, 162)
    assert not only_table(read_pdf(pen.write([page]), SETTINGS)).table.doubtful


def test_a_paragraph_with_gaps_is_no_table(pen: Any) -> None:
    """Names side by side at the foot of a notice, without figures, stay lines."""
    page = pen.text(72, 100, "法定代表人：张某") + pen.text(300, 100, "主管会计工作负责人：李某")
    assert not any(block.table for block in read_pdf(pen.write([page]), SETTINGS).blocks)


def headed_pages(pen: Any, own: str) -> bytes:
    """Two pages with a unit note in the running head, the second with a line above its table."""
    head = pen.text(150, 40, "某某银行股份有限公司", 9) + pen.text(
        150, 54, "（除特别注明外，金额单位均为人民币千元）", 9
    )
    pages = [
        head + draw_table(pen, [["项目", "金额"], [name, "5.00"]], top=200) + pen.text(72, 190, line, 10)
        for name, line in (("存货", "存货如下"), ("商誉", own))
    ]
    return bytes(pen.write(pages))


@pytest.mark.parametrize(
    ("own", "note"), [("商誉如下", "（除特别注明外，金额单位均为人民币千元）"), ("单位：万元", "")]
)
def test_a_unit_in_the_running_head_is_that_of_the_tables(pen: Any, own: str, note: str) -> None:
    """It is set aside and not lost; a table near to a note of its own is left alone."""
    draft = read_pdf(headed_pages(pen, own), SETTINGS)
    first, second = (block.table.unit_note for block in draft.blocks if block.table)
    assert "人民币千元" in first
    assert second == note
