"""Opens a PDF with pdfium, repaired by qpdf when it must be, or says why it cannot be opened."""

from __future__ import annotations

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
# What is left of a PDF whose first bytes are lost.
_OBJECTS = re.compile(rb"\d+ \d+ obj\b|\bendobj\b|startxref")


@contextmanager
def open_pdf(content: bytes) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """An open pypdfium2 document and what was repaired in it; all its handles are closed at the end.

    Raises UnreadableDocument for what is empty, no PDF, locked or damaged beyond repair.
    """
    if not content:
        raise UnreadableDocument("the file is empty")
    if _MARK not in content[:_MARK_WITHIN] and not _OBJECTS.search(content):
        raise UnreadableDocument("not a PDF")
    document, repairs = _open(content)
    try:
        yield document, repairs
    finally:
        document.close()


def _open(content: bytes) -> tuple[Any, tuple[str, ...]]:
    try:
        return pypdfium2.PdfDocument(content), ()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableDocument("encrypted with a password", remedy="save it without one") from error
        return _repair(content)


def _repair(content: bytes) -> tuple[Any, tuple[str, ...]]:
    mended = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as broken:
            broken.save(mended)
        return pypdfium2.PdfDocument(mended.getvalue()), ("the cross-reference table was rebuilt",)
    except pikepdf.PasswordError as error:
        raise UnreadableDocument("encrypted with a password", remedy="save it without one") from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RuntimeError) as error:
        cause = "the PDF is cut off or damaged"
        raise UnreadableDocument(cause, remedy="fetch it again") from error
