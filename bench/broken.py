"""Damaged, odd and hostile PDFs read apart: each is read whole or refused with a true reason in one line.

Needs the folder that FILINGWATCH_CORPUS names (`../shared` unless given). Run: python -m bench broken
The judges are pypdfium2 and pdfplumber: what the better of them prints inside the crop box must be read or set aside.
"""

from __future__ import annotations

import io
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from bot.apart import Apart, Limits, Overran
from bot.inside import Original
from diffing.errors import UnreadableDocument
from diffing.settings import Settings

ENOUGH = 0.98
PROCESSES = 2
LONGEST = 600
# Printed without ink: white space, what has no width, soft hyphens, and what pdfium puts at a line end.
_INKLESS = {*range(0x21), 0x7F, 0xA0, 0xAD, 0x3000, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE}
# How pdfminer writes a glyph of which the file does not say what it is: such a one is counted, but not read.
_UNKNOWN = "(cid:"
# What broken files make pdfminer raise.
_BROKEN = (
    PDFException, PdfminerException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    RecursionError, OverflowError, ArithmeticError, NotImplementedError,
)  # fmt: skip
# Why a judge finds more than is read or set aside, looked at one by one.
_RUNNING = "all it says is page numbers and running lines, and it is refused as that"
_PICTURED = "a picture with a stamp of less than twenty letters: a scan"
CAUSES = {
    "pdfbox/page_tree_multiple_levels.pdf": _RUNNING,
    "pdfjs/S2.pdf": _PICTURED,
    "pdfjs/ThuluthFeatures.pdf": "two thirds are glyphs without a meaning: garbled",
    "pdfjs/bug911034.pdf": "combining signs and joiners without width",
    "pdfjs/complex_ttf_font.pdf": "glyph numbers instead of characters: garbled",
    "pdfjs/issue12007_reduced.pdf": _PICTURED,
    "pdfjs/issue12810.pdf": _RUNNING,
    "pdfjs/issue15893_reduced.pdf": "qpdf and pdfium want a password that pdfplumber does not",
    "pdfjs/issue16287.pdf": _RUNNING,
    "pdfjs/issue20319_2.pdf": "a letter that is printed three times, once over the other",
    "pdfplumber/issue-842-example.pdf": "six letters that are printed twice, a little apart",
    "pdfplumber/malformed-from-issue-932.pdf": _PICTURED,
    "pymupdf/test_2645_2.pdf": "the file tags all its text as furniture",
    "pymupdf/test_2788.pdf": _RUNNING,
    "pymupdf/test_3362.pdf": "most glyphs have control characters for a meaning",
    "qpdf/bad26.pdf": "pdfium finds no text on its page, pdfplumber does",
    "qpdf/bad6.pdf": "one page that pdfplumber finds twice",
    "qpdf/c-ignore-xref-streams.pdf": _RUNNING,
    "qpdf/enc-R3_V2_O_master.pdf": _RUNNING,
    "qpdf/enc-base.pdf": _RUNNING,
    "qpdf/hybrid-xref.pdf": _RUNNING,
    "qpdf/outlines-with-loop.pdf": _RUNNING,
    "qpdf/page-labels-no-zero.pdf": _RUNNING,
    "qpdf/xref-compressed-in-compressed.pdf": _RUNNING,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file: the signs that were read or set aside, or why it was refused, and what the judges find in it."""

    name: str
    signs: int
    refusal: str
    seconds: float
    judged: int = 0

    @property
    def wanting(self) -> bool:
        """Whether a judge finds clearly more than was read, or the refusal is no single line."""
        return self.signs < self.judged * ENOUGH or "\n" in self.refusal


def read(path: Path) -> Outcome:
    """What becomes of one file."""
    began, signs, refusal = time.perf_counter(), 0, ""
    try:
        found = Apart().document(Original(body=path.read_bytes(), name=path.name), Settings())
        signs = found.coverage.characters + found.coverage.set_aside
    except UnreadableDocument as error:
        refusal = str(error)
    return Outcome(f"{path.parent.name}/{path.name}", signs, refusal, time.perf_counter() - began)


def judged(path: Path) -> int:
    """How many signs the better judge finds; one that breaks, or takes longer than 30 s, finds none."""
    apart = Apart(limits=Limits(seconds=30))
    found = [0]
    for judge in (by_pdfium, by_pdfplumber):
        try:
            found.append(apart.run(judge, path.read_bytes(), name=path.name))
        except Overran:
            found.append(0)
    return max(found)


def by_pdfium(content: bytes) -> int:
    """The signs that pypdfium2 finds inside the crop boxes."""
    try:
        document = pypdfium2.PdfDocument(content)
        return sum(_page_signs(document[index]) for index in range(len(document)))
    except pypdfium2.PdfiumError:
        return 0


def _page_signs(page: Any) -> int:
    text = page.get_textpage()
    left, bottom, right, top = page.get_cropbox()
    found = 0
    for index in range(text.count_chars()):
        made_up = pdfium.FPDFText_IsGenerated(text.raw, index) == 1
        if made_up or pdfium.FPDFText_GetUnicode(text.raw, index) in _INKLESS:
            continue
        x0, y0, x1, y1 = text.get_charbox(index, loose=True)
        found += left <= (x0 + x1) / 2 <= right and bottom <= (y0 + y1) / 2 <= top
    return found


def by_pdfplumber(content: bytes) -> int:
    """The signs that pdfplumber finds inside the crop boxes; letters printed twice for boldness count once."""
    found = 0
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            for page in document.pages:
                found += _plumbed(page)
    except _BROKEN:
        # What was counted before the damage counts.
        return found
    return found


def _plumbed(page: Any) -> int:
    left, top, right, bottom = page.cropbox
    chars = page.dedupe_chars().chars
    page.close()
    inside = (
        char["text"]
        for char in chars
        if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    )
    known = (text for text in inside if not text.startswith(_UNKNOWN))
    return sum(ord(sign) not in _INKLESS for text in known for sign in text)


def outcomes(paths: Sequence[Path]) -> Iterator[Outcome]:
    """What becomes of every file, then what the judges say of each; prints how long the reading took."""
    with ThreadPoolExecutor(PROCESSES) as pool:
        began = time.perf_counter()
        found = list(pool.map(read, paths))
        took = time.perf_counter() - began
        print(f"{len(found)} files in {took:.0f} s by {PROCESSES} processes (at most {LONGEST} s)")
        for outcome, count in zip(found, pool.map(judged, paths), strict=True):
            yield Outcome(outcome.name, outcome.signs, outcome.refusal, outcome.seconds, count)


def main() -> None:
    """Prints every file that falls short, every reason for a refusal with its count, and the sums."""
    folder = Path(os.environ.get("FILINGWATCH_CORPUS", "../shared")) / "broken"
    found = list(outcomes(sorted(folder.rglob("*.pdf"))))
    for outcome in found:
        if outcome.wanting:
            cause = CAUSES.get(outcome.name, f"unexplained: {outcome.refusal}")
            print(f"{outcome.name:44} {outcome.signs:6} of {outcome.judged:6}  {cause}")
    reasons = Counter(outcome.refusal.partition(": ")[2] for outcome in found if outcome.refusal)
    for reason, count in reasons.most_common():
        print(f"{count:5}  {reason}")
    read_whole = sum(not outcome.refusal for outcome in found)
    wanting = [outcome.name for outcome in found if outcome.wanting]
    slowest = max(found, key=lambda outcome: outcome.seconds)
    print(f"read {read_whole}, refused {len(found) - read_whole}, falling short {len(wanting)}")
    print(f"slowest {slowest.name}: {slowest.seconds:.1f} s")
    if set(wanting) - set(CAUSES):
        raise SystemExit(1)
