"""How many figures of tables stand under no header, and how many have no unit, filing by filing.

Neither is a fault by itself, since some tables have none; many in one filing are a sign that its tables are misread.
Run: python bench/table_heads.py [--corpus ../shared] [--only nasdaq]
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

if __name__ == "__main__":  # run as a file, the bench is not on the path
    sys.path.insert(0, str(Path(__file__).parents[1]))

import diffing
from diffing.extracting.figures import figures

_DEMO = Path(__file__).parents[1] / "bot" / "demo" / "filings"


def main() -> None:
    """Prints a line per filing that has figures in tables; of the demo filings where no corpus is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=os.environ.get("FILINGWATCH_CORPUS"))
    parser.add_argument("--only", default="", help="only filings whose path has these letters")
    options = parser.parse_args()
    root = Path(options.corpus) / "filings" if options.corpus else _DEMO
    print(f"{'filing':44} figures  no header  no unit")
    for path in sorted(path for path in root.rglob("*") if path.is_file() and options.only in str(path)):
        try:
            document = diffing.read(path.read_bytes(), name=path.name)
        except diffing.DiffingError as error:
            print(f"{path.name[:44]:44} left out: {str(error)[:60]}")
            continue
        found = [figure for figure in figures(document) if figure.table]
        headless = sum(not figure.table.column_header for figure in found if figure.table)
        if found:
            unitless = sum(figure.unit is None for figure in found)
            print(f"{path.name[:44]:44} {len(found):7,}  {headless:9,}  {unitless:7,}", flush=True)


if __name__ == "__main__":
    main()
