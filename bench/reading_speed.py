"""How fast HTML and Word filings are read, on one core; a 10-K's facts and blocks; facts without a value.

Megabytes are those of the markup: the page of an HTML filing, `word/document.xml` of a Word one. The Word filings hold
what the HTML ones say, as a word processor writes it. Needs the folder that FILINGWATCH_CORPUS names (`../shared`
unless given). Run: python -m bench reading_speed
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape

import diffing
from bench.shapes.office import docx
from diffing.document import Block, BlockKind, Document
from diffing.reading.decoding import decode
from diffing.reading.html import read_html
from diffing.reading.inline_xbrl import read_facts

TIMES = 5
# Seconds for the facts and blocks of a 10-K; megabytes a second.
LONGEST, SLOWEST = 0.35, 2.0
# What a word processor says of each run of type, and how many words stand in one.
_RUN = (
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>'
    '<w:t xml:space="preserve">'
)
_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Of one filing: megabytes a second as HTML and as Word, seconds for facts and blocks, facts not understood."""

    html: float
    word: float
    both: float
    unread: int


def main() -> None:
    """Prints one line per filing, and what falls short."""
    folder = Path(os.environ.get("FILINGWATCH_CORPUS", "../shared")) / "filings" / "sec"
    found = []
    for path in sorted(folder.glob("*.html")):
        found.append(measure(path.read_bytes()))
        last = found[-1]
        print(
            f"{path.name[:36]:36} facts and blocks {last.both:.2f} s, {last.unread} facts unread, "
            f"HTML {last.html:.1f} MB/s, Word {last.word:.1f} MB/s",
            flush=True,
        )
    html, word, both = min(at.html for at in found), min(at.word for at in found), max(at.both for at in found)
    print(f"slowest: {both:.2f} s (at most {LONGEST} s), HTML {html:.1f}, Word {word:.1f} MB/s (at least {SLOWEST})")
    if both > LONGEST or min(html, word) < SLOWEST:
        raise SystemExit(1)


def measure(content: bytes) -> Speed:
    """The speed of reading one HTML filing, and the same as a Word file."""
    document = diffing.read(content)
    body = "".join(_written(document))
    word = docx(body)
    return Speed(
        html=len(content) / 1e6 / _took(lambda: diffing.read(content)),
        word=len(body.encode()) / 1e6 / _took(lambda: diffing.read(word)),
        both=_took(lambda: read_html(decode(content))),
        unread=sum(fact.unit is not None and fact.value is None and bool(fact.text) for fact in read_facts(content)),
    )


def _took(reading: Callable[[], object]) -> float:
    """The median of some runs, in seconds of processor time."""
    runs = []
    for _ in range(TIMES):
        began = time.process_time()
        reading()
        runs.append(time.process_time() - began)
    return median(runs)


def _written(document: Document) -> Iterator[str]:
    """The blocks of a document in the markup of Word."""
    tables = {table.block: table for table in document.tables}
    for number, block in enumerate(document.blocks):
        if number not in tables:
            yield _paragraph(document.text[block.start : block.end], _style(block))
            continue
        yield "<w:tbl>"
        for _, row in groupby(tables[number].cells, key=lambda cell: cell.row):
            cells = (f'<w:tc><w:tcPr><w:tcW w:w="2000"/></w:tcPr>{_paragraph(cell.text)}</w:tc>' for cell in row)
            yield f"<w:tr>{''.join(cells)}</w:tr>"
        yield "</w:tbl>"


def _style(block: Block) -> str:
    return f'<w:pStyle w:val="{block.level}"/>' if block.kind is BlockKind.HEADING else '<w:jc w:val="both"/>'


def _paragraph(text: str, style: str = "") -> str:
    words = text.split(" ")
    runs = (" ".join(words[at : at + _WORDS]) for at in range(0, len(words), _WORDS))
    said = "".join(f'<w:r w:rsidRPr="00A77B3E">{_RUN}{escape(run)}</w:t></w:r>' for run in runs)
    return f'<w:p w:rsidR="00A77B3E"><w:pPr>{style}<w:spacing w:line="360"/></w:pPr>{said}</w:p>'
