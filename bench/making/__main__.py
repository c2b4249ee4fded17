"""`python -m bench.making` makes the demo filings; `--check` says whether the committed ones are what it makes."""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from bench.making.html import to_html
from bench.making.lettering import FontMissing
from bench.making.pdf import to_pdf
from bench.making.setting import Setting
from bench.making.source import load

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = Path(__file__).parent / "filings"
DEMO = Path(__file__).parents[2] / "bot" / "demo"


def made() -> Iterator[tuple[Path, bytes]]:
    """Each demo filing as it should be: (path, bytes); raises FontMissing."""
    story = tomllib.loads((DEMO / "story.toml").read_text("utf-8"))
    for filing in story["filing"]:
        path = DEMO / "filings" / filing["file"]
        source = load(SOURCES / filing["source"])
        if path.suffix == ".html":
            yield path, to_html(source.blocks, title=source.title, language=source.language)
        else:
            yield path, to_pdf(source.blocks, Setting(running_head=source.running_head), title=source.title)


def main() -> int:
    """0 when all filings are as they should be, 1 when --check finds others, 2 when a font is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.making", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    only_check = parser.parse_args().check
    try:
        filings = list(made())
    except FontMissing as error:
        print(error, file=sys.stderr)
        return 2
    stale = [path for path, content in filings if not path.exists() or path.read_bytes() != content]
    for path, content in filings:
        if not only_check and path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path in stale:
        print(f"{'differs' if only_check else 'made'}: {path.relative_to(DEMO.parents[1])}")
    return 1 if stale and only_check else 0


if __name__ == "__main__":
    raise SystemExit(main())
