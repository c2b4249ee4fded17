"""The words of a sentence stand under its boxes: pdfium reads them back from the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bench import pdf_boxes

if TYPE_CHECKING:
    from pathlib import Path


def drawn(pen: Any) -> bytes:
    """A page with a paragraph and a table."""
    words = pen.lines(
        72, 100, ["The Board of Directors has approved the report of", "the Company for the year."], 14, 10
    )
    table = pen.ruled((72, 200, 300), (160, 180, 200))
    cells = pen.text(80, 174, "存货", 10) + pen.text(210, 174, "1,234.50", 10) + pen.text(80, 194, "商誉", 10)
    return bytes(words + table + cells + pen.text(210, 194, "78.00", 10))


@pytest.mark.parametrize("turn", [b"", b"/Rotate 90", b"/Rotate 270", b"/CropBox[50 60 560 800]"])
def test_words_stand_under_their_boxes(pen: Any, turn: bytes) -> None:
    """Turned and cropped pages too."""
    counts = pdf_boxes.check(pen.write([drawn(pen)], turn))
    assert counts["sentences"] == counts["sentences found"] > 0
    assert counts["cells"] == counts["cells found"] > 0


def test_a_report_has_its_words_under_its_boxes(corpus: Path) -> None:
    """A few pages of a real report, sideways ones among them."""
    content = (corpus / "filings" / "cn-annual" / "600519_moutai_2021_annual.pdf").read_bytes()
    counts = pdf_boxes.check(pdf_boxes.sample(content, 4))
    assert counts["sentences found"] >= 0.995 * counts["sentences"] > 0
    assert counts["cells found"] >= 0.995 * counts["cells"] > 0
