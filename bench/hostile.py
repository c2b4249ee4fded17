"""Files made to break readers, of every format: each ends in a document or in one true line, and here nothing grows.

Run: python -m bench hostile, which takes some minutes. The tests read the same files in a smaller size.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

from bench.shapes import MEGABYTE, Making, markup, office, pdfs, texts
from bot.apart import Apart
from bot.inside import Original
from diffing.errors import UnreadableDocument
from diffing.settings import Settings

SHAPES: dict[str, Making] = pdfs.SHAPES | office.SHAPES | markup.SHAPES | texts.SHAPES


def outcome(name: str, content: bytes, apart: Apart) -> str:
    """What became of one file: how much was read, or the line that refuses it."""
    try:
        found = apart.document(Original(body=content, name=name), Settings())
    except UnreadableDocument as error:
        return str(error)
    return f"{name}: read, {found.coverage.characters:,} characters, {found.coverage.tables:,} tables"


def main() -> None:
    """Prints what became of every file, how long it took, and how far this process has grown."""
    apart = Apart()
    apart.warm_up()
    for name, making in SHAPES.items():
        content = making(1)
        began, before = time.perf_counter(), _resident()
        told = outcome(name, content, apart)
        took, grown = time.perf_counter() - began, max(_resident() - before, 0)
        print(f"{took:6.1f} s {len(content) / MEGABYTE:7.1f} MiB, {grown:4} MiB more here  {told}", flush=True)


def _resident() -> int:
    """How much memory this process has now, in MiB (proc(5), statm)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // MEGABYTE
