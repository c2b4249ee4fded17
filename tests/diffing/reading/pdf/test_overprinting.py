"""Letters printed several times, a hair's breadth apart, are read once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from diffing.reading.pdf import read_pdf
from diffing.reading.pdf.overprinting import copies
from diffing.settings import Settings


def printed(pen: Any, words: str, places: list[tuple[float, float]]) -> str:
    """What is read of words that are drawn at each of these distances from one place."""
    drawn = b"".join(pen.text(80 + right, 200 + down, words, 18) for right, down in places)
    content = pen.write([drawn + pen.text(80, 400, "公司2023年实现营业收入12.6亿元。")])
    return "".join(read_pdf(content, Settings()).text.split("公司")[0].split())


@pytest.mark.parametrize(
    "places",
    [
        [(0, 0), (-0.24, 0.24), (0, 0.24), (-0.24, 0)],
        [(0, 0), (0.3, 0)],
        [(0, 0), (0, 0.4)],
        [(0, 0), (0.6, 0.6)],
        [(0, 0), (0.2, 0), (0.4, 0), (0.6, 0)],
    ],
)
def test_copies_of_a_line_are_no_words(pen: Any, places: list[tuple[float, float]]) -> None:
    """The code on an old cover is no longer number, whichever way its copies are moved."""
    assert printed(pen, "股票代码：300218", places) == "股票代码：300218"


def test_letters_side_by_side_all_count(pen: Any) -> None:
    """Doubled letters, and the same letter on the next line, are no copies."""
    assert printed(pen, "11,000.00 llii", [(0, 0), (0, 20)]) == "11,000.00llii" * 2


def test_small_letters_beside_large_ones_all_count(pen: Any) -> None:
    """How near is near, each letter's own size says."""
    small = pen.text(20, 20, "www.whale.example", 1)
    content = pen.write([small + pen.text(80, 400, "Revenue was 12.5 million in the year 2023.", 14)])
    assert "www.whale.example" in read_pdf(content, Settings()).text


def test_letters_of_a_ligature_all_count() -> None:
    """Both letters of one sign have the same box."""
    boxes = np.array([[10, 20, 16, 10], [10, 20, 16, 10], [16, 20, 22, 10]], np.float64)
    assert copies(np.array(list("ffa")), boxes, np.full(3, 12.0)) is None


def test_a_ligature_printed_twice_is_read_once() -> None:
    """Its first letter speaks for both."""
    boxes = np.array([[10, 20, 16, 10], [10, 20, 16, 10], [10.3, 20, 16.3, 10], [10.3, 20, 16.3, 10]], np.float64)
    copied = copies(np.array(list("fifi")), boxes, np.full(4, 12.0))
    assert copied is not None
    assert copied.tolist() == [False, False, True, True]


def test_letters_in_boxes_far_too_large_all_count() -> None:
    """A font may claim a hundred points around a letter of three: how near is near, its size says as well."""
    boxes = np.array([[10, 110, 110, 10], [12, 110, 112, 10]], np.float64)
    assert copies(np.array(list("PP")), boxes, np.full(2, 3.0)) is None


def test_a_page_of_points_has_no_copies() -> None:
    """Letters without height say nothing of how near is near."""
    assert copies(np.array(list("aa")), np.zeros((2, 4)), np.full(2, 12.0)) is None
