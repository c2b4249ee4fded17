"""What the other document prints is not told as gone, however its tables were read; what really goes is told."""

from __future__ import annotations

import pytest

import diffing
from diffing.change import Basis, Change
from diffing.document import Document

HEAD = "蓝鲸科技股份有限公司2023年年度报告\n\n分产品收入如下。\n\n"
ROWS = ["| 听潮音箱 | 1,204.50 | 998.10 |", "| 观澜耳机 | 3,310.00 | 2,870.40 |", "| 逐浪手表 | 512.70 | 433.90 |"]


COLUMNS = ["| 产品 | 2023年 | 2022年 |", "| --- | --- | --- |"]


def report(rows: list[str], *, cut: int = 0, head: list[str] = COLUMNS) -> Document:
    """A report with one table, or with the same rows in two."""
    rest = ["", "其余产品如下。", "", *COLUMNS, *rows[cut:]] if cut else []
    return diffing.read((HEAD + "\n".join([*head, *rows[: cut or None], *rest]) + "\n").encode(), name="report.md")


def alarms(old: Document, new: Document) -> list[Change]:
    """What is told above info."""
    found = diffing.compare(old, new, basis=Basis.AMENDMENT)
    return [change for change in found.changes if change.severity.at_least(diffing.Severity.LOW)]


@pytest.mark.parametrize("cut", [1, 2])
def test_a_table_read_in_two_parts_lost_nothing(cut: int) -> None:
    """Its rows stand in the other part, whichever side was cut; only the line between them came in."""
    whole, parts = report(ROWS), report(ROWS, cut=cut)
    assert [change.new.text for change in alarms(whole, parts) if change.new] == ["其余产品如下。"]
    assert [change.old.text for change in alarms(parts, whole) if change.old] == ["其余产品如下。"]


def test_cells_read_as_one_changed_nothing() -> None:
    """The same numbers stand in the same row."""
    glued = [row[:-1].rpartition("|")[0].rstrip() + row[:-1].rpartition("|")[2] + "|" for row in ROWS]
    assert glued[0] == "| 听潮音箱 | 1,204.50 998.10 |"
    whole, narrow = report(ROWS), report(glued, head=["| 产品 | 2023年 2022年 |", "| --- | --- |"])
    assert alarms(whole, narrow) == alarms(narrow, whole) == []


def test_a_row_that_goes_is_told_beside_its_twin() -> None:
    """Two rows alike, one of them gone: the words are still printed, but once only."""
    twins = [*ROWS, ROWS[0]]
    (change,) = alarms(report(twins), report(ROWS))
    assert change.new is None
    assert change.old is not None
    assert "1,204.50" in change.old.text


def test_a_number_that_changes_in_a_cut_table_is_told() -> None:
    """The row of the other part is not printed alike."""
    changed = [ROWS[0], ROWS[1].replace("3,310.00", "3,301.00"), ROWS[2]]
    told = alarms(report(ROWS), report(changed, cut=1))
    assert any(change.new and "3,301.00" in change.new.text for change in told)


@pytest.mark.parametrize(("was", "now"), [("(915.00)", "915.00"), ("915.00", "951.00"), ("约915.00", "近915.00")])
def test_a_cell_that_changes_in_other_columns_is_told(was: str, now: str) -> None:
    """Where one side runs cells together, a sign, a digit or a bound that changed is still told."""
    narrow = ["| 产品 | 2023年 2022年 |", "| --- | --- |"]
    old = [*ROWS, f"| 潜流音箱 | {was} | 840.00 |"]
    new = [row.replace("0 | ", "0 ") for row in [*ROWS, f"| 潜流音箱 | {now} | 840.00 |"]]
    assert any(change.new and now in change.new.text for change in alarms(report(old), report(new, head=narrow)))


def test_of_rows_with_one_name_the_first_may_go() -> None:
    """Three pledges of one holder: the others keep their own numbers."""
    pledges = (("50,000", "3.1"), ("170,000", "4.2"), ("9,000", "5.3"))
    rows = [f"| 陈听潮 | {amount} | {day} |" for amount, day in pledges]
    (change,) = alarms(report(rows), report(rows[1:]))
    assert change.new is None
    assert change.old is not None
    assert "50,000" in change.old.text


def test_heads_read_with_the_sentence_above_changed_nothing() -> None:
    """The years over the columns stand on both sides; another year there is told."""
    head = "每股收益按下列数据计算："
    apart = ["| | 2023年 | 2022年 |", "| --- | --- | --- |", "| 净利润 | 512.70 | 433.90 |"]
    bare = ["| 净利润 | 512.70 | 433.90 |", "| --- | --- | --- |"]

    def report(said: str, table: list[str]) -> Document:
        return diffing.read((HEAD + said + "\n\n" + "\n".join(table) + "\n").encode(), name="report.md")

    whole, torn = report(head, apart), report(f"{head}2023年2022年", bare)
    assert alarms(whole, torn) == alarms(torn, whole) == []
    assert alarms(whole, report(f"{head}2023年2021年", bare))


def test_a_heading_that_goes_on_over_the_page_is_no_new_text() -> None:
    """（续） is printed where a page begins; a heading of its own is told."""
    body = "经营情况\n\n公司主要产品为音箱和耳机。\n\n{}公司员工分布在三十个国家。\n"
    once, again, other = (
        diffing.read((HEAD + body.format(line)).encode(), name="report.md")
        for line in ("", "经营情况（续）\n\n", "风险情况（续）\n\n")
    )
    assert alarms(once, again) == alarms(again, once) == []
    assert alarms(once, other)


def test_clauses_that_change_places_between_sentences_are_told() -> None:
    """Every word is still printed as often, and yet each aim stands behind the other house: moved, at info."""
    same = "并由其团队按照总部的安排独立经营"
    aims = "主要面向家庭客户销售音箱", "主要面向学校客户销售手表"
    east = f"公司在东岸的工厂由陈听潮先生领导{same}，{aims[0]}。"
    west = f"公司在西岸的门店由周观澜女士领导{same}，{aims[1]}。"
    body = f"{east}\n\n公司总部设在听潮市。\n\n{west}\n"
    swapped = body.replace(aims[0], "甲").replace(aims[1], aims[0]).replace("甲", aims[1])
    old, new = (diffing.read((HEAD + text).encode(), name="report.md") for text in (body, swapped))
    assert diffing.compare(old, new, basis=Basis.AMENDMENT).changes
