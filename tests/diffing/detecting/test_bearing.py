"""What a table bears out of a changed comparative, a year later."""

from __future__ import annotations

import pytest

import diffing
from diffing.change import Basis, Change, Relation
from diffing.document import Document

PAIR = "| 项目 | {0}年 | {1}年 |\n| --- | --- | --- |\n"
OTHERS = "| 营业成本 | {0} | {1} |\n| 销售费用 | 1{0} | 1{1} |\n"
MOVED = "| 项目 | 年初余额 | 本年计提 | 年末余额 |\n| --- | --- | --- | --- |\n"


def report(year: int, table: str) -> Document:
    """An annual report with one table."""
    text = f"蓝鲸科技股份有限公司{year}年年度报告\n\n一、主要会计数据\n\n单位：万元\n\n{table}"
    return diffing.read(text.encode(), name="report.md")


def pair(was: str, now: str) -> tuple[Document, Document]:
    """Two reports that state one row otherwise and two others alike."""
    old = PAIR.format(2023, 2022) + was + OTHERS.format("32.15", "28.41")
    new = PAIR.format(2024, 2023) + now + OTHERS.format("35.77", "32.15")
    return report(2023, old), report(2024, new)


def told(old: Document, new: Document) -> list[Change]:
    """The comparatives told at high or above."""
    found = diffing.compare(old, new, basis=Basis.NEXT_PERIOD).changes
    loud = [change for change in found if change.severity.at_least(diffing.Severity.HIGH)]
    return [change for change in loud if change.relation is Relation.COMPARATIVE_CHANGED]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("科技、文化、卫生业", "社会服务、科技、文化、卫生业"),
        ("日均各项存款", "各项存款"),
        ("金融往来利息净支出合计数", "金融往来利息支出合计数"),
        ("太原蓝鲸房地产有限公司", "青岛蓝鲸房地产有限公司"),
    ],
)
def test_an_item_with_another_name_is_another_item(was: str, now: str) -> None:
    """A list with a member more, an average, a net amount and another company are no restatements."""
    assert not told(*pair(f"| {was} | 49.25 | 47.40 |\n", f"| {now} | 53.00 | 51.10 |\n"))


@pytest.mark.parametrize(
    ("was", "now"), [("营业收入", "一、营业收入"), ("营业收入", "营业收入（注1）"), ("营业收入", "营业收入")]
)
def test_an_item_keeps_its_name(was: str, now: str) -> None:
    """A number in front and a note behind change no name."""
    assert told(*pair(f"| {was} | 49.25 | 47.40 |\n", f"| {now} | 53.00 | 49.15 |\n"))


def test_a_total_needs_a_row_that_agrees() -> None:
    """合计 of a table whose other rows are not stated alike may be the total of another table."""
    was = "| 营业成本 | 32.15 | 28.41 |\n| 合计 | 49.25 | 47.40 |\n"
    agrees = "| 营业成本 | 35.77 | 32.15 |\n| 合计 | 53.00 | 49.15 |\n"
    denies = "| 营业成本 | 35.77 | 32.95 |\n| 合计 | 53.00 | 49.15 |\n"
    old = report(2023, PAIR.format(2023, 2022) + was)
    assert told(old, report(2024, PAIR.format(2024, 2023) + agrees))
    found = told(old, report(2024, PAIR.format(2024, 2023) + denies))
    assert [change.new.text.split(" ")[0] for change in found if change.new] == ["营业成本"]


def test_a_row_that_agrees_in_another_part_bears_out_no_total() -> None:
    """Two tables run into one: 合计 of 存放款项 and 合计 of 回购款项 have no row in common."""
    head = "| 项目 | {0}-12-31 | {1}-12-31 |\n| --- | --- | --- |\n"
    part = "| 票据款项 | {0} | {1} |\n"
    was = head.format(2023, 2022) + "| 境内机构 | 204.31 | 131.82 |\n| 合计 | 741.39 | 360.63 |\n| 二、其他 | | |\n"
    now = head.format(2024, 2023) + "| 境内机构 | 250.11 | 205.40 |\n| 合计 | 175.88 | 137.33 |\n| 二、其他 | | |\n"
    old, new = was + part.format("32.15", "28.41"), now + part.format("35.77", "32.15")
    found = told(report(2023, old), report(2024, new))
    assert not [change for change in found if change.new and change.new.text.startswith("合计")]


def test_a_row_that_came_makes_up_for_it() -> None:
    """其他 was 60.25 and is 42.15, because 18.10 of it has a row of its own now: told, not as a restatement."""
    old, new = pair("| 其他 | 60.25 | 57.40 |\n", "| 手续费 | 21.00 | 18.10 |\n| 其他 | 43.00 | 42.15 |\n")
    assert not told(old, new)
    found = diffing.compare(old, new, basis=Basis.NEXT_PERIOD).changes
    assert "figure_rest_regrouped" in {change.reason.code for change in found}


def test_the_second_part_of_a_table_is_of_the_year_it_names() -> None:
    """年末余额 below 2022年度 is of 2022, though the table began with 2023年度."""
    head = "| {} | 年初余额 | 本年计提 | 年末余额 |\n"
    first = head.format("2023年度") + "| --- | --- | --- | --- |\n| 坏账准备 | 324.98 | 13.60 | 338.58 |\n"
    second = head.format("2022年度") + "| 坏账准备 | 300.11 | 24.87 | 324.98 |\n"
    figures = diffing.extracting.figures(report(2023, first + second))
    ends = {figure.text: str(figure.period) for figure in figures if figure.text in ("338.58", "300.11", "24.87")}
    assert ends == {"338.58": "2023-12-31", "300.11": "2021-12-31", "24.87": "2022-01-01/2022-12-31"}
    closing = [str(figure.period) for figure in figures if figure.text == "324.98"]
    assert closing == ["2022-12-31", "2022-12-31"]


def test_a_table_under_a_year_alone_is_of_that_year() -> None:
    """2022年度 in the line above a table of opening and closing balances."""
    figures = diffing.extracting.figures(
        report(2023, "2022年度\n\n" + MOVED + "| 坏账准备 | 300.11 | 24.87 | 324.98 |\n")
    )
    assert {figure.text: str(figure.period) for figure in figures if figure.table}["324.98"] == "2022-12-31"


def test_rows_that_stand_a_year_on_bear_nothing_out() -> None:
    """What was closing is opening: the two rows are of two years, whatever their heads were read as."""
    head = "| 项目 | 2023年合计 | 2023年其中计提 | 2023年期末 |\n| --- | --- | --- | --- |\n"
    old = report(2023, head + "| 坏账准备 | 3,401.11 | 124.87 | 3,249.85 |\n")
    new = report(2024, head + "| 坏账准备 | 3,249.85 | 108.28 | 3,098.97 |\n")
    assert not told(old, new)
