"""`filingwatch read`, `figures` and `claims`: what was read from one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Answer, busy, write_whole
from bot.opening import opened
from bot.rendering.formats import json_lines
from bot.rendering.looks import Look
from bot.rendering.reading import claims_table, document_text, figures_table
from diffing.serialising import to_json
from diffing.settings import Settings

if TYPE_CHECKING:
    from bot.apart import Apart


def read(place: str, apart: Apart, look: Look, *, as_json: bool, ocr: bool = False) -> Answer:
    """The document itself: what it says it is, how much of it was read, and its blocks in order."""
    original = opened(place)
    with busy("Reading"):
        document = apart.document(original, Settings(ocr=ocr))
    return Answer(text=json_lines(to_json(document)) if as_json else document_text(document, look))


def picture(place: str, page: int, apart: Apart, output: Path | None, *, ocr: bool = False) -> Answer:
    """Where the picture of a page has been written: to `output`, or beside other work under the file's own name."""
    original = opened(place)
    with busy("Drawing"):
        drawn = apart.picture(original, page, Settings(ocr=ocr))
    written = output or Path(f"{Path(original.name).stem}-{page}.png")
    write_whole(written, drawn)
    return Answer(text=f"{written}\n")


def figures(place: str, apart: Apart, look: Look, *, as_json: bool, ocr: bool = False) -> Answer:
    """Every figure of the file, in order."""
    original = opened(place)
    with busy("Reading"):
        found = apart.figures(original, Settings(ocr=ocr))
    return Answer(text=json_lines(to_json(found)) if as_json else figures_table(found, look))


def claims(place: str, apart: Apart, look: Look, *, as_json: bool, ocr: bool = False) -> Answer:
    """Every claim of the file, in order."""
    original = opened(place)
    with busy("Reading"):
        found = apart.claims(original, Settings(ocr=ocr))
    return Answer(text=json_lines(to_json(found)) if as_json else claims_table(found, look))
