"""How many sentences and cells of a PDF have their words under their boxes, read back by pdfium from the page itself.

Needs the folder that FILINGWATCH_CORPUS names (`../shared` unless given). Run: python bench/pdf_boxes.py [pages per
filing [-v]]
"""

from __future__ import annotations

import io
import os
import re
import sys
import unicodedata
from collections import Counter
from ctypes import byref, c_double
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

import diffing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diffing.document import Box, Document, Passage

# pdfium takes whole numbers for places on a page: so many of them to a point.
_TO_A_POINT = 100
# Points that are left out at each side of a box: what only touches it stands beside it.
_INSIDE = 0.1
# A word or a whole figure; of Chinese each sign, since pdfium gives signs of other fonts after those of the line's.
_WORD = re.compile(r"[\u2e80-\uffff]|[^\W\u2e80-\uffff]+(?:[.,][^\W\u2e80-\uffff]+)*")


def main() -> None:
    """Prints one line per filing where something is not under its box, and the sums."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    folder = Path(os.environ.get("FILINGWATCH_CORPUS", "../shared"))
    total: Counter[str] = Counter()
    for path in (folder / "prototypes" / "pdf" / "gold.pdf", *sorted((folder / "filings").rglob("*.pdf"))):
        try:
            counts = check(path.read_bytes() if path.stem == "gold" else sample(path.read_bytes(), pages))
        except diffing.DiffingError as error:
            print(f"{path.name[:48]:48} {error}")
            continue
        total += counts
        if counts["sentences"] != counts["sentences found"] or counts["cells"] != counts["cells found"]:
            print(f"{path.name[:48]:48} {_said(counts)}", flush=True)
    print(f"{'all':48} {_said(total)}")


def _said(counts: Counter[str]) -> str:
    return "   ".join(
        f"{what} {counts[f'{what} found']:6} of {counts[what]:6} {100 * counts[f'{what} found'] / counts[what]:7.2f} %"
        for what in ("sentences", "cells")
        if counts[what]
    )


def sample(content: bytes, pages: int) -> bytes:
    """A file of so many pages of another, evenly taken."""
    with pikepdf.open(io.BytesIO(content)) as document:
        step = max(len(document.pages) / pages, 1)
        kept = {int(at * step) for at in range(pages)}
        for at in reversed(range(len(document.pages))):
            if at not in kept:
                del document.pages[at]
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def check(content: bytes) -> Counter[str]:
    """How many sentences and filled cells there are, and how many have all their words under their boxes."""
    document = diffing.read(content, media_type="application/pdf")
    under = Under(content)
    counts: Counter[str] = Counter()
    cells = [cell for table in document.tables for cell in table.cells if cell.text.strip()]
    for what, passages in (("sentences", document.sentences), ("cells", cells)):
        for passage in passages:
            missed = [line for line in _lines(document, passage) if not under.holds(*line)]
            counts[what] += 1
            counts[f"{what} found"] += not missed
            if missed and "-v" in sys.argv:
                text, box = missed[0]
                print(f"page {box.page}: {text[:40]!r} but {under.read(box)[:60]!r}")
    under.close()
    return counts


def _lines(document: Document, passage: Passage) -> Iterator[tuple[str, Box]]:
    """What a passage says on each line, and the box of that."""
    for start, end in passage.parts or ((passage.start, passage.end),):
        at = start
        for text in document.text[start:end].split("\n"):
            if text.strip():
                (box,) = document.boxes([(at, at + len(text))])
                yield text, box
            at += len(text) + 1


class Under:
    """Reads what pdfium finds under a box of a page."""

    def __init__(self, content: bytes) -> None:
        self._document = pypdfium2.PdfDocument(content)
        self._open: tuple[int, Any, Any] | None = None

    def holds(self, text: str, box: Box) -> bool:
        """Whether all the words stand under the box; pdfium gives them in the order in which they are drawn."""
        found = _squeeze(self.read(box))
        return all(found.count(word) >= times for word, times in Counter(_WORD.findall(_squeeze(text, " "))).items())

    def read(self, box: Box) -> str:
        """The text under a box."""
        page, text_page = self._page(box.page)
        x0, y0 = _on_page(page, box.left + _INSIDE, box.top + _INSIDE)
        x1, y1 = _on_page(page, box.right - _INSIDE, box.bottom - _INSIDE)
        return str(text_page.get_text_bounded(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _page(self, number: int) -> tuple[Any, Any]:
        if self._open is None or self._open[0] != number:
            self.close_page()
            page = self._document[number - 1]
            self._open = number, page, page.get_textpage()
        return self._open[1:]

    def close_page(self) -> None:
        """Lets go of the page that is open."""
        if self._open:
            self._open[2].close()
            self._open[1].close()
            self._open = None

    def close(self) -> None:
        """Lets go of the file."""
        self.close_page()
        self._document.close()


def _on_page(page: Any, x: float, y: float) -> tuple[float, float]:
    """A place on the page as shown, in the coordinates it is drawn in: pdfium knows its turn and its crop box."""
    width, height = (round(_TO_A_POINT * side) for side in page.get_size())
    place = c_double(), c_double()
    at = round(_TO_A_POINT * x), round(_TO_A_POINT * y)
    pdfium.FPDF_DeviceToPage(page.raw, 0, 0, width, height, 0, *at, byref(place[0]), byref(place[1]))
    return place[0].value, place[1].value


def _squeeze(text: str, space: str = "") -> str:
    """`text` without spaces or with single ones; the hyphen at a line end, which pdfium writes as U+FFFE, is one."""
    return space.join(unicodedata.normalize("NFKC", text.replace("\ufffe", "-")).split())


if __name__ == "__main__":
    main()
