"""What two reports state of one time: a changed comparative is told, a misread column is not believed."""

from __future__ import annotations

import pytest

import diffing
from diffing.change import Basis, Relation
from diffing.document import Document

HEAD = "| 项目 | {now}年 | {before}年 |\n| --- | --- | --- |\n"
OTHERS = "| 营业成本 | {0} | 30.00 |\n| 销售费用 | {0} | 12.00 |\n"


def report(year: int, rows: str, unit: str = "万元") -> Document:
    """An annual report with one table of two years."""
    text = f"蓝鲸科技股份有限公司{year}年年度报告\n\n一、主要会计数据\n\n单位：{unit}\n\n"
    return diffing.read((text + HEAD.format(now=year, before=year - 1) + rows).encode(), name="report.md")


def told(old: Document, new: Document) -> dict[Relation, str]:
    """What is told at high or above."""
    found = diffing.compare(old, new, basis=Basis.NEXT_PERIOD).changes
    return {
        change.relation: str(change.severity) for change in found if change.severity.at_least(diffing.Severity.HIGH)
    }


def test_a_comparative_that_differs_is_told() -> None:
    """2023 was 49.20 in its own report, and is 49.10 beside 2024."""
    old = report(2023, "| 营业收入 | 49.20 | 47.40 |\n" + OTHERS.replace("30.00", "28.00").format("30.00"))
    new = report(2024, "| 营业收入 | 53.00 | 49.10 |\n" + OTHERS.format("33.00"))
    assert told(old, new) == {Relation.COMPARATIVE_CHANGED: "high"}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("| 营业收入 | 49.20 | 47.40 |", "| 营业收入 | 49.20 | 53.00 |"),  # the columns changed places
        ("| 应付债券 | 49.20 | 47.40 |", "| 预计负债 | 53.00 | 44.10 |"),  # another item in its line
        ("| 营业收入 | 49.20 | 47.40 |", "| 营业收入 | 53.00 | 492,000.00 |"),  # thousands beside millions
        ("| 营业收入 | 49.20 | 47.40 |", "| 营业收入 | 53.00 | -3.10 |"),  # no restatement goes so far
    ],
)
def test_what_may_be_misread_is_not_told_as_high(was: str, now: str) -> None:
    """Another column, another item, another unit: none of them is a restatement."""
    old = report(2023, was + "\n" + OTHERS.replace("30.00", "28.00").format("30.00"))
    new = report(2024, now + "\n" + OTHERS.format("33.00"))
    assert Relation.COMPARATIVE_CHANGED not in told(old, new)


def test_a_table_that_denies_itself_throughout_is_doubted() -> None:
    """Where every row is far from what was stated, the tables are of two kinds; where all moved little, all is told."""
    old = report(2023, "| 营业收入 | 49.20 | 47.40 |\n| 营业成本 | 30.00 | 28.00 |\n| 销售费用 | 12.00 | 11.00 |\n")
    far = report(2024, "| 营业收入 | 53.00 | 91.00 |\n| 营业成本 | 33.00 | 77.00 |\n| 销售费用 | 13.00 | 35.00 |\n")
    near = report(2024, "| 营业收入 | 53.00 | 49.90 |\n| 营业成本 | 33.00 | 30.40 |\n| 销售费用 | 13.00 | 12.10 |\n")
    assert told(old, far) == {}
    assert told(old, near) == {Relation.COMPARATIVE_CHANGED: "high"}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("上述票据中有3,000万元已质押（2022年：无）。", "上述票据中有5,000万元已质押（2023年：3,000万元）。"),
        ("公司聘请2023年度会计师事务所。", "公司聘请2024年度会计师事务所。"),
        ("审计机构为深圳鹏城会计师事务所。", "审计机构为深圳市鹏城会计师事务所。"),
        ("上述票据中有300万元已质押（二零二二年：无）。", "上述票据中有500万元已质押（二零二三年：300万元）。"),
        ("部分非上市股权没有活跃市场报价，其价值不能计量。", "该部分股权没有活跃市场报价，其价值不能计量。"),
        ("逾期末履行偿债义务超过三年的款项予以核销。", "逾期未履行偿债义务超过三年的款项予以核销。"),
        ("会计师事务所名称：境内：澄岩会计师事务所", "会计师事务所名称：澄岩会计师事务所"),
        (
            "对本集团审计师毕岩华振会计师事务所、毕岩会计师事务所的工作总结如下。",
            "现对毕岩华振会计师事务所的工作总结如下。",
        ),
        ("营业收入44,550万元，较上年增长。", "在专业化调整后，营业收入45,743万元，较上年增长。"),
        ("购入的非上市信托产品没有报价。", "非上市信托产品系购入的非上市信托产品没有报价。"),
        ("年初公司计划竣工面积890万平方米。", "实际实现竣工面积979万平方米。"),
        (
            "2022年度和2023年度奖励基金分别获得434万元和171万元派息款。",
            "2022年度、2023年度和2024年度奖励基金分别获得381万元、287万元和378万元派息款。",
        ),
        ("2022年公司全面摊薄的客户续约率为86.0%。", "公司经营稳健。"),
    ],
)
def test_what_a_year_brings_is_no_grave_change(was: str, now: str) -> None:
    """A denial in brackets is of another year; a firm may be named with its city."""
    old, new = (
        diffing.read(f"蓝鲸科技股份有限公司{year}年年度报告\n\n{text}\n".encode(), name="report.txt")
        for year, text in ((2023, was), (2024, now))
    )
    assert told(old, new) == {}


@pytest.mark.parametrize("unit", ["", "(in millions)\n\n"])
def test_an_index_starts_anew_each_year(unit: str) -> None:
    """$100 invested on another day: the values of the days between are no comparatives, whatever note stands above."""

    def graph(year: int, days: str, row: str) -> Document:
        text = f"Blue Whale Inc. Annual Report {year}\n\n{unit}{days}\n| --- | --- | --- | --- |\n{row}\n"
        return diffing.read(text.encode(), name="report.md")

    old = graph(2022, "| | 1/28/2018 | 1/27/2019 | 1/26/2020 |", "| Blue Whale | $100.00 | $66.00 | $103.63 |")
    new = graph(2023, "| | 1/27/2019 | 1/26/2020 | 1/31/2021 |", "| Blue Whale | $100.00 | $157.02 | $326.26 |")
    found = diffing.compare(old, new, basis=Basis.NEXT_PERIOD).changes
    assert Relation.COMPARATIVE_CHANGED not in {change.relation for change in found}


def test_a_denial_in_a_cell_counts_as_an_answer_only() -> None:
    """未交增值税 becomes 应交增值税 as names do; 是否变更: 否 becomes 是."""
    old = report(2023, "| 未交增值税 | 18.18 | 17.22 |\n")
    new = report(2024, "| 应交增值税 | 23.43 | 18.18 |\n")
    assert Relation.NEGATION_FLIPPED not in told(old, new)
    rows = "| 事项 | 情况 |\n| --- | --- |\n| 会计政策是否变更 | {} |\n| 是否改聘 | 否 |\n"
    form = "蓝鲸科技股份有限公司{}年年度报告\n\n" + rows
    was, now = (diffing.read(form.format(*said).encode(), name="report.md") for said in ((2023, "否"), (2024, "是")))
    assert diffing.compare(was, now, basis=Basis.NEXT_PERIOD).changes


def test_a_cell_is_said_of_its_column() -> None:
    """Why a director was away is no name, though 独立董事 stands in front of the row."""
    head = "| 职务 | 姓名 | 未出席的原因 | 被委托人 |\n| --- | --- | --- | --- |\n"
    old, new = (
        diffing.read(
            f"蓝鲸科技股份有限公司{year}年年度报告\n\n{head}| 独立董事 | 陆听潮 | {why} | 章观澜 |\n".encode(),
            name="report.md",
        )
        for year, why in ((2023, "工作原因"), (2024, "疫情防控原因"))
    )
    found = diffing.compare(old, new, basis=Basis.NEXT_PERIOD).changes
    assert Relation.PARTY_CHANGED not in {change.relation for change in found}


def test_a_heading_about_an_auditor_names_none() -> None:
    """公司对会计师事务所 names no firm."""
    old, new = (
        diffing.read(f"蓝鲸科技股份有限公司{year}年年度报告\n\n{text}\n".encode(), name="report.txt")
        for year, text in (
            (2023, "四、公司对会计师事务所“非标准意见审计报告”的说明。"),
            (2024, "四、公司董事会对会计师事务所“非标准意见审计报告”的说明。"),
        )
    )
    assert told(old, new) == {}


def test_an_auditor_that_is_not_named_is_none() -> None:
    """由聘请会计师事务所审计: the words before the firm are all that stands there."""
    old, new = (
        diffing.read(f"蓝鲸科技股份有限公司{year}年年度报告\n\n{text}\n".encode(), name="report.txt")
        for year, text in ((2023, "报告由聘请会计师事务所审计。"), (2024, "报告由委托会计师事务所审计。"))
    )
    assert told(old, new) == {}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("We may not continue to develop new products.", "We may fail to continue to develop new products."),
        ("Customers can cancel with little or no notice to us.", "Customers can cancel with little notice to us."),
        ("N/A Not applicable.", "N/ANot applicable."),
        ("We recognized a net gain of $94 million as a result of these transactions in 2023.",
         "We recognized a net gain of $82 million as a result of the sale in 2023."),
    ],
)  # fmt: skip
def test_what_a_year_brings_in_english_is_no_grave_change(was: str, now: str) -> None:
    """A denial in other words stays a denial; what is said of another deal is no comparative."""
    old, new = (
        diffing.read(f"Blue Whale Inc. Annual Report {year}\n\n{text}\n".encode(), name="report.txt")
        for year, text in ((2023, was), (2024, now))
    )
    assert told(old, new) == {}


def test_a_denial_that_both_reports_still_print_has_not_gone() -> None:
    """已逾期但未减值的贷款 stands beside 已减值的贷款 in both: one was taken for the other."""
    texts = ("一、已逾期但未减值的发放贷款\n\n", "一、已减值的发放贷款\n\n二、已逾期但未减值的发放贷款\n\n")
    old, new = (
        diffing.read(f"蓝鲸科技股份有限公司{year}年年度报告\n\n{text}".encode(), name="report.txt")
        for year, text in ((2023, texts[0]), (2024, texts[1]))
    )
    assert told(old, new) == {}


def test_a_firm_that_stands_a_year_on_is_no_other_firm() -> None:
    """The firm of 2023 stands beside that of 2024 as the one of the year before."""
    head = "| 审计项目 | {}年度 | {}年度 |\n| --- | --- | --- |\n| 子公司财务报告 | {}会计师事务所 | {}会计师事务所 |\n"
    old, new = (
        diffing.read(f"蓝鲸科技股份有限公司{said[0]}年年度报告\n\n{head.format(*said)}".encode(), name="report.md")
        for said in ((2023, 2022, "大连华连", "沈阳岳华"), (2024, 2023, "大连华连", "大连华连"))
    )
    assert told(old, new) == {}
