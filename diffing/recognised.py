"""What rests on text recognition: figures and claims that nobody should trust, and changes that are never told loudly.

    scanned page ─ recognised ─► figures, claims: at most half sure ─► a change on them, or beside them: at most low

A wrongly read digit looks like a changed one, and a line that was not recognised looks like one that was taken out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from diffing.change import Quote
from diffing.claim import Claim
from diffing.document import Document
from diffing.figure import Figure

# Six of a hundred decimals are misread on a clean page and more on a poor one; which, no score tells.
SURE_AT_MOST = 0.5

Said = TypeVar("Said", Figure, Claim)


def doubted(said: Iterable[Said], document: Document) -> tuple[Said, ...]:
    """Figures or claims, those of recognised pages with at most half the confidence."""
    if not document.coverage.recognised_pages:
        return tuple(said)
    return tuple(
        replace(one, confidence=min(one.confidence, SURE_AT_MOST))
        if is_recognised(document, one.start, one.end)
        else one
        for one in said
    )


def is_recognised(document: Document, start: int, end: int) -> bool:
    """Whether any of the characters from `start` to `end` stands on a page that was recognised."""
    wanted = document.coverage.recognised_pages
    if not wanted:
        return False
    first, last = document.page(start), document.page(max(start, end - 1))
    return first is not None and last is not None and any(first <= page <= last for page in wanted)


def rests_on_recognition(old: Document, old_quote: Quote | None, new: Document, new_quote: Quote | None) -> bool:
    """Whether a change rests on a recognised page: it is quoted from one, or not found where one was recognised."""
    sides = ((old, old_quote), (new, new_quote))
    return any(
        is_recognised(document, quote.start, quote.end) if quote else bool(document.coverage.recognised_pages)
        for document, quote in sides
    )
