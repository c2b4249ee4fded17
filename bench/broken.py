"""Damaged, odd and hostile PDFs read apart: each is read whole or refused with a true reason in one line.

Needs the folder that FILINGWATCH_CORPUS names (`../shared` unless given). Run: python -m bench broken
The judges are pypdfium2 and pdfplumber: what the better of them prints inside the crop box must be read or set aside.
"""

from __future__ import annotations

import io
import os
import time
import unicodedata
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
# Printed without ink, by general category: white space, controls, joiners and directions, and what is no character at
# all, such as U+FFFE, which pdfium puts at a line end.
_INKLESS = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cn"}
# How pdfminer writes a glyph of which the file does not say what it is: such a one is counted, but not read.
_UNKNOWN = "(cid:"
# What broken files make pdfminer raise.
_BROKEN = (
    PDFException, PdfminerException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    RecursionError, OverflowError, ArithmeticError, NotImplementedError,
)  # fmt: skip
# Why a judge finds more than is read or set aside, looked at one by one.
_PICTURED = "a picture with a stamp of less than twenty letters: refused as a scan"
_GARBLED = "glyph numbers instead of characters: refused as garbled"
_ASKEW = "all its text stands askew: refused as that"
CAUSES = {
    "pdfbox/page_tree_multiple_levels.pdf": "says Page1 to Page4 and nothing else: refused as nothing but page numbers",
    "pdfjs/S2.pdf": _PICTURED,
    "pdfjs/ThuluthFeatures.pdf": _GARBLED,
    "pdfjs/complex_ttf_font.pdf": _GARBLED,
    "pdfjs/issue12007_reduced.pdf": _PICTURED,
    "pdfjs/issue12810.pdf": _ASKEW,
    "pdfjs/issue20319_2.pdf": "two of its three letters lie half over each other: pdfium takes one for a copy",
    "pdfplumber/malformed-from-issue-932.pdf": _PICTURED,
    "pymupdf/test_2645_2.pdf": _ASKEW,
    "qpdf/bad6.pdf": "one page by its own count, by pdfium's and by qpdf's, which pdfplumber finds twice",
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
    chars = []
    for index in range(text.count_chars()):
        sign = chr(min(pdfium.FPDFText_GetUnicode(text.raw, index), 0x10FFFF))
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1 or not _has_ink(sign):
            continue
        x0, y0, x1, y1 = text.get_charbox(index, loose=True)
        if left <= (x0 + x1) / 2 <= right and bottom <= (y0 + y1) / 2 <= top:
            size = pdfium.FPDFText_GetFontSize(text.raw, index)
            chars.append({"text": sign, "x0": x0, "top": y1, "size": size})
    return len(_printed_once(chars))


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
    chars = _printed_once(page.chars)
    page.close()
    inside = (
        char["text"]
        for char in chars
        if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    )
    known = (text for text in inside if not text.startswith(_UNKNOWN))
    return sum(_has_ink(sign) for text in known for sign in text)


def _printed_once(chars: Sequence[Any]) -> list[Any]:
    """The characters without those printed over the same one a hair's breadth away, as old covers do for boldness."""
    kept: list[Any] = []
    taken: set[tuple[str, int, int]] = set()
    for char in chars:
        step = max(min(1.0, char["size"] / 10), 0.1)
        across, down = round(char["x0"] / step), round(char["top"] / step)
        if not any((char["text"], across + x, down + y) in taken for x in (-1, 0, 1) for y in (-1, 0, 1)):
            kept.append(char)
        taken.add((char["text"], across, down))
    return kept


def _has_ink(sign: str) -> bool:
    return unicodedata.category(sign) not in _INKLESS


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
