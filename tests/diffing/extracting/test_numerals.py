"""Numerals: their exact spans and decimal values, and the words that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffing import extracting

CHINESE = [
    ("三亿五千万", "350000000"),
    ("3亿5000万", "350000000"),
    ("1.2万亿", "1200000000000"),
    ("壹佰贰拾万", "1200000"),
    ("二〇二四", "2024"),
    ("两千零二十四", "2024"),
    ("9,371.9 万", "93719000"),
    ("１２．５亿", "1250000000"),
    ("十二点五亿", "1250000000"),
    ("两万五", "25000"),
    ("五分之一", "0.2"),
    ("负一百二十", "-120"),
]
ENGLISH = [
    ("1,234.5 million", "1234500000"),
    ("twenty-one", "21"),
    ("two thousand and eighteen", "2018"),
    ("three quarters", "0.75"),
    ("3 dozen", "36"),
    ("10M", "10000000"),
    ("two and a half", "2.5"),
]


@pytest.mark.parametrize(("text", "value"), CHINESE)
def test_chinese_numerals_have_their_value_and_span(text: str, value: str) -> None:
    """Arabic, full-width, Chinese, formal and mixed numerals are read whole."""
    (found,) = extracting.numerals(text, language="zh")
    assert (found.start, found.end) == (0, len(text))
    assert found.value == Decimal(value)


@pytest.mark.parametrize(("text", "value"), ENGLISH)
def test_english_numerals_have_their_value_and_span(text: str, value: str) -> None:
    """Digits with multipliers and numbers in words are read whole."""
    (found,) = extracting.numerals(text, language="en")
    assert (found.start, found.end) == (0, len(text))
    assert found.value == Decimal(value)


@pytest.mark.parametrize("text", ["一切照旧", "四川分公司", "万科企业", "进一步加强", "放肆", "数据", "万万"])
def test_words_with_numeral_signs_are_no_numbers(text: str) -> None:
    """A numeral sign that is part of a word or name counts nothing."""
    assert extracting.numerals(text, language="zh") == ()


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_do_not_change_a_value(number: int) -> None:
    """1,234 and 1234 are one number."""
    for text in (f"{number:,}", str(number)):
        (found,) = extracting.numerals(text, language="zh")
        assert found.value == number
