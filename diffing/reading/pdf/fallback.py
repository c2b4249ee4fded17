"""Pages as pdfplumber sees them, for the files that pdfium cannot open or finds no text in.

pdfplumber is twelve times slower and forgives more: it reads what has a broken cross-reference table or fonts that
pdfium gives up on. What it finds goes through the same page model.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from diffing.reading.limits import check
from diffing.reading.pdf import limits
from diffing.reading.pdf.glyphs import Glyphs, empty
from diffing.reading.pdf.rules import THIN, Rule, Rules, join_rules
from diffing.reading.pdf.sheet import Sheet, lay_out

# What damaged files make pdfminer raise, beside its own errors: it trusts the types of what it reads.
BROKEN = (
    PDFException, PdfminerException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    RecursionError, OverflowError, ArithmeticError, NotImplementedError,
)  # fmt: skip
# pdfminer writes a character without a known meaning so.
_UNKNOWN = "(cid:"


def read_sheets(content: bytes) -> list[Sheet]:
    """The pages of a PDF; no pages when pdfplumber cannot read it either.

    Pages behind the damage, and those beyond what there is time for, are there without their text.
    """
    sheets: list[Sheet] = []
    count = 0
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            count = len(document.pages)
            check("pages", count, limits.PAGES)
            for page in document.pages[: limits.SLOW_PAGES]:
                sheets.append(_sheet(page))
                page.close()
    except BROKEN:
        # What was read before the damage is kept; nothing at all means the file cannot be read.
        count = count if sheets else 0
    return [*sheets, *(_unread(number) for number in range(len(sheets) + 1, count + 1))]


def _unread(number: int) -> Sheet:
    """A page that could not be read: it counts as one without text."""
    return Sheet(number=number, width=1.0, height=1.0, lines=[], grids=[])


def _sheet(page: Any) -> Sheet:
    check(f"characters on page {page.page_number}", len(page.chars), limits.PAGE_CHARACTERS)
    glyphs = _glyphs(page)
    number = int(page.page_number)
    lines, grids = lay_out(glyphs, _rules(page), number)
    return Sheet(
        number=number,
        width=float(page.width),
        height=float(page.height),
        lines=lines,
        grids=grids,
        characters=len(glyphs),
        unmapped=glyphs.unmapped,
        pictured=float(len(page.images)),
    )


def _glyphs(page: Any) -> Glyphs:
    drawn = page.dedupe_chars().chars
    chars = [char for char in drawn if char["upright"] and char["text"].strip()]
    if not chars:
        return empty()
    known = [(sign, char) for char in chars for sign in _signs(char["text"])]
    measures = np.array([(char["x0"], char["x1"], char["bottom"], char["size"]) for _, char in known], np.float64)
    size = np.maximum(measures[:, 3], 0.5)
    none = np.zeros(len(known), bool)
    return Glyphs(
        signs=np.array([sign for sign, _ in known], "<U1"),
        left=np.clip(measures[:, 0], 0, page.width),
        right=np.clip(measures[:, 1], 0, page.width),
        base=measures[:, 2] - 0.2 * size,
        em=size,
        bold=np.array(["bold" in str(char["fontname"]).lower() for _, char in known]),
        spaced=none,
        artifact=np.array([char.get("tag") == "Artifact" for _, char in known]),
        unmapped=sum(char["text"].startswith(_UNKNOWN) for char in chars),
    )


def _signs(text: str) -> str:
    return "\ufffd" if text.startswith(_UNKNOWN) else text


def _rules(page: Any) -> Rules:
    across: list[Rule] = []
    down: list[Rule] = []
    for edge in page.edges[: limits.PAGE_RULES]:
        shaded = edge["object_type"] == "rect_edge" and not edge.get("stroke")
        if shaded and min(edge["width"], edge["height"]) > THIN:
            continue
        if edge["orientation"] == "h":
            across.append((edge["top"], edge["x0"], edge["x1"]))
        else:
            down.append((edge["x0"], edge["top"], edge["bottom"]))
    return Rules(
        across=join_rules(np.array(across, np.float64).reshape(-1, 3)),
        down=join_rules(np.array(down, np.float64).reshape(-1, 3)),
    )
