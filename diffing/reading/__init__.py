"""Bytes to document: one reader per format, and what they all share after it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from diffing.document import Document
from diffing.errors import UnreadableDocument
from diffing.reading import media
from diffing.reading.assembling import Origin, assemble
from diffing.reading.draft import Draft
from diffing.reading.media import Media
from diffing.settings import Settings

__all__ = ["read"]

_DEFAULTS = Settings()

_Reader = Callable[[bytes, Media, Settings], Draft]


# Each reader imports its parser when it is first used: a text needs neither lxml nor pdfium.
def _read_text(_content: bytes, found: Media, _settings: Settings) -> Draft:
    from diffing.reading.text import read_text

    return read_text(found.text)


def _read_html(_content: bytes, found: Media, _settings: Settings) -> Draft:
    from diffing.reading.html import read_html

    return read_html(found.text)


def _read_docx(content: bytes, _found: Media, _settings: Settings) -> Draft:
    from diffing.reading.docx import read_docx

    return read_docx(content)


def _read_xlsx(content: bytes, _found: Media, _settings: Settings) -> Draft:
    from diffing.reading.xlsx import read_xlsx

    return read_xlsx(content)


def _read_pdf(content: bytes, _found: Media, settings: Settings) -> Draft:
    from diffing.reading.pdf import read_pdf

    if not settings.ocr:
        return read_pdf(content, settings)
    from diffing.reading.ocr import recognise

    found = recognise(content)
    draft = read_pdf(found.content, settings)
    recognised = tuple(page for page in found.pages if page not in draft.pages_without_text)
    return replace(draft, recognised_pages=recognised)


READERS: dict[str, _Reader] = {
    media.TEXT: _read_text,
    media.MARKDOWN: _read_text,
    media.HTML: _read_html,
    media.DOCX: _read_docx,
    media.XLSX: _read_xlsx,
    media.PDF: _read_pdf,
}


def read(
    content: bytes,
    *,
    media_type: str | None = None,
    name: str | None = None,
    published: date | None = None,
    settings: Settings = _DEFAULTS,
) -> Document:
    """The document that `content` is.

    What it is, its first bytes decide, then `media_type`, then the ending of `name`; a contradiction is read by the
    contents and noted in `Document.warnings`. Raises `UnreadableDocument` with cause, remedy and name when the file
    is empty, damaged, encrypted, a scan, or of a kind that has no reader.
    """
    try:
        found = media.recognise(content, media_type=media_type, name=name)
        draft = READERS[found.type](content, found, settings)
        origin = Origin(
            name=name or "",
            media_type=found.type,
            sha256=hashlib.sha256(content).hexdigest(),
            published=published,
            warnings=found.warnings,
        )
        return assemble(draft, origin)
    except UnreadableDocument as error:
        if error.name == name:
            raise
        raise UnreadableDocument(error.cause, remedy=error.remedy, name=name, empty=error.empty) from error
