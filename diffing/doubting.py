"""What, from one period to the next, hangs on a reading that nothing else bears out: told, but a level quieter, or two.

A year later sentences are written anew and tables set otherwise. What then seems to contradict last year's report is as
often a misread column, a date taken for another, or a denial that moved. The bounds were set by reading alarms of
annual reports; docs/quality.md has what was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from diffing.change import Relation
from diffing.detecting.finding import Finding
from diffing.figure import Figure, PeriodSource
from diffing.relating import measures

# A table that fewer of its rows bear out than deny was misread as likely as restated.
_BORNE_OUT = 0.5
# A clause less alike than this was written anew, and its denial with it.
_SAME_CLAUSE = 0.75
# A sentence less alike than this speaks of other deals and other parts, under the same name.
_SAME_SENTENCE = 0.8
# No comparative is restated by more; such a pair stands in two columns.
_FARTHEST = 8
_NOTHING = "—"


def doubts(finding: Finding) -> int:
    """By how many levels a finding between two periods is quieter: 1 where it is as likely a misreading as a change.

    2 where it more likely is one: no row of its table bears a figure out, or no comparative is restated by so much.
    """
    doubtful = _DOUBTS.get(finding.relation, _never)(finding)
    return doubtful + (doubtful and finding.relation is Relation.COMPARATIVE_CHANGED and _is_borne_by_nothing(finding))


def _is_borne_by_nothing(finding: Finding) -> bool:
    """Whether no other row bears a figure out, or other rows make up for it.

    What counts for one share changes with their number, in every row.
    """
    if finding.reason.code == "figure_rest_regrouped":
        return True
    if any(figure.per or figure.concept in _OF_ONE_SHARE for figure in _figures(finding)):
        return False
    return finding.confidence == 0 or any(_is_far(pair.old, pair.new) for pair in finding.figures)


_OF_ONE_SHARE = {"BasicEarningsPerShare", "DilutedEarningsPerShare"}


def _never(_finding: Finding) -> bool:
    return False


def _always(_finding: Finding) -> bool:
    return True


def _figures(finding: Finding) -> list[Figure]:
    return [figure for pair in finding.figures for figure in (pair.old, pair.new) if figure is not None]


def _is_unsure(finding: Finding) -> bool:
    """Whether the time of a figure was guessed, or the table that holds it denies more than it bears out."""
    return finding.confidence < _BORNE_OUT or any(map(measures.guessed_period, _figures(finding)))


def _stands_alone(finding: Finding) -> bool:
    """Whether a figure of a sentence has its time from elsewhere, or its sentence was written anew.

    So where the rows that came or went make up for it, or two values are too far apart for one measure.
    """
    figures = _figures(finding)
    inherited = any(one.table is None and one.period_source is not PeriodSource.EXPLICIT for one in figures)
    prose = [one for one in figures if one.table is None]
    # 2006年度奖励基金: without a known measure the year may be part of a name.
    unknown = not all(one.concept for one in prose)
    written_anew = finding.confidence < _SAME_SENTENCE and bool(prose)
    doubtful = inherited or unknown or written_anew or finding.reason.code == "figure_rest_regrouped"
    return _is_unsure(finding) or doubtful or any(_is_far(pair.old, pair.new) for pair in finding.figures)


def _is_loose(finding: Finding) -> bool:
    """Whether two figures of other places share no known measure, or are too far apart for one."""
    named = all(one.concept for one in _figures(finding) if one.table is None)
    return _is_unsure(finding) or not named or any(_is_far(pair.old, pair.new) for pair in finding.figures)


def _is_far(old: Figure | None, new: Figure | None) -> bool:
    if old is None or new is None or not old.value or not new.value:
        return False
    apart = new.value / old.value
    return apart < 0 or not Decimal(1) / _FARTHEST <= apart <= _FARTHEST


def _is_rewritten(finding: Finding) -> bool:
    return finding.confidence < _SAME_CLAUSE


def _is_printed_otherwise(finding: Finding) -> bool:
    """Whether a sign is more than how a row is printed now."""
    return finding.reason.code != "figure_sign_convention"


# 2023, 二零二三: the years that a sentence names, and an amount.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[一二][〇○零一二三四五六七八九]{3}(?=年)")
_AMOUNT = re.compile(r"\d[\d,.]*\s?(?:亿|万|千|百)*(?:元|股|吨)|[$€£¥]\s?\d|\d\s(?:m|b)illion")


def _is_of_another_year(finding: Finding) -> bool:
    """Whether both sides name years, and not the same ones."""
    years = [set(_YEAR.findall(side.text)) for side in (finding.old, finding.new) if side]
    return len(years) == len(_SIDES) and all(years) and years[0] != years[1]


_SIDES = ("old", "new")


def _has_come_to_nothing(finding: Finding) -> bool:
    """Whether there was an amount in one year and none in another: 130百万元质押, 无质押."""
    denies = {"claim_denial_come": finding.old, "claim_denial_gone": finding.new}
    asserted = denies.get(finding.reason.code)
    amount = asserted is not None and _AMOUNT.search(asserted.text) is not None
    return _is_rewritten(finding) or (amount and _is_of_another_year(finding))


def _is_bound_anew(finding: Finding) -> bool:
    """Whether a bound is that of another year's amount: $90 billion in 2022, up to $90 billion in 2023."""
    return finding.confidence < _SAME_SENTENCE or _is_of_another_year(finding)


def _is_one_sided(finding: Finding) -> bool:
    return _NOTHING in dict(finding.reason.values).values()


_DOUBTS: dict[Relation, Callable[[Finding], bool]] = {
    Relation.COMPARATIVE_CHANGED: _stands_alone,
    Relation.CONTRADICTS_EARLIER: _is_loose,
    # A measure of one time that is not last year's own column against this year's: two places, two meanings.
    Relation.VALUE_CHANGED: _always,
    Relation.RESTATED: _is_unsure,
    # A report that writes expenses in brackets now, a loss beside the gain of the year before.
    Relation.SIGN_FLIPPED: _is_printed_otherwise,
    Relation.SCALE_CHANGED: _is_unsure,
    Relation.UNIT_CHANGED: _always,
    Relation.NEGATION_FLIPPED: _has_come_to_nothing,
    Relation.QUALIFIER_CHANGED: _is_bound_anew,
    Relation.GUIDANCE_CHANGED: _is_rewritten,
    Relation.AUDIT_STATUS_CHANGED: _is_one_sided,
}
