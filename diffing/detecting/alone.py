"""Sentences that only one side has, and the figures in them: new, dropped, or stated elsewhere after all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diffing.change import Basis, ClaimPair, FigurePair, Kind, Relation
from diffing.claim import Claim, ClaimType
from diffing.detecting.comparison import Comparison
from diffing.detecting.elsewhere import FigureIndex, find_counterpart, index, measured_again, stated_again
from diffing.detecting.figures import SILENT, reason_for, reason_values
from diffing.detecting.finding import Finding, quote
from diffing.detecting.texts import section
from diffing.document import Passage, Sentence
from diffing.figure import Figure, Tier
from diffing.keys import key
from diffing.reasons import because
from diffing.relating import measures
from diffing.statements import Statements

# Figures of these tiers are told when they come or go; of the others only the sentence is.
# What a form says where there is nothing to say.
_NOTHING = {"", "无", "不适用", "不涉及", "略", "none", "n/a", "not applicable", "nil"}

_TOLD = {Tier.FINANCIAL, Tier.GUIDANCE, Tier.OPERATING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What stands alone on one side: whole sentences, and figures inside sentences that are linked."""

    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Indexes:
    """Both sides' figures by measure."""

    old: FigureIndex
    new: FigureIndex


def indexes(comparison: Comparison) -> Indexes:
    """The figures of both sides, each to be found by what it measures."""
    return Indexes(old=index(comparison.old.figures), new=index(comparison.new.figures))


def new_findings(comparison: Comparison, alone: Alone, known: Indexes) -> Iterator[Finding]:
    """What is told of figures and sentences that only the new document has."""
    pairs = [pair for figure in alone.figures if (pair := _counterpart(figure, known)).relation not in SILENT]
    groups: dict[tuple[int, Relation], list[FigurePair]] = defaultdict(list)
    for pair in pairs:
        if pair.new is not None and (pair.relation is not Relation.FIGURE_NEW or pair.new.tier in _TOLD):
            groups[comparison.new.passage_of(pair.new).start, pair.relation].append(pair)
    lone = {sentence.start for sentence in alone.sentences}
    cross = comparison.basis is Basis.CROSS_DOCUMENT
    told = set()
    for (start, relation), together in groups.items():
        if relation is not Relation.FIGURE_NEW or cross or start not in lone:
            yield _met_elsewhere(comparison, together, relation)
            told.add(start)
    fresh = {pair.new.start for pair in pairs if pair.new and pair.relation is Relation.FIGURE_NEW}
    for sentence in alone.sentences:
        if not cross and sentence.start not in told and says_something(sentence):
            figures = [figure for figure in comparison.new.figures_in(sentence) if figure.start in fresh]
            yield _lone_sentence(comparison, sentence, figures, added=True)


def says_something(sentence: Sentence) -> bool:
    """Whether a sentence is more than a word for nothing in a form's empty field."""
    return key(sentence.text).strip(" ().-/").casefold() not in _NOTHING


def _counterpart(figure: Figure, known: Indexes) -> FigurePair:
    found = find_counterpart(figure, known.old)
    return found or FigurePair(old=None, new=figure, relation=Relation.FIGURE_NEW)


def _met_elsewhere(comparison: Comparison, pairs: Sequence[FigurePair], relation: Relation) -> Finding:
    first = pairs[0]
    old = comparison.old.passage_of(first.old) if first.old else None
    new = comparison.new.passage_of(first.new) if first.new else None
    reason = reason_for(first)
    if relation is Relation.NEW_PERIOD and first.new is not None and not measures.guessed_period(first.new):
        reason = because("figure_first_stated", **reason_values(first))
    return Finding(
        kind=Kind.FIGURE_CHANGED,
        relation=relation,
        reason=reason,
        old=quote(comparison.old.document, [old]) if old else None,
        new=quote(comparison.new.document, [new]) if new else None,
        section=_section(comparison, new),
        figures=tuple(pairs),
        confidence=min(figure.confidence for pair in pairs for figure in (pair.old, pair.new) if figure),
        place=new.start if new else 0,
    )


def _section(comparison: Comparison, passage: Passage | None) -> tuple[str, ...]:
    return section(comparison.new.document, passage) if isinstance(passage, Sentence) else ()


def old_findings(comparison: Comparison, alone: Alone, known: Indexes) -> Iterator[Finding]:
    """What is told of figures and sentences that only the old document has; of other documents nothing is expected."""
    if comparison.basis is Basis.CROSS_DOCUMENT:
        return
    gone = [figure for figure in alone.figures if _gone(comparison.basis, figure, known.new)]
    starts = {figure.start for figure in gone}
    in_sentences = set()
    for sentence in filter(says_something, alone.sentences):
        figures = [figure for figure in comparison.old.figures_in(sentence) if figure.start in starts]
        in_sentences |= {figure.start for figure in figures}
        yield _lone_sentence(comparison, sentence, figures, added=False)
    left = [figure for figure in gone if figure.start not in in_sentences and figure.tier in _TOLD]
    for passage, figures in _by_passage(comparison.old, left):
        yield _dropped(comparison, passage, figures)


def _gone(basis: Basis, figure: Figure, new: FigureIndex) -> bool:
    again = measured_again if basis is Basis.NEXT_PERIOD else stated_again
    return not again(figure, new)


def _by_passage(side: Statements, figures: Iterable[Figure]) -> list[tuple[Passage, list[Figure]]]:
    groups: dict[int, tuple[Passage, list[Figure]]] = {}
    for figure in figures:
        passage = side.passage_of(figure)
        groups.setdefault(passage.start, (passage, []))[1].append(figure)
    return list(groups.values())


def _dropped(comparison: Comparison, passage: Passage, figures: Sequence[Figure]) -> Finding:
    pairs = tuple(FigurePair(old=figure, new=None, relation=Relation.FIGURE_DROPPED) for figure in figures)
    return Finding(
        kind=Kind.REMOVED,
        relation=Relation.FIGURE_DROPPED,
        reason=because("figure_dropped", **reason_values(pairs[0])),
        old=quote(comparison.old.document, [passage]),
        new=None,
        figures=pairs,
        confidence=min(figure.confidence for figure in figures),
    )


def _lone_sentence(comparison: Comparison, sentence: Sentence, figures: Sequence[Figure], *, added: bool) -> Finding:
    side = comparison.new if added else comparison.old
    claims = side.claims_in(sentence)
    relation = _relation(figures, claims, added=added)
    pairs = tuple(
        FigurePair(old=None if added else figure, new=figure if added else None, relation=relation)
        for figure in figures
    )
    code = {Relation.ADDED: "text_added", Relation.REMOVED: "text_removed"}.get(relation, str(relation))
    values = reason_values(pairs[0]) if pairs else {}
    shown = quote(side.document, [sentence])
    return Finding(
        kind=Kind.ADDED if added else Kind.REMOVED,
        relation=relation,
        reason=because(code, **values),
        old=None if added else shown,
        new=shown if added else None,
        section=section(side.document, sentence),
        figures=pairs,
        claims=tuple(
            ClaimPair(old=None if added else claim, new=claim if added else None, relation=relation) for claim in claims
        ),
        place=sentence.start if added else 0,
    )


def _relation(figures: Sequence[Figure], claims: Sequence[Claim], *, added: bool) -> Relation:
    """The gravest thing a lone sentence says: a risk, a figure that matters, a claim, or just words."""
    if any(claim.type is ClaimType.RISK for claim in claims):
        return Relation.RISK_ADDED if added else Relation.RISK_REMOVED
    if figures:
        return Relation.FIGURE_NEW if added else Relation.FIGURE_DROPPED
    if claims:
        return Relation.CLAIM_NEW if added else Relation.CLAIM_DROPPED
    return Relation.ADDED if added else Relation.REMOVED
