"""The figures of a document, in order."""

from __future__ import annotations

from datetime import date

from diffing.document import Document
from diffing.extracting import prose, tabular
from diffing.extracting.calendar import Context
from diffing.extracting.fiscal import fiscal_years
from diffing.extracting.names import gather
from diffing.extracting.notes import is_note
from diffing.extracting.numerals import plain
from diffing.extracting.periods import scan
from diffing.extracting.pieces import pieces
from diffing.extracting.prose import Story
from diffing.extracting.standing import standing_notes
from diffing.extracting.subjects import Subject
from diffing.extracting.tagged import tagged
from diffing.figure import Figure, Period
from diffing.recognised import doubted

_COVER, _SIGNATURE = 600, 300
_LONG_AGO = date(1990, 1, 1)


def begin(document: Document) -> Story:
    """The story of a document before its first sentence."""
    names = gather(document)
    report = report_of(document)
    context = Context(reference_of(document), report=report)
    if document.language == "en":
        context.fiscal = fiscal_years(plain(document.text), report)
        context.report = next((one for one in context.fiscal.values() if report and one.last == report.last), report)
    standing = standing_notes(plain(document.text), document.language)
    return Story(document, names, context, Subject(names.filer, ""), standing=standing)


def report_of(document: Document) -> Period | None:
    """The period that a document is about, as its cover says."""
    if not document.period:
        return None
    first, _, last = document.period.partition("/")
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return Period(first=start, last=end, instant=not last)


def reference_of(document: Document) -> date:
    """The day a document is from: when it was published, else the day it is signed with, else the end of its period."""
    if document.published is not None:
        return document.published
    text = document.text[:_COVER] + "\n" + document.text[-_SIGNATURE:]
    report = report_of(document)
    context = Context(report.last if report else _LONG_AGO)
    days = [
        one.last
        for one in scan(plain(text), document.language, context)
        if one.first == one.last and one.form != "relative"
    ]
    if days:
        return days[-1]
    return report.last if report else _LONG_AGO


def figures(document: Document) -> tuple[Figure, ...]:
    """All figures of a document in its order: those of sentences, and those of table cells.

    A number that the document tags has what the tag says. Offsets are the document's.
    A number of a date, name, code, version, article, list or page is no figure.
    """
    story = begin(document)
    tables = sorted(enumerate(document.tables), key=lambda pair: pair[1].start)
    found: list[Figure] = []
    at = 0
    for sentence in document.sentences:
        while at < len(tables) and tables[at][1].start <= sentence.start:
            found.extend(tabular.figures_of(*tables[at], story))
            at += 1
        for piece in pieces(sentence):
            said = prose.hear(piece, story)
            story.said_end = piece.end
            if is_note(said.text):
                story.note, story.note_end = said.text, piece.end
            found.extend(prose.figures_of(piece, said, story))
    for number, table in tables[at:]:
        found.extend(tabular.figures_of(number, table, story))
    return doubted(tagged(sorted(found, key=lambda figure: (figure.start, figure.end)), document), document)
