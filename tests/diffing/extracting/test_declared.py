"""Declarations: what a correction notice gives as it was and as it should be."""

from __future__ import annotations

import diffing
from diffing import extracting

NOTICE = """蓝鲸科技股份有限公司
关于年度报告的更正公告

公司于2024年4月20日披露了《蓝鲸科技股份有限公司2023年年度报告》（公告编号：2024-018），经核查，现更正如下：

更正前：
公司研发人员数量为1,500人。

更正后：
公司研发人员数量为1,508人。

除上述更正内容外，其他内容不变。
特此公告。
"""


def test_a_notice_declares_both_sides_and_names_its_document() -> None:
    """The passages end where the notice goes on to something else."""
    (found,) = extracting.declarations(diffing.read(NOTICE.encode(), name="notice.txt"))
    assert (found.before, found.after) == ("公司研发人员数量为1,500人。", "公司研发人员数量为1,508人。")
    assert (found.title, found.number) == ("蓝鲸科技股份有限公司2023年年度报告", "2024-018")


def test_a_report_declares_nothing() -> None:
    """A document without the two headings has no declarations."""
    assert extracting.declarations(diffing.read("公司实现营业收入1亿元。".encode(), name="report.txt")) == ()
