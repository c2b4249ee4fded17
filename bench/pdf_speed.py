"""How fast the page model is, against pdfplumber's text and tables and pdfium's plain text, in one process.

Needs the folder that FILINGWATCH_CORPUS names (`../shared` unless given). Processor time, medians; the rounds are
interleaved, since a shared machine drifts. Run: python bench/pdf_speed.py [pages [rounds]]
"""

from __future__ import annotations

import io
import math
import os
import resource
import sys
from pathlib import Path
from statistics import median
from time import process_time

import pdfplumber
import pikepdf
import pypdfium2

from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

REPORTS = (
    "cn-annual/600519_moutai_2021_annual.pdf",
    "cn-annual/000001_pingan_2016_annual.pdf",
    "cn-annual/000002_vanke_2014_annual.pdf",
    "hk/02565_pegbio_2025_annual_bilingual.pdf",
    "world/tmx_2018_annual.pdf",
)


def first_pages(content: bytes, pages: int) -> bytes:
    """A file of the middle pages of another, where tables and text are mixed."""
    with pikepdf.open(io.BytesIO(content)) as document:
        start = max((len(document.pages) - pages) // 2, 0)
        del document.pages[start + pages :]
        del document.pages[:start]
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def read_model(content: bytes) -> None:
    """The whole page model."""
    read_pdf(content, Settings())


def read_plumber(content: bytes) -> None:
    """Pdfplumber's text and tables."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def read_plain(content: bytes) -> None:
    """Pdfium's plain text."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    document.close()


READERS = {"model": read_model, "pdfplumber": read_plumber, "pdfium": read_plain}


def main() -> None:
    """Prints pages a second and the two ratios for each report."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5  # noqa: PLR2004  # two arguments
    folder = Path(os.environ.get("FILINGWATCH_CORPUS", "../shared")) / "filings"
    gains, costs = [], []
    print(f"{'report':32} {'model':>8} {'plumber':>8} {'pdfium':>8}   pages a second    × pdfplumber   × pdfium")
    for name in REPORTS:
        content = first_pages((folder / name).read_bytes(), pages)
        times: dict[str, list[float]] = {reader: [] for reader in READERS}
        for _ in range(rounds):
            for reader, read in READERS.items():
                start = process_time()
                read(content)
                times[reader].append(process_time() - start)
        model, plumber, plain = (median(times[reader]) for reader in READERS)
        gains.append(plumber / model)
        costs.append(model / plain)
        rates = " ".join(f"{pages / seconds:8.1f}" for seconds in (model, plumber, plain))
        print(f"{Path(name).stem:32} {rates}   {'':16} {gains[-1]:12.1f} {costs[-1]:10.2f}")
    print(f"{'geometric mean':32} {'':45} {_mean(gains):12.1f} {_mean(costs):10.2f}")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def _mean(values: list[float]) -> float:
    return math.exp(sum(map(math.log, values)) / len(values))


if __name__ == "__main__":
    main()
