"""Opens a PDF with pdfium, repaired by qpdf when it must be, or says why it cannot be opened."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from diffing.errors import UnreadableDocument

# PDF 32000-1, 7.5.2, asks for it at the very start; readers accept it within the first 1,024 bytes.
_MARK, _MARK_WITHIN = b"%PDF-", 1024
LOCKED = "encrypted with a password"
# What is left of a PDF whose first bytes are lost.
_OBJECTS = re.compile(rb"\d+ \d+ obj\b|\bendobj\b|startxref")
# PDF 32000-1, table 150: the predominant reading order, "/Direction /R2L". Where it stands in the open, it is found.
_DIRECTION = re.compile(rb"(/Direction\s*)/R2L")
_NAME = ctypes.create_string_buffer(16)


@contextmanager
def open_pdf(content: bytes) -> Iterator[Any]:
    """An open pypdfium2 document; all its handles are closed at the end. Raises pypdfium2.PdfiumError."""
    document = pypdfium2.PdfDocument(content)
    try:
        if _is_right_to_left(document):
            document.close()
            document = pypdfium2.PdfDocument(_left_to_right(content))
        yield document
    finally:
        document.close()


def _is_right_to_left(document: Any) -> bool:
    """Whether pages are to be shown from right to left: pdfium then reads all lines so, and turns their brackets."""
    length = pdfium.FPDF_VIEWERREF_GetName(document, b"Direction", _NAME, len(_NAME))
    return length > 0 and _NAME.value == b"R2L"


def _left_to_right(content: bytes) -> bytes:
    """The file without a word on which way its pages go: it says nothing of how they are written."""
    if _DIRECTION.search(content):
        return _DIRECTION.sub(rb"\1/L2R", content)
    written = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            del document.Root.ViewerPreferences.Direction
            document.save(written)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        # What qpdf cannot write is read as it is.
        return content
    return written.getvalue()


def check_mark(content: bytes) -> None:
    """Raises UnreadableDocument for what is empty or no PDF at all."""
    if not content:
        raise UnreadableDocument("the file is empty", remedy="fetch it again")
    if _MARK not in content[:_MARK_WITHIN] and not _OBJECTS.search(content):
        raise UnreadableDocument("not a PDF", remedy="check where this file comes from")


def is_blank(content: bytes) -> bool:
    """Whether nothing at all is drawn on any page, as far as pdfium can tell."""
    return not any(next(page, None) for page in _drawn(content))


def shows_only_text(content: bytes) -> bool:
    """Whether every page shows text and nothing besides: no picture and no drawing that may be words as well."""
    return all(thing.type == pdfium.FPDF_PAGEOBJ_TEXT for page in _drawn(content) for thing in page)


def _drawn(content: bytes) -> Iterator[Iterator[Any]]:
    """What is drawn on each page, object by object."""
    with open_pdf(content) as document:
        for page in document:
            yield page.get_objects(max_depth=1)
            page.close()


def mend(content: bytes) -> bytes | None:
    """The file as qpdf rebuilds it from the objects it finds; None when that fails too.

    Raises UnreadableDocument when a password is wanted or there are no pages. qpdf is asked and not pdfium, whose
    last error may be that of another file.
    """
    mended = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as broken:
            if not len(broken.pages):
                raise UnreadableDocument("the PDF has no pages", remedy="fetch it again")
            broken.save(mended)
    except pikepdf.PasswordError as error:
        raise UnreadableDocument(LOCKED, remedy="save it without one") from error
    except (pikepdf.PdfError, ValueError, RuntimeError):
        # No rebuilding helps: the caller says that the file is damaged.
        return None
    return mended.getvalue()
