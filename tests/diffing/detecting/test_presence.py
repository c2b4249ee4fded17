"""What the other document prints is not told as gone, however its tables were read; what really goes is told."""

from __future__ import annotations

import pytest

import diffing
from bench.making.blocks import Block, PageBreak, Paragraph
from bench.making.pdf import to_pdf
from bench.making.setting import Setting
from diffing.change import Basis, Change, Relation
from diffing.detecting.counting import unspaced
from diffing.document import AsideKind, Document

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


def test_a_label_cut_into_two_rows_changed_nothing() -> None:
    """Its words stand in the row below; a number changed by the way is told, and so are numbers that change places."""
    long = "| 听潮音箱及其配套的遥控器 | 1,204.50 | 998.10 |"
    cut = ["| 听潮音箱及其配套的 | 1,204.50 | 998.10 |", "| 遥控器 | | |"]
    whole, torn = report([long, *ROWS[1:]]), report([*cut, *ROWS[1:]])
    assert alarms(whole, torn) == alarms(torn, whole) == []
    other = report([*cut, ROWS[1].replace("3,310.00", "3,301.00"), ROWS[2]])
    assert [change.new.text for change in alarms(whole, other) if change.new] == ["观澜耳机 | 3,301.00 | 2,870.40"]
    swapped = report([*cut, "| 观澜耳机 | 512.70 | 433.90 |", "| 逐浪手表 | 3,310.00 | 2,870.40 |"])
    assert {change.relation for change in alarms(whole, swapped)} == {Relation.VALUE_CHANGED}


def test_a_group_read_with_the_row_above_it_changed_nothing() -> None:
    """At a page end two rows may be read as one; words that come in are told."""
    rows = [ROWS[0], "| 穿戴设备 | | |", *ROWS[1:]]
    joined = [ROWS[0].replace("听潮音箱", "听潮音箱穿戴设备"), *ROWS[1:]]
    assert alarms(report(rows), report(joined)) == alarms(report(joined), report(rows)) == []
    assert alarms(report(rows[:1] + rows[2:]), report(joined))


def test_rows_of_two_tables_taken_for_each_other_changed_nothing() -> None:
    """Each row stands on the other side as often; numbers that change tables do not."""
    later = [row.replace("04", "96").replace("10", "57") for row in ROWS]

    def both(first: list[str], second: list[str]) -> Document:
        tables = "\n".join([*COLUMNS, *first, "", "分产品收入如下。", "", *COLUMNS, *second])
        return diffing.read((HEAD + tables + "\n").encode(), name="report.md")

    changed = [later[0].replace("1,296.50", "1,290.50"), *later[1:]]
    (told,) = alarms(both(ROWS, later), both(changed, ROWS))
    assert told.new is not None
    assert "1,290.50" in told.new.text
    crossed = [ROWS[0].replace("998.10", "998.57"), *ROWS[1:]], [later[0].replace("998.57", "998.10"), *later[1:]]
    assert alarms(both(ROWS, later), both(*crossed))


def test_a_header_read_as_a_row_is_no_new_row() -> None:
    """A page prints the header of a table again; a row of other words is told."""
    again, other = "| 产品 | 2023年 | 2022年 |", "| 产品 | 2023年 | 2021年 |"
    assert alarms(report(ROWS), report([*ROWS[:2], again, ROWS[2]])) == []
    assert alarms(report(ROWS), report([*ROWS[:2], other, ROWS[2]]))


def test_a_space_at_a_line_end_says_nothing() -> None:
    """A50ETF may be set in two lines; two numbers are kept apart by their space."""
    body = "公司持有听潮{}基金份额若干，未发生变动。\n"
    glued, apart = (
        diffing.read((HEAD + body.format(words)).encode(), name="report.md") for words in ("A50ETF", "A50 ETF")
    )
    assert alarms(glued, apart) == alarms(apart, glued) == []
    assert unspaced("12 34") != unspaced("1234")


def test_a_line_that_runs_along_the_pages_of_one_side_is_not_gone() -> None:
    """The first line of each page may be taken for a running head; a line of the text that goes is told."""

    def pages(*lines: str) -> Document:
        said = [f"第{count}家门店位于听潮路，本年度共售出音箱{count}0台。" for count in "三四五六"]
        blocks: list[Block] = []
        for at, words in enumerate(said):
            blocks += [*(Paragraph(text=line) for line in lines[at : at + 1]), Paragraph(text=words), PageBreak()]
        return diffing.read(to_pdf(blocks[:-1], Setting()), media_type="application/pdf")

    same = ("门店经营情况说明",) * 4
    spread = diffing.read(
        to_pdf(
            [
                Paragraph(text=text)
                for count in "三四五六"
                for text in (same[0], f"第{count}家门店位于听潮路，本年度共售出音箱{count}0台。")
            ],
            Setting(),
        ),
        media_type="application/pdf",
    )
    headed = pages(*same)
    assert any(aside.kind is AsideKind.RUNNING_HEAD for aside in headed.asides)
    assert alarms(spread, headed) == alarms(headed, spread) == []
    assert alarms(spread, pages())
