"""When a document is from and what it is about, as its cover and its last lines say."""

from __future__ import annotations

from datetime import date

from diffing.document import Document
from diffing.extracting.calendar import Context
from diffing.extracting.numerals import plain
from diffing.extracting.periods import scan
from diffing.figure import Period

_COVER, _SIGNATURE = 600, 300
_LONG_AGO = date(1990, 1, 1)


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
        one.last for one in scan(plain(text), document.language, context) if one.first == one.last and not one.relative
    ]
    if days:
        return days[-1]
    return report.last if report else _LONG_AGO
