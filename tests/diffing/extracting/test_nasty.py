"""The nastiest shapes of figures and claims that filings print, one row each."""

from __future__ import annotations

from decimal import Decimal

import pytest

import diffing
from diffing import extracting
from diffing.claim import Claim, ClaimType
from diffing.document import Document, Sentence
from diffing.figure import Figure

CHINESE = "蓝鲸科技股份有限公司\n2023 年年度报告\n证券简称：蓝鲸科技\n\n一、经营情况\n\n{body}\n"
ENGLISH = (
    "WHALEFALL BAY INSTRUMENTS, INC.\nFORM 10-K\nFor the fiscal year ended December 31, 2023\n\n"
    "Item 7. Results\n\n{body}\n"
)


def document(body: str, language: str = "zh") -> Document:
    """A small annual report for 2023."""
    read = diffing.read((CHINESE if language == "zh" else ENGLISH).format(body=body).encode(), name="report.txt")
    assert read.language == language
    return read


def figures(body: str, language: str = "zh") -> list[Figure]:
    """The figures of its one paragraph."""
    return list(extracting.figures(document(body, language)))


def claims(body: str, language: str = "zh") -> list[Claim]:
    """The claims of its one paragraph."""
    return list(extracting.claims(document(body, language)))


NONE = [
    "参数与数据、数学和数量均有提升。", "昆仑万维、申万宏源、万科、三一重工、千方科技、百度、一汽与双汇参会。",
    "300418-001为编号，2024-001为公告编号。", "天工 3.0、GPT-4V、LLaMA-2-13B与3D打印亮相。", "2050 全球研究院成立。",
    "会议于16:00-17:00召开。", "见附注七、45，第三节，第一百二十条。", "位于第九届会议的第 12 页 12 / 198",
    "监管二部副处长列席。", "项目3期竣工，二期在建。", "一两个部门，五六年来。", "敬请留意九月二十五日的公告。",
    "ISBN 978-7-111-1，邮编100028，电话010-12345678。",
]  # fmt: skip


@pytest.mark.parametrize("body", NONE)
def test_names_codes_dates_and_turns_of_phrase_are_no_figures(body: str) -> None:
    """Numerals inside names, codes, versions, articles, dates, departments and phases of a project measure nothing."""
    assert figures(body) == []


def test_english_references_are_no_figures() -> None:
    """Notes, forms, sections, levels, rules, versions, telephone numbers and times measure nothing."""
    said = "See Note 15, Form 10-K, Section 13, Level 3, page 45, Rule 10b-5, Windows 11, GPT-4, Topic 606, 9:30 a.m."
    assert figures(said, "en") == []


VALUES = [
    ("zh", "收入9,371.9 万美元。", "93719000", None, "USD"),
    ("zh", "投资4,000 亿元。", "400000000000", None, "CNY"),
    ("zh", "员工1500 余人。", "1500", None, "people"),
    ("zh", "收入4.50-4.65亿美元。", "450000000", "465000000", "USD"),
    ("zh", "投资三至五千万元。", "30000000", "50000000", "CNY"),
    ("zh", "投资三到五亿元。", "300000000", "500000000", "CNY"),
    ("zh", "投资二三十万元。", "200000", "300000", "CNY"),
    ("zh", "产能三到五倍。", "3", "5", "multiple"),
    ("zh", "净利润(1,234.56)万元。", "-12345600", None, "CNY"),
    ("zh", "营业利润△500万元。", "-5000000", None, "CNY"),
    ("zh", "净亏损(1,234)万元。", "-12340000", None, "CNY"),
    ("zh", "净亏损1,234万元。", "-12340000", None, "CNY"),
    ("zh", "税率为千分之三。", "0.3", None, "percent"),
    ("zh", "收入壹佰贰拾万元整。", "1200000", None, "CNY"),
    ("zh", "收入三亿五千万元。", "350000000", None, "CNY"),
    ("zh", "收入3亿5000万元。", "350000000", None, "CNY"),
    ("zh", "收入十二点五亿元。", "1250000000", None, "CNY"),
    ("zh", "收入二千零二十四万元。", "20240000", None, "CNY"),
    ("zh", "收入１，２３４万元。", "12340000", None, "CNY"),
    ("zh", "收入1，234.56元。", "1234.56", None, "CNY"),
    ("zh", "收入四千五百六十七元八角九分。", "4567.89", None, "CNY"),
    ("zh", "营收2兆元新台币。", "2000000000000", None, "TWD"),
    ("zh", "服务几十家客户。", "10", "100", "count:客户"),
    ("zh", "收入12.6¹亿元。", "1260000000", None, "CNY"),
    ("zh", "600GB数据入库。", "600000000000", None, "byte"),
    ("zh", "净杠杆为2.3x。", "2.3", None, "multiple"),
    ("zh", "每10股派2元（含税）。", "0.2", None, "CNY"),
    ("en", "Capital spending was $10-12 million.", "10000000", "12000000", "USD"),
    ("en", "Net leverage was 1.5x at year end.", "1.5", None, "multiple"),
    ("en", "Sales doubled in 2023.", "2", None, "multiple"),
    ("en", "Net loss was $(12.3) million.", "-12300000", None, "USD"),
    ("en", "Revenue grew by one hundred twenty-five million dollars.", "125000000", None, "USD"),
]


@pytest.mark.parametrize(("language", "body", "value", "high", "unit"), VALUES)
def test_a_number_has_its_value_and_unit(language: str, body: str, value: str, high: str | None, unit: str) -> None:
    """However it is printed: capitals, full width, ranges with one scale, brackets, coins, magnitudes."""
    (figure,) = figures(body, language)
    assert (figure.value, figure.unit) == (Decimal(value), unit)
    assert figure.value_high == (None if high is None else Decimal(high))


MEASURES = [
    ("zh", "其他营业净收入6.88亿元。", ["其他营业净收入"]),
    ("zh", "营业收入49.2亿元，净利润5亿元，分别同比增长3.8%和10%。", ["营业收入", "净利润", "营业收入", "净利润"]),
    ("zh", "毛利率和净利率分别为30%、10%。", ["毛利率", "净利率"]),
    ("zh", "全年的新开工面积由年初计划的848万平方米调整为570万平方米。", ["新开工面积", "新开工面积"]),
    ("zh", "出质人持有上市公司股份总数：232,136,752股。", ["上市公司股份总数"]),
    ("zh", "每10股派2元，每股收益0.35元。", ["派", "每股收益"]),
    ("zh", "截止目前，蓝岸联合持有公司股份168,442,082股。", ["持股数量"]),
    ("en", "It was compared with 2.3x leverage in 2022.", ["leverage"]),
    ("en", "Of the awards granted, approximately 1,567,000 were outstanding.", ["awards granted outstanding"]),
    (
        "en",
        "There was $8.6 billion of aggregate unearned stock-based compensation expense.",
        ["aggregate unearned stock-based compensation expense"],
    ),
]


@pytest.mark.parametrize(("language", "body", "wanted"), MEASURES)
def test_a_figure_measures_what_its_sentence_says(language: str, body: str, wanted: list[str]) -> None:
    """Rows in turn, moves from and to, names before a colon, counts whose noun is said before."""
    assert [figure.metric for figure in figures(body, language)] == wanted


def test_figures_in_turn_all_fall() -> None:
    """分别下降3.8%和10%: both are changes, and both go down."""
    fallen = figures("营业收入49.2亿元，净利润5亿元，分别下降3.8%和10%。")[2:]
    assert [(one.value, one.comparison is not None) for one in fallen] == [
        (Decimal("-3.8"), True),
        (Decimal(-10), True),
    ]


PERIODS = [
    ("zh", "公司于08年中期开工，较07年增长19.1%。", "2008-01-01/2008-06-30"),
    ("zh", "12年计划开工面积570万平方米。", "2012-01-01/2012-12-31"),
    ("zh", "上年同期收入为40亿元。", "2022-01-01/2022-12-31"),
    ("zh", "去年收入38亿元。", "2022-01-01/2022-12-31"),
    ("zh", "2023年第二季度收入3亿元。", "2023-04-01/2023-06-30"),
    ("zh", "2023年前三季度收入3亿元。", "2023-01-01/2023-09-30"),
    ("zh", "截至2023年第三季度末总资产90亿元。", "2023-09-30"),
    ("en", "In Q4 FY2023 revenue was $12 million.", "2023-10-01/2023-12-31"),
    ("en", "In the first nine months of 2023 revenue was $9 million.", "2023-01-01/2023-09-30"),
    ("en", "For the three months ended June 30, 2023 revenue was $9 million.", "2023-04-01/2023-06-30"),
]


@pytest.mark.parametrize(("language", "body", "period"), PERIODS)
def test_a_figure_is_of_the_period_that_is_named(language: str, body: str, period: str) -> None:
    """Two-digit years, last year, cumulative and single quarters, instants, fiscal quarters."""
    assert str(figures(body, language)[-1].period) == period


def test_a_change_is_of_the_later_of_two_periods() -> None:
    """2023年49.2亿元，2022年47.4亿元，增长3.8% is the growth of 2023; so is a decrease of."""
    assert str(figures("2023年收入49.2亿元，2022年为47.4亿元，增长3.8%。")[-1].period) == "2023-01-01/2023-12-31"
    said = (
        "Cash was $267 million as of December 31, 2023, compared with $478 million as of December 31, 2022, "
        "a decrease of $211 million."
    )
    assert str(figures(said, "en")[-1].period) == "2023-12-31"


def test_when_a_note_falls_due_is_not_its_period() -> None:
    """0.300% Notes due 2028 have their coupon today."""
    assert figures("We repaid 0.300% Notes due 2028.", "en")[0].period is None


def test_each_of_several_asides_keeps_its_date() -> None:
    """Amounts after several dates in brackets are of the sentence's own date."""
    said = "于2023年12月31日，贷款10亿元（2022年12月31日：11亿元），授信9亿元（2022年12月31日：8亿元）和表外2亿元。"
    assert str(figures(said)[-1].period) == "2023-12-31"


HOLDERS = [
    ("截至目前，王水持有公司222,955,787股。", "王水"),
    ("控股股东蓝岸银泰和实际控制人沈某某合计持有公司288,603,167股。", "蓝岸银泰和实际控制人沈某某"),
]


@pytest.mark.parametrize(("body", "entity"), HOLDERS)
def test_who_holds_shares_is_whose_they_are(body: str, entity: str) -> None:
    """With or without a title, alone or together."""
    assert figures(body)[0].entity == entity


def test_what_something_is_done_by_is_no_source() -> None:
    """根据…准则 follows a rule; 根据…报告 names who says so."""
    assert figures("根据企业会计准则的规定，收入为3亿元。")[0].attribution == ""
    assert figures("根据北海研究院报告，市场规模为30亿元。")[0].attribution == "北海研究院报告"


def test_spaces_for_lost_marks_part_clauses() -> None:
    """Some old files have a space where their comma was."""
    said = "年内 集团主要项目为四季花园 金色湾项目相继推出 期内售出14万平方米 花园项目累计销售率95% 湖畔项目持续热销"
    assert [one.metric for one in figures(said)] == ["售出", "花园项目累计销售率"]


CLAIMS = [
    ("en", "We undertake to buy back shares by June 30, 2024.", ClaimType.COMMITMENT),
    ("en", "We rank first in Europe.", ClaimType.RANKING),
    ("en", "We signed an agreement with Acme Instruments Inc.", ClaimType.PARTY),
    ("en", "Our CEO John Smith resigned.", ClaimType.PARTY),
    ("en", "There is substantial doubt about our ability to continue as a going concern.", ClaimType.AUDIT),
    ("en", "According to a report by Blue Research, demand rose.", ClaimType.ATTRIBUTION),
    ("en", "We expect revenue of $450 million.", ClaimType.GUIDANCE),
    ("en", "Our products may fail.", ClaimType.FORWARD_LOOKING),
    ("en", "Our results could be adversely affected.", ClaimType.RISK),
    ("zh", "公司承诺三年内不减持。", ClaimType.COMMITMENT),
    ("zh", "公司法定代表人为李海洋。", ClaimType.PARTY),
]


@pytest.mark.parametrize(("language", "body", "kind"), CLAIMS)
def test_a_claim_is_found_in_either_language(language: str, body: str, kind: ClaimType) -> None:
    """Commitments, ranks, parties, persons, audit, sources, outlook and risk."""
    assert kind in {claim.type for claim in claims(body, language)}


NO_CLAIMS = [
    ("zh", "资本充足率等于资本净额除以风险加权资产。", {ClaimType.RISK, ClaimType.STATUS}),
    ("zh", "公司计提坏账准备1900万元。", {ClaimType.GUIDANCE, ClaimType.FORWARD_LOOKING}),
    ("zh", "预期信用损失按组合计算。", {ClaimType.FORWARD_LOOKING}),
    ("zh", "双方将上述质押予以续期。", {ClaimType.FORWARD_LOOKING}),
    ("zh", "第二大股东函告公司。", {ClaimType.RANKING}),
    ("zh", "根据公司章程的规定，由总经理报告。", {ClaimType.ATTRIBUTION}),
    ("zh", "（三）流动性风险", {ClaimType.RISK}),
    ("en", "Item 1A. Risk Factors 19", {ClaimType.RISK}),
    ("en", "Credit Risk – Trust Company", {ClaimType.RISK}),
    ("en", "Employees are covered by local retirement plans.", {ClaimType.FORWARD_LOOKING}),
]


@pytest.mark.parametrize(("language", "body", "kinds"), NO_CLAIMS)
def test_terms_and_titles_claim_nothing(language: str, body: str, kinds: set[ClaimType]) -> None:
    """Ratios, provisions, accounting terms, large shareholders, rules and bare titles hold cues and assert nothing."""
    assert not kinds & {claim.type for claim in claims(body, language)}


def test_a_risk_that_a_title_states_is_a_claim() -> None:
    """公司不存在重大风险 denies something, however short it is."""
    assert ClaimType.RISK in {claim.type for claim in claims("公司不存在重大风险")}


def test_parties_in_traditional_signs_are_whole() -> None:
    """與…有限公司訂立: the name goes to its end."""
    (claim,) = [one for one in claims("本公司與深海數科控股集團有限公司訂立合同。") if one.type is ClaimType.PARTY]
    assert claim.parties == ("深海數科控股集團有限公司",)


@pytest.mark.parametrize("sign", ["1\u0301\u0302", "\ud8003亿", "\u202e12\u202c,", "\u0301"])
def test_text_of_stray_marks_is_not_read(sign: str) -> None:
    """Combining marks, half surrogates and marks of direction without end make no figure and no claim."""
    text = sign * 1000
    stray = Document(
        text=text, name="stray", media_type="text/plain", sha256="0", language="zh",
        sentences=(Sentence(start=0, end=len(text), text=text, block=0),),
    )  # fmt: skip
    assert extracting.figures(stray) == ()
    assert extracting.claims(stray) == ()


@pytest.mark.parametrize(
    ("language", "body", "metric"),
    [
        ("en", "We announced a 2.2% increase in our quarterly cash dividend.", "quarterly cash dividend"),
        ("en", "It maintains a $300.0 million standby liquidity facility to settle.", "standby liquidity facility"),
        ("zh", "王水累计质押股数83,994,519股，合计占公司股份总数的19.83%。", "累计质押股数占公司股份总数的比例"),
    ],
)
def test_the_noun_after_an_amount_names_it(language: str, body: str, metric: str) -> None:
    """A $300.0 million facility is a facility; what is held together is a share of what was named before."""
    assert figures(body, language)[-1].metric == metric


def test_a_guarantee_is_no_promise() -> None:
    """A noun of the balance sheet undertakes nothing."""
    said = claims("Such guarantees represent a form of variable consideration.", "en")
    assert ClaimType.COMMITMENT not in {claim.type for claim in said}
