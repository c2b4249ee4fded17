"""How a figure is counted: only where its own words say so."""

from __future__ import annotations

from decimal import Decimal

import pytest

import diffing
from diffing import extracting
from diffing.figure import Figure


def figures(body: str) -> list[Figure]:
    """The figures of one sentence."""
    head = "Blue Whale Inc.\n\n" if body.isascii() else "蓝鲸科技股份有限公司\n2023 年年度报告\n\n一、经营情况\n\n"
    return list(extracting.figures(diffing.read(f"{head}{body}\n".encode(), name="report.txt")))


@pytest.mark.parametrize(
    ("body", "bases"),
    [
        ("按恒定汇率计算，营业收入增长5%，净利润增长6%。", ["constant_currency", "constant_currency"]),
        ("营业收入增长5%，按恒定汇率计算增长7%，净利润增长1%。", ["", "constant_currency", ""]),
        ("母公司净利润为2亿元，归属于母公司股东的净利润为3亿元。", ["parent", ""]),
        ("经调整净利润为3亿元。", ["adjusted"]),
        ("Revenue grew 5% on a constant currency basis, and net income was $3 million.", ["constant_currency", ""]),
        ("Net income was $3 million and adjusted net income was $5 million.", ["", "adjusted"]),
    ],
)
def test_a_basis_holds_for_the_figure_it_is_said_of(body: str, bases: list[str]) -> None:
    """归属于母公司 names owners and no basis; a leading 按…计算 holds for its sentence."""
    assert [figure.basis for figure in figures(body)] == bases


def test_a_basis_is_not_what_is_measured() -> None:
    """按恒定汇率计算增长 7% still measures the revenue."""
    assert [one.metric for one in figures("营业收入增长5%，按恒定汇率计算增长7%。")] == ["营业收入", "营业收入"]


def test_a_turn_into_loss_is_a_loss() -> None:
    """由盈转亏, 亏损 1,200 万元 is a negative profit; 扭亏为盈 leaves its profit positive."""
    assert [one.value for one in figures("公司由盈转亏，亏损1,200万元。")] == [Decimal(-12000000)]
    assert [one.value for one in figures("公司扭亏为盈，净利润1,200万元。")] == [Decimal(12000000)]


def test_a_table_headed_by_the_company_alone_is_of_the_parent() -> None:
    """Beside 本集团, the group, 本公司 as the whole head is the parent; as a guarantor's name in a row it is not."""
    table = "单位：万元\n\n| 项目 | 本集团 | 本公司 |\n| --- | --- | --- |\n| 营业收入 | 300 | 200 |\n"
    rows = "单位：万元\n\n| 担保方 | 金额 |\n| --- | --- |\n| 本公司 | 300 |\n| 子公司 | 200 |\n"
    assert [figure.basis for figure in figures(table)] == ["consolidated", "parent"]
    assert [figure.basis for figure in figures(rows)] == ["", ""]
