"""The figures of a document, in order."""

from __future__ import annotations

from dataclasses import replace

from diffing.document import Document
from diffing.extracting import prose, tabular
from diffing.extracting.dollars import with_home_dollars
from diffing.extracting.hearing import hearing
from diffing.extracting.notes import is_note
from diffing.extracting.prose import Story
from diffing.extracting.tagged import tagged
from diffing.figure import Figure
from diffing.recognised import doubted


def figures(document: Document) -> tuple[Figure, ...]:
    """All figures of a document in its order: those of sentences, and those of table cells.

    A number that the document tags has what the tag says. Offsets are the document's.
    A number of a date, name, code, version, article, list or page is no figure.
    """
    heard = hearing(document)
    story = Story(document, heard.names, replace(heard.context), replace(heard.subject), standing=heard.standing)
    tables = sorted(enumerate(document.tables), key=lambda pair: pair[1].start)
    found: list[Figure] = []
    at = 0
    for one in heard.sentences:
        while at < len(tables) and tables[at][1].start <= one.sentence.start:
            found.extend(tabular.figures_of(*tables[at], story))
            at += 1
        story.said_end = one.sentence.end
        if is_note(one.said.text):
            story.note, story.note_end = one.said.text, one.sentence.end
        found.extend(prose.figures_of(one, story))
        story.go_on(one)
    for number, table in tables[at:]:
        found.extend(tabular.figures_of(number, table, story))
    ours = with_home_dollars(sorted(found, key=lambda figure: (figure.start, figure.end)), document.text)
    return doubted(tagged(ours, document), document)
