"""Reading a 10-K: seconds of one core for its facts and its blocks, and facts without a value that should have one.

Needs the folder that FILINGWATCH_CORPUS names (`../shared` unless given). Run: python -m bench inline_speed
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import diffing
from diffing.reading.decoding import decode
from diffing.reading.html import read_html
from diffing.reading.inline_xbrl import read_facts

TIMES = 5
LONGEST = 0.35


def _took(reading: Callable[[], object]) -> float:
    """The median of some runs, in seconds of processor time."""
    runs = []
    for _ in range(TIMES):
        began = time.process_time()
        reading()
        runs.append(time.process_time() - began)
    return median(runs)


def main() -> None:
    """Prints one line per filing and the slowest."""
    folder = Path(os.environ.get("FILINGWATCH_CORPUS", "../shared")) / "filings" / "sec"
    slowest = 0.0
    for path in sorted(folder.glob("*.html")):
        content = path.read_bytes()
        facts = read_facts(content)
        unread = [fact for fact in facts if fact.unit is not None and fact.value is None and fact.text]
        both = _took(lambda: read_html(decode(content)))  # noqa: B023
        whole = _took(lambda: diffing.read(content))  # noqa: B023
        slowest = max(slowest, both)
        print(
            f"{path.name[:36]:36} facts {len(facts):5}, unread {len(unread)}  facts and blocks {both:.2f} s, "
            f"document {len(content) / whole / 1e6:.1f} MB/s"
        )
    print(f"slowest {slowest:.2f} s (at most {LONGEST} s)")
    if slowest > LONGEST:
        raise SystemExit(1)
