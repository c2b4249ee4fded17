"""What covers say: title, filer, code, form, period, revision."""

from __future__ import annotations

import pytest

from diffing.reading.cover import Cover, read_cover

CASES = {
    "annual report": (
        ["证券代码：600999 证券简称：某某", "某某酒业股份有限公司", "2023年年度报告", "重要提示"],
        Cover(
            title="2023年年度报告",
            filer="某某酒业股份有限公司",
            code="600999",
            form="annual_report",
            period="2023-01-01/2023-12-31",
        ),
    ),
    "corrected half-year report": (
        ["某某股份有限公司", "二〇二四年半年度报告（更正后）"],
        Cover(
            title="二〇二四年半年度报告（更正后）",
            filer="某某股份有限公司",
            form="semi_annual_report",
            period="2024-01-01/2024-06-30",
            revision="更正后",
        ),
    ),
    "summary": (
        ["某某股份有限公司2023年年度报告摘要"],
        Cover(
            title="某某股份有限公司2023年年度报告摘要",
            filer="某某股份有限公司",
            form="annual_report_summary",
            period="2023-01-01/2023-12-31",
        ),
    ),
    "quarter": (
        ["某某股份有限公司", "2024 年第三季度报告"],
        Cover(
            title="2024 年第三季度报告",
            filer="某某股份有限公司",
            form="quarterly_report",
            period="2024-07-01/2024-09-30",
        ),
    ),
    "correction notice": (
        ["某某股份有限公司", "关于2023年年度报告的更正公告", "本公司董事会保证公告内容真实。"],
        Cover(
            title="关于2023年年度报告的更正公告",
            filer="某某股份有限公司",
            form="correction_notice",
            period="2023-01-01/2023-12-31",
        ),
    ),
    "meeting record": (
        ["证券代码： 300999", "某某科技股份有限公司投资者关系活动记录表", "编号： 2024-001"],
        Cover(
            title="某某科技股份有限公司投资者关系活动记录表",
            filer="某某科技股份有限公司",
            code="300999",
            form="ir_record",
        ),
    ),
    "manager's report": (
        ["某某科技股份有限公司", "2023 年度总经理工作报告", "证券代码：300999"],
        Cover(
            title="2023 年度总经理工作报告",
            filer="某某科技股份有限公司",
            code="300999",
            form="gm_work_report",
            period="2023-01-01/2023-12-31",
        ),
    ),
    "amended 10-K": (
        [
            "FORM 10-K/A",
            "Amendment No. 1",
            "For the fiscal year ended September 28, 2024",
            "Example Corp.",
            "(Exact name of registrant as specified in its charter)",
        ],
        Cover(
            title="FORM 10-K/A",
            filer="Example Corp.",
            form="10-K/A",
            period="2023-09-29/2024-09-28",
            revision="10-K/A",
        ),
    ),
    "10-Q": (
        ["FORM 10-Q", "For the quarterly period ended June 30, 2024", "Example Inc.", "(Exact name of Registrant)"],
        Cover(title="FORM 10-Q", filer="Example Inc.", form="10-Q", period="2024-04-01/2024-06-30"),
    ),
    "results in Hong Kong": (
        ["Example Holdings Limited", "（股份代號：328）", "截至二零二五年三月三十一日止年度", "經審核全年業績公告"],
        Cover(
            title="經審核全年業績公告",
            filer="Example Holdings Limited",
            code="328",
            form="annual_results",
            period="2024-04-01/2025-03-31",
        ),
    ),
    "facts behind the contents": (
        [
            "2023年度报告",
            *(f"第{n}页的内容说明。" for n in range(80)),
            "公司的中文名称 某某企业股份有限公司 股票代码 000999",
        ],
        Cover(
            title="2023年度报告",
            filer="某某企业股份有限公司",
            code="000999",
            form="annual_report",
            period="2023-01-01/2023-12-31",
        ),
    ),
    "contents name no form": (
        ["某某股份有限公司", "第九节 监事会工作报告......30", "概况"],
        Cover(title="某某股份有限公司", filer="某某股份有限公司"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_reads_cover(case: str) -> None:
    """Each kind of cover gives all that it says."""
    blocks, expected = CASES[case]
    assert read_cover("", blocks, "") == expected


def test_name_is_the_last_resort() -> None:
    """Where nothing in the document names a form, the name of the file does."""
    cover = read_cover("", ["收入增长。"], "某某_2023年年度报告（修订版）.pdf")
    assert (cover.form, cover.period, cover.revision) == ("annual_report", "2023-01-01/2023-12-31", "修订版")
