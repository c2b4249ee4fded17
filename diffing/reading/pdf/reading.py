"""PDF bytes into a Draft: the pages one by one, then what runs through them.

open ─ each page: glyphs, rules, lines, ruled tables ─ furniture set aside ─ typography ─ blocks ─ headings ─ text
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2

from diffing.errors import UnreadableDocument
from diffing.reading.draft import Draft
from diffing.reading.pdf import fallback, limits, opening
from diffing.reading.pdf.columns import find_gutters
from diffing.reading.pdf.flow import Flow
from diffing.reading.pdf.furniture import give_back, is_text, set_furniture_aside
from diffing.reading.pdf.headings import name_blocks
from diffing.reading.pdf.sheet import Sheet, read_sheet
from diffing.reading.pdf.typography import lighten, measure
from diffing.reading.pdf.writing import write
from diffing.settings import Settings

# A page with fewer characters, and a picture over half of it, is a scan with at most a stamp or a page number.
_FEWEST, _COVERED = 20, 0.5
_LEVEL = "ask the publisher for a version that stands level, or read it with OCR"
_PART = "check whether it is a filing; save the part that matters in a file of its own"


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Python looks for none: pages are many small values that never refer in a circle, and looking takes a tenth.

    pdfplumber's pages do refer in circles, so this is no rule for the whole of reading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_pdf(content: bytes, settings: Settings) -> Draft:
    """The text, blocks, tables and places of a PDF with a text layer.

    Pages that are pictures are named in `pages_without_text`. Raises UnreadableDocument when the file is empty, no
    PDF, damaged, locked, without pages, too large, or a scan from the first page to the last.
    """
    del settings
    opening.check_mark(content)
    found = _read_any(content)
    without = tuple(sheet.number for sheet in found.sheets if not sheet.characters or _is_scan(sheet))
    if len(without) == len(found.sheets):
        raise _without_text(found.sheets, content)
    draft = compose(found.sheets)
    if not draft.blocks and not any(sheet.heads or sheet.feet for sheet in found.sheets):
        raise UnreadableDocument("all its text stands askew, as stamps do", remedy=_LEVEL)
    if not draft.blocks and (is_text(found.sheets) or opening.shows_only_text(content)):
        give_back(found.sheets)
        draft = _flowing(found.sheets)
    return replace(
        draft,
        pages_without_text=without,
        unmapped_glyphs=sum(sheet.unmapped for sheet in found.sheets),
        embedded_files=found.embedded,
        repairs=found.repairs,
        warnings=_warnings(found.sheets),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The pages of a file, and how they were come by."""

    sheets: list[Sheet]
    embedded: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


def _read_any(content: bytes) -> _Found:
    """The pages by pdfium, by pdfium after qpdf's repair, or by pdfplumber: the first that finds text."""
    try:
        found = _read_fast(content)
    except pypdfium2.PdfiumError as error:
        return _read_damaged(content, error)
    if any(sheet.characters for sheet in found.sheets) or not _may_say_more(content, found.sheets):
        return found
    sheets = fallback.read_sheets(content)
    if any(sheet.characters for sheet in sheets):
        return replace(found, sheets=sheets, repairs=("read by pdfplumber: pdfium finds no text in it",))
    return found


def _may_say_more(content: bytes, sheets: list[Sheet]) -> bool:
    """Whether the slow reader may find text where pdfium finds none: it set some, or could not draw anything at all.

    Elsewhere the slow reader finds none either, and drawings of a million lines stop it.
    """
    return any(sheet.texts for sheet in sheets) or opening.is_blank(content)


def _read_damaged(content: bytes, error: Exception) -> _Found:
    try:
        mended = opening.mend(content)
    except UnreadableDocument as refusal:
        sheets = fallback.read_sheets(content) if refusal.cause == opening.LOCKED else []
        if any(sheet.characters for sheet in sheets):
            return _Found(sheets=sheets, repairs=("damaged: read by pdfplumber, which needs no password for it",))
        raise
    if mended is not None:
        try:
            return replace(_read_fast(mended), repairs=("damaged: rebuilt from the objects that are left",))
        except pypdfium2.PdfiumError:
            # qpdf wrote what pdfium still refuses: the slow reader is asked.
            mended = None
    sheets = fallback.read_sheets(content)
    if any(sheet.characters for sheet in sheets):
        return _Found(sheets=sheets, repairs=("damaged: read by pdfplumber as far as it goes",))
    raise UnreadableDocument("the PDF is cut off or damaged", remedy="fetch it again") from error


def _read_fast(content: bytes) -> _Found:
    with opening.open_pdf(content) as document:
        return _Found(sheets=_read_sheets(document), embedded=_embedded(document))


def _without_text(sheets: list[Sheet], content: bytes) -> UnreadableDocument:
    if any(sheet.characters for sheet in sheets):
        cause = "scanned: its pages are pictures, with no more than a few letters of text on any"
    else:
        scanned = any(sheet.pictured for sheet in sheets)
        if not scanned and _shows_nothing(content):
            # Publishers list some filings before their text is there.
            return UnreadableDocument("no page has any text: all are blank", remedy="fetch it again", empty=True)
        cause = "scanned: no page has a text layer" if scanned else "no page has any text"
    return UnreadableDocument(cause, remedy="ask the publisher for the text version, or read it with OCR")


def _shows_nothing(content: bytes) -> bool:
    try:
        return opening.is_blank(content)
    except pypdfium2.PdfiumError:  # it was mended to be read
        return False


def _warnings(sheets: list[Sheet]) -> tuple[str, ...]:
    askew = sum(len(line.text) for sheet in sheets for line in sheet.askew)
    return (f"{askew} characters that stand askew were set aside (stamps, labels at the side)",) if askew else ()


def compose(sheets: list[Sheet]) -> Draft:
    """The draft of pages whose lines and ruled tables are known."""
    set_furniture_aside(sheets)
    lighten(sheets)
    return _flowing(sheets)


@_no_search_for_cycles()
def _flowing(sheets: list[Sheet]) -> Draft:
    typography = measure(sheets)
    flow = Flow(typography)
    orders = [flow.read(sheet, gutter) for sheet, gutter in zip(sheets, find_gutters(sheets), strict=True)]
    name_blocks(flow.runs, typography)
    return write(sheets, orders, flow.runs)


def _is_scan(sheet: Sheet) -> bool:
    return sheet.pictured > _COVERED and sheet.characters < _FEWEST


@_no_search_for_cycles()
def _read_sheets(document: Any) -> list[Sheet]:
    count = len(document)
    if not count:
        raise UnreadableDocument("the PDF has no pages", remedy="fetch it again")
    if count > limits.PAGES:
        cause = f"the PDF has {count:,} pages, more than the {limits.PAGES:,} that are read"
        raise UnreadableDocument(cause, remedy=_PART)
    sheets = []
    characters = 0
    for index in range(count):
        page = document[index]
        try:
            sheets.append(read_sheet(page, index + 1))
        finally:
            page.close()
        characters += sheets[-1].characters
        if characters > limits.CHARACTERS:
            cause = f"the PDF has more than the {limits.CHARACTERS:,} characters that are read"
            raise UnreadableDocument(cause, remedy=_PART)
    return sheets


def _embedded(document: Any) -> tuple[str, ...]:
    """The names of the embedded files; many or long ones are named in part."""
    count = document.count_attachments()
    names = [document.get_attachment(at).get_name() for at in range(min(count, limits.ATTACHMENTS))]
    short = (name if len(name) <= limits.NAME else f"{name[: limits.NAME]}…" for name in names)
    return (*short, *([f"… ({count:,})"] if count > len(names) else []))
