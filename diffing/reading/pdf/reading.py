"""PDF bytes into a Draft: the pages one by one, then what runs through them.

open ─ each page: glyphs, rules, lines, ruled tables ─ furniture set aside ─ typography ─ blocks ─ headings ─ text
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from diffing.errors import UnreadableDocument
from diffing.reading.draft import Draft
from diffing.reading.pdf import limits
from diffing.reading.pdf.flow import Flow
from diffing.reading.pdf.furniture import set_furniture_aside
from diffing.reading.pdf.headings import name_blocks
from diffing.reading.pdf.opening import open_pdf
from diffing.reading.pdf.sheet import Sheet, read_sheet
from diffing.reading.pdf.typography import measure
from diffing.reading.pdf.writing import write
from diffing.settings import Settings

# A page with fewer characters, and with a picture on it, is a scan with at most a stamp or a page number.
_FEWEST = 20


def read_pdf(content: bytes, settings: Settings) -> Draft:
    """The text, blocks, tables and places of a PDF with a text layer.

    Pages that are pictures are named in `pages_without_text`. Raises UnreadableDocument when the file is empty, no
    PDF, damaged, locked, without pages, too large, or a scan from the first page to the last.
    """
    del settings
    with open_pdf(content) as (document, repairs):
        sheets = _read_sheets(document)
        embedded = _embedded(document)
    without = tuple(sheet.number for sheet in sheets if not sheet.characters or _is_scan(sheet))
    if len(without) == len(sheets):
        cause = "scanned: no page has a text layer" if any(sheet.pictures for sheet in sheets) else "no page has text"
        raise UnreadableDocument(cause, remedy="ask the publisher for the text version, or read it with OCR")
    draft = compose(sheets)
    return replace(
        draft,
        pages_without_text=without,
        unmapped_glyphs=sum(sheet.unmapped for sheet in sheets),
        embedded_files=embedded,
        repairs=repairs,
    )


def compose(sheets: list[Sheet]) -> Draft:
    """The draft of pages whose lines and ruled tables are known."""
    set_furniture_aside(sheets)
    typography = measure(sheets)
    flow = Flow(typography)
    orders = [flow.read(sheet) for sheet in sheets]
    name_blocks(flow.runs, typography)
    return write(sheets, orders, flow.runs)


def _is_scan(sheet: Sheet) -> bool:
    return sheet.pictures > 0 and sheet.characters < _FEWEST


def _read_sheets(document: Any) -> list[Sheet]:
    count = len(document)
    if not count:
        raise UnreadableDocument("the PDF has no pages")
    if count > limits.PAGES:
        raise UnreadableDocument(f"the PDF has {count:,} pages, more than the {limits.PAGES:,} that are read")
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
            raise UnreadableDocument(f"the PDF has more than the {limits.CHARACTERS:,} characters that are read")
    return sheets


def _embedded(document: Any) -> tuple[str, ...]:
    return tuple(document.get_attachment(at).get_name() for at in range(document.count_attachments()))
