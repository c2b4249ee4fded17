"""Tables without rules: columns, rows and headers told from how the lines stand."""

from __future__ import annotations

from typing import Any

import pytest

from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

SETTINGS = Settings()


def wide(words: str) -> float:
    """The width of a line of 10 points."""
    return sum(6.0 if sign.isascii() else 10.0 for sign in words)


def row(pen: Any, top: float, *cells: tuple[str, float, str]) -> bytes:
    """Pieces of one line: words, place, and whether that is their left (l), right (r) or middle (m)."""
    share = {"l": 0.0, "m": 0.5, "r": 1.0}
    return b"".join(pen.text(x - share[edge] * wide(words), top, words, 10) for words, x, edge in cells)


def read_rows(pen: Any, only_table: Any, *pages: bytes) -> list[list[str]]:
    """The rows of the only table of some pages."""
    draft = read_pdf(pen.write(list(pages)), SETTINGS)
    rows: list[list[str]] = pen.rows(draft, only_table(draft))
    return rows


def has_table(pen: Any, page: bytes) -> bool:
    """Whether a page holds a table."""
    return any(block.table for block in read_pdf(pen.write([page]), SETTINGS).blocks)


def test_columns_set_close_are_parted_where_every_line_has_a_gap(pen: Any, only_table: Any) -> None:
    """A figure set right and words set left may stand nearer than two words do."""
    wanted = [["海运费", "1,200.00", "16.9%", "不适用"], ["码头费", "800.00", "2.0%", "不适用"]]
    wanted.append(["引航费", "75.50", "-3.1%", "泊位少了"])
    page = b"".join(
        row(pen, 100 + 18 * at, (a, 72, "l"), (b, 240, "r"), (c, 320, "r"), (d, 326, "l"))
        for at, (a, b, c, d) in enumerate(wanted)
    )
    assert read_rows(pen, only_table, page) == wanted


def test_a_wrapped_cell_is_one_though_its_neighbours_stand_at_half_its_height(pen: Any, only_table: Any) -> None:
    """Lines of a cell are nearer than rows are; what overlaps in height is one row."""
    page = row(pen, 100, ("潮位站", 72, "l"), ("12.00", 240, "r"), ("13.00", 320, "r"))
    page += row(pen, 120, ("浮标观测", 72, "l")) + row(pen, 126, ("34.00", 240, "r"), ("35.00", 320, "r"))
    page += row(pen, 132, ("网", 72, "l"))
    page += row(pen, 152, ("验潮井", 72, "l"), ("56.00", 240, "r"), ("57.00", 320, "r"))
    page += row(pen, 172, ("雷达站", 72, "l"), ("78.00", 240, "r"), ("79.00", 320, "r"))
    assert read_rows(pen, only_table, page) == [
        ["潮位站", "12.00", "13.00"],
        ["浮标观测网", "34.00", "35.00"],
        ["验潮井", "56.00", "57.00"],
        ["雷达站", "78.00", "79.00"],
    ]


def test_a_header_over_two_columns_makes_them_not_one(pen: Any, only_table: Any) -> None:
    """It begins at the first of them, though its print stands over the figures of both or between them."""
    page = row(pen, 100, ("本年度", 245, "m"), ("上年度", 405, "m"))
    page += row(pen, 116, ("金额", 215, "m"), ("占比", 275, "m"), ("金额", 375, "m"), ("占比", 435, "m"))
    for at, name in enumerate(("东港", "西港", "南港")):
        page += row(pen, 134 + 18 * at, (name, 72, "l"), ("8,100.0", 240, "r"), ("31.0%", 300, "r"))
        page += row(pen, 134 + 18 * at, ("7,900.0", 400, "r"), ("29.5%", 460, "r"))
    rows = read_rows(pen, only_table, page)
    assert rows[0] == ["", "本年度", "", "上年度", ""]
    assert rows[1:3] == [["", "金额", "占比", "金额", "占比"], ["东港", "8,100.0", "31.0%", "7,900.0", "29.5%"]]


def test_words_in_columns_are_a_table(pen: Any, only_table: Any) -> None:
    """Without any figure, where enough rows keep to the same edges."""
    wanted = [["潮声", "指", "潮声航运有限公司"], ["礁石", "指", "礁石码头公司"], ["岸桥", "指", "装卸用的起重机"]]
    page = b"".join(
        row(pen, 100 + 18 * at, (a, 72, "l"), (b, 200, "l"), (c, 260, "l")) for at, (a, b, c) in enumerate(wanted)
    )
    assert read_rows(pen, only_table, page) == wanted


@pytest.mark.parametrize(
    "beside",
    [[("•", 72, "l")] * 4, [("", 72, "l")] * 4, [("", 72, "l"), ("6", 560, "r"), ("", 72, "l"), ("", 72, "l")]],
)
def test_bullets_and_numbers_in_the_margin_make_no_table(pen: Any, beside: list[tuple[str, float, str]]) -> None:
    """Lines of text with something small at their side stay text."""
    lines = ["本港全年引航船舶共计三百余艘次，较前一年略有增加", "夜间进出港的比例继续提高，未发生责任事故"] * 2
    page = b"".join(
        row(pen, 100 + 16 * at, (line, 100, "l")) + row(pen, 104 + 16 * at, *[mark] if mark[0] else [])
        for at, (line, mark) in enumerate(zip(lines, beside, strict=True))
    )
    assert not has_table(pen, page)


def test_note_marks_behind_a_label_are_no_figures(pen: Any, only_table: Any) -> None:
    """Two of them one after the other are no columns."""
    page = b"".join(
        row(pen, 100 + 18 * at, (label, 72, "l"), (figure, 360, "r"), ("9.00", 440, "r"))
        for at, (label, figure) in enumerate([("Tugs (1) (2)", "4.00"), ("Pilots", "5.00"), ("Buoys (2) (3)", "6.00")])
    )
    assert [found[0] for found in read_rows(pen, only_table, page)] == ["Tugs (1) (2)", "Pilots", "Buoys (2) (3)"]


def test_dashes_set_right_stand_in_the_column_of_words_set_left(pen: Any, only_table: Any) -> None:
    """Nothing but dashes is no column of its own."""
    page = row(pen, 100, ("甲轮", 72, "l"), ("散货", 180, "l"), ("5,000", 360, "r"), ("租入", 400, "l"))
    page += row(pen, 118, ("乙轮", 72, "l"), ("油品", 180, "l"), ("6,000", 360, "r"), ("自有", 400, "l"))
    page += row(pen, 136, ("合计", 72, "l"), ("-", 240, "r"), ("11,000", 360, "r"), ("-", 470, "r"))
    assert read_rows(pen, only_table, page)[-1] == ["合计", "-", "11,000", "-"]


def test_a_second_header_further_down_begins_a_table(pen: Any) -> None:
    """With a line of text between the two, set apart from the rows above."""
    page = b""
    for top, name in ((100, "泊位"), (240, "航次")):
        page += row(pen, top, (name, 72, "l"), ("本期", 260, "r"), ("上期", 360, "r"))
        for at in range(3):
            page += row(pen, top + 16 * (at + 1), (f"{name}甲乙丙"[: 3 + at], 72, "l"), ("12.50", 260, "r"))
            page += row(pen, top + 16 * (at + 1), ("11.75", 360, "r"))
    page += row(pen, 182, ("以下为航次情况", 92, "l"))
    draft = read_pdf(pen.write([page]), SETTINGS)
    assert [block.table.rows for block in draft.blocks if block.table] == [4, 4]


def test_a_table_goes_on_where_a_column_is_empty_on_the_next_page(pen: Any, only_table: Any) -> None:
    """Columns that stand below each other are one."""
    first = row(pen, 700, ("项目", 72, "l"), ("附注", 220, "m"), ("本期", 340, "r"), ("上期", 440, "r"))
    for at, note in enumerate(("七、1", "七、2")):
        figures = ("91,200.50", 340, "r"), ("88,100.25", 440, "r")
        first += row(pen, 718 + 18 * at, ("码头使用费"[: 4 + at], 72, "l"), (note, 220, "m"), *figures)
    second = b"".join(
        row(pen, 80 + 18 * at, (label, 72, "l"), ("1,350.75", 340, "r"), ("1,240.00", 440, "r"))
        for at, label in enumerate(("理货费", "拖轮费"))
    )
    rows = read_rows(pen, only_table, first, second)
    assert rows[1:4:2] == [["码头使用", "七、1", "91,200.50", "88,100.25"], ["理货费", "", "1,350.75", "1,240.00"]]


def test_a_line_of_a_cell_in_the_middle_by_chance_is_no_heading(pen: Any, only_table: Any) -> None:
    """It stands at the left edge of the line above; over all columns a heading has an edge of its own."""
    first, second = "Statements of Shareholders Equity for the years", "ended January 2024, January 2023, and 2022"
    assert abs(150 + wide(second) / 2 - (72 + 480) / 2) < 1.5
    page = row(pen, 100, ("(a) 1.", 72, "l"), ("Financial Statements", 150, "l"))
    page += row(pen, 120, (first, 150, "l"), ("53", 480, "r")) + row(pen, 132, (second, 150, "l"))
    page += row(pen, 152, ("Balance Sheets", 150, "l"), ("55", 480, "r"))
    page += row(pen, 172, ("Notes", 150, "l"), ("57", 480, "r"))
    assert read_rows(pen, only_table, page)[1] == ["", f"{first} {second}", "53"]


def test_a_figure_halfway_between_two_tight_lines_leaves_them_two(pen: Any, only_table: Any) -> None:
    """Where lines are set without leading, each is half an em from the figure beside them, and both overlap."""
    page = row(pen, 80, ("Thousand euros", 72, "l"), ("2030", 240, "r"), ("2029", 320, "r"))
    for at in range(5):
        top = 100 + 30 * at
        page += row(pen, top, ("Harbour dues and", 72, "l")) + row(pen, top + 10, (f"moorings {at}", 72, "l"))
        page += row(pen, top + 5, (f"{at + 1}2.00", 240, "r"), (f"{at + 1}3.00", 320, "r"))
    assert read_rows(pen, only_table, page)[1:] == [
        [f"Harbour dues and moorings {at}", f"{at + 1}2.00", f"{at + 1}3.00"] for at in range(5)
    ]


def test_headers_set_small_stand_over_the_first_part_of_a_table(pen: Any, only_table: Any) -> None:
    """A line that heads rows, larger than the years above it, is a row of their table."""
    page = pen.text(240, 100, "2030", 7) + pen.text(320, 100, "2029", 7) + row(pen, 114, ("Moorings:", 72, "l"))
    for at in range(4):
        page += row(pen, 128 + 14 * at, (f"Quay {at}", 72, "l"), (f"{at + 1}12", 256, "r"), (f"{at + 1}13", 336, "r"))
    rows = read_rows(pen, only_table, page)
    assert rows[:3] == [["", "2030", "2029"], ["Moorings:", "", ""], ["Quay 0", "112", "113"]]


def test_the_unit_under_the_years_begins_no_other_table(pen: Any, only_table: Any) -> None:
    """(in millions) set in the middle under years that stand far above it belongs to their table."""
    page = pen.text(240, 100, "2030", 7) + pen.text(320, 100, "2029", 7) + pen.text(190, 116, "(in millions)", 7)
    page += row(pen, 130, ("Balance sheet data:", 72, "l"))
    for at in range(4):
        page += row(pen, 144 + 14 * at, (f"Quay {at}", 72, "l"), (f"{at + 1}12", 256, "r"), (f"{at + 1}13", 336, "r"))
    rows = read_rows(pen, only_table, page)
    assert rows[0] == ["", "2030", "2029"]
    assert rows[-1] == ["Quay 3", "412", "413"]


def test_currency_signs_set_apart_make_no_column(pen: Any, only_table: Any) -> None:
    """A sign at the left of each column of figures belongs to the figure after it, however near the one before it."""
    wanted = []
    page = row(pen, 100, ("Port", 72, "l"), ("2030", 256, "r"), ("2029", 336, "r"))
    for at in range(4):
        first, second = f"{at + 1},412", f"{at + 3},130"
        page += row(pen, 116 + 14 * at, (f"Quay{at}", 72, "l"), ("$", 200, "l"), (first, 256, "r"))
        page += row(pen, 116 + 14 * at, ("$", 268, "l"), (second, 336, "r"))
        wanted.append([f"Quay{at}", f"$ {first}", f"$ {second}"])
    assert read_rows(pen, only_table, page)[1:] == wanted


def test_a_long_line_that_heads_rows_does_not_end_a_table(pen: Any, only_table: Any) -> None:
    """It reaches over more than half of the page, and ends before the first figures begin."""
    heading = "Net change in moorings and berths, without those bought:"
    page = row(pen, 86, ("words that fill the whole width of the column of text, to and fro.", 72, "l"))
    tops = [100, 114, 128, 156, 170, 184]
    for at, top in enumerate(tops):
        page += row(pen, top, (f"Quay {at}", 72, "l"), (f"{at + 1}12", 450, "r"), (f"{at + 1}13", 500, "r"))
    page += row(pen, 142, (heading, 72, "l"))
    rows = read_rows(pen, only_table, page)
    assert len(rows) == 7
    assert rows[3] == [heading, "", ""]


@pytest.mark.parametrize("change", ["-", "0.4%"])
def test_a_dash_beside_words_set_close_fills_a_cell(pen: Any, only_table: Any, change: str) -> None:
    """It begins no item of a list where figures stand above and below it."""
    wanted = [
        ["海运费", "16.9%", "不适用"],
        ["码头费", "2.0%", "不适用"],
        ["引航费", change, "泊位少了"],
        ["拖轮费", "-3.1%", "同上年"],
    ]
    page = b"".join(
        row(pen, 100 + 18 * at, (a, 72, "l"), (b, 320, "r"), (c, 326, "l")) for at, (a, b, c) in enumerate(wanted)
    )
    assert read_rows(pen, only_table, page) == wanted


def test_words_that_fill_their_cell_are_parted_where_the_next_column_begins(pen: Any, only_table: Any) -> None:
    """A label that is as wide as its column stands no further from the next cell than two words do."""
    page = row(pen, 100, ("参加单位", 72, "l"), ("东港证券、西港证券", 158, "l"))
    page += row(pen, 122, ("接待的人员姓名和", 72, "l"), ("船长王石舟、大副", 158, "l"))
    page += row(pen, 134, ("职务", 72, "l"), ("李潮声", 158, "l"))
    page += row(pen, 156, ("时间", 72, "l"), ("上午九时三十分", 158, "l"))
    page += row(pen, 178, ("地点", 72, "l"), ("灯塔会议室", 158, "l"))
    assert read_rows(pen, only_table, page) == [
        ["参加单位", "东港证券、西港证券"],
        ["接待的人员姓名和职务", "船长王石舟、大副李潮声"],
        ["时间", "上午九时三十分"],
        ["地点", "灯塔会议室"],
    ]
