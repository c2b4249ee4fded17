"""What comes back at the edge of the pages runs along them; what only looks alike is said there."""

from __future__ import annotations

from typing import Any

import pytest

from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

BODY = ["海图每年重新测绘一次，由港务局发布。", "浅滩的位置以最近一次测量为准。"]


def said(pen: Any, pages: list[bytes]) -> str:
    """The words of all blocks; what runs along the pages is in none."""
    return " ".join(words for _, words in pen.blocks(read_pdf(pen.write(pages), Settings())))


def headed(pen: Any, edges: list[str]) -> list[bytes]:
    """Pages that each have one of these lines near their upper edge."""
    return [pen.text(60, 60, edge) + pen.lines(60, 110, BODY[at:] + BODY[:at]) for at, edge in enumerate(edges)]


def test_two_dates_at_the_top_of_two_pages_are_no_running_head(pen: Any) -> None:
    """Their digits do not count with the pages."""
    read = said(pen, headed(pen, ["2004年12月", "2004年10月"]))
    assert "2004年12月" in read
    assert "2004年10月" in read


@pytest.mark.parametrize("edges", [["航运年报2004 11", "航运年报2004 12"], ["航运年报2004"] * 2])
def test_a_running_head_may_count_the_pages(pen: Any, edges: list[str]) -> None:
    """One page on, the number is one more."""
    assert "航运年报" not in said(pen, headed(pen, edges))


def test_the_last_sign_of_a_cell_is_no_running_foot(pen: Any) -> None:
    """It stands as near to the line above it as lines of one cell do, on two of many pages."""
    ends = [pen.lines(60, 110, BODY) + pen.text(60, 780, f"第{sign}块浅滩") for sign in "甲乙丙丁"]
    ends += [pen.lines(60, 110, BODY) + pen.text(60, 766, "其他非流动资") + pen.text(60, 780, "产")] * 2
    assert said(pen, ends).count("产") == 2
