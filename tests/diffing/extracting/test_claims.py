"""Claims: what clauses assert that is no figure."""

from __future__ import annotations

import pytest

import diffing
from diffing import extracting
from diffing.claim import Claim, ClaimType

CASES = [
    ("公司位列国内人工智能企业第一梯队。", ClaimType.RANKING),
    ("深蓝是全球领先的导航平台之一。", ClaimType.RANKING),
    ("2023年4月，公司发布自研导航系统。", ClaimType.EVENT),
    ("2023年6月，公司与北海银行签署战略合作协议。", ClaimType.PARTY),
    ("公司将继续加大研发投入。", ClaimType.FORWARD_LOOKING),
    ("公司2024年预计将实现收入4.50亿元。", ClaimType.GUIDANCE),
    ("公司不再进行任何主业以外的长期投资。", ClaimType.COMMITMENT),
    ("公司产品明显好于国外产品。", ClaimType.COMPARISON),
    ("未来经营存在不确定性。", ClaimType.RISK),
    ("本季度财务报告未经审计。", ClaimType.AUDIT),
    ("根据第三方数据，访问量持续上升。", ClaimType.ATTRIBUTION),
]


def claims(text: str) -> tuple[Claim, ...]:
    """The claims of a one-paragraph report."""
    return extracting.claims(diffing.read(f"蓝鲸科技股份有限公司2023年年度报告\n\n{text}".encode(), name="report.txt"))


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_each_type_is_found_by_its_cues(text: str, kind: ClaimType) -> None:
    """A sentence with the cue of a type makes a claim of it."""
    assert kind in {claim.type for claim in claims(text)}


def test_one_of_weakens_a_rank() -> None:
    """之一 takes a rung off a superlative."""
    whole, part = claims("深蓝是全球最大的平台。"), claims("深蓝是全球最大的平台之一。")
    assert whole[0].strength > part[0].strength
    assert whole[0].scope == part[0].scope == "全球"


def test_a_denial_turns_the_polarity() -> None:
    """不 in a clause denies it."""
    (risk,) = (claim for claim in claims("上述事项不会产生重大不利影响。") if claim.type is ClaimType.RISK)
    assert risk.polarity == -1


def test_an_object_mark_promises_nothing() -> None:
    """将 before an object is no future."""
    kinds = {claim.type for claim in claims("公司正式将深蓝迭代至 3.0 版本。")}
    assert ClaimType.FORWARD_LOOKING not in kinds


@pytest.mark.parametrize("text", ["公司召开了第七届董事会第三次会议。", "现将有关情况公告如下。"])
def test_a_number_of_meetings_or_a_set_phrase_claims_no_rank_or_plan(text: str) -> None:
    """第三次 counts meetings, 现将 leads in."""
    wrong = {ClaimType.RANKING, ClaimType.FORWARD_LOOKING}
    assert not wrong & {claim.type for claim in claims(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("She was a director between 2006 and May 2010.", ClaimType.FORWARD_LOOKING),
        ("He chairs the board's Risk Committee.", ClaimType.RISK),
        ("We depreciate equipment over its expected useful life.", ClaimType.FORWARD_LOOKING),
    ],
)
def test_a_month_a_title_and_an_accounting_term_claim_nothing(text: str, kind: ClaimType) -> None:
    """May 2010 is a date, a risk committee no risk, an expected useful life no outlook."""
    read = diffing.read(f"Blue Whale Corp Annual Report 2023\n\n{text}\n".encode(), name="report.txt")
    assert read.language == "en"
    assert kind not in {claim.type for claim in extracting.claims(read)}


RISKS = [
    ("若海外监管收紧，公司业务可能面临下滑的风险。", True),
    ("公司未能有效控制成本，存在盈利下降的风险。", True),
    ("公司存在商誉减值风险。", True),
    ("公司进一步加强风险管理，防范操作风险。", False),
    ("公司已将所有权上几乎全部的风险和报酬转移给买方。", False),
    ("按信用风险特征组合计提坏账准备的应收款项。", False),
    ("周远先生历任风险管理委员会主席。", False),
    ("公司建立信用风险的识别和计量办法。", False),
]
ENGLISH_RISKS = [
    ("New tariffs could adversely affect our results.", True),
    ("We are subject to risks of defaults by our members.", True),
    ("We may be unable to mitigate the risk of outages.", True),
    ("We identified and assessed the risks of material misstatement of the accounts.", False),
    ("Our risk committee met four times.", False),
    ("We hedge the currency risk of our sales.", False),
]


@pytest.mark.parametrize(("text", "named"), [*RISKS, *ENGLISH_RISKS])
def test_a_risk_is_named_and_not_managed(text: str, *, named: bool) -> None:
    """The word alone names none: what is done against a risk, who deals with it, how it is weighed."""
    cover = "Tern Bay Inc. annual report 2023" if text.isascii() else "蓝鲸科技股份有限公司2023年年度报告"
    document = diffing.read(f"{cover}\n\n{text}".encode(), name="report.txt")
    assert (ClaimType.RISK in {claim.type for claim in extracting.claims(document)}) is named


@pytest.mark.parametrize("heading", ["风险因素", "可能面对的风险"])
def test_under_a_heading_of_risks_the_word_is_enough(heading: str) -> None:
    """A list of risks names them without saying what may become of them."""
    document = diffing.read(f"## {heading}\n\n原材料价格波动的风险。\n".encode(), name="report.md")
    assert ClaimType.RISK in {claim.type for claim in extracting.claims(document)}
