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
        ("公司在第四季度进行了56亿元的大额拨备。", "大额拨备"),
        ("截至2023年12月31日止年度的收入为3.2亿元。", "收入"),
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


def test_a_share_of_what_somebody_holds_is_a_share() -> None:
    """占其持有: the verb says what the whole is, and the next share has the same part."""
    _, whole, capital = figures("沈某先生累计质押股份500万股，占其持有公司股份总数的59.29%，占公司总股本的8.98%。")
    assert whole.metric == "累计质押股份占其持有公司股份总数的比例"
    assert capital.metric == "累计质押股份占公司总股本的比例"


def test_a_bare_share_is_of_what_was_named_before() -> None:
    """占比 alone names no part."""
    assert [figure.metric for figure in figures("其中：现金收回11.8亿元，占比71%。")] == ["现金收回", "现金收回占比"]


def test_each_of_two_sums_has_the_words_after_it() -> None:
    """The first one's words stand before the second, and are not the second's."""
    assert [figure.metric for figure in figures("公司进行了56亿元的大额拨备和94亿元的不良贷款核销。")] == [
        "大额拨备",
        "不良贷款核销",
    ]


def test_a_span_that_ends_on_a_day_is_no_day() -> None:
    """截至2023年12月31日止年度 is the year, 截至…止六个月 the half."""
    (year,) = figures("截至2023年12月31日止年度的收入为3.2亿元。")
    (half,) = figures("截至二零二三年六月三十日止六個月的收入为3.2亿元。")
    assert (str(year.period), str(half.period)) == ("2023-01-01/2023-12-31", "2023-01-01/2023-06-30")


def test_a_date_in_brackets_is_not_of_what_follows_them() -> None:
    """The bracket tells of the beginning of the period, the sentence of its end."""
    *_, share = figures("截至报告期末公司存货（报告期初为5亿元，略有变动）占总资产的比重为6.96%。")
    assert str(share.period) == "2023-12-31"


def test_a_ratio_to_one_is_one_figure() -> None:
    """1.5:1 is the ratio 1.5, and its 1 is no figure."""
    (ratio,) = figures("流动比率为1.5:1。")
    assert (ratio.value, ratio.unit) == (Decimal("1.5"), "ratio")


def test_a_company_that_something_goes_through_is_not_whose_it_is() -> None:
    """通过…有限公司间接持有: the holder stays who it was."""
    *_, held = figures("控股股东沈某先生直接持有公司500万股，通过东海投资管理有限公司间接持有公司2,000股。")
    assert held.entity == "沈某"


def test_what_is_held_is_not_who_holds() -> None:
    """持有…股份有限公司 0.24% 的股份 is said of the filer."""
    (held,) = figures("持有东海银行股份有限公司0.24%的股份。")
    assert not held.entity.startswith("持有")


@pytest.mark.parametrize("said", ["股本总额由原来的25,000万股变为27,500万股", "股本总额由25,000万股变更为27,500万股"])
def test_what_became_of_a_measure_does_not_name_it(said: str) -> None:
    """由原来的 and 变为 stand between the measure and its values."""
    assert {figure.metric for figure in figures(f"公司{said}。")} == {"股本总额"}


def test_a_bracket_in_a_name_is_closed() -> None:
    """开发产品（现房）226.9亿元 keeps both its brackets."""
    (found,) = figures("公司的开发产品（现房）226.9亿元。")
    assert found.metric.count("(") == found.metric.count(")")


def test_percents_without_a_number_are_none() -> None:
    """百分之百分之 prints no number."""
    assert not figures("百分之百分之百分之百分之。")
