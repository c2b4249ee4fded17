"""Where tables without rules begin and end: headers above, cells at half height, frames, labels at the end."""

from __future__ import annotations

from typing import Any

from diffing.reading.pdf import read_pdf
from diffing.settings import Settings
from tests.diffing.reading.pdf.test_unruled import read_rows, row

PROSE = "港口全年完成吞吐量的情况如下表所示，其中集装箱的增幅高于散货，航线数目与上一年度相比没有变化。"


def body(pen: Any, top: float, *labels: str, step: float = 18) -> bytes:
    """Rows of a label and two figures."""
    return b"".join(
        row(pen, top + step * at, (label, 72, "l"), ("8,100.0", 300, "r"), ("31.0%", 420, "r"))
        for at, label in enumerate(labels)
    )


def tables(pen: Any, page: bytes) -> list[list[list[str]]]:
    """The rows of each table of a page."""
    draft = read_pdf(pen.write([page]), Settings())
    return [pen.rows(draft, block) for block in draft.blocks if block.table]


def spans(pen: Any, only_table: Any, page: bytes) -> dict[str, tuple[int, int]]:
    """The first column and the span of each cell of the first row."""
    draft = read_pdf(pen.write([page]), Settings())
    cells = only_table(draft).table.cells
    return {pen.say(draft, cell.parts): (cell.column, cell.column_span) for cell in cells if not cell.row}


def test_a_line_over_the_middle_of_the_columns_is_their_header(pen: Any, only_table: Any) -> None:
    """It stands alone in its line, above two parted ones."""
    page = pen.text(72, 80, PROSE, 10)
    page += row(pen, 116, ("二零二三年度", 345, "m")) + row(pen, 132, ("金额", 285, "m"), ("占比", 405, "m"))
    assert spans(pen, only_table, page + body(pen, 150, "东港", "西港", "南港"))["二零二三年度"] == (1, 2)


def test_a_line_in_the_middle_of_the_table_spans_all_of_it(pen: Any, only_table: Any) -> None:
    """The title of a part stands over labels and figures alike."""
    page = row(pen, 100, ("港口", 72, "l"), ("金额", 285, "m"), ("占比", 405, "m")) + body(pen, 118, "东港", "西港")
    page += row(pen, 154, ("散货码头部分", 246, "m")) + body(pen, 172, "南港", "北港")
    draft = read_pdf(pen.write([page]), Settings())
    found = {pen.say(draft, cell.parts): cell.column_span for cell in only_table(draft).table.cells}
    assert found["散货码头部分"] == 3


def test_a_label_half_a_line_above_the_figures_is_in_their_row(pen: Any, only_table: Any) -> None:
    """The first row too: the label of two lines begins higher than its figures."""
    page = b""
    for at, name in enumerate(("集装箱", "滚装船", "油轮")):
        top = 100 + 40 * at
        page += row(pen, top, (name + "泊位", 72, "l")) + row(pen, top + 12, ("及堆场", 72, "l"))
        page += row(pen, top + 6, ("8,100.0", 300, "r"), ("31.0%", 420, "r"))
    assert read_rows(pen, only_table, page) == [
        [name + "泊位及堆场", "8,100.0", "31.0%"] for name in ("集装箱", "滚装船", "油轮")
    ]


def test_one_cell_beside_another_half_a_line_off_begins_a_table(pen: Any, only_table: Any) -> None:
    """A label and a figure that share no line stand side by side all the same."""
    page = b""
    for at, name in enumerate(("集装箱", "滚装船", "油轮")):
        page += row(pen, 100 + 30 * at, (name, 72, "l")) + row(pen, 106 + 30 * at, ("8,100.0", 300, "r"))
    assert read_rows(pen, only_table, page) == [[name, "8,100.0"] for name in ("集装箱", "滚装船", "油轮")]


def three_rules(pen: Any, top: float, head: float, bottom: float) -> bytes:
    """Rules above a table, below its header, and below it."""
    return b"".join(pen.rule(66, y, 430, y) for y in (top, head, bottom))


def test_a_frame_holds_rows_that_stand_far_apart(pen: Any, only_table: Any) -> None:
    """Between the rules all is one table, whatever the distances."""
    page = three_rules(pen, 86, 108, 290) + row(pen, 100, ("港口", 72, "l"), ("金额", 300, "r"), ("占比", 420, "r"))
    page += body(pen, 130, "东港", "西港", "南港", "北港", step=48)
    assert [found[0] for found in read_rows(pen, only_table, page)] == ["港口", "东港", "西港", "南港", "北港"]


def test_a_frame_holds_a_first_and_a_last_line_without_figures(pen: Any, only_table: Any) -> None:
    """What stands alone at its top and at its bottom is a row."""
    page = three_rules(pen, 86, 124, 214) + row(pen, 100, ("按码头分列", 72, "l"))
    page += row(pen, 116, ("港口", 72, "l"), ("金额", 300, "r"), ("占比", 420, "r")) + body(pen, 140, "东港", "西港")
    page += row(pen, 206, ("其他见后文附注", 72, "l"))
    rows = read_rows(pen, only_table, page)
    assert [found[0] for found in rows] == ["按码头分列", "港口", "东港", "西港", "其他见后文附注"]


def test_a_table_ends_with_its_last_rule(pen: Any) -> None:
    """What is set like it below the frame is another one."""
    page = three_rules(pen, 86, 108, 150) + row(pen, 100, ("港口", 72, "l"), ("金额", 300, "r"), ("占比", 420, "r"))
    page += body(pen, 124, "东港", "西港") + body(pen, 166, "注一", "注二", "注三")
    assert [len(rows) for rows in tables(pen, page)] == [3, 3]


def test_rules_around_prose_are_no_frame(pen: Any) -> None:
    """A box with a line that fills it is text, and the table in it ends where tables do."""
    page = three_rules(pen, 86, 108, 290) + row(pen, 100, ("港口", 72, "l"), ("金额", 300, "r"), ("占比", 420, "r"))
    page += (
        body(pen, 124, "东港", "西港", "南港") + pen.text(72, 230, PROSE[:34], 10) + pen.text(72, 246, PROSE[34:], 10)
    )
    assert [len(rows) for rows in tables(pen, page)] == [4]


def test_a_last_label_without_figures_is_a_row(pen: Any, only_table: Any) -> None:
    """At the distance of the others, at their edge."""
    page = (
        body(pen, 100, "东港", "西港", "南港")
        + row(pen, 154, ("其他港口", 72, "l"))
        + pen.text(72, 220, PROSE[:20], 10)
    )
    assert read_rows(pen, only_table, page)[-1] == ["其他港口", "", ""]


def test_words_that_go_on_in_the_last_row_belong_to_its_cell(pen: Any, only_table: Any) -> None:
    """The rest of a wrapped cell right of the labels, below the last line with a label."""
    page = b""
    for at, (port, words) in enumerate((("东港", "集装箱与滚装"), ("西港", "油品"), ("南港", "煤炭与矿石装"))):
        page += row(pen, 100 + 30 * at, (port, 72, "l"), ("8,100.0", 240, "r"), (words, 300, "l"))
    page += row(pen, 172, ("卸", 300, "l"))
    assert read_rows(pen, only_table, page)[-1] == ["南港", "8,100.0", "煤炭与矿石装卸"]


def test_a_title_in_the_middle_set_apart_ends_a_table(pen: Any) -> None:
    """What follows is another one."""
    page = body(pen, 100, "东港", "西港", "南港") + row(pen, 168, ("航次统计", 246, "m"))
    page += body(pen, 186, "进港", "出港", "过境")
    assert [len(rows) for rows in tables(pen, page)] == [3, 3]


def test_a_cell_of_many_lines_right_of_the_labels_ends_no_table(pen: Any, only_table: Any) -> None:
    """Its lines stand alone, and each begins where the cell does."""
    page = row(pen, 100, ("东港", 72, "l"), ("8,100.0", 240, "r"), ("集装箱与滚装", 300, "l"))
    for at, words in enumerate(("船舶的装卸以", "及中转业务并", "含前方与后方", "堆场的仓储和", "理货")):
        page += row(pen, 112 + 12 * at, (words, 300, "l"))
    page += row(pen, 184, ("西港", 72, "l"), ("7,900.0", 240, "r"), ("油品", 300, "l"))
    page += row(pen, 208, ("南港", 72, "l"), ("6,500.0", 240, "r"), ("煤炭", 300, "l"))
    rows = read_rows(pen, only_table, page)
    assert [found[0] for found in rows] == ["东港", "西港", "南港"]
    assert rows[0][2] == "集装箱与滚装船舶的装卸以及中转业务并含前方与后方堆场的仓储和理货"


def test_many_lines_without_figures_end_a_table(pen: Any) -> None:
    """A list between two tables is in neither."""
    page = body(pen, 100, "东港", "西港", "南港")
    for at, line in enumerate(("航线如下", "甲线往返", "乙线单程", "丙线往返", "丁线停航")):
        page += row(pen, 158 + 20 * at, (line, 90, "l"))
    page += body(pen, 264, "进港", "出港", "过境")
    assert [len(rows) for rows in tables(pen, page)] == [3, 3]


def test_a_header_set_off_begins_a_table(pen: Any) -> None:
    """Parted as the rows above it are, without figures, and further down."""
    page = body(pen, 100, "东港", "西港", "南港") + row(pen, 166, ("航次", 72, "l"), ("本期", 300, "r"))
    page += body(pen, 184, "进港", "出港", "过境")
    assert [len(rows) for rows in tables(pen, page)] == [3, 4]


HEADS = (("2030年12月31日", 300, "r"), ("2029年12月31日", 420, "r"))


def test_headers_far_above_the_part_they_head_belong_to_it(pen: Any, only_table: Any) -> None:
    """A bank's balance sheet: years, a gap of five lines, the word for assets set larger, and then the figures."""
    page = row(pen, 100, *HEADS) + pen.text(72, 148, "资产", 11) + body(pen, 164, "库存现金", "存放同业", "拆出资金")
    rows = read_rows(pen, only_table, page)
    assert rows[0] == ["", "2030年12月31日", "2029年12月31日"]
    assert [found[0] for found in rows[1:]] == ["资产", "库存现金", "存放同业", "拆出资金"]


def test_a_numbered_heading_under_headers_is_a_row(pen: Any, only_table: Any) -> None:
    """一、经营活动产生的现金流量： stands further down than rows do, and its figures stand under the headers."""
    page = row(pen, 100, *HEADS) + row(pen, 126, ("一、经营活动产生的现金流量：", 72, "l"))
    rows = read_rows(pen, only_table, page + body(pen, 144, "收取的利息", "收取的手续费"))
    assert [found[0] for found in rows] == ["", "一、经营活动产生的现金流量：", "收取的利息", "收取的手续费"]


def test_a_part_further_down_whose_figures_end_at_the_same_places_is_of_the_table(pen: Any, only_table: Any) -> None:
    """负债 after a gap, under the headers of 资产."""
    page = row(pen, 100, ("项目", 72, "l"), ("本年", 300, "r"), ("占比", 420, "r")) + body(
        pen, 118, "现金", "同业", "拆出"
    )
    page += row(pen, 206, ("负债：", 72, "l")) + body(pen, 224, "拆入", "存款")
    assert [found[0] for found in read_rows(pen, only_table, page)][4:] == ["负债：", "拆入", "存款"]


def test_a_table_with_headers_of_its_own_is_another(pen: Any) -> None:
    """Years between the figures of two tables head the second, wherever its figures end."""
    page = row(pen, 100, ("项目", 72, "l"), ("2030", 300, "r"), ("2029", 420, "r")) + body(pen, 118, "现金", "同业")
    page += row(pen, 196, ("负债表", 72, "l")) + row(
        pen, 214, ("项目", 72, "l"), ("2030", 300, "r"), ("2029", 420, "r")
    )
    assert [len(rows) for rows in tables(pen, page + body(pen, 232, "拆入", "存款"))] == [3, 3]


def test_prose_between_two_tables_parts_them(pen: Any) -> None:
    """A line that runs on under the figures heads no part."""
    page = body(pen, 100, "现金", "同业", "拆出") + pen.text(72, 200, PROSE, 10) + body(pen, 230, "拆入", "存款")
    assert [len(rows) for rows in tables(pen, page)] == [3, 2]


def test_frames_with_a_label_between_are_one_table(pen: Any, only_table: Any) -> None:
    """Where each part of a table has rules of its own, the line that heads the next part does not end it."""
    page = three_rules(pen, 86, 108, 150) + row(pen, 100, ("港口", 72, "l"), ("金额", 300, "r"), ("占比", 420, "r"))
    page += body(pen, 124, "东港", "西港") + row(pen, 164, ("其中：", 72, "l"))
    page += three_rules(pen, 174, 192, 210) + body(pen, 186, "北港", "南港")
    assert [found[0] for found in read_rows(pen, only_table, page)] == [
        "港口",
        "东港",
        "西港",
        "其中：",
        "北港",
        "南港",
    ]


def test_a_glossary_heads_no_figures(pen: Any) -> None:
    """Rows of words, a heading, and a number that happens to stand under them: two tables, and the heading is text."""
    page = b"".join(
        row(pen, 100 + 18 * at, (term, 72, "l"), ("指", 200, "m"), (words, 240, "l"))
        for at, (term, words) in enumerate((("释义项", "释义内容"), ("东港", "东区码头"), ("西港", "西区码头")))
    )
    page += pen.text(72, 188, "一、公司信息", 13) + row(pen, 214, ("股票代码", 72, "l"), ("999001", 290, "r"))
    assert [len(rows) for rows in tables(pen, page)][:1] == [3]


def test_each_header_of_a_line_stands_over_as_many_columns(pen: Any, only_table: Any) -> None:
    """Two days over 余额 and 准备, these over 金额 and 比例: print in the middle of four columns is above one."""
    ends = (170, 230, 290, 350, 410, 470, 520, 570)
    page = row(pen, 100, ("2030年12月31日", 236, "m"), ("2029年12月31日", 452, "m"))
    page += row(pen, 116, *((name, x, "m") for name, x in zip(("余额", "准备") * 2, (186, 306, 426, 536), strict=True)))
    page += row(pen, 132, *((name, x, "r") for name, x in zip(("金额", "比例") * 4, ends, strict=True)))
    for at, label in enumerate(("一年内", "两年内", "三年内")):
        figures = ((f"{at + 1}{number}.0", x, "r") for number, x in enumerate(ends))
        page += row(pen, 150 + 18 * at, (label, 60, "l"), *figures)
    draft = read_pdf(pen.write([page]), Settings())
    cells = only_table(draft).table.cells
    spans = [(cell.row, cell.column, cell.column_span) for cell in cells if cell.row < 2 and cell.parts]
    assert spans == [(0, 1, 4), (0, 5, 4), (1, 1, 2), (1, 3, 2), (1, 5, 2), (1, 7, 2)]
