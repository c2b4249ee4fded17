"""How two figures relate: the rows of the table, each with one real shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from diffing.change import Relation
from diffing.figure import Comparison, Figure, Modality, Period, PeriodSource, Qualifier
from diffing.relating.figures import Meeting, relate_figures

YEAR, QUARTER = (
    Period(first=date(2023, 1, 1), last=date(2023, 12, 31)),
    Period(first=date(2024, 1, 1), last=date(2024, 3, 31)),
)
HALF, SECOND = (
    Period(first=date(2024, 1, 1), last=date(2024, 6, 30)),
    Period(first=date(2024, 4, 1), last=date(2024, 6, 30)),
)
UP, QOQ = (
    Comparison(type="yoy", direction="up", form="relative"),
    Comparison(type="qoq", direction="up", form="relative"),
)


def figure(numeral: str, scale: int = 0, unit: str | None = "CNY", **more: object) -> Figure:
    """A figure of revenue as `numeral` times ten to the `scale`, exact unless told otherwise."""
    printed = Decimal(numeral.replace(",", ""))
    places = -int(printed.as_tuple().exponent) - scale
    value, half = printed.scaleb(scale), Decimal("0.5").scaleb(-places)
    plain = Figure(
        text=f"{numeral}e{scale}{unit}", start=0, end=9, numeral=numeral, value=value, decimals=places, unit=unit,
        scale=scale, lower=value - half, upper=value + half, metric="营业收入", concept="Revenue",
        period=YEAR, period_source=PeriodSource.EXPLICIT,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


OVER = {"qualifier": Qualifier.OVER, "lower": Decimal(300000000), "upper": None, "lower_inclusive": False}
UNDER = {"qualifier": Qualifier.AT_MOST, "lower": None, "upper": Decimal(300000000)}

ROWS = {
    "the same again": (figure("49.2", 8), figure("49.2", 8), Relation.IDENTICAL),
    "in another scale": (figure("3.04", 8), figure("30400", 4), Relation.FORMAT_ONLY),
    "basis points": (figure("25", 0, "basis_point"), figure("0.25", 0, "percentage_point"), Relation.FORMAT_ONLY),
    "more digits that agree": (figure("12.6", 8), figure("1258445900"), Relation.REFINED_PRECISION),
    "fewer digits that agree": (figure("1258445900"), figure("12.6", 8), Relation.COARSENED),
    "over and then exact": (figure("3", 8, **OVER), figure("3.04", 8), Relation.REFINED_PRECISION),
    "more digits that disagree": (figure("49.2", 8), figure("4914000000"), Relation.VALUE_CHANGED),
    "one unit of the last place": (figure("49.2", 8), figure("49.1", 8), Relation.VALUE_CHANGED),
    "the sign": (figure("1234.56", 4), figure("-1234.56", 4), Relation.SIGN_FLIPPED),
    "the group, said or not": (figure("49.2", 8), figure("49.2", 8, basis="consolidated"), Relation.IDENTICAL),
    "the parent": (figure("49.2", 8, basis="consolidated"), figure("49.2", 8, basis="parent"), Relation.METRIC_CHANGED),
    "about and nearly": (
        figure("3", 8, text="约3亿元", qualifier=Qualifier.APPROX),
        figure("3", 8, text="近3亿元", qualifier=Qualifier.APPROX),
        Relation.QUALIFIER_CHANGED,
    ),
    "a tag's member": (
        figure("49.2", 8, dimensions=(("SegmentAxis", "PacificMember"),)),
        figure("49.2", 8, dimensions=(("SegmentAxis", "A.PacificMember"),)),
        Relation.IDENTICAL,
    ),
    "the scale": (figure("3450", 4), figure("3450"), Relation.SCALE_CHANGED),
    "the currency": (figure("3.97", 8), figure("3.97", 8, "USD"), Relation.UNIT_CHANGED),
    "percent and points": (figure("8.4", 0, "percent"), figure("8.4", 0, "percentage_point"), Relation.UNIT_CHANGED),
    "a bound that goes": (figure("3", 8, **OVER), figure("3", 8), Relation.QUALIFIER_CHANGED),
    "a floor and a ceiling": (figure("3", 8, **OVER), figure("3", 8, **UNDER), Relation.BOUND_FLIPPED),
    "another quarter": (figure("49.2", 8), figure("12.1", 8, period=QUARTER), Relation.NEW_PERIOD),
    "the same number for another year": (figure("49.2", 8), figure("49.2", 8, period=QUARTER), Relation.PERIOD_MOVED),
    "half a year and its last quarter": (
        figure("9", 8, period=HALF),
        figure("9", 8, period=SECOND),
        Relation.PERIOD_BASIS_CHANGED,
    ),
    "another comparison": (
        figure("17", 0, "percent", comparison=UP),
        figure("17", 0, "percent", comparison=QOQ),
        Relation.COMPARISON_BASIS_CHANGED,
    ),
    "another measure": (
        figure("12.6", 8),
        figure("12.6", 8, metric="净利润", concept="ProfitLoss"),
        Relation.METRIC_CHANGED,
    ),
    "another name of the measure": (figure("12.6", 8), figure("12.6", 8, metric="营收"), Relation.METRIC_SYNONYM),
    "another scope": (
        figure("78.8", 0, "percent"),
        figure("78.8", 0, "percent", dimensions=(("geography", "国内"),)),
        Relation.SCOPE_CHANGED,
    ),
    "another entity": (figure("21", 6, entity="甲"), figure("21", 6, entity="乙"), Relation.ENTITY_CHANGED),
    "guidance": (
        figure("4.5", 8, modality=Modality.FORECAST),
        figure("4.4", 8, modality=Modality.FORECAST),
        Relation.GUIDANCE_CHANGED,
    ),
    "no successor: another measure and value": (
        figure("12.6", 8),
        figure("4.1", 8, metric="净利润", concept="ProfitLoss"),
        None,
    ),
    "no successor: another unit and value": (figure("12.6", 8), figure("300", 0, "people"), None),
}


@pytest.mark.parametrize("row", ROWS)
def test_relation(row: str) -> None:
    """Each row of the table finds its relation."""
    old, new, relation = ROWS[row]
    assert relate_figures(Meeting(old=old, new=new)) is relation


def test_a_filer_that_says_so_restates() -> None:
    """A value that differs is restated only where the filer speaks of a correction."""
    old, new = figure("49.2", 8), figure("48.7", 8)
    assert relate_figures(Meeting(old=old, new=new, restated=True)) is Relation.RESTATED
    assert relate_figures(Meeting(old=old, new=new)) is Relation.VALUE_CHANGED


def test_last_years_figure_in_this_years_report_is_a_comparative() -> None:
    """In the next document of a series a figure for an earlier time that differs is a changed comparative."""
    old, new = figure("49.2", 8), figure("48.7", 8)
    assert relate_figures(Meeting(old=old, new=new, later=True)) is Relation.COMPARATIVE_CHANGED


def test_a_guessed_period_does_not_move() -> None:
    """An equal number whose period was only guessed is not said to have moved."""
    guessed = figure("49.2", 8, period=QUARTER, period_source=PeriodSource.INFERRED)
    assert relate_figures(Meeting(old=figure("49.2", 8), new=guessed)) is Relation.IDENTICAL


def test_a_fall_of_three_is_a_growth_of_minus_three() -> None:
    """下降 3.5% and 增长 -3.5% are one value."""
    down = replace(UP, direction="down")
    fall = figure("3.5", 0, "percent", comparison=down, text="x")
    growth = figure("-3.5", 0, "percent", comparison=UP, text="x")
    assert relate_figures(Meeting(old=fall, new=growth)) is Relation.IDENTICAL
