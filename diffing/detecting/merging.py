"""Findings that say the same of the same place, made one: a sentence is told once for each relation."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace

from diffing.change import FigurePair, Quote, Relation
from diffing.detecting.finding import Finding

# Told once for each new sentence, whichever old sentences its figures were held against.
_ONCE_A_SENTENCE = {Relation.NEW_PERIOD, Relation.FIGURE_NEW, Relation.REFINED_PRECISION, Relation.COARSENED}


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with those of one place and relation joined; the first says the words, all give their figures."""
    joined: dict[Hashable, Finding] = {}
    for finding in findings:
        place = _place(finding)
        joined[place] = _join(joined[place], finding) if place in joined else finding
    return list(joined.values())


def _place(finding: Finding) -> Hashable:
    once = finding.relation in _ONCE_A_SENTENCE and finding.new is not None
    return finding.kind, finding.relation, None if once else _span(finding.old), _span(finding.new)


def _span(quote: Quote | None) -> tuple[int, int] | None:
    return (quote.start, quote.end) if quote else None


def _join(one: Finding, other: Finding) -> Finding:
    pairs = {_figures(pair): pair for pair in (*one.figures, *other.figures)}
    return replace(one, figures=tuple(pairs.values()), confidence=max(one.confidence, other.confidence))


def _figures(pair: FigurePair) -> tuple[int | None, int | None]:
    return pair.old.start if pair.old else None, pair.new.start if pair.new else None
