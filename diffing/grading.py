"""How loudly a change is told: relation × tier, shifted by the basis and by what a notice declares.

Size never counts: no numeric threshold makes a misstatement immaterial (SEC Staff Accounting Bulletin 99).

    relation ── table ─► severity ── basis ─► ± ── undeclared in a re-issue ─► + 1
"""

from __future__ import annotations

from collections.abc import Iterable

from diffing.change import Basis, Kind, Relation, Severity
from diffing.detecting.finding import Finding
from diffing.doubting import doubts
from diffing.figure import Figure, Qualifier, Tier
from diffing.relating.contradicting import HEADLINES

INFO, LOW, MEDIUM, HIGH, CRITICAL = Severity

# Tiers whose figures carry decisions: a contradiction in one is grave whatever its size.
_WEIGHTY = {Tier.FINANCIAL, Tier.GUIDANCE, Tier.OPERATING}

# relation: (for financial, guidance and operating figures; for the rest). figures.md, section 4.
_FIGURES: dict[Relation, tuple[Severity, Severity]] = {
    Relation.IDENTICAL: (INFO, INFO),
    Relation.FORMAT_ONLY: (INFO, INFO),
    Relation.METRIC_SYNONYM: (INFO, INFO),
    Relation.REFINED_PRECISION: (INFO, INFO),
    Relation.COARSENED: (INFO, INFO),
    Relation.NEW_PERIOD: (LOW, LOW),
    Relation.VALUE_CHANGED: (HIGH, MEDIUM),
    Relation.RESTATED: (HIGH, MEDIUM),
    Relation.COMPARATIVE_CHANGED: (HIGH, MEDIUM),
    Relation.CONTRADICTS_EARLIER: (HIGH, MEDIUM),
    Relation.SIGN_FLIPPED: (HIGH, HIGH),
    Relation.SCALE_CHANGED: (HIGH, HIGH),
    Relation.UNIT_CHANGED: (HIGH, HIGH),
    Relation.BOUND_FLIPPED: (HIGH, HIGH),
    Relation.QUALIFIER_CHANGED: (MEDIUM, MEDIUM),
    Relation.PERIOD_MOVED: (MEDIUM, MEDIUM),
    Relation.PERIOD_BASIS_CHANGED: (MEDIUM, MEDIUM),
    Relation.METRIC_CHANGED: (MEDIUM, MEDIUM),
    Relation.SCOPE_CHANGED: (MEDIUM, MEDIUM),
    Relation.ENTITY_CHANGED: (HIGH, MEDIUM),
    Relation.COMPARISON_BASIS_CHANGED: (MEDIUM, MEDIUM),
    Relation.GUIDANCE_CHANGED: (HIGH, HIGH),
    Relation.GUIDANCE_WITHDRAWN: (HIGH, HIGH),
    Relation.FIGURE_NEW: (MEDIUM, LOW),
    Relation.FIGURE_DROPPED: (MEDIUM, LOW),
    Relation.SELF_CONTRADICTION: (MEDIUM, MEDIUM),
    Relation.FORMULA_BROKEN: (MEDIUM, MEDIUM),
    Relation.OCR_SUSPECT: (INFO, INFO),
}

# Relations of claims and words, which have no tier.
_WORDS: dict[Relation, Severity] = {
    Relation.NEGATION_FLIPPED: HIGH,
    Relation.AUDIT_STATUS_CHANGED: HIGH,
    Relation.MODALITY_CHANGED: MEDIUM,
    Relation.HEDGE_CHANGED: MEDIUM,
    Relation.RANKING_CHANGED: MEDIUM,
    Relation.SCOPE_CHANGED: MEDIUM,
    Relation.ENTITY_CHANGED: HIGH,
    Relation.COMPARISON_BASIS_CHANGED: MEDIUM,
    Relation.DATE_SHIFTED: MEDIUM,
    Relation.PARTY_CHANGED: MEDIUM,
    Relation.LIST_CHANGED: MEDIUM,
    Relation.ATTRIBUTION_CHANGED: INFO,
    Relation.RISK_ADDED: MEDIUM,
    Relation.RISK_REMOVED: MEDIUM,
    Relation.CLAIM_NEW: LOW,
    Relation.CLAIM_DROPPED: LOW,
    Relation.VERSION_CHANGED: LOW,
    Relation.CODE_CHANGED: INFO,
    Relation.OCR_SUSPECT: INFO,
    Relation.PAGE_ARTIFACT: INFO,
    Relation.GUIDANCE_WITHDRAWN: HIGH,
    Relation.MOVED: INFO,
    Relation.REWORDED: LOW,
    Relation.SPLIT: INFO,
    Relation.MERGED: INFO,
    Relation.ADDED: LOW,
    Relation.REMOVED: LOW,
}

# Reasons that weigh otherwise than their relation: a past fact that moved, an auditor that left, 重大 come or gone,
# an expectation that now hangs on a condition; a limiting word that one side has and the other lacks; another deal.
_REASONS: dict[str, Severity] = {
    "claim_past_date_shifted": HIGH,
    "claim_auditor_changed": HIGH,
    "claim_grave_hedge_changed": HIGH,
    "claim_expectation_hedged": HIGH,
    "claim_number_changed": MEDIUM,
    "claim_other_deal": LOW,
    "figure_sign_convention": LOW,
}

# From one period to the next sentences are written anew, and such words come and go.
_QUIETER = {"claim_grave_hedge_changed": -1, "claim_hedge_come": -1, "claim_hedge_gone": -1, "claim_rank_come": -1,
            "claim_rank_gone": -1, "claim_firmness_come": -1, "claim_firmness_gone": -1}  # fmt: skip

# What a new period brings as a matter of course is quiet there; what another document leaves out says nothing.
_SHIFTS: dict[Basis, dict[Relation, int]] = {
    Basis.NEXT_PERIOD: {
        Relation.FIGURE_NEW: -2,
        Relation.FIGURE_DROPPED: -1,
        Relation.ADDED: -1,
        Relation.REMOVED: -1,
        Relation.REWORDED: -1,
        Relation.CLAIM_NEW: -1,
        Relation.CODE_CHANGED: -1,
        Relation.DATE_SHIFTED: -2,
        Relation.LIST_CHANGED: -1,
        Relation.METRIC_CHANGED: -1,
        Relation.RISK_REMOVED: -1,
        Relation.PERIOD_MOVED: -1,
        Relation.ENTITY_CHANGED: -2,
        # Not last year's own column against this year's: two places, of which one is a part of the other.
        Relation.VALUE_CHANGED: -1,
        Relation.UNIT_CHANGED: -1,
        # In December 2013, in 2013: one event, told with its month or with its year.
        Relation.PERIOD_BASIS_CHANGED: -1,
    },
    Basis.CROSS_DOCUMENT: {Relation.FIGURE_NEW: -2, Relation.CLAIM_NEW: -1, Relation.QUALIFIER_CHANGED: -2},
    Basis.AMENDMENT: {},
    Basis.AUTO: {},
}

# Two documents of one filer that cannot both be true are grave whatever they speak of.
_AT_LEAST: dict[Basis, dict[Relation, Severity]] = {Basis.CROSS_DOCUMENT: {Relation.VALUE_CHANGED: HIGH}}

# Sentences less alike than this are related, not the same: between periods and documents their words prove nothing.
_RELATED = 0.6

# Among words for "about" (约, 近, 左右) and plain numbers no bound is crossed.
_VAGUE = {Qualifier.APPROX, Qualifier.EXACT, Qualifier.ORDER_OF_MAGNITUDE}


def grade(finding: Finding, basis: Basis, *, declared: bool | None = None, recognised: bool = False) -> Severity:
    """The severity of a finding; `declared` False, undeclared beside a notice, raises it by one level.

    One that rests on `recognised` text is at most low: it may be a misread digit.
    """
    severity = _graded(finding, basis, declared=declared)
    return LOW if recognised and severity.at_least(LOW) else severity


def _graded(finding: Finding, basis: Basis, *, declared: bool | None) -> Severity:
    severity = _from_tables(finding)
    if finding.reason.code == "figure_disappeared" and basis is Basis.NEXT_PERIOD:
        # A measure that is never spoken of again is what a new period is read for; MEDIUM where little hangs on it.
        return HIGH if any(figure.concept in HEADLINES for figure in _figures_of(finding)) else MEDIUM
    if finding.kind is Kind.CLAIM_CHANGED and finding.confidence < _RELATED and basis is not Basis.AMENDMENT:
        return INFO
    severity = severity.raised(_SHIFTS[basis].get(finding.relation, 0))
    if basis is Basis.NEXT_PERIOD:
        severity = severity.raised(_QUIETER.get(finding.reason.code, 0) - doubts(finding))
    severity = max(severity, _AT_LEAST.get(basis, {}).get(finding.relation, INFO), key=lambda level: level.rank)
    undeclared = declared is False and basis is Basis.AMENDMENT and severity.at_least(LOW)
    return severity.raised() if undeclared else severity


def _from_tables(finding: Finding) -> Severity:
    if finding.reason.code in _REASONS:
        return _REASONS[finding.reason.code]
    figures = tuple(_figures_of(finding))
    if not figures or finding.relation not in _FIGURES:
        return _WORDS.get(finding.relation) or _FIGURES[finding.relation][0]
    if finding.relation is Relation.QUALIFIER_CHANGED and {figure.qualifier for figure in figures} <= _VAGUE:
        return INFO
    weighty, other = _FIGURES[finding.relation]
    return weighty if any(_weighs(figure) for figure in figures) else other


def _weighs(figure: Figure) -> bool:
    """Whether a figure carries decisions; money does, whatever it is called."""
    return figure.tier in _WEIGHTY or (figure.unit or "").isupper()


def _figures_of(finding: Finding) -> Iterable[Figure]:
    for pair in finding.figures:
        yield from (figure for figure in (pair.old, pair.new) if figure is not None)
