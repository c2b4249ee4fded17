"""The order in which an alert lists figures: the gravest, what people look for, the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bot.languages import words_in
from bot.rendering.figure_views import figure_view
from bot.summarising import summary
from diffing.change import Relation, Severity
from diffing.figure import Period, PeriodSource

LAST_YEAR, THIS_YEAR = (Period(first=date(year, 1, 1), last=date(year, 12, 31)) for year in (2023, 2024))

STATED = PeriodSource.EXPLICIT


def moved(build: Any, metric: str, concept: str = "", *, old: str = "10", **fields: Any) -> Any:
    """A figure of this year beside the same of last year, told at low."""
    was = build.figure(old, old, metric=metric, concept=concept, period=LAST_YEAR, period_source=STATED)
    now = build.figure(
        "12", "12", metric=metric, concept=concept, period_source=STATED, **{"period": THIS_YEAR} | fields
    )
    pair = build.pair(Relation.NEW_PERIOD, old=was, new=now)
    return build.change(id=metric, figures=(pair,), severity=Severity.LOW, relation=Relation.NEW_PERIOD)


def listed(build: Any, *changes: Any) -> list[str]:
    """The names of the figures of an alert about this year's report, in their order."""
    new = build.side(sha256="2" * 64, period=str(THIS_YEAR), filer="灯塔航运")
    return [figure.name for figure in summary(build.diff(*changes, new=new)).figures]


def test_what_people_look_for_comes_before_the_rest(build: Any) -> None:
    """Revenue, profit and assets lead, in the order of the statements, whatever stands before them in the text."""
    names = listed(
        build,
        moved(build, "码头维修"),
        moved(build, "总资产", "Assets"),
        moved(build, "净利润", "ProfitLoss"),
        moved(build, "营业收入", "Revenue"),
    )
    assert names == ["营业收入", "净利润", "总资产", "码头维修"]


def test_figures_of_grave_changes_come_first(build: Any) -> None:
    """What contradicts is listed before what is merely new."""
    grave = build.change(id="grave", figures=(build.pair(old=build.figure("5", "5", metric="订单"),
                                                         new=build.figure("6", "6", metric="订单")),))  # fmt: skip
    assert listed(build, moved(build, "营业收入", "Revenue"), grave) == ["订单", "营业收入"]


def test_only_the_filers_own_figure_of_the_years_end_is_looked_for(build: Any) -> None:
    """A subsidiary's revenue, that of a quarter and one of three years ago wait behind the rest."""
    quarter = Period(first=date(2024, 10, 1), last=date(2024, 12, 31))
    names = listed(
        build,
        moved(build, "甲", "Revenue", entity="灯塔引航"),
        moved(build, "乙", "Revenue", period=quarter),
        moved(build, "丙", "Revenue", entity="灯塔航运"),
    )
    assert names == ["丙", "甲", "乙"]


def test_what_reads_as_it_did_comes_last(build: Any) -> None:
    """A share capital of the same number is no news."""
    assert listed(build, moved(build, "总股本", old="12"), moved(build, "员工")) == ["员工", "总股本"]


def test_one_line_of_a_report_is_listed_once(build: Any) -> None:
    """Revenue that two taxonomies name, or that text and table tell, takes one row of an alert."""
    names = listed(
        build, moved(build, "收入", "Revenues"), moved(build, "营业收入", "Revenue"), moved(build, "利润", "ProfitLoss")
    )
    assert names == ["收入", "利润", "营业收入"]


def test_a_difference_is_told_for_as_many_shares_as_are_printed(build: Any) -> None:
    """每10股派2.50元 and 3.00元 differ by 0.50 for ten shares, though a share gets 0.05 more."""
    old, new = (
        build.figure(f"{ten}元", str(Decimal(ten) / 10), numeral=ten, unit="CNY", per="股", period=None)
        for ten in ("2.50", "3.00")
    )
    assert figure_view(build.pair(old=old, new=new), words_in("en")).change == "+RMB 0.5 (+20.0%)"
