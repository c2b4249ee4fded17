"""What says nothing but where and when a filing was signed."""

from __future__ import annotations

import pytest

from diffing.detecting.printing import says_only_a_date
from diffing.keys import key


@pytest.mark.parametrize("text", ["香港，二零二五年六月三十日", "2024年4月1日", "深圳市，2024年4月1日"])
def test_the_day_and_place_of_signing_are_only_a_date(text: str) -> None:
    """They change with every filing."""
    assert says_only_a_date(text, language="zh")


@pytest.mark.parametrize("text", ["生效日期，2024年1月1日", "于2024年4月1日", "有效期至2024年4月1日"])
def test_a_date_of_something_is_more(text: str) -> None:
    """What begins or ends on a day is said of it."""
    assert not says_only_a_date(text, language="zh")


def test_an_english_place_is_read_too() -> None:
    """Hong Kong, 8 July 2025."""
    assert says_only_a_date("Hong Kong, 8 July 2025", language="en")


@pytest.mark.parametrize(("one", "other"), [("Income tax (1)", "Income tax(1)"), ("15.80 (06/29)", "15.80(06/29)")])
def test_a_space_before_a_bracket_says_nothing(one: str, other: str) -> None:
    """Setters leave it out where a line is full."""
    assert key(one) == key(other)
