"""Sentences that only one side has: what they say is new, gone, or stated elsewhere after all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from diffing.change import Basis, ClaimPair, FigurePair, Kind, Relation
from diffing.claim import Claim, ClaimType
from diffing.detecting.comparison import Comparison
from diffing.detecting.elsewhere import Known, disappeared, find_new, find_old
from diffing.detecting.figures import SILENT, first_stated, reason_for, reason_values
from diffing.detecting.finding import Finding, quote
from diffing.detecting.met import LinkMet, atoms, figures_met
from diffing.detecting.printing import meaning
from diffing.detecting.texts import section
from diffing.document import Sentence
from diffing.figure import Figure, Tier
from diffing.keys import key
from diffing.reasons import because
from diffing.statements import Statements

# Figures of these tiers are told when another document states them first; of the others only the sentence would be.
_TOLD = {Tier.FINANCIAL, Tier.GUIDANCE, Tier.OPERATING}
# What a form says where there is nothing to say.
_NOTHING = {"", "无", "不适用", "不涉及", "略", "none", "n/a", "not applicable", "nil"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """A sentence that only one side has, with what became of each of its figures: None where it is nowhere else."""

    sentence: Sentence
    figures: tuple[tuple[Figure, FigurePair | None], ...]

    @property
    def fresh(self) -> list[Figure]:
        """The figures that the other document does not state at all."""
        return [figure for figure, pair in self.figures if pair is None]

    @property
    def stated_again(self) -> bool:
        """Whether the other document states every figure of it alike."""
        return all(pair is not None and pair.relation in SILENT for _, pair in self.figures)


def lone_sentences(comparison: Comparison, clauses: Sequence[LinkMet], known: Known) -> Iterator[Finding]:
    """What is told of the sentences that only one side has; figures that met in a clause have been told there."""
    met_old, met_new = figures_met(met.paired for met in clauses)
    old = _look(comparison.old, comparison.alignment.only_old, met_old, partial(find_new, known=known))
    new = _look(comparison.new, comparison.alignment.only_new, met_new, partial(find_old, known=known))
    both = _meanings(comparison.old, old) & _meanings(comparison.new, new)
    for alone in new:
        yield from _met_elsewhere(comparison, alone)
        if not _said_alike(comparison.new, alone, both) and _is_told(comparison.basis, alone):
            yield _lone(comparison.new, alone, known, added=True)
    if comparison.basis is not Basis.CROSS_DOCUMENT:
        told = (alone for alone in old if not _said_alike(comparison.old, alone, both))
        yield from (
            _lone(comparison.old, alone, known, added=False) for alone in told if says_something(alone.sentence)
        )


def _look(
    side: Statements, sentences: Sequence[int], met: set[int], find: Callable[[Figure], FigurePair | None]
) -> list[Alone]:
    return [
        Alone(
            sentence=sentence,
            figures=tuple((figure, find(figure)) for figure in side.figures_in(sentence) if figure.start not in met),
        )
        for sentence in (side.document.sentences[index] for index in sentences)
    ]


def _is_told(basis: Basis, alone: Alone) -> bool:
    if basis is Basis.CROSS_DOCUMENT:
        return any(figure.tier in _TOLD for figure in alone.fresh)
    return says_something(alone.sentence)


def says_something(sentence: Sentence) -> bool:
    """Whether a sentence is more than a word for nothing in a form's empty field."""
    return key(sentence.text).strip(" ().-/").casefold() not in _NOTHING


def _meanings(side: Statements, alone: Sequence[Alone]) -> set[str]:
    return {_meaning(side, one) for one in alone if one.figures and one.stated_again}


def _meaning(side: Statements, alone: Alone) -> str:
    figures = atoms([alone.sentence], [figure for figure, _ in alone.figures])
    return meaning(alone.sentence.text, figures, language=side.document.language)


def _said_alike(side: Statements, alone: Alone, meanings: set[str]) -> bool:
    """Whether a lone sentence of the other side says the same of the same figures, perhaps in another language."""
    return bool(alone.figures) and alone.stated_again and _meaning(side, alone) in meanings


def _met_elsewhere(comparison: Comparison, alone: Alone) -> Iterator[Finding]:
    """The figures of a new sentence that the old document states otherwise in another place."""
    groups: dict[Relation, list[FigurePair]] = defaultdict(list)
    for _, pair in alone.figures:
        if pair is not None and pair.relation not in SILENT:
            groups[pair.relation].append(pair)
    yield from (elsewhere_finding(comparison, alone.sentence, pairs) for pairs in groups.values())


def elsewhere_finding(comparison: Comparison, sentence: Sentence, pairs: Sequence[FigurePair]) -> Finding:
    """One finding for figures of a new sentence whose counterparts stand in other places of the old document."""
    first = pairs[0]
    assert first.old is not None
    return Finding(
        kind=Kind.FIGURE_CHANGED,
        relation=first.relation,
        reason=first_stated(first) or reason_for(first),
        old=quote(comparison.old.document, [comparison.old.passage_of(first.old)]),
        new=quote(comparison.new.document, [sentence]),
        section=section(comparison.new.document, sentence),
        figures=tuple(pairs),
        confidence=min(figure.confidence for pair in pairs for figure in (pair.old, pair.new) if figure),
        place=sentence.start,
    )


def _lone(side: Statements, alone: Alone, known: Known, *, added: bool) -> Finding:
    claims = side.claims_in(alone.sentence)
    relation = _relation(alone.fresh, claims, added=added)
    pairs = tuple(
        FigurePair(old=None if added else figure, new=figure if added else None, relation=relation)
        for figure in alone.fresh
    )
    code = {Relation.ADDED: "text_added", Relation.REMOVED: "text_removed"}.get(relation, str(relation))
    shown = quote(side.document, [alone.sentence])
    return Finding(
        kind=Kind.ADDED if added else Kind.REMOVED,
        relation=relation,
        reason=disappeared(pairs, known) or because(code, **(reason_values(pairs[0]) if pairs else {})),
        old=None if added else shown,
        new=shown if added else None,
        section=section(side.document, alone.sentence),
        figures=pairs,
        claims=tuple(
            ClaimPair(old=None if added else claim, new=claim if added else None, relation=relation) for claim in claims
        ),
        place=alone.sentence.start if added else 0,
    )


def _relation(figures: Sequence[Figure], claims: Sequence[Claim], *, added: bool) -> Relation:
    """The gravest thing a lone sentence says: a risk that is not denied, a figure that matters, a claim, or words."""
    if any(claim.type is ClaimType.RISK and claim.polarity > 0 for claim in claims):
        return Relation.RISK_ADDED if added else Relation.RISK_REMOVED
    if figures:
        return Relation.FIGURE_NEW if added else Relation.FIGURE_DROPPED
    if claims:
        return Relation.CLAIM_NEW if added else Relation.CLAIM_DROPPED
    return Relation.ADDED if added else Relation.REMOVED
