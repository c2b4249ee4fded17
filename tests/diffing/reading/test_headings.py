"""Which lines are headings, and how deep."""

from __future__ import annotations

import pytest

from diffing.reading.headings import heading_level, is_caption, is_contents, is_list_item, looks_like_heading

LEVELS = {
    "第一节 重要提示": 1,
    "一、公司2023年度总体经营情况": 2,
    "（一）主营业务": 3,
    "1、AI业务": 4,
    "１、 发展战略": 4,
    "1.2 Overview": 4,
    "1.2.3 Scope": 5,
    "（1）应收账款": 5,
    "PART I — FINANCIAL INFORMATION": 1,
    "Item 7. Management’s Discussion and Analysis of Financial Condition and Results of Operations": 2,
    "Note 10 – Contingencies": 3,
    "1、公司实现营业收入49.2亿元，同比增长3.8%。": 0,
    "49.2亿元": 0,
    "1.2亿元": 0,
    "2024 年 4 月": 0,
    "经营情况": 0,
}


@pytest.mark.parametrize("line", LEVELS)
def test_levels(line: str) -> None:
    """Numbers give the level; sentences and amounts have none."""
    assert heading_level(line) == LEVELS[line]


def test_looks() -> None:
    """A short line of one piece may be a heading; a date, a label or a sentence is none."""
    assert looks_like_heading("海外业务")
    assert looks_like_heading("Critical Accounting Estimates")
    for line in ("2024 年 4 月", "April 23, 2024", "证券代码：300999", "公司增长。", "收入，利润", "12.6"):
        assert not looks_like_heading(line)


def test_contents() -> None:
    """Leader dots before a page number make an entry of a table of contents."""
    for line in ("第一节 重要提示............3", "一、概况……………… 12", "Item 1. Business . . . . . . . 4"):
        assert is_contents(line)
    assert not is_contents("公司将……继续增长 3%")


def test_captions_and_lists() -> None:
    """What stands under pictures and what opens list items are told apart from headings."""
    assert is_caption("图 3 产品架构")
    assert is_caption("智能助手功能展示")
    assert not is_caption("经营情况")
    assert is_list_item("• item")
    assert is_list_item("（1）第一")
    assert not is_list_item("3.8% of sales")
