"""A changed unit over a table is told once, with both units."""

from __future__ import annotations

import pytest

import diffing
from diffing.change import Basis, Relation
from diffing.reasons import words

ENGLISH = """Blue Whale Inc. Annual Report 2024

{line}

| | 2024 | 2023 |
| --- | --- | --- |
| Raw materials | $2,794 | $2,618 |
| Finished goods | 1,524 | 1,449 |
"""
CHINESE = """蓝鲸科技股份有限公司2023年年度报告

存货如下：

{line}

| 项目 | 2023年 | 2022年 |
| --- | --- | --- |
| 原材料 | 2,794 | 2,618 |
| 库存商品 | 1,524 | 1,449 |
"""


@pytest.mark.parametrize(
    ("report", "line", "old", "new"),
    [
        (ENGLISH, "Inventories consisted of the following (in {}):", "millions", "thousands"),
        (ENGLISH, "(in {})", "millions", "thousands"),
        (CHINESE, "（货币单位：人民币{}）", "百万元", "千元"),
        (CHINESE, "单位：{}", "元", "万元"),
    ],
)
def test_the_line_that_prints_the_unit_is_not_told_again(report: str, line: str, old: str, new: str) -> None:
    """One change, whose reason names both units: the numbers look alike."""
    before, after = (
        diffing.read(report.format(line=line.format(unit)).encode(), name="report.md") for unit in (old, new)
    )
    (change,) = diffing.compare(before, after, basis=Basis.AMENDMENT).changes
    assert change.relation is Relation.SCALE_CHANGED
    assert old in words(change.reason)
    assert new in words(change.reason)
