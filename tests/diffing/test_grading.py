"""Severities come from one table, shifted by the basis and by what a notice declares."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from diffing.change import Basis, FigurePair, Kind, Quote, Reason, Relation, Severity
from diffing.detecting.finding import Finding
from diffing.figure import Figure, Period, PeriodSource, TablePlace, Tier
from diffing.grading import grade

WORDS = Quote(text="x", start=0, end=1)


def finding(relation: Relation, code: str = "text_added") -> Finding:
    """A finding of one relation without figures."""
    return Finding(kind=Kind.CLAIM_CHANGED, relation=relation, reason=Reason(code=code), old=WORDS, new=WORDS)


@pytest.mark.parametrize("basis", [Basis.AMENDMENT, Basis.NEXT_PERIOD, Basis.CROSS_DOCUMENT])
@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_has_a_severity_on_every_basis(relation: Relation, basis: Basis) -> None:
    """No relation of the contract is left out of the tables."""
    assert grade(finding(relation), basis) in Severity


def test_what_a_notice_does_not_declare_is_raised() -> None:
    """Beside a notice, silence about a change makes it graver by one level; without one it does not."""
    denied = finding(Relation.NEGATION_FLIPPED)
    assert grade(denied, Basis.AMENDMENT) is Severity.HIGH
    assert grade(denied, Basis.AMENDMENT, declared=True) is Severity.HIGH
    assert grade(denied, Basis.AMENDMENT, declared=False) is Severity.CRITICAL


def test_a_past_event_that_moves_is_graver_than_a_deadline() -> None:
    """Both are shifted dates; only one of them has happened."""
    deadline = finding(Relation.DATE_SHIFTED, "claim_date_shifted")
    event = finding(Relation.DATE_SHIFTED, "claim_past_date_shifted")
    assert grade(event, Basis.AMENDMENT).rank > grade(deadline, Basis.AMENDMENT).rank


def test_a_new_period_brings_new_dates_quietly() -> None:
    """Next year's report has next year's dates."""
    moved = finding(Relation.DATE_SHIFTED, "claim_date_shifted")
    assert grade(moved, Basis.NEXT_PERIOD) is Severity.INFO


def test_what_is_told_in_two_places_is_quiet_between_periods() -> None:
    """A value that is not held against its own column is as often a part of the other as a contradiction."""
    differs = finding(Relation.VALUE_CHANGED, "figure_value_changed")
    assert grade(differs, Basis.AMENDMENT) is Severity.HIGH
    assert grade(differs, Basis.NEXT_PERIOD) is Severity.LOW
    dated = finding(Relation.PERIOD_BASIS_CHANGED, "figure_period_basis_changed")
    assert grade(dated, Basis.AMENDMENT) is Severity.MEDIUM
    assert grade(dated, Basis.NEXT_PERIOD) is Severity.LOW


@pytest.mark.parametrize(
    ("code", "concept", "new", "borne", "severity"),
    [
        ("figure_rest_regrouped", "Revenue", "110", 0.9, Severity.LOW),
        ("figure_comparative_changed", "Revenue", "110", 0.9, Severity.HIGH),
        ("figure_comparative_changed", "Revenue", "110", 0.3, Severity.MEDIUM),
        ("figure_comparative_changed", "Revenue", "110", 0.0, Severity.LOW),
        ("figure_comparative_changed", "Revenue", "1100", 0.9, Severity.LOW),
        ("figure_comparative_changed", "BasicEarningsPerShare", "110", 0.0, Severity.MEDIUM),
        ("figure_comparative_changed", "BasicEarningsPerShare", "10", 0.9, Severity.MEDIUM),
    ],
)
def test_a_comparative_is_as_loud_as_its_table_bears_out(
    code: str, concept: str, new: str, borne: float, severity: Severity
) -> None:
    """What no other row bears out, or is many times what it was, is likely misread; a split changes each share."""
    place = TablePlace(table=0, row_header=("x",), column_header=("2023年",))
    year = Period(first=date(2023, 1, 1), last=date(2023, 12, 31))
    was = Figure(
        text="100", start=0, end=3, numeral="100", value=Decimal(100), decimals=0, unit="CNY", concept=concept,
        metric="x", period=year, period_source=PeriodSource.TABLE, table=place, tier=Tier.FINANCIAL,
    )  # fmt: skip
    pair = FigurePair(old=was, new=replace(was, text=new, value=Decimal(new)), relation=Relation.COMPARATIVE_CHANGED)
    told = replace(
        finding(pair.relation, code),
        kind=Kind.FIGURE_CHANGED,
        figures=(pair,),
        confidence=borne,
    )
    assert grade(told, Basis.NEXT_PERIOD) is severity


@pytest.mark.parametrize("relation", list(Relation))
def test_what_was_recognised_is_low_at_most(relation: Relation) -> None:
    """Whatever seems to have changed, undeclared or not; what is quieter stays so."""
    graded = grade(finding(relation), Basis.AMENDMENT, declared=False)
    recognised = grade(finding(relation), Basis.AMENDMENT, declared=False, recognised=True)
    assert recognised is (Severity.LOW if graded.at_least(Severity.LOW) else graded)
