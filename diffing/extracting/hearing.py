"""A document heard once: its names, its dates, and each of its sentences as figures and claims read it.

    公司实现营业收入49.2亿元，同比增长3.8%。
    │  clause 0               │ clause 1
    └ whom it is said of        dates, and spans that are no figures, of the whole sentence

Figures and claims are asked for one after the other, of the same document: what was heard is kept as long as the
document itself is.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from diffing.document import Document, Sentence
from diffing.extracting.calendar import Context
from diffing.extracting.clauses import Said, cut, merged
from diffing.extracting.dating import reference_of, report_of
from diffing.extracting.fiscal import FiscalCalendar, fiscal_calendar
from diffing.extracting.masks import masks
from diffing.extracting.names import Names, gather
from diffing.extracting.notes import Note
from diffing.extracting.numerals import plain
from diffing.extracting.periods import scan
from diffing.extracting.pieces import pieces
from diffing.extracting.standing import standing_notes
from diffing.extracting.subjects import Subject, subjects
from diffing.figure import Period


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, or a piece of a long one: `heads` are the subjects of its clauses, `subject` whom it ends with.

    `introduced` is the thing last introduced when it ends; `year` and `month` those last named.
    """

    sentence: Sentence
    said: Said
    heads: list[str | None]
    subject: str
    introduced: str
    year: int | None
    month: int | None


@dataclass(frozen=True, slots=True)
class Hearing:
    """A document as it was heard; `subject` and `context` are as they stand before its first sentence."""

    names: Names
    context: Context
    subject: Subject
    standing: tuple[tuple[int, Note], ...] = ()
    sentences: tuple[Heard, ...] = field(default=(), repr=False)


# A span of weeks and one of months that end on the same day begin within so many days of each other.
_DAYS_OFF = timedelta(days=10)
_KEPT: dict[int, tuple[weakref.ref[Document], Hearing]] = {}


def hearing(document: Document) -> Hearing:
    """What was heard of a document: the same for figures and claims, whichever is asked for first."""
    number = id(document)
    kept = _KEPT.get(number)
    if kept is not None and kept[0]() is document:
        return kept[1]
    heard = _listen(document)
    _KEPT[number] = weakref.ref(document, lambda _: _KEPT.pop(number, None)), heard
    return heard


def _listen(document: Document) -> Hearing:
    names = gather(document)
    folded = plain(document.text)
    report = report_of(document)
    context = Context(reference_of(document), report=report)
    if document.language == "en":
        found = fiscal_calendar(folded, report)
        context.fiscal, context.quarters = found.years, found.quarters
        context.plain_parts, context.plain_years = found.plain_parts, found.plain_years
        context.report = _as_dated(report, found)
    begin = Hearing(names, context, Subject(names.filer, ""), standing_notes(folded, document.language))
    return replace(begin, sentences=tuple(_sentences(document, begin)))


def _as_dated(report: Period | None, found: FiscalCalendar) -> Period | None:
    """The report's period as its fiscal calendar has it: a year or a quarter of weeks begins on another day."""
    if report is None:
        return None
    known = (*found.years.values(), *found.quarters.values())
    length = report.last - report.first
    near = (one for one in known if one.last == report.last and abs(one.last - one.first - length) <= _DAYS_OFF)
    return next(near, report)


def _sentences(document: Document, begin: Hearing) -> Iterator[Heard]:
    """Each sentence in order; a new paragraph begins with the filer as its subject."""
    context, subject, block = replace(begin.context), replace(begin.subject), -1
    for sentence in document.sentences:
        for piece in pieces(sentence):
            if piece.block != block:
                block, subject.name = piece.block, begin.names.filer
            said = hear(piece.text, document.language, context)
            heads = subjects(said, begin.names, subject)
            yield Heard(piece, said, heads, subject.name, subject.object_name, context.year, context.month)


def hear(text: str, language: str, context: Context) -> Said:
    """A sentence or cell as extractors read it; `context` learns the years it names."""
    folded = plain(text)
    dated = list(scan(folded, language, context))
    hidden = merged(masks(folded, language), [(one.start, one.end) for one in dated])
    return Said(folded, language, cut(folded, language, dated), dated, hidden)
