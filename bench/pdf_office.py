"""How much of a filing reads the same when LibreOffice sets it: from HTML and from DOCX, other pages, fonts and sizes.

Some of the demo filings are set in every way below and read; their sentences and cells are held against those of the
bench's own PDF. Skipped where LibreOffice (`soffice`) is not installed. Run: python -m bench.pdf_office [-v]
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import diffing
from bench.making.blocks import PageBreak
from bench.making.html import to_html
from bench.making.setting import Setting
from bench.making.source import load
from bench.pdf_settings import SOURCES, compare, read_set, share, with_short_leader

if TYPE_CHECKING:
    from bench.making.source import Source
    from diffing.document import Document

# One Chinese report, one Chinese record, one English report: the others are versions of these.
_FILINGS = ("annual-2023.md", "ir-2024-001.md", "10-k-2023.md")
_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to set a filing: `through` is the format that LibreOffice reads it from, `size` is in points."""

    page: str = "21cm 29.7cm"
    family: str = "'Liberation Serif','Noto Serif CJK SC',serif"
    size: float = 10.5
    through: str = "html"


_SANS = "'Liberation Sans','Noto Sans CJK SC',sans-serif"
_LETTER = "21.59cm 27.94cm"
WAYS = {
    "HTML, A4, serif, 10.5": Way(),
    "HTML, Letter, sans, 9": Way(page=_LETTER, family=_SANS, size=9),
    "DOCX, A4, sans, 12": Way(family=_SANS, size=12, through="docx"),
    "DOCX, Letter, serif, 10": Way(page=_LETTER, size=10, through="docx"),
}


def main() -> None:
    """Prints one line per way: sentences and cells that read as in the bench's own setting."""
    office = shutil.which("soffice")
    if office is None:
        print("skipped: LibreOffice (soffice) is not installed")
        return
    sources = [load(SOURCES / name) for name in _FILINGS]
    usual = [read_set(source.blocks, Setting(), source.running_head) for source in sources]
    for name, way in WAYS.items():
        total: Counter[str] = Counter()
        for source, first in zip(sources, usual, strict=True):
            total += compare(first, set_by_office(source, way, office))
        print(f"{name:24}" + "   ".join(f"{what} {share(total, what):7.2f} %" for what in ("sentences", "cells")))


def set_by_office(source: Source, way: Way, office: str) -> Document:
    """A filing set by LibreOffice in one way, and read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "filing.html"
        path.write_bytes(_styled(source, way))
        if way.through == "docx":
            path = _convert(office, path, "docx:MS Word 2007 XML")
        return diffing.read(_convert(office, path, "pdf").read_bytes(), media_type="application/pdf")


def _styled(source: Source, way: Way) -> bytes:
    style = (
        f"<style>@page {{size: {way.page}; margin: 2.2cm}} "
        f"body, p, td, li, h1, h2, h3, h4 {{font-family: {way.family}}} "
        f"body, p, td, li {{font-size: {way.size}pt}} p {{margin: 0 0 4pt 0}} td p {{margin: 0}} "
        "</style></head>"
    )
    # Page numbers that stand in the text are an HTML filer's habit; LibreOffice takes rules from the attribute only.
    blocks = [with_short_leader(block) for block in source.blocks if not isinstance(block, PageBreak)]
    page = to_html(blocks, title=source.title, language=source.language, signs_apart=False).decode()
    ruled = page.replace("<table ", '<table border="1" cellspacing="0" cellpadding="3" ')
    return ruled.replace("</head>", style).encode()


def _convert(office: str, path: Path, kind: str) -> Path:
    """The file in another format, beside it; LibreOffice keeps its own profile there too."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    read = ["--infilter=HTML (StarWriter)"] if path.suffix == ".html" else []
    command = [office, profile, "--headless", *read, "--convert-to", kind, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # our own file
    return path.with_suffix("." + kind.split(":", maxsplit=1)[0])


if __name__ == "__main__":
    main()
