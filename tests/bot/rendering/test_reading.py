"""What was read from one file, as lines: its figures and what does not fit among them."""

from __future__ import annotations

import diffing
from bot.rendering.looks import Look
from bot.rendering.reading import figures_table
from diffing import extracting

HEAD = "蓝鲸科技股份有限公司2023年年度报告\n\n单位：万元\n\n| 项目 | 2023年 | 2022年 |\n| --- | --- | --- |\n"


def shown(rows: str, language: str = "en") -> str:
    """The figures of a table as `filingwatch figures` prints them."""
    document = diffing.read((HEAD + rows).encode(), name="report.md")
    return figures_table(extracting.figures(document), Look(language=language))


def test_a_sum_that_does_not_add_up_is_named_below_the_figures() -> None:
    """The same rows add up for the year before."""
    rows = "| 境内 | 1,200.50 | 1,100.20 |\n| 境外 | 320.25 | 250.10 |\n| 合计 | 1,500.75 | 1,350.30 |\n"
    assert "! 合计: the stated 1,500.75 does not follow from 1,200.50, 320.25" in shown(rows)
    assert "推算不符" in shown(rows, "zh")


def test_figures_that_fit_are_not_doubted() -> None:
    """Nothing is said where everything adds up."""
    rows = "| 境内 | 1,200.50 | 1,100.20 |\n| 境外 | 300.25 | 250.10 |\n| 合计 | 1,500.75 | 1,350.30 |\n"
    assert "!" not in shown(rows)
