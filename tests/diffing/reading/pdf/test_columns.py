"""Pages set in two columns are read one column after the other, also where one of them is no full text."""

from __future__ import annotations

from typing import Any

import pytest

from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

TEXT = [
    "全港完成吞吐量较上年度增加百分之九，",
    "其中集装箱的增幅高于散货与油品，",
    "新开辟的航线共有四条并已投入运营，",
]
LIST = ["东港", "西港与南港", "北港", "滚装码头", "油品码头", "散货码头和堆场", "引航站", "修船厂"]


def read(pen: Any, drawn: bytes) -> str:
    """What is read of a page, without line ends."""
    return "".join(read_pdf(pen.write([drawn]), Settings()).text.split())


def test_two_columns_of_text_are_read_one_after_the_other(pen: Any) -> None:
    """The lines of each stand at the same heights."""
    drawn = pen.lines(40, 100, TEXT * 4, size=14) + pen.lines(310, 100, [line[::-1] for line in TEXT * 4], size=14)
    assert read(pen, drawn).startswith("".join(TEXT * 4))


def test_a_list_in_one_column_does_not_hide_the_gutter(pen: Any) -> None:
    """Its short lines are the most of that side, and the text beside it is not cut by them."""
    side = [*TEXT[:2], *LIST[:4], *TEXT[:2], *LIST[4:7], TEXT[2], *LIST[:1]]
    drawn = pen.lines(40, 100, TEXT * 4 + TEXT[:1], size=14) + pen.lines(310, 100, side, size=14)
    assert read(pen, drawn).startswith("".join(TEXT * 4 + TEXT[:1]))


def test_a_table_in_one_column_shows_the_gutter(pen: Any) -> None:
    """A column that is a ruled table has no long lines of its own."""
    ys = [86 + 20 * at for at in range(8)]
    drawn = pen.lines(40, 100, TEXT * 4, size=14) + pen.ruled([310, 430, 550], ys)
    for at in range(7):
        drawn += pen.text(316, 100 + 20 * at, LIST[at][:4], 10) + pen.text(440, 100 + 20 * at, "8,100.0", 10)
    drawn += pen.lines(310, 260, TEXT, size=14)
    assert "".join(TEXT * 4) in read(pen, drawn)


@pytest.mark.parametrize("more", [1, 3])
def test_a_second_column_may_end_after_a_few_lines(pen: Any, more: int) -> None:
    """Text that goes on at the top of the page is read after the whole first column."""
    first, second = TEXT * 6, [line[::-1] for line in TEXT[:more]]
    drawn = pen.lines(40, 100, first, size=14) + pen.lines(310, 100, second, size=14)
    assert read(pen, drawn) == "".join([*first, *second])


def test_a_page_shows_its_columns_to_one_of_short_lines(pen: Any) -> None:
    """A programme of dates in two columns, most of its lines short, and a page of text before it."""
    page = pen.lines(40, 100, TEXT * 4, size=14) + pen.lines(310, 100, [line[::-1] for line in TEXT * 4], size=14)
    dates = [TEXT[0], *LIST[:5], TEXT[1], *LIST[3:], TEXT[2]]
    listed = pen.lines(40, 100, dates, size=14) + pen.lines(310, 100, [*LIST, *TEXT[:2]], size=14)
    said = "".join(read_pdf(pen.write([page, listed]), Settings()).text.split())
    assert said.endswith("".join([*dates, *LIST, *TEXT[:2]]))


def test_a_last_page_may_have_its_first_column_only(pen: Any) -> None:
    """Its lines are as wide as those of the columns before, so its paragraphs go on from line to line."""
    page = pen.lines(40, 100, TEXT * 4, size=14) + pen.lines(310, 100, [line[::-1] for line in TEXT * 4], size=14)
    last = ["港务局每年核定一次各泊位的收费标准，", "泊位的收费标准由港务局核定，每年一次", "公布。", *TEXT * 2]
    draft = read_pdf(pen.write([page, pen.lines(40, 100, last, size=14)]), Settings())
    assert any("".join(last[:2]) in words.replace(" ", "") for _, words in pen.blocks(draft))


def test_a_table_at_the_foot_of_the_first_column_belongs_to_it(pen: Any) -> None:
    """It stands below the last line of its column, and is read before the second one."""
    ys = [330 + 20 * at for at in range(4)]
    drawn = pen.lines(40, 100, TEXT * 4, size=14) + pen.ruled([40, 160, 280], ys)
    for at in range(3):
        drawn += pen.text(46, 344 + 20 * at, LIST[at][:4], 10) + pen.text(170, 344 + 20 * at, "8,100.0", 10)
    drawn += pen.lines(310, 100, [line[::-1] for line in TEXT * 7], size=14)
    said = read(pen, drawn)
    assert said.index("8,100.0") < said.index(TEXT[0][::-1])
