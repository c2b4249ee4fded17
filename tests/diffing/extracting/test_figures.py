"""Figures: what a number measures, of whom, for when; in sentences and in cells."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal

import pytest

import diffing
from diffing import extracting
from diffing.document import Document
from diffing.figure import Figure, PeriodSource, Role

REPORT = """蓝鲸科技股份有限公司
2023 年年度报告
证券简称：蓝鲸科技
证券代码：300999

一、经营情况

{body}
"""


def document(body: str) -> Document:
    """A small report of a fictional filer for 2023."""
    return diffing.read(REPORT.format(body=body).encode(), name="report.txt")


def figures(body: str) -> dict[str, Figure]:
    """The figures of the report by what they print."""
    return {figure.text: figure for figure in extracting.figures(document(body))}


def test_a_change_measures_what_the_level_before_it_does() -> None:
    """同比增长3.8% is a change of 营业收入, and both are of the report's period."""
    found = figures("报告期内，公司实现营业收入49.2亿元，同比增长3.8%。")
    level, change = found["49.2亿元"], found["3.8%"]
    assert (level.metric, level.concept, level.role) == ("营业收入", "Revenue", Role.LEVEL)
    assert (change.metric, change.role) == ("营业收入", Role.CHANGE)
    assert change.comparison is not None
    assert (change.comparison.type, change.comparison.direction) == ("yoy", "up")
    assert str(level.period) == "2023-01-01/2023-12-31"
    assert level.period_source is PeriodSource.INHERITED
    assert level.entity == "蓝鲸科技股份有限公司"


@pytest.mark.parametrize("change", ["同比下降3.5%", "同比增长-3.5%", "较上年同期减少3.5%"])
def test_a_fall_is_negative_however_it_is_written(change: str) -> None:
    """The verb or the minus turns the sign, once."""
    (figure,) = (
        one for one in extracting.figures(document(f"公司实现营业收入49.2亿元，{change}。")) if one.unit == "percent"
    )
    assert (figure.value, figure.sign) == (Decimal("-3.5"), "-")
    assert figure.comparison is not None
    assert figure.comparison.direction == "down"


def test_a_net_loss_is_a_negative_profit() -> None:
    """净亏损1,234万元 and a printed minus are the same loss."""
    found = figures("公司净亏损1,234万元。")
    assert found["1,234万元"].value == Decimal(-12340000)


def test_a_segment_changes_for_its_clause_only() -> None:
    """After 其中，国内毛利率… the filer's own profit follows without a word of warning."""
    found = figures("其中，国内毛利率达85.3%；实现归属于上市公司股东的净利润12.6亿元。")
    assert found["85.3%"].dimensions == (("geography", "国内"),)
    assert found["12.6亿元"].dimensions == ()
    assert found["12.6亿元"].concept == "ProfitAttributableToOwnersOfParent"


def test_near_names_are_not_the_same_measure() -> None:
    """归母净利润 and 扣非净利润, 研发费用 and 研发投入 are apart; 归母净利润 and its long name are one."""
    found = figures(
        "归母净利润1.1亿元，扣非净利润1.2亿元，归属于上市公司股东的净利润1.3亿元；研发费用1.4亿元，研发投入1.5亿元。"
    )
    concepts = {text: figure.concept for text, figure in found.items()}
    assert concepts["1.1亿元"] == concepts["1.3亿元"] != concepts["1.2亿元"]
    assert concepts["1.4亿元"] != concepts["1.5亿元"]


def test_a_product_has_its_own_figures() -> None:
    """A named product at the head of a clause is the entity until 公司 speaks again."""
    found = figures("截至报告期末，SeaMap 月活跃用户达 2,780 万，同比增长 37%。公司研发人员数量达 1,508 人。")
    assert found["2,780 万"].entity == found["37%"].entity == "SeaMap"
    assert (found["2,780 万"].unit, str(found["2,780 万"].period)) == ("people", "2023-12-31")
    assert found["1,508 人"].entity == "蓝鲸科技股份有限公司"


def test_three_entities_share_one_metric() -> None:
    """The owner of a figure may stand right before it."""
    found = figures("2023年9月，“深蓝”以80%的正确率领先于GPT-3.5的57.1%和LLaMA2-70B的56.8%。")
    assert [found[text].entity for text in ("80%", "57.1%", "56.8%")] == ["深蓝", "GPT-3.5", "LLaMA2-70B"]
    assert {found[text].metric for text in ("80%", "57.1%", "56.8%")} == {"正确率"}


def test_a_forecast_is_not_a_fact() -> None:
    """预计 makes guidance of a figure, with both ends."""
    found = figures("公司2024年预计将实现收入4.50亿元至4.65亿元。")
    figure = found["4.50亿元至4.65亿元"]
    assert (figure.modality, figure.tier) == ("forecast", "guidance")
    assert str(figure.period) == "2024-01-01/2024-12-31"


def test_cells_take_scale_and_period_from_what_stands_around_them() -> None:
    """单位：万元 scales amounts, not ratios; 增减 columns are changes."""
    page = """<html lang="zh"><body><h1>蓝鲸科技股份有限公司2023年年度报告</h1><p>单位：万元</p>
    <table><tr><th>项目</th><th>2023年</th><th>2022年</th><th>增减(%)</th></tr>
    <tr><td>营业收入</td><td>1,234.50</td><td>1,000.00</td><td>23.45</td></tr>
    <tr><td>基本每股收益(元/股)</td><td>0.35</td><td>(0.10)</td><td>450.00</td></tr>
        </table></body></html>"""
    read = diffing.read(page.encode(), name="page.html")
    found = {figure.text: figure for figure in extracting.figures(read) if figure.table}
    assert (found["1,234.50"].value, found["1,234.50"].unit) == (Decimal("12345000.00"), "CNY")
    assert str(found["1,000.00"].period) == "2022-01-01/2022-12-31"
    assert (found["23.45"].role, found["23.45"].unit) == (Role.CHANGE, "percent")
    assert (found["0.35"].value, found["(0.10)"].value) == (Decimal("0.35"), Decimal("-0.10"))


def test_english_cells_read_their_note_and_dates() -> None:
    """(In millions, except per share data) leaves shares' earnings alone; a year ended is a span, a date an instant."""
    page = """<html lang="en"><body><h1>Blue Whale Corp Annual Report on Form 10-K</h1>
    <p>For the fiscal year ended December 31, 2023</p>
    <p>(In millions, except per share data)</p>
    <table><tr><td></td><td>Year Ended December 31, 2023</td><td>Year Ended December 31, 2022</td></tr>
    <tr><td>Net income</td><td>1,234</td><td>(56)</td></tr>
    <tr><td>Diluted earnings per share</td><td>2.47</td><td>(0.11)</td></tr>
        </table></body></html>"""
    read = diffing.read(page.encode(), name="page.html")
    found = {figure.text: figure for figure in extracting.figures(read) if figure.table}
    assert (found["1,234"].value, found["1,234"].unit) == (Decimal(1234000000), "USD")
    assert str(found["(56)"].period) == "2022-01-01/2022-12-31"
    assert found["2.47"].value == Decimal("2.47")


def test_what_a_note_excepts_is_not_what_its_column_is_of() -> None:
    """($ in millions, except per share data) over a column leaves its amounts millions."""
    page = """<html lang="en"><body><h1>Blue Whale Corp Annual Report on Form 10-K</h1>
    <table><tr><td></td><td>Year Ended Dec 31, 2023</td><td>Year Ended Dec 31, 2022</td></tr>
    <tr><td></td><td colspan="2">($ in millions, except per share data)</td></tr>
    <tr><td>Revenue</td><td>$1,234</td><td>$1,156</td></tr>
    <tr><td>Diluted earnings per share</td><td>$2.47</td><td>$2.11</td></tr>
        </table></body></html>"""
    read = diffing.read(page.encode(), name="page.html")
    found = {figure.text: figure for figure in extracting.figures(read) if figure.table}
    assert found["$1,234"].value == Decimal(1234000000)
    assert found["$2.47"].value == Decimal("2.47")


def test_spans_are_the_documents_own() -> None:
    """A figure's offsets point at what it prints, and figures come in order."""
    read = document("公司实现营业收入49.2亿元，同比增长3.8%。\n\n毛利率为 78.8%。")
    found = extracting.figures(read)
    assert [read.text[figure.start : figure.end] for figure in found] == [figure.text for figure in found]
    assert [figure.start for figure in found] == sorted(figure.start for figure in found)


@pytest.mark.parametrize("aside", ["受2021年央行降息的影响", "由于2021年基数较高", "与2021年相比市场转暖"])
def test_the_year_of_a_cause_is_not_that_of_the_sentence(aside: str) -> None:
    """2023年，受2021年降息的影响，……全年营业收入151.1亿元 is of 2023."""
    found = figures(f"2023年，{aside}，行业利差收窄；公司全年实现营业收入151.1亿元，净利润5亿元。")
    assert {str(figure.period) for figure in found.values()} == {"2023-01-01/2023-12-31"}


@pytest.mark.parametrize(
    ("text", "against"),
    [("6月份销量环比增长3.8%。", "mom"), ("第四季度销量环比增长3.8%。", "qoq"), ("10-12月销量环比增长3.8%。", "qoq")],
)
def test_month_on_month_or_quarter_on_quarter(text: str, against: str) -> None:
    """环比 compares with the month before beside a month, with the quarter before beside a quarter."""
    (found,) = figures(text).values()
    assert found.comparison is not None
    assert found.comparison.type == against


def test_a_change_behind_last_years_figure_is_of_this_year() -> None:
    """研发投入2.41亿元，上年同期为2.21亿元，同比增长9.05%: what grew is this year's."""
    found = figures("公司研发投入2.41亿元，上年同期为2.21亿元，同比增长9.05%。")
    periods = {text: str(figure.period)[:4] if figure.period else "" for text, figure in found.items()}
    assert periods["2.21亿元"] == "2022"
    assert periods["2.41亿元"] == periods["9.05%"] != "2022"


def test_a_person_who_holds_shares_is_whose_they_are() -> None:
    """What a shareholder named with 先生 holds is not the filer's."""
    found = figures("陈听潮先生共持有本公司12,345股股份，占本公司总股本的15.14%；陈听潮先生累计质押股份6,789股。")
    assert {one.entity for one in found.values()} == {"陈听潮"}
    assert found["6,789股"].metric == "累计质押股份"


def test_a_bare_dollar_is_that_of_the_statements() -> None:
    """Where the statements are in Canadian dollars $ means those, US$ its own, and a loan in others changes nothing."""
    heads = "".join(f"<p>(In millions of Canadian dollars)</p><p>Statement {at}</p>" for at in range(3))
    page = f"""<html lang="en"><body><h1>Blue Whale Corp Annual Report</h1>{heads}
    <p>Revenue was $12.5 million in 2023, of which US$1.5 million came from abroad.</p></body></html>"""
    found = {figure.text: figure.unit for figure in extracting.figures(diffing.read(page.encode(), name="page.html"))}
    assert found == {"$12.5 million": "CAD", "US$1.5 million": "USD"}
    once = page.replace("<p>(In millions of Canadian dollars)</p>", "", 2)
    found = {figure.text: figure.unit for figure in extracting.figures(diffing.read(once.encode(), name="page.html"))}
    assert found["$12.5 million"] == "USD"


@pytest.mark.parametrize(
    ("language", "title", "note", "unit"),
    [
        ("en", "Notes to the Consolidated Financial Statements", "(In millions of euros)", ("EUR", 6)),
        ("zh-CN", "财务报表附注", "（金额单位：人民币千元）", ("CNY", 3)),
    ],
)
def test_a_note_under_the_title_of_the_notes_holds_for_them_all(
    language: str, title: str, note: str, unit: tuple[str, int]
) -> None:
    """It stands once, and the tables of the notes say nothing of their unit."""
    prose = "<p>存货按成本计量。Inventories are measured at cost.</p>" * 6
    page = f"""<html lang="{language}"><body><h1>{title}</h1><p>{note}</p><h2>1 General</h2>{prose}
    <table><tr><td></td><td>2023</td><td>2022</td></tr><tr><td>Inventories 存货</td><td>12.5</td><td>11.5</td></tr>
    </table></body></html>"""
    found = {figure.text: figure for figure in extracting.figures(diffing.read(page.encode(), name="page.html"))}
    assert (found["12.5"].unit, found["12.5"].scale) == unit


def test_a_currency_under_what_a_column_measures_is_its_unit() -> None:
    """初始投资额 over 人民币 counts in yuan, and a share of it does not."""
    page = """<html lang="zh-CN"><body><h1>海港股份有限公司2023年年度报告</h1>
    <table><tr><td>被投资单位</td><td>初始投资额</td><td>持股比例</td></tr><tr><td></td><td>人民币</td><td>%</td></tr>
    <tr><td>灯塔引航有限公司</td><td>12,500.00</td><td>51.0</td></tr>
        </table></body></html>"""
    found = {figure.text: figure for figure in extracting.figures(diffing.read(page.encode(), name="page.html"))}
    assert (found["12,500.00"].unit, found["51.0"].unit) == ("CNY", "percent")


def test_millions_of_dollars_are_no_millions_of_shares() -> None:
    """(In millions of dollars) scales money; (In millions) scales shares too."""
    for note, shares in (("(In millions of dollars)", 56093543), ("(In millions)", 56093543000000)):
        page = f"""<html lang="en"><body><h1>Blue Whale Corp Annual Report</h1><p>{note}</p>
        <table><tr><td></td><td>2023</td><td>2022</td></tr><tr><td>Net income</td><td>12.5</td><td>11.5</td></tr>
        <tr><td>Weighted average shares outstanding</td><td>56,093,543</td><td>55,093,543</td></tr>
        </table></body></html>"""
        found = {figure.text: figure for figure in extracting.figures(diffing.read(page.encode(), name="page.html"))}
        assert (found["56,093,543"].unit, found["56,093,543"].value) == ("shares", shares)


_METRIC = """
import diffing
from diffing import extracting
lines = ("深蓝发展银行股份有限公司2023年年度报告", "证券简称：深蓝发展", "深蓝发展银行股份有限公司总股本1,945,822股。")
document = diffing.read("\\n\\n".join(lines).encode(), name="report.txt")
print([figure.metric for figure in extracting.figures(document) if figure.unit == "shares"])
"""


@pytest.mark.parametrize("seed", ["0", "1", "2", "3"])
def test_a_measure_loses_the_longest_name_of_its_owner(seed: str) -> None:
    """Of 深蓝发展银行股份有限公司总股本 the whole name is taken off, in whatever order a set gives the names."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    told = subprocess.run([sys.executable, "-c", _METRIC], env=environment, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "['总股本']"
