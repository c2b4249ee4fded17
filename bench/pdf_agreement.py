"""How far the page model agrees with pdfplumber on real filings: decimals on each page, rows of tables both see ruled.

Needs the folder that FILINGWATCH_CORPUS names (`../shared` unless given). Run: python bench/pdf_agreement.py [pages per
filing [-v]]
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2

from diffing.reading.pdf.sheet import Grid, Sheet, read_sheet

# Points by which boxes overlap at least that are about the same table.
_EDGE = 3.0
_DECIMAL = re.compile(r"\d[\d,]*\.\d+")


def squeeze(text: str | None) -> str:
    """`text` without spaces."""
    return "".join((text or "").split())


def decimals(sheet: Sheet) -> Counter[str]:
    """The decimal numbers on a page, those wrapped in cells as they are printed, line by line."""
    cells = [line for grid in sheet.grids for lines in grid.lines for line in lines]
    return Counter(found for line in (*sheet.lines, *cells, *sheet.askew) for found in _DECIMAL.findall(line.text))


def rows(grid: Grid) -> Counter[tuple[str, ...]]:
    """The rows of a ruled table, empty cells left out."""
    texts: dict[int, list[str]] = {}
    for field, lines in zip(grid.fields, grid.lines, strict=True):
        texts.setdefault(field.row, []).append(squeeze("".join(line.text for line in lines)))
    return Counter(tuple(text for text in row if text) for row in texts.values() if any(row))


def plumber_rows(page: Any, grids: list[Grid]) -> Counter[tuple[str, ...]]:
    """The same of pdfplumber, which takes the edges of shaded boxes for rules too; only tables that both see."""
    left, top = page.bbox[:2]
    found = (
        row
        for table in page.find_tables()
        if any(
            _overlap(table.bbox, (grid.left + left, grid.top + top, grid.right + left, grid.bottom + top))
            for grid in grids
        )
        for row in table.extract()
    )
    return Counter(tuple(squeeze(cell) for cell in row if squeeze(cell)) for row in found if any(row))


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether a box covers a part of the other that is not only its edge."""
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return wide > _EDGE and high > _EDGE


def main() -> None:
    """Prints one line per filing and the sums."""
    sample = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    folder = Path(os.environ.get("FILINGWATCH_CORPUS", "../shared")) / "filings"
    total: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.pdf")):
        counts = compare(path.read_bytes(), sample)
        total += counts
        if counts["numbers"] or counts["rows"]:
            print(f"{path.name[:48]:48} {_said(counts)}")
    print(f"{'all':48} {_said(total)}")


def _said(counts: Counter[str]) -> str:
    return (
        f"decimals {counts['numbers']:6} other {counts['other numbers']:4}   "
        f"ruled rows {counts['rows']:5} alike {counts['rows alike']:5}"
    )


def shown(page: Any) -> Any:
    """What of a pdfplumber page is shown: some makers leave notes to themselves beside it."""
    left, top, right, bottom = page.cropbox
    width, height = float(page.bbox[2]), float(page.bbox[3])
    return page.within_bbox((max(left, 0), max(top, 0), min(right, width), min(bottom, height)))


def compare(content: bytes, sample: int) -> Counter[str]:
    """Counts of numbers and rows, alike and not, on a few pages of a filing."""
    counts: Counter[str] = Counter()
    document = pypdfium2.PdfDocument(content)
    with pdfplumber.open(io.BytesIO(content)) as judge:
        step = max(len(document) // sample, 1)
        for index in range(step // 2, min(len(document), len(judge.pages)), step):
            page, other = document[index], shown(judge.pages[index])
            sheet = read_sheet(page, index + 1)
            page.close()
            ours, theirs = decimals(sheet), Counter(_DECIMAL.findall(other.extract_text() or ""))
            counts["numbers"] += ours.total()
            counts["other numbers"] += (ours - theirs).total() + (theirs - ours).total()
            _compare_rows(sheet, other, counts)
            if "-v" in sys.argv and ours != theirs:
                print(f"page {index + 1}: only here {ours - theirs}, only there {theirs - ours}")
            other.close()
    document.close()
    return counts


def _compare_rows(sheet: Sheet, other: Any, counts: Counter[str]) -> None:
    ours = sum((rows(grid) for grid in sheet.grids), Counter[tuple[str, ...]]())
    theirs = plumber_rows(other, sheet.grids)
    if ours and theirs:
        counts["rows"] += theirs.total()
        counts["rows alike"] += (ours & theirs).total()
        if "-v" in sys.argv and theirs - ours:
            print(f"page {sheet.number}: not as pdfplumber: {list(theirs - ours)[:3]}")


if __name__ == "__main__":
    main()
