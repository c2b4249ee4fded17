"""Formulas that figures of one document break, and figures that contradict each other."""

from __future__ import annotations

import pytest

from diffing import extracting
from diffing.document import Cell, Document, Sentence, Table
from diffing.figure import Figure
from diffing.relating.formulas import broken, contradictions

Rows = list[list[str]]


def figures(rows: Rows, sentence: str = "") -> tuple[Figure, ...]:
    """The figures of a table with one header row and one column of labels, and of a sentence after it."""
    text, cells = "", []
    for row, texts in enumerate(rows):
        for column, said in enumerate(texts):
            cells.append(Cell(start=len(text), end=len(text) + len(said), text=said, row=row, column=column))
            text += said + "\t"
    table = Table(
        start=0, end=len(text), block=0, cells=tuple(cells), rows=len(rows), columns=len(rows[0]),
        unit_note="单位：万元",
    )  # fmt: skip
    said = Sentence(start=len(text), end=len(text) + len(sentence), text=sentence, block=1)
    return extracting.figures(
        Document(
            text=text + sentence, name="report", media_type="text/plain", sha256="0", language="zh",
            filer="蓝鲸科技股份有限公司", period="2023-01-01/2023-12-31", tables=(table,),
            sentences=(said,) if sentence else (),
        )
    )  # fmt: skip


YEARS = ["项目", "2023年", "2022年", "同比增减"]


@pytest.mark.parametrize(
    ("change", "rules"),
    [("13.81%", []), ("13.8%", []), ("14%", []), ("13.91%", ["growth"]), ("-13.81%", ["growth"])],
)
def test_growth_is_held_against_its_levels(change: str, rules: list[str]) -> None:
    """A stated growth may be rounded or cut off, but not be another one."""
    found = broken(figures([YEARS, ["营业收入", "184,263.57", "161,906.48", change]]))
    assert [one.rule for one in found] == rules


def test_points_are_held_against_their_rates() -> None:
    """增加 2.77 个百分点 is the difference of 42.70% and 39.93%."""
    good = [YEARS, ["研发人员数量占比", "42.70%", "39.93%", "增加2.77个百分点"]]
    bad = [YEARS, ["研发人员数量占比", "42.70%", "39.93%", "增加3.77个百分点"]]
    assert [one.rule for rows in (good, bad) for one in broken(figures(rows))] == ["points"]


def test_a_difference_under_a_rate_is_not_broken() -> None:
    """A column of changes may print the difference for ratios: 2.13 less 2.62 is -0.49."""
    rows = [["项目", "2023年", "2022年", "增减幅度（%）"], ["流动比率", "2.13", "2.62", "-0.49"]]
    assert list(broken(figures(rows))) == []


def test_a_sum_is_only_tried_where_another_column_bears_it_out() -> None:
    """国内 and 国外 add up in 2022, so they should in 2023; without such a column nobody knows what adds up."""
    rows = [
        ["地区", "2023年", "2022年"],
        ["国内", "60.00", "50.00"],
        ["国外", "40.00", "30.00"],
        ["合计", "110.00", "80.00"],
    ]
    (found,) = broken(figures(rows))
    assert (found.rule, found.stated.text) == ("sum", "110.00")
    alone = [[line[0], line[1]] for line in rows]
    assert list(broken(figures(alone))) == []


def test_a_share_is_held_against_part_and_total() -> None:
    """Two of three shares agree with amounts and total; the third does not."""
    rows = [
        ["客户名称", "销售额（万元）", "占年度销售总额比例"],
        ["甲", "50.00", "50.00%"], ["乙", "30.00", "30.00%"], ["丙", "20.00", "25.00%"], ["合计", "100.00", "100.00%"],
    ]  # fmt: skip
    (found,) = broken(figures(rows))
    assert (found.rule, found.stated.text) == ("share", "25.00%")


def test_a_sentence_that_disagrees_with_the_statement_contradicts_it() -> None:
    """18.43 亿元 is 184,263.57 万元 rounded; 18.53 亿元 is not."""
    rows = [["项目", "2023年"], ["营业收入", "184,263.57"]]
    assert list(contradictions(figures(rows, "2023年，公司实现营业收入18.43亿元。"))) == []
    ((a, b),) = contradictions(figures(rows, "2023年，公司实现营业收入18.53亿元。"))
    assert (a.text, b.text) == ("184,263.57", "18.53亿元")
