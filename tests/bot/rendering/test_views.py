"""What every format shows: names, units, periods and places in words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.languages import words_in
from bot.rendering.figure_views import figure_view
from bot.rendering.views import view
from diffing.change import Basis, Relation
from diffing.figure import Comparison, PeriodSource, TablePlace


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("单位：万元", "1,234.56 万元"),
        ("（单位：人民币万元 币种：人民币）", "1,234.56 人民币万元"),
        ("单位：股", "1,234.56 (RMB 12.35 million)"),
        ("", "1,234.56 (RMB 12.35 million)"),
    ],
)
def test_a_bare_number_gets_the_unit_of_its_table(build: Any, note: str, shown: str) -> None:
    """The note of the table tells the unit, unless the column has another one."""
    place = TablePlace(table=0, row_header=("营业收入",), column_header=("2023",), unit_note=note)
    figure = build.figure("1,234.56", "12345600", scale=4, table=place)
    assert figure_view(build.pair(new=figure), words_in("en")).now == shown


def test_a_loss_of_millions_has_its_sign_before_the_currency(build: Any) -> None:
    """(43) in a table of millions is −US$43 million, as people write it."""
    place = TablePlace(table=0, row_header=("Deferred revenue",), column_header=("2023",), unit_note="(in millions)")
    figure = build.figure("(43)", "-43000000", scale=6, unit="USD", table=place)
    assert figure_view(build.pair(new=figure), words_in("en")).now == "(43) (−US$43 million)"


def test_a_growth_rate_is_named_as_one(build: Any) -> None:
    """3.8 % is not the revenue but its growth."""
    growth = Comparison(type="yoy", direction="up", form="relative")
    figure = build.figure("3.8%", "3.8", unit="percent", comparison=growth)
    assert figure_view(build.pair(old=figure, new=figure), words_in("zh")).name == "营业收入 (同比)"


def test_an_inferred_period_is_not_said_to_be_stated(build: Any) -> None:
    """Where the period is what is new, a guess about the old one is not shown as its words."""
    guessed = build.figure("超过 3 亿", "300000000", period_source=PeriodSource.INFERRED)
    stated = build.figure("3.04 亿", "304000000", period_source=PeriodSource.EXPLICIT)
    shown = figure_view(build.pair(Relation.NEW_PERIOD, old=guessed, new=stated), words_in("en"))
    assert shown.period == "no stated period → 2023"


def test_figures_that_did_not_change_are_not_listed(build: Any) -> None:
    """A pair that agrees is no news inside a change."""
    pairs = (build.pair(Relation.FORMAT_ONLY), build.pair())
    (change,) = view(build.diff(build.change(figures=pairs))).changes
    assert len(change.figures) == 1


def test_places_name_both_pages_when_they_differ(build: Any) -> None:
    """Section and pages place a change in both documents."""
    (change,) = view(build.diff(build.change())).changes
    assert change.section == "第三节 管理层讨论与分析 › 主营业务"
    assert change.place == "p. 12 → 14"


def test_two_documents_of_one_title_are_told_apart(build: Any) -> None:
    """Their file names stand beside the title."""
    shown = view(build.diff())
    assert shown.old.heading != shown.new.heading
    assert "2023-corrected.pdf" in shown.new.heading


def test_the_other_document_takes_nothing_back(build: Any) -> None:
    """Across documents what is missing is not mentioned, not removed."""
    gone = build.change(relation=Relation.FIGURE_DROPPED, new=None, wording=())
    (change,) = view(build.diff(gone, basis=Basis.CROSS_DOCUMENT)).changes
    assert change.relation == "not mentioned here"


def test_earnings_per_share_are_not_in_the_unit_of_their_table(build: Any) -> None:
    """0.63 in a table of 万元 is 0.63 yuan a share."""
    place = TablePlace(table=0, row_header=("基本每股收益",), column_header=("2023",), unit_note="单位：万元")
    figure = build.figure("0.63", "0.63", scale=0, per="股", table=place)
    assert figure_view(build.pair(new=figure), words_in("en")).now == "0.63"
