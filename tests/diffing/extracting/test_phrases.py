"""The words that say what a figure of a sentence measures, and of whom."""

from __future__ import annotations

from decimal import Decimal

import pytest

import diffing
from diffing import extracting
from diffing.figure import Figure, PeriodSource

REPORT = "蓝鲸科技股份有限公司\n2023 年年度报告\n证券简称：蓝鲸科技\n\n一、经营情况\n\n{body}\n"


def figures(body: str) -> list[Figure]:
    """The figures of a sentence in a small report for 2023."""
    document = diffing.read(REPORT.format(body=body).encode(), name="report.txt")
    return list(extracting.figures(document))


@pytest.mark.parametrize(
    ("body", "metric"),
    [
        ("公司在手订单为12.6亿元。", "在手订单"),
        ("公司在研项目投入3.1亿元。", "在研项目投入"),
        ("第三节 营业收入49.2亿元", "营业收入"),
        ("• 营业收入49.2亿元。", "营业收入"),
        ("3、营业收入49.2亿元。", "营业收入"),
    ],
)
def test_a_metric_is_neither_cut_nor_numbered(body: str, metric: str) -> None:
    """在 of 在手订单 belongs to the word; list and section numbers and bullets do not."""
    assert [figure.metric for figure in figures(body)] == [metric]


@pytest.mark.parametrize("said", ["占营业收入的13.10%", "占营业收入的比例为13.10%", "占营业收入13.10%"])
def test_a_share_is_of_what_was_named_before(said: str) -> None:
    """占营业收入的 13.10% after 研发费用 is the share of 研发费用, under a concept of its own."""
    _, share = figures(f"2023年研发费用为2.41亿元，{said}。")
    assert share.metric == "研发费用占营业收入的比例"
    assert share.concept == "ResearchAndDevelopmentExpenseShareOfRevenue"


def test_points_move_the_share_and_percents_the_amount() -> None:
    """提升 2.17 个百分点 speaks of the share, 增长 24.31% of the revenue it is the share of."""
    _, share, points = figures("其中，境外收入4.74亿元，占营业收入的25.70%，同比提升2.17个百分点。")
    assert points.metric == share.metric == "境外收入占营业收入的比例"
    assert share.dimensions == (("geography", "境外"),)
    *_, growth = figures("其中，境外收入4.74亿元，占营业收入的25.70%，同比增长24.31%。")
    assert growth.metric == "境外收入"


@pytest.mark.parametrize(
    ("body", "entity"),
    [
        ("子公司A实现净利润2,100万元。", "子公司A"),
        ("全资子公司A实现净利润2,100万元。", "子公司A"),
        ("控股子公司蓝湾数联实现净利润2,100万元。", "蓝湾数联"),
        ("北岸分公司实现营业收入2,100万元。", "北岸分公司"),
    ],
)
def test_a_subsidiary_that_does_something_is_the_entity(body: str, entity: str) -> None:
    """A subject named by 子公司, 孙公司 or 分公司 with a name or a letter speaks for itself."""
    assert [figure.entity for figure in figures(body)] == [entity]


@pytest.mark.parametrize(
    ("printed", "numeral"),
    [("9,371.9 万美元", "9,371.9"), ("49.2亿元", "49.2"), ("4.50-4.65亿美元", "4.50-4.65"), ("三亿元", "三亿")],
)
def test_a_numeral_is_its_digits_and_the_scale_is_apart(printed: str, numeral: str) -> None:
    """The scale word of 9,371.9 万 is in `scale`; a number in words stays whole."""
    (figure,) = figures(f"营业收入{printed}。")
    assert (figure.text, figure.numeral) == (printed, numeral)
    assert figure.scale


def test_nearly_is_at_most() -> None:
    """近 3 亿 is 3 亿 at most and not far from it; 约 3 亿 may be more."""
    nearly, about = figures("营业收入近3.0亿元，净利润约3.0亿元。")
    assert (nearly.lower, nearly.upper) == (Decimal(270000000), Decimal(300000000))
    assert about.upper is not None
    assert about.upper > Decimal(300000000)


def test_when_something_began_is_not_when_it_is_measured() -> None:
    """Since 1984 is no period of an average price."""
    text = b"Blue Whale Inc.\n\nThe average price since 1984 was $30.5 per unit.\n"
    (figure,) = extracting.figures(diffing.read(text, name="report.txt"))
    assert (figure.metric, figure.period, figure.period_source) == ("average price", None, PeriodSource.UNKNOWN)
