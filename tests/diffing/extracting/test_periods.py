"""Periods: which days a text names, resolved against its own date."""

from __future__ import annotations

from datetime import date

import pytest

import diffing
from diffing import extracting

REFERENCE = date(2024, 4, 20)
CHINESE = [
    ("2023年度", "2023-01-01", "2023-12-31"),
    ("二〇二四年四月二十三日", "2024-04-23", "2024-04-23"),
    ("2023年1-6月", "2023-01-01", "2023-06-30"),
    ("2024 年第一季度", "2024-01-01", "2024-03-31"),
    ("2023年前三季度", "2023-01-01", "2023-09-30"),
    ("2023年上半年", "2023-01-01", "2023-06-30"),
    ("2023年末", "2023-12-31", "2023-12-31"),
    ("2023年6月末", "2023-06-30", "2023-06-30"),
    ("2021年至2023年", "2021-01-01", "2023-12-31"),
    ("2024Q1", "2024-01-01", "2024-03-31"),
    ("去年", "2023-01-01", "2023-12-31"),
    ("本公告日", "2024-04-20", "2024-04-20"),
    ("公告披露日", "2024-04-20", "2024-04-20"),
]
ENGLISH = [
    ("three months ended June 30, 2023", "2023-04-01", "2023-06-30"),
    ("year ended December 31, 2023", "2023-01-01", "2023-12-31"),
    ("Q4 2023", "2023-10-01", "2023-12-31"),
    ("the first half of 2023", "2023-01-01", "2023-06-30"),
    ("January 28, 2024", "2024-01-28", "2024-01-28"),
    ("the third quarter of 2020", "2020-07-01", "2020-09-30"),
    ("from 4 to January 22, 1995", "1995-01-04", "1995-01-22"),
]


@pytest.mark.parametrize(("text", "first", "last"), CHINESE)
def test_chinese_periods_have_their_days(text: str, first: str, last: str) -> None:
    """Each form is one period over the whole text, both ends inclusive."""
    (found,) = extracting.periods(text, reference=REFERENCE, language="zh")
    assert (found.start, found.end) == (0, len(text))
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("text", "first", "last"), ENGLISH)
def test_english_periods_have_their_days(text: str, first: str, last: str) -> None:
    """Each form is one period over the whole text, both ends inclusive."""
    (found,) = extracting.periods(text, reference=REFERENCE, language="en")
    assert (found.start, found.end) == (0, len(text))
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))


def test_the_day_of_an_announcement_without_a_date_is_unknown() -> None:
    """A text that says nowhere which day it is from dates nothing by that day."""
    texts = (
        "截至本公告日，公司担保余额为3.2亿元。",
        "As of the date of this announcement, guarantees were $3 million.",
    )
    for text in texts:
        (found,) = extracting.figures(diffing.read(text.encode(), name="a.txt"))
        assert found.period is None


def test_a_month_without_a_year_takes_the_year_last_named() -> None:
    """同年9月 and 12月1日 are of the year the text speaks of, not of the reference."""
    found = extracting.periods("2022年4月上线。同年9月签约。12月1日发布。", reference=REFERENCE, language="zh")
    assert [one.first for one in found] == [date(2022, 4, 1), date(2022, 9, 1), date(2022, 12, 1)]


def test_a_balance_date_is_an_instant_and_a_year_is_not() -> None:
    """2023年末 is the end of a day, 2023年 a span."""
    end, year = extracting.periods("2023年末；2023年", reference=REFERENCE, language="zh")
    assert (end.instant, year.instant) == (True, False)
