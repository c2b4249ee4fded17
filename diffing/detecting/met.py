"""All figures of a comparison that met, link by link, before anything is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diffing.aligning.alignment import ClauseLink, Link
from diffing.change import FigurePair, Run
from diffing.detecting.comparison import Comparison
from diffing.detecting.figures import Paired, Stretch, pair_figures
from diffing.detecting.finding import joined, pieces
from diffing.document import Pair, Passage, Sentence
from diffing.figure import Figure
from diffing.keys import key
from diffing.statements import Statements
from diffing.wording import runs


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMet:
    """One link of sentences or clauses and how its figures met."""

    old: tuple[Sentence, ...]
    new: tuple[Sentence, ...]
    likeness: float
    paired: Paired
    link: Link | None = None


def meet_links(comparison: Comparison) -> tuple[LinkMet, ...]:
    """Each link whose words differ, with its figures paired; links of identical words are left out.

    So are the unit notes of tables: the cells under them tell what a changed unit changes.
    """
    links = [link for link in comparison.alignment.links if not link.identical]
    notes = {key(table.unit_note) for side in (comparison.old, comparison.new) for table in side.document.tables}
    return tuple(met for met in (_meet(comparison, link) for link in links) if not _only_notes(met, notes))


def _only_notes(met: LinkMet, notes: set[str]) -> bool:
    return all(key(sentence.text) in notes for sentence in (*met.old, *met.new))


def _meet(comparison: Comparison, link: Link) -> LinkMet:
    old = tuple(comparison.old.document.sentences[index] for index in link.old)
    new = tuple(comparison.new.document.sentences[index] for index in link.new)
    aligned = link.likeness >= comparison.settings.sure_likeness
    paired = meet(comparison, figures_of(comparison.old, old), figures_of(comparison.new, new), aligned=aligned)
    return LinkMet(old=old, new=new, likeness=link.likeness, paired=paired, link=link)


def meet(comparison: Comparison, old: Sequence[Figure], new: Sequence[Figure], *, aligned: bool) -> Paired:
    """How the figures of two stretches meet; `aligned` where the words around them are nearly the same."""
    return pair_figures(
        Stretch(document=comparison.old.document, figures=old),
        Stretch(document=comparison.new.document, figures=new),
        comparison.setting(aligned=aligned),
    )


def meet_clauses(comparison: Comparison) -> tuple[LinkMet, ...]:
    """Each clause that was found inside another sentence, with the figures of the two clauses paired."""
    return tuple(_meet_clause(comparison, clause) for clause in comparison.alignment.clauses)


def _meet_clause(comparison: Comparison, clause: ClauseLink) -> LinkMet:
    old = comparison.old.document.sentences[clause.old]
    new = comparison.new.document.sentences[clause.new]
    paired = meet(
        comparison,
        _in_span(comparison.old.figures_in(old), old, clause.old_span),
        _in_span(comparison.new.figures_in(new), new, clause.new_span),
        # A clause leaves its subject to the one before: what it measures must be known, not taken from its place.
        aligned=False,
    )
    return LinkMet(old=(old,), new=(new,), likeness=clause.likeness, paired=paired)


def figures_of(statements: Statements, sentences: Iterable[Passage]) -> tuple[Figure, ...]:
    """The figures of several sentences, in their order."""
    return tuple(figure for sentence in sentences for figure in statements.figures_in(sentence))


def _in_span(figures: Sequence[Figure], sentence: Sentence, span: Pair) -> tuple[Figure, ...]:
    pieces = sentence.locate(*span)
    return tuple(figure for figure in figures if any(start <= figure.start < end for start, end in pieces))


def figures_met(met: Iterable[Paired]) -> tuple[set[int], set[int]]:
    """Where the old and the new figures start that have found a partner."""
    pairs: list[FigurePair] = [pair for paired in met for pair in paired.pairs]
    return {pair.old.start for pair in pairs if pair.old}, {pair.new.start for pair in pairs if pair.new}


def wording_of(comparison: Comparison, met: LinkMet) -> tuple[Run, ...]:
    """The word-by-word difference of a link, its figures whole."""
    return runs(
        joined(met.old),
        joined(met.new),
        language=comparison.new.document.language,
        old_atoms=atoms(met.old, figures_of(comparison.old, met.old)),
        new_atoms=atoms(met.new, figures_of(comparison.new, met.new)),
    )


def atoms(sentences: Sequence[Sentence], figures: Iterable[Figure]) -> tuple[Pair, ...]:
    """Where `figures` stand in the joined text of `sentences`: spans that are shown whole or not at all."""
    spans, at = [], 0
    figures = list(figures)
    for count, sentence in enumerate(sentences):
        shown = len(joined(sentences[: count + 1]))
        at = shown - len(sentence.text)
        spans += [span for figure in figures if (span := _span_in(sentence, figure, at)) is not None]
    return tuple(sorted(spans))


def _span_in(sentence: Sentence, figure: Figure, at: int) -> Pair | None:
    first, before = None, 0
    for start, end in pieces(sentence):
        if start <= figure.start < end:
            first = at + before + figure.start - start
        if first is not None and start < figure.end <= end:
            return first, at + before + figure.end - start
        before += end - start
    return None
