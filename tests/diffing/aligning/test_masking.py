"""Masks: what two spellings of a sentence have in common when its numbers change."""

from __future__ import annotations

import pytest

from diffing.aligning.masking import has_words, mask, unnumbered


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("营业收入49.2亿元,同比增长3.8%.", "营业收入56.6亿元,同比增长15%."),
        ("注册资本壹亿贰仟万元整", "注册资本12,000万元"),
        ("截至2023年末,员工1500余人", "截至2024年第一季度,员工1,508人"),
        ("第十一条 经营者", "第十三条 经营者"),
        ("revenue was $1,234.5 million in 2023", "revenue was US$1.2345 billion in 2024"),
        ("As of March 31,2024 we had 12 stores", "As of 30 June 2025 we had 1,400 stores"),
        ("净利润为(1,234.56)万元", "净利润为-99万元"),
    ],
)
def test_numbers_and_dates_are_masked(old: str, new: str) -> None:
    """Two sentences that differ in figures and dates alone have one mask."""
    assert mask(old) == mask(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [("营业收入49.2亿元", "净利润49.2亿元"), ("the A100 chip", "the H200 chip"), ("2023年", "2,023人")],
)
def test_words_are_kept(old: str, new: str) -> None:
    """Names stay, and a date is told from a figure."""
    assert mask(old) != mask(new)


@pytest.mark.parametrize("text", ["12,345.67", "-", "2024年4月23日", "(3.8)%", "$ 12", "March 31,2024"])
def test_figures_alone_have_no_words(text: str) -> None:
    """What is nothing but figures, dates and signs has no words."""
    assert not has_words(mask(text))


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("第三节 公司业务概要", "公司业务概要"),
        ("(一)公司治理", "公司治理"),
        ("3.1 主要会计数据", "主要会计数据"),
        ("Item 7A. Market Risk", "Market Risk"),
        ("3.04亿用户", "3.04亿用户"),
        ("2,024 people", "2,024 people"),
        ("一、", "一、"),
    ],
)
def test_headings_lose_their_number(heading: str, words: str) -> None:
    """The number of a heading is taken off; a figure is not one, and nothing is left empty."""
    assert unnumbered(heading) == words
