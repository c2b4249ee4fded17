"""What is told of linked sentences: changed figures, changed words, and words that changed nothing checkable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from diffing.change import Basis, FigurePair, Kind, Reason, Relation
from diffing.detecting.comparison import Comparison
from diffing.detecting.elsewhere import Known, disappeared, find_new, find_old
from diffing.detecting.figures import SILENT, by_relation, first_stated, reason_for
from diffing.detecting.finding import Finding, joined, quote
from diffing.detecting.lookalikes import only_lookalikes
from diffing.detecting.met import LinkMet, atoms, figures_of, wording_of
from diffing.detecting.printing import meaning, says_only_a_date
from diffing.detecting.swaps import swap_of
from diffing.detecting.texts import reworded, section
from diffing.detecting.withdrawing import told_once
from diffing.detecting.words import word_findings
from diffing.figure import Figure
from diffing.keys import key
from diffing.reasons import because


def link_findings(comparison: Comparison, met: LinkMet, known: Known) -> Iterator[Finding]:
    """Everything to be told of one link; its words count as reworded only when nothing else is told of them."""
    if _is_artifact(comparison, met):
        yield _artifact(comparison, met)
        return
    if only_lookalikes(joined(met.old), joined(met.new)):
        # $31O million is no other number, and $310 million has not gone.
        yield from word_findings(comparison, met, [])
        return
    found = [figure_finding(comparison, met, pairs) for pairs in by_relation(met.paired.pairs).values()]
    found += word_findings(comparison, met, found)
    found = told_once([*found, *_left_over(comparison, met, known)])
    if not found:
        found.append(_quiet(comparison, met))
    yield from found


def clause_findings(comparison: Comparison, met: LinkMet) -> Iterator[Finding]:
    """The figures that changed in a clause which is told inside another sentence."""
    for pairs in by_relation(met.paired.pairs).values():
        yield figure_finding(comparison, met, pairs)


def _left_over(comparison: Comparison, met: LinkMet, known: Known) -> Iterator[Finding]:
    """The figures of a link that met nobody in it: stated otherwise elsewhere, new, or stated no more."""
    spoken = {id(one) for pair in met.paired.pairs if pair.relation in SILENT for one in (pair.old, pair.new)}
    found = [(figure, find_old(figure, known)) for figure in met.paired.only_new]
    alone = [pair if pair and not _is_spoken_for(pair, spoken) else _new(figure) for figure, pair in found]
    if comparison.basis is not Basis.CROSS_DOCUMENT:
        gone = [(figure, find_new(figure, known)) for figure in met.paired.only_old]
        alone += [_gone(figure) for figure, pair in gone if pair is None or _is_spoken_for(pair, spoken)]
    for pairs in by_relation(alone).values():
        yield figure_finding(comparison, met, pairs, disappeared(pairs, known))


def _is_spoken_for(pair: FigurePair, spoken: set[int]) -> bool:
    """Whether a figure is held against one that has its own partner in the same sentence: $8.00 against $10.00 billion.

    From whichever side it is asked, such a pair says nothing; what rolled on to another time may well stand there.
    """
    proves = pair.relation not in (*SILENT, Relation.NEW_PERIOD)
    return proves and bool({id(pair.old), id(pair.new)} & spoken)


def _new(figure: Figure) -> FigurePair:
    return FigurePair(old=None, new=figure, relation=Relation.FIGURE_NEW)


def _gone(figure: Figure) -> FigurePair:
    return FigurePair(old=figure, new=None, relation=Relation.FIGURE_DROPPED)


def _is_artifact(comparison: Comparison, met: LinkMet) -> bool:
    """Whether a link is only the title or the day that every issue prints anew; both are told with the result."""
    documents = comparison.old.document, comparison.new.document
    sides = joined(met.old), joined(met.new)
    if all(says_only_a_date(words, language=documents[1].language) for words in sides):
        return True
    # Only a title that names its form is one: a text without a cover is titled by its first sentence.
    return all(
        document.form
        and document.title
        and key(document.title) in key(words)
        and len(key(words)) <= 2 * len(key(document.title))
        for document, words in zip(documents, sides, strict=True)
    )


def _artifact(comparison: Comparison, met: LinkMet) -> Finding:
    """The day on a cover or under a signature: it changes with every issue and says nothing."""
    finding = reworded(comparison, met.old, met.new, met.likeness)
    return replace(finding, relation=Relation.PAGE_ARTIFACT, reason=because("text_page_artifact"))


def _quiet(comparison: Comparison, met: LinkMet) -> Finding:
    """What is told of a link whose figures and claims agree."""
    finding = reworded(comparison, met.old, met.new, met.likeness)
    if finding.relation is Relation.REWORDED and _printed_otherwise(comparison, met):
        return replace(finding, relation=Relation.FORMAT_ONLY, reason=because("text_format_only"))
    if finding.relation is not Relation.REWORDED:
        return finding
    swap = swap_of(finding.wording, reissued=comparison.basis is Basis.AMENDMENT)
    if swap is None:
        return finding
    reason = because(swap.code, old=swap.old, new=swap.new)
    return replace(finding, kind=Kind.CLAIM_CHANGED, relation=swap.relation, reason=reason)


def _printed_otherwise(comparison: Comparison, met: LinkMet) -> bool:
    language = comparison.new.document.language
    old = meaning(joined(met.old), atoms(met.old, figures_of(comparison.old, met.old)), language=language)
    new = meaning(joined(met.new), atoms(met.new, figures_of(comparison.new, met.new)), language=language)
    return old == new


def figure_finding(
    comparison: Comparison, met: LinkMet, pairs: Sequence[FigurePair], reason: Reason | None = None
) -> Finding:
    """One finding for the figures of a link that relate alike."""
    new_document = comparison.new.document
    return Finding(
        kind=Kind.FIGURE_CHANGED,
        relation=pairs[0].relation,
        reason=reason or first_stated(pairs[0]) or reason_for(pairs[0]),
        old=quote(comparison.old.document, met.old),
        new=quote(new_document, met.new),
        section=section(new_document, met.new[0]),
        figures=tuple(pairs),
        wording=wording_of(comparison, met),
        confidence=confidence(met.likeness, pairs),
        place=met.new[0].start,
    )


def confidence(likeness: float, pairs: Iterable[FigurePair]) -> float:
    """How sure a finding is: no surer than its link, nor than the reading of its figures."""
    read = (figure.confidence for pair in pairs for figure in (pair.old, pair.new) if figure is not None)
    return min(likeness, *read, 1.0)
