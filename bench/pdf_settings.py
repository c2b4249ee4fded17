"""How much of a filing reads the same when it is set otherwise: another page, font, number of columns, kind of table.

Each of the demo filings is set in every way below and read; its sentences and cells are held against those of the
first. Needs the fonts that `bench.making` needs. Run: python bench/pdf_settings.py [-v]
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import diffing
from bench.making.blocks import Paragraph
from bench.making.pdf import to_pdf
from bench.making.setting import B5, LETTER, VIEWERS_FONT, Setting
from bench.making.source import load
from diffing.keys import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.making.blocks import Block
    from diffing.document import Document

_DOTS = re.compile(r"\.{9,}")
SOURCES = Path(__file__).parent / "making" / "filings"
WAYS = {
    "as they are": Setting(),
    "letter, Helvetica": Setting(page=LETTER, latin="Helvetica"),
    "B5, small margins": Setting(page=B5, margins=(60, 45, 60, 45)),
    "B5, STSong": Setting(page=B5, cjk=VIEWERS_FONT),
    "9 points": Setting(size=9, leading=1.4),
    "12 points, ragged": Setting(size=12, leading=1.8, justify=False),
    "heads again": Setting(repeat_heads=True, size=12),
    "two columns": Setting(columns=2, margins=(60, 45, 60, 45), size=9),
    "three-line tables": Setting(rules="three"),
    "tables without rules": Setting(rules="none"),
    "no page numbers": Setting(page_number="", margins=(50, 90, 50, 90)),
}


def main() -> None:
    """Prints one line per way: sentences and cells alike, in all filings."""
    sources = [load(path) for path in sorted(SOURCES.iterdir())]
    first = [read_set(source.blocks, WAYS["as they are"], source.running_head) for source in sources]
    for name, way in WAYS.items():
        total: Counter[str] = Counter()
        for source, usual in zip(sources, first, strict=True):
            total += compare(usual, read_set(source.blocks, way, source.running_head))
        print(f"{name:24}" + "   ".join(f"{what} {share(total, what):7.2f} %" for what in ("sentences", "cells")))


def read_set(blocks: Sequence[Block], way: Setting, running_head: str) -> Document:
    """A filing set in one way, and read."""
    fitting = [with_short_leader(block) for block in blocks]
    content = to_pdf(fitting, replace(way, running_head=running_head))
    return diffing.read(content, media_type="application/pdf")


def with_short_leader(block: Block) -> Block:
    """An entry of a table of contents with fewer dots: the leaders of the sources are as wide as their own page."""
    return replace(block, text=_DOTS.sub("." * 8, block.text)) if isinstance(block, Paragraph) else block


def compare(old: Document, new: Document) -> Counter[str]:
    """How many sentences and cells either has, and how many both have."""
    counts: Counter[str] = Counter()
    for what, of in (("sentences", _sentences), ("cells", _cells)):
        ours, theirs = of(old), of(new)
        counts[what] += max(ours.total(), theirs.total())
        counts[f"{what} alike"] += (ours & theirs).total()
        if "-v" in sys.argv and ours != theirs:
            print("   lost", list(ours - theirs)[:4], "\n   new ", list(theirs - ours)[:4])
    return counts


def share(counts: Counter[str], what: str) -> float:
    """How many of a hundred are alike."""
    return 100 * counts[f"{what} alike"] / max(counts[what], 1)


def _sentences(document: Document) -> Counter[object]:
    return Counter(key(sentence.text) for sentence in document.sentences)


def _cells(document: Document) -> Counter[object]:
    return Counter(
        (cell.column, key(cell.text)) for table in document.tables for cell in table.cells if cell.text.strip()
    )


if __name__ == "__main__":
    main()
