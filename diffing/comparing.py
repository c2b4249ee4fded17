"""The comparison, on one page: two documents in, everything that changed between them out.

read ─► state ─► decide ─► align ─► find ─► declare ─► grade ─► diff
figures  what they  what     what    what the   how
claims   are to     belongs  to      notices    loudly
each other together tell    announced
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version

from diffing import extracting
from diffing.aligning import align
from diffing.basing import decide
from diffing.change import Basis, Change, Counts, Diff, MadeWith, Quote, Side
from diffing.correcting import without_quoted
from diffing.detecting.comparison import Comparison
from diffing.detecting.declaring import announced_by, is_declared
from diffing.detecting.detectors import Found, find
from diffing.detecting.finding import Finding
from diffing.document import Document
from diffing.extracting.calendar import FIRST_DATED
from diffing.extracting.dating import reference_of, report_of
from diffing.figure import Figure, Period, PeriodSource
from diffing.grading import grade
from diffing.recognised import SURE_AT_MOST, rests_on_recognition
from diffing.settings import Settings
from diffing.statements import Statements

_DEFAULTS = Settings()


def compare(
    old: Document,
    new: Document,
    *,
    basis: Basis = Basis.AUTO,
    notices: Sequence[Document] = (),
    earlier: Sequence[Figure] = (),
    settings: Settings = _DEFAULTS,
) -> Diff:
    """Everything that changed from `old` to `new`, gravest first, as a `Diff`.

    `notices` are correction notices that announce changes: with one, each change says whether it was declared.
    `earlier` are figures the same filer stated in other documents; new figures are held against them too.
    The same contents give the same diff, byte for byte.
    """
    chosen, why = decide(old, new, Basis(basis), notices)
    if chosen is Basis.CROSS_DOCUMENT:
        old, new = without_quoted(old), without_quoted(new)
    before, after = state(old, chosen), state(new, chosen)
    alignment = align(old, new, settings)
    comparison = Comparison(
        old=before, new=after, alignment=alignment, basis=chosen, settings=settings, earlier=tuple(earlier)
    )
    found = find(comparison)
    changes = _changes(comparison, found.told, notices)
    return Diff(
        old=_side(before),
        new=_side(after),
        basis=chosen,
        basis_reason=why,
        changes=changes,
        counts=_counts(changes, found),
        made_with=made_with(settings),
        agreements=found.agreements if chosen is Basis.CROSS_DOCUMENT else (),
    )


def state(document: Document, basis: Basis = Basis.AUTO) -> Statements:
    """A document with the figures and claims it states; a figure without a date is for the document's own time."""
    own = _own_time(document, basis)
    figures = extracting.figures(document)
    if own is not None:
        figures = tuple(figure if figure.period else _dated(figure, own) for figure in figures)
    return Statements(document=document, figures=figures, claims=extracting.claims(document))


def _own_time(document: Document, basis: Basis) -> Period | None:
    """The period on the cover; in a series of announcements, which have none, the day each was signed."""
    own = report_of(document)
    day = reference_of(document)
    if own is None and basis is Basis.NEXT_PERIOD and day.year >= FIRST_DATED:
        return Period(first=day, last=day, instant=True)
    return own


def _dated(figure: Figure, period: Period) -> Figure:
    return replace(figure, period=period, period_source=PeriodSource.INFERRED)


def made_with(settings: Settings) -> MadeWith:
    """The versions a verdict is made with."""
    return MadeWith(
        engine=version("filingwatch"), lexicon=extracting.lexicon_version(), settings=settings.fingerprint()
    )


def _changes(comparison: Comparison, told: Iterable[Finding], notices: Sequence[Document]) -> tuple[Change, ...]:
    announced = announced_by(notices, comparison.old.document, comparison.new.document)
    changes = []
    for finding in told:
        declared = is_declared(finding, notices, announced)
        changes.append((finding.place, _change(comparison, finding, declared)))
    changes.sort(key=lambda row: (-row[1].severity.rank, row[0], row[1].id))
    return tuple(change for _, change in changes)


def _change(comparison: Comparison, finding: Finding, declared: bool | None) -> Change:  # noqa: FBT001
    sides = (comparison.old.document, finding.old, comparison.new.document, finding.new)
    recognised = rests_on_recognition(*sides)
    return Change(
        id=_id(comparison, finding),
        kind=finding.kind,
        relation=finding.relation,
        severity=grade(finding, comparison.basis, declared=declared, recognised=recognised),
        reason=finding.reason,
        old=finding.old,
        new=finding.new,
        section=finding.section,
        confidence=min(finding.confidence, SURE_AT_MOST) if recognised else finding.confidence,
        figures=finding.figures,
        claims=finding.claims,
        wording=finding.wording,
        declared=declared,
    )


def _id(comparison: Comparison, finding: Finding) -> str:
    """Twelve hex digits that stay the same whenever these two contents are compared."""
    contents = (comparison.old.document.sha256, comparison.new.document.sha256)
    words = (*contents, finding.kind, finding.relation, _place(finding.old), _place(finding.new))
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def _place(quote: Quote | None) -> str:
    return f"{quote.start}-{quote.end}" if quote else ""


def _side(stated: Statements) -> Side:
    document = stated.document
    return Side(
        name=document.name,
        sha256=document.sha256,
        media_type=document.media_type,
        pages=len(document.pages),
        sentences=len(document.sentences),
        figures=len(stated.figures),
        language=document.language,
        title=document.title,
        filer=document.filer,
        form=document.form,
        period=document.period,
        coverage=document.coverage,
        warnings=document.warnings,
    )


def _counts(changes: Sequence[Change], found: Found) -> Counts:
    return Counts(
        kinds=_tally(change.kind for change in changes),
        relations=_tally(change.relation for change in changes),
        severities=_tally(change.severity for change in changes),
        unchanged_sentences=found.unchanged_sentences,
        unchanged_figures=found.unchanged_figures,
        hidden=found.hidden,
    )


def _tally(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(str(word) for word in words).items()))
