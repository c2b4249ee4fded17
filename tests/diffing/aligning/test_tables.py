"""Tables: which belong together, and their rows, columns and cells."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diffing.aligning import TableLink, align
from diffing.document import Cell, Document, Table
from diffing.settings import Settings

Write = Callable[..., Document]

INCOME = [
    ["项目", "2023年", "2022年"],
    ["营业收入", "49.2", "47.4"],
    ["营业成本", "10.4", "9.9"],
    ["净利润", "12.6", "11.5"],
]


def pair(write: Write, old: list[list[str]], new: list[list[str]]) -> TableLink:
    """The only table link of two documents with one table each."""
    [link] = align(write(tables=[("利润表", old)]), write(tables=[("利润表", new)]), Settings()).tables
    return link


def texts(link: TableLink, old: list[list[str]], new: list[list[str]]) -> set[tuple[str | None, str | None]]:
    """The cell pairs by what they say."""
    olds, news = [text for row in old for text in row], [text for row in new for text in row]
    return {(None if i is None else olds[i], None if j is None else news[j]) for i, j in link.cells}


def test_rows_go_by_their_names(write: Write) -> None:
    """Reordered, inserted and dropped rows leave the others with their own."""
    new = [INCOME[0], INCOME[3], ["研发费用", "9.7", "6.9"], INCOME[1]]
    link = pair(write, INCOME, new)
    assert set(link.rows) == {(0, 0), (3, 1), (None, 2), (1, 3), (2, None)}
    assert {("49.2", "49.2"), ("10.4", None), (None, "9.7")} <= texts(link, INCOME, new)


def test_columns_go_by_their_headers(write: Write) -> None:
    """The comparative column meets last year's own column; the years left over are paired in order."""
    new = [
        ["项目", "2024年", "2023年"],
        ["营业收入", "56.6", "49.2"],
        ["营业成本", "15.0", "10.4"],
        ["净利润", "-15.9", "12.6"],
    ]
    link = pair(write, INCOME, new)
    assert link.columns == ((0, 0), (2, 1), (1, 2))
    assert ("49.2", "49.2") in texts(link, INCOME, new)


def test_an_inserted_column(write: Write) -> None:
    """A new column takes none of the old ones' places."""
    new = [[*row[:1], extra, *row[1:]] for row, extra in zip(INCOME, ["附注", "1", "2", "3"], strict=True)]
    assert pair(write, INCOME, new).columns == ((0, 0), (None, 1), (1, 2), (2, 3))


def test_a_renamed_row_is_known_by_its_cells(write: Write) -> None:
    """A row of another name with the same figures is the same row."""
    old = [["项目", "金额", "比例"], ["现金", "1,200", "30%"], ["其他", "2,800", "70%"]]
    new = [["项目", "金额", "比例"], ["货币性资产余额", "1,200", "30%"], ["其他", "2,800", "70%"]]
    assert (1, 1) in pair(write, old, new).rows


def test_equal_rows_stay_in_their_group(write: Write) -> None:
    """Rows of one name are told apart by the row that heads their group."""
    old = [
        ["项目", "余额"],
        ["一、原值", ""],
        ["房屋", "10"],
        ["设备", "20"],
        ["二、折旧", ""],
        ["房屋", "3"],
        ["设备", "4"],
    ]
    new = [["项目", "余额"], ["一、原值", ""], ["设备", "21"], ["二、折旧", ""], ["房屋", "3"], ["设备", "5"]]
    link = pair(write, old, new)
    assert {(3, 2), (5, 4), (6, 5), (2, None)} <= set(link.rows)


def test_running_numbers_do_not_name_rows(write: Write) -> None:
    """Where the first column only counts, the words behind it name the row."""
    old = [["序号", "股东", "持股"], ["1", "张三", "30%"], ["2", "李四", "20%"]]
    new = [["序号", "股东", "持股"], ["1", "王五", "40%"], ["2", "张三", "30%"], ["3", "李四", "20%"]]
    assert {(1, 2), (2, 3), (None, 1)} <= set(pair(write, old, new).rows)


def test_years_and_codes_name_only_themselves(write: Write) -> None:
    """A row of another year is another row."""
    old = [["年度", "分红"], ["2021年", "5"], ["2022年", "6"]]
    new = [["年度", "分红"], ["2022年", "6"], ["2023年", "7"]]
    assert set(pair(write, old, new).rows) == {(0, 0), (1, None), (2, 1), (None, 2)}


def test_tables_go_by_title_and_headers(write: Write) -> None:
    """Tables find their own in another order; one without a counterpart stands alone."""
    staff = ("员工构成", [["专业", "人数"], ["生产", "300"], ["研发", "200"]])
    land = ("土地使用权", [["宗地", "面积"], ["东区", "8,000"], ["西区", "9,000"]])
    old = write(tables=[("利润表", INCOME), staff])
    new = write(tables=[land, ("员工构成", [["专业", "人数"], ["生产", "310"], ["研发", "260"]]), ("利润表", INCOME)])
    alignment = align(old, new, Settings())
    assert [(link.old, link.new) for link in alignment.tables] == [(1, 1), (0, 2)]
    assert (alignment.only_old_tables, alignment.only_new_tables) == ((), (0,))


def test_spanning_cells_are_paired_once() -> None:
    """A merged header cell meets its counterpart though it spans another number of columns."""

    def spread(columns: int) -> Document:
        names = ["2023年", *(f"第{at}季度" for at in range(columns)), *map(str, range(columns))]
        text = "\n".join(names)
        cells, at = [], 0
        for number, name in enumerate(names):
            row, column = (0, 0) if not number else divmod(number - 1 + columns, columns)
            cells.append(
                Cell(
                    start=at,
                    end=at + len(name),
                    text=name,
                    row=row,
                    column=column,
                    column_span=1 if number else columns,
                )
            )
            at += len(name) + 1
        table = Table(
            start=0,
            end=len(text),
            block=0,
            cells=tuple(cells),
            rows=3,
            columns=columns,
            header_rows=2,
            header_columns=0,
        )
        return Document(text=text, name="", media_type="", sha256="", language="zh", tables=(table,))

    [link] = align(spread(3), spread(4), Settings()).tables
    assert link.cells[0] == (0, 0)
    assert (None, 4) in link.columns or (None, 3) in link.columns


ROWS = st.lists(
    st.lists(st.sampled_from(["", "收入", "成本", "1", "2", "2023年", "其他"]), min_size=3, max_size=3),
    min_size=1,
    max_size=6,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, ROWS)
def test_every_cell_has_one_place(write: Write, old: list[list[str]], new: list[list[str]]) -> None:
    """Each row, column and cell of a linked pair stands in exactly one pair."""
    alignment = align(write(tables=[("表", old)]), write(tables=[("表", new)]), Settings())
    assert len(alignment.tables) + len(alignment.only_old_tables) == 1
    for link in alignment.tables:
        for pairs, olds, news in (
            (link.rows, len(old), len(new)),
            (link.columns, 3, 3),
            (link.cells, 3 * len(old), 3 * len(new)),
        ):
            assert sorted(i for i, _ in pairs if i is not None) == list(range(olds))
            assert sorted(j for _, j in pairs if j is not None) == list(range(news))


def test_large_tables_are_paired_by_hash(write: Write) -> None:
    """Ten thousand cells with one dropped row keep all other rows."""
    old = [["项目", *(f"列{at}" for at in range(9))]] + [
        [f"科目{row}", *(str(row * 10 + at) for at in range(9))] for row in range(1000)
    ]
    link = pair(write, old, old[:500] + old[501:])
    assert (500, None) in link.rows
    assert sum(i is not None and j is not None for i, j in link.cells) == 10_000


def test_firms_of_one_group_are_not_each_other(write: Write) -> None:
    """Two firms share most of their names; a firm that changed its legal form alone is still itself."""
    old = [
        ["关联方", "交易", "本期金额"],
        ["远山酒厂（集团）置业投资发展有限公司", "租赁费", "312"],
        ["远山酒厂（集团）习水有限责任公司", "购买商品", "17"],
    ]
    new = [
        ["关联方", "交易", "本期金额"],
        ["远山酒厂（集团）循环经济投资开发有限公司", "劳务费", "150"],
        ["远山酒厂（集团）习水有限公司", "购买商品", "28"],
    ]
    assert set(pair(write, old, new).rows) == {(0, 0), (1, None), (None, 1), (2, 2)}
