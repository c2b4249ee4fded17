"""How fast the page model is, against pdfplumber's text and tables and pdfium's plain text; its memory; two processes.

Needs the folder that FILINGWATCH_CORPUS names (`../shared` unless given). Processor time in one process, medians; the
rounds are interleaved, since a shared machine drifts. Run: python bench/pdf_speed.py [pages [rounds]]
"""

from __future__ import annotations

import io
import math
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pdfplumber
import pikepdf
import pypdfium2

from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

REPORTS = (
    "cn-annual/600519_moutai_2020_annual.pdf",
    "cn-annual/600519_moutai_2021_annual.pdf",
    "cn-annual/000002_vanke_2004_annual.pdf",
    "cn-annual/000002_vanke_2014_annual.pdf",
    "cn-annual/000001_pingan_2017_annual.pdf",
    "hk/02565_pegbio_2025_annual_bilingual.pdf",
    "world/nasdaq_2018_annual.pdf",
    "world/tmx_2017_annual.pdf",
    "world/tmx_2018_annual.pdf",
    "world/euronext_2016_annual.pdf",
)
# What is asked of each report, and how long a file memory is measured on.
FASTER, SLOWER, LONG = 12, 3, 400
# Pieces that two processes share, and how often.
PIECES, PIECE_PAGES, ROUNDS = 6, 60, 5


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
    """Prints pages a second and the two ratios for each report, then memory, then the gain of two processes."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5  # noqa: PLR2004  # two arguments
    folder = Path(os.environ.get("FILINGWATCH_CORPUS", "../shared")) / "filings"
    compare(folder, pages, rounds)
    long = (folder / REPORTS[1]).read_bytes()
    with ProcessPoolExecutor(1, get_context("spawn")) as one:
        print(one.submit(measure_memory, many_pages(long, LONG)).result())
    print(f"two processes: {gain_of_two(long):.2f} times as fast as one, best of {ROUNDS}")


def compare(folder: Path, pages: int, rounds: int) -> None:
    """Prints one line per report, and how many reports reach what is asked."""
    gains, costs = [], []
    print(f"{'report':36} {'model':>8} {'plumber':>8} {'pdfium':>8}   pages a second   × pdfplumber   × pdfium")
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
        print(f"{Path(name).stem:36} {rates}   {'':14} {gains[-1]:14.1f} {costs[-1]:10.2f}", flush=True)
    print(f"{'geometric mean':36} {'':43} {_mean(gains):14.1f} {_mean(costs):10.2f}")
    both = sum(gain >= FASTER and cost <= SLOWER for gain, cost in zip(gains, costs, strict=True))
    print(f"{both} of {len(REPORTS)} reports at least {FASTER} × pdfplumber and at most {SLOWER} × pdfium's plain text")


def many_pages(content: bytes, pages: int) -> bytes:
    """A file of so many pages: those of another, again and again."""
    with pikepdf.open(io.BytesIO(content)) as document, pikepdf.new() as long:
        while len(long.pages) < pages:
            long.pages.extend(list(document.pages)[: pages - len(long.pages)])
        out = io.BytesIO()
        long.save(out)
    return out.getvalue()


def measure_memory(content: bytes) -> str:
    """How much more a process holds at most after it has read a file once, and thrice."""
    start = _most_held()
    read_model(content)
    once = _most_held() - start
    read_model(content)
    read_model(content)
    return f"memory: {once} MB above start for {LONG} pages, {_most_held() - start} MB after reading them three times"


def _most_held() -> int:
    """The most memory this process has held, in MB; `ru_maxrss` would count what its parent held before it."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def gain_of_two(content: bytes) -> float:
    """How many times faster two processes read some files than one, by the clock on the wall; best of some rounds."""
    with ProcessPoolExecutor(1, get_context("spawn")) as one, ProcessPoolExecutor(2, get_context("spawn")) as two:
        files = [first_pages(content, PIECE_PAGES)] * PIECES
        best = 0.0
        for _ in range(ROUNDS + 1):
            seconds = []
            for pool in (one, two):
                start = perf_counter()
                list(pool.map(read_model, files))
                seconds.append(perf_counter() - start)
            best = max(best, seconds[0] / seconds[1])
    return best


def _mean(values: list[float]) -> float:
    return math.exp(sum(map(math.log, values)) / len(values))


if __name__ == "__main__":
    main()
