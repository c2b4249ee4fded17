"""Headers, titles and unit notes of tables; prose that a table only places."""

from __future__ import annotations

import pytest

from diffing.document import Document
from diffing.reading import read

NOTES = {
    "单位：万元": "单位：万元",
    "（单位：人民币百万元）": "（单位：人民币百万元",
    "单位：元 币种：人民币": "单位：元 币种：人民币",
    "(In millions, except per share data)": "(In millions, except per share data)",
    "Amounts in thousands of dollars": "Amounts in thousands of dollars",
    "RMB'000": "RMB'000",
}


def _read(text: str) -> Document:
    return read(text.encode(), name="a.txt")


@pytest.mark.parametrize("note", NOTES)
def test_unit_notes(note: str) -> None:
    """A note above the table scales it, and is not its title."""
    table = _read(f"主要财务数据\n\n{note}\n\n项目\t2023年\t2022年\n收入\t49.2\t47.4\n").tables[0]
    assert table.unit_note.strip("（）") == NOTES[note].strip("（）")
    assert table.title == "主要财务数据"


def test_who_draws_up_is_no_unit() -> None:
    """The line above a statement names who draws it up (编制单位) before it names the unit."""
    note = "编制单位：海港测试股份有限公司　2009年度　单位：元　币种：人民币"
    table = _read(f"合并利润表\n\n{note}\n\n项目\t2009年\t2008年\n收入\t49.2\t47.4\n").tables[0]
    assert table.unit_note == "单位：元　币种：人民币"


@pytest.mark.parametrize("line", ["担保单位：听潮股份", "建设单位：远山港务", "被投资单位：星湾元和浮标"])
def test_an_organisation_is_no_unit(line: str) -> None:
    """单位 behind another word names who guarantees or builds; only a unit after it makes it a note."""
    rows = "项目\t2023年\t2022年\n收入\t49.2\t47.4\n"
    assert _read(f"主要财务数据\n\n{line}\n\n{rows}").tables[0].unit_note == ""
    assert _read(f"主要会计数据单位：万元\n\n{rows}").tables[0].unit_note == "单位：万元"


def test_note_inside() -> None:
    """A note in the first rows scales the table as well."""
    table = _read("(in millions)\t2023\t2022\nSales\t49.2\t47.4\n").tables[0]
    assert (table.unit_note, table.header_rows) == ("(in millions)", 1)


HEADERS = {
    "years": ("项目\t2023年\t2022年\n收入\t49.2\t47.4\n", (1, 1)),
    "two rows": ("\tYear ended\tYear ended\n\t2023\t2022\nSales\t$49\t$47\n", (2, 1)),
    "section row": ("\t2023\t2022\nAssets:\t\t\nCash\t49.0\t47.0\n", (1, 1)),
    "two columns of names": ("股东\t性质\t比例\n张三\t自然人\t5.1%\n", (1, 2)),
    "labels with a post code": ("地址\t仁怀市\n邮编\t564500\n网址\twww.example.cn\n电话\t无\n", (0, 1)),
    "a year of dashes": ("项目\t2023年\t2022年\n收入\t-\t47.4\n成本\t-\t21.0\n", (1, 1)),
    "texts": ("项目\t内容\t人数\n" + "甲\t说明\t无\n" * 6 + "乙\t说明\t12.5\n", (1, 2)),
    "many rows of words": (
        "指标\t单位\t说明\n甲\t台\t有\n乙\t台\t有\n丙\t台\t有\n丁\t台\t有\n戊\t台\t有\n己\t台\t5.2\n",
        (1, 2),
    ),
    "labels": ("时间\t5 月 8 日\n地点\t电话会议\n", (0, 1)),
}


@pytest.mark.parametrize("case", HEADERS)
def test_headers(case: str) -> None:
    """The rows and columns before the first value name the others."""
    rows, expected = HEADERS[case]
    table = _read(rows).tables[0]
    assert (table.header_rows, table.header_columns) == expected


def test_title_above_a_mark() -> None:
    """A line of applicability marks between heading and table is not the title."""
    table = _read("一、主要客户\n\n√适用 □不适用\n\n单位：万元\n\n客户\t2023年\t2022年\n甲\t49.2\t47.4\n").tables[0]
    assert (table.title, table.unit_note) == ("一、主要客户", "单位：万元")


def test_announced() -> None:
    """Where no heading names a table, the sentence that announces it does."""
    table = _read("Sales by region, which grew, are as follows:\n\nRegion\t2023\t2022\nEurope\t49.2\t47.4\n").tables[0]
    assert table.title == "Sales by region, which grew, are as follows:"


def test_prose_rows() -> None:
    """A label and a long text are a heading and its paragraphs; the short rows around them stay a table."""
    story = "各位好，欢迎参加本次交流会，下面介绍公司情况。" * 8
    document = _read(f"时间\t今天\n主要内容\t{story}\n附件\t无\n")
    assert [len(table.cells) for table in document.tables] == [2, 2]
    assert len(document.sentences) == 9
    assert document.section_path(document.sentences[1].block) == ("主要内容",)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["31|股本||", "||年初余额|年末余额", "||发行前|发行后", "|有限售条件股份||", "|国有法人|5.1|5.2"], (3, 2)),
        (["||OTHER", "||RESERVES", "||FOR", "||CURRENCY", "In euros|ISSUED|TRANSLATION", "Opening|5.1|5.2"], (5, 1)),
    ],
)
def test_headers_of_many_lines(rows: list[str], expected: tuple[int, int]) -> None:
    """A number and a name over the headers name no column; headers may take more lines than rows of words do."""
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    table = read(f"<html><body><table>{cells}</table></body></html>".encode(), name="a.html").tables[0]
    assert (table.header_rows, table.header_columns) == expected
