"""Declarations: what a correction notice gives as it was and as it should be."""

from __future__ import annotations

import pytest

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


def declared(body: str, name: str = "notice.txt") -> list[tuple[str, str]]:
    """What a notice of this text declares, as before and after."""
    return [(one.before, one.after) for one in extracting.declarations(diffing.read(body.encode(), name=name))]


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("将“营业收入6.05亿元”更正为“营业收入6.50亿元”。", "营业收入6.05亿元", "营业收入6.50亿元"),
        ("其中“分配方案”应为“分配预案”。", "分配方案", "分配预案"),
        ("该处应为“2,864人”，而非“2,846人”。", "2,846人", "2,864人"),
        ("研发人员由418人更正为481人。", "418人", "481人"),
        ("原披露为质押100股，现更正为质押120股。", "质押100股", "质押120股"),
        ("該公告第三頁之「二零二四年」應為「二零二五年」。", "二零二四年", "二零二五年"),
        ("Page 3: for “May” read “June”.", "May", "June"),
        ('The words "in May." should have read "in June."', "in May.", "in June."),
        ('The date "1 May" is hereby replaced by "1 June".', "1 May", "1 June"),
        ('Please replace "1 May" with "1 June" in note 4.', "1 May", "1 June"),
        ('The date has been corrected from "1 May" to "1 June".', "1 May", "1 June"),
        ("The dividend should be HK$1.20 instead of HK$1.02.", "HK$1.02", "HK$1.20"),
        ("Sales were incorrectly reported as 318 and should have been reported as 381.", "318", "381"),
        ("It stated a cost of $31.7 million; the correct amount is $37.1 million.", "$31.7 million", "$37.1 million"),
    ],
)
def test_a_correction_is_told_in_words(said: str, before: str, after: str) -> None:
    """A sentence that says what was written and what should have been."""
    assert declared(f"关于年度报告的更正公告\n\n{said}\n") == [(before, after)]


def test_words_are_corrected_respectively() -> None:
    """Two passages and their two corrections, in their order."""
    said = "将“甲公司”、“乙公司”分别更正为“丙公司”、“丁公司”。"
    assert declared(f"更正公告\n\n{said}\n") == [("甲公司", "丙公司"), ("乙公司", "丁公司")]


def test_english_headings_part_the_passages() -> None:
    """Passages as previously reported and as corrected."""
    before, after = "As previously reported:\n\nWe had 318 holders.", "As corrected:\n\nWe had 381 holders."
    assert declared(f"Amendment No. 1\n\n{before}\n\n{after}\n\nExcept as above, nothing.\n") == [
        ("We had 318 holders.", "We had 381 holders.")
    ]


def test_columns_below_one_heading_are_paired_in_order() -> None:
    """更正前 and 更正后 span two columns each; a cell that is the same in both is not declared."""
    head = "<tr><td rowspan=2>项目</td><td colspan=2>更正前</td><td colspan=2>更正后</td></tr>"
    years = "<tr><td>本期</td><td>上期</td><td>本期</td><td>上期</td></tr>"
    row = "<tr><td>存货</td><td>3,055</td><td>2,910</td><td>3,005</td><td>2,910</td></tr>"
    body = f"<html><body><p>关于年度报告的更正公告</p><table>{head}{years}{row}</table></body></html>"
    assert declared(body, "notice.html") == [("3,055", "3,005")]


def test_what_is_added_has_no_passage_before() -> None:
    """补充 brings words only."""
    said = "在“二、基本情况”后补充：\n\n该公司不是失信被执行人。\n\n除上述补充外，其他内容不变。"
    assert declared(f"补充公告\n\n{said}\n") == [("", "该公司不是失信被执行人。")]


def test_what_a_corrected_passage_tells_is_not_a_correction() -> None:
    """A passage may itself say that something was changed."""
    said = "更正前：\n\n股东会将额度由3亿元调整为2亿元。\n\n更正后：\n\n股东会将额度由3亿元调整为1亿元。\n\n特此公告。"
    before, after = "股东会将额度由3亿元调整为2亿元。", "股东会将额度由3亿元调整为1亿元。"
    assert declared(f"更正公告\n\n{said}\n") == [(before, after)]


def test_headings_in_traditional_signs_part_the_passages() -> None:
    """更正前 and 更正後 of a notice of Hong Kong; the passages keep their signs."""
    said = "更正前：\n\n本公司僱員為318人。\n\n更正後：\n\n本公司僱員為381人。\n\n承董事會命"
    assert declared(f"澄清公告\n\n{said}\n") == [("本公司僱員為318人。", "本公司僱員為381人。")]
