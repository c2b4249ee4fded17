"""What runs inside the child process of `bot.apart`: bytes in, values out.

Nothing here is called in the process that stores and tells. The imports stand in the functions, so that naming one of
them does not load the readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from diffing.change import Basis, Diff
from diffing.errors import UnreadableDocument
from diffing.settings import Settings

if TYPE_CHECKING:
    from bot.ledger import Read
    from diffing.claim import Claim
    from diffing.document import Box, Document
    from diffing.figure import Figure

# What the child has loaded before there is anything to do. Every child imports the program's main module again, which
# for the installed command is bot.cli.
PRELOADED = (
    "bot.apart",
    "bot.cli",
    "bot.covers",
    "bot.inside",
    "bot.ledger",
    "diffing.comparing",
    "diffing.reading.docx",
    "diffing.reading.html",
    "diffing.reading.pdf",
    "diffing.reading.xlsx",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """One file as it is handed to the child: its bytes and what is known of it from outside."""

    body: bytes
    name: str
    media_type: str | None = None
    published: date | None = None


def document(original: Original, settings: Settings) -> Document:
    """The document, without where its characters stand on the pages: that would be most of what crosses back."""
    return replace(_read(original, settings), layout=None)


def picture(original: Original, page: int, settings: Settings) -> bytes:
    """A PNG of one page of a PDF, with the blocks, tables and cells that were read on it outlined."""
    from bot.rendering.outlining import outlines
    from diffing.reading import media
    from diffing.reading.pdf.picture import picture as drawn

    document = _read(original, settings)
    if document.media_type != media.PDF:
        remedy = "leave --picture out to see what was read"
        raise UnreadableDocument("only a PDF has pages to draw", remedy=remedy, name=original.name)
    try:
        return drawn(original.body, page, outlines(document, page))
    except UnreadableDocument as error:
        raise UnreadableDocument(error.cause, remedy=error.remedy, name=original.name) from error


def read(original: Original, title: str, settings: Settings) -> Read:
    """What a filing published under `title` says it is, and all that it states."""
    from bot.covers import cover_of
    from bot.ledger import Read, entries_of
    from diffing.comparing import state

    stated = state(_read(original, settings))
    entries = entries_of(stated.figures, stated.claims)
    return Read(cover=cover_of(stated.document, title), entries=entries)


def excerpt(original: Original, page: int, boxes: Sequence[Box]) -> bytes:
    """A PNG of the part of a page of a PDF around these boxes, with what is in them marked. Nothing is read."""
    from diffing.reading.pdf.picture import excerpt as drawn

    try:
        return drawn(original.body, page, boxes)
    except UnreadableDocument as error:
        raise UnreadableDocument(error.cause, remedy=error.remedy, name=original.name) from error


def figures(original: Original, settings: Settings) -> tuple[Figure, ...]:
    """Every figure of the file."""
    from diffing import extracting

    return tuple(extracting.figures(_read(original, settings)))


def claims(original: Original, settings: Settings) -> tuple[Claim, ...]:
    """Every claim of the file."""
    from diffing import extracting

    return tuple(extracting.claims(_read(original, settings)))


def diff(
    pair: tuple[Original, Original],
    notices: Sequence[Original],
    basis: Basis,
    settings: Settings,
    earlier: Sequence[Figure] = (),
) -> Diff:
    """What changed from the first of the pair to the second, which is held against `earlier` figures as well."""
    import diffing

    old, new = (_read(original, settings) for original in pair)
    read = [_read(notice, settings) for notice in notices]
    return diffing.compare(old, new, basis=basis, notices=read, earlier=earlier, settings=settings)


def _read(original: Original, settings: Settings) -> Document:
    import diffing

    return diffing.read(
        original.body,
        media_type=original.media_type,
        name=original.name,
        published=original.published,
        settings=settings,
    )
