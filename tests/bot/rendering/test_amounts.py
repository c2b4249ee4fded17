"""Differences are told where they mean something."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.languages import words_in
from bot.rendering.amounts import difference, scaled
from diffing.change import Relation
from diffing.figure import Period

QUARTER = Period(first=date(2024, 1, 1), last=date(2024, 3, 31))
NEXT_YEAR = Period(first=date(2024, 1, 1), last=date(2024, 12, 31))


@pytest.mark.parametrize(("language", "told"), [("en", "−RMB 10 million (−0.8%)"), ("zh", "−1,000万元 (−0.8%)")])
def test_money(build: Any, language: str, told: str) -> None:
    """A smaller amount has a minus sign, its unit and its relative size."""
    assert difference(build.pair(), words_in(language)) == told


def test_percents_differ_by_points(build: Any) -> None:
    """From 78.8 % to 78.4 % is four tenths of a point."""
    pair = build.pair(
        old=build.figure("78.8%", "78.8", unit="percent"), new=build.figure("78.4%", "78.4", unit="percent")
    )
    assert difference(pair, words_in("en")) == "−0.4 pp"
    assert difference(pair, words_in("zh")) == "−0.4个百分点"


def test_a_quarter_is_not_subtracted_from_a_year(build: Any) -> None:
    """Periods of different length have no difference; those of the same length do."""
    year = build.figure("49.2 亿元", "4920000000")
    quarter = build.figure("12.1 亿元", "1210000000", period=QUARTER)
    next_year = build.figure("56.6 亿元", "5660000000", period=NEXT_YEAR)
    assert not difference(build.pair(Relation.NEW_PERIOD, old=year, new=quarter), words_in("en"))
    assert difference(build.pair(Relation.NEW_PERIOD, old=year, new=next_year), words_in("en")).endswith("(+15.0%)")


@pytest.mark.parametrize("fields", [{"unit": "USD"}, {"per": "shares"}, {"unit": "rank"}])
def test_unlike_figures_have_no_difference(build: Any, fields: dict[str, str]) -> None:
    """Euros are not subtracted from dollars."""
    assert not difference(build.pair(new=build.figure("12.5", "1250000000", **fields)), words_in("en"))


def test_figures_that_agree_have_no_difference(build: Any) -> None:
    """1,508 is not eight more than 1,500 or so."""
    pair = build.pair(
        Relation.REFINED_PRECISION,
        old=build.figure("1500 余人", "1500", unit="people"),
        new=build.figure("1,508 人", "1508", unit="people"),
    )
    assert not difference(pair, words_in("en"))


def test_a_loss_has_no_relative_change(build: Any) -> None:
    """From a profit to a loss no percentage says anything."""
    pair = build.pair(new=build.figure("-1.2 亿元", "-120000000"))
    assert difference(pair, words_in("zh")) == "−13.8亿元"


@pytest.mark.parametrize(
    ("value", "told"), [("0.05", "0.05"), ("1508", "1,508"), ("123456.78", "123,457"), ("93719000", "93.72 million")]
)
def test_numbers_keep_four_digits(value: str, told: str) -> None:
    """Enough to recognise, not more."""
    assert scaled(Decimal(value), words_in("en")) == told
