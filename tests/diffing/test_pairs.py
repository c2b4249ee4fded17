"""Golden pairs: each folder of `pairs/` holds two documents, what changed between them, and why it is hard.

`pytest --update-expected` rewrites what is expected; a person reads the difference.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import diffing
from diffing import extracting
from diffing.change import Change, Diff, Quote

PAIRS = Path(__file__).parent / "pairs"
CASES = sorted(folder.name for folder in PAIRS.iterdir() if folder.is_dir())


def read(folder: Path, side: str) -> diffing.Document:
    """The document of one side of a case, whatever its format."""
    file = next(folder.glob(f"{side}.*"))
    return diffing.read(file.read_bytes(), name=file.name)


def compare(folder: Path) -> Diff:
    """The diff of a case, on the basis its `basis.txt` names, with its notice and an earlier document if any."""
    notices = [read(folder, "notice")] if list(folder.glob("notice.*")) else []
    basis = (folder / "basis.txt").read_text(encoding="utf-8").strip() if (folder / "basis.txt").exists() else "auto"
    earlier = extracting.figures(read(folder, "earlier")) if list(folder.glob("earlier.*")) else ()
    sides = read(folder, "old"), read(folder, "new")
    return diffing.compare(*sides, basis=diffing.Basis(basis), notices=notices, earlier=earlier)


def readable(diff: Diff) -> dict[str, Any]:
    """What a person checks of a diff, without offsets and versions."""
    return {
        "basis": str(diff.basis),
        "changes": [change_in_words(change) for change in diff.changes],
        "unchanged": {"sentences": diff.counts.unchanged_sentences, "figures": diff.counts.unchanged_figures},
        "hidden": dict(diff.counts.hidden),
    }


def change_in_words(change: Change) -> dict[str, Any]:
    """One change as a few words."""
    shown: dict[str, Any] = {"what": f"{change.severity} {change.kind} {change.relation}"}
    for name, quote in (("old", change.old), ("new", change.new)):
        shown |= {name: quote.text} if isinstance(quote, Quote) else {}
    if change.figures:
        shown["figures"] = [
            f"{pair.old.text if pair.old else '—'} → {pair.new.text if pair.new else '—'}" for pair in change.figures
        ]
    if change.declared is not None:
        shown["declared"] = change.declared
    return shown


@pytest.mark.parametrize("case", CASES)
def test_pair(case: str, pytestconfig: pytest.Config) -> None:
    """Comparing the two documents of a case gives exactly what is written beside them."""
    found = readable(compare(PAIRS / case))
    expected = PAIRS / case / "expected.json"
    if pytestconfig.getoption("--update-expected"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_a_pair_says_why_it_is_hard(case: str) -> None:
    """Every case names its trouble in words."""
    assert (PAIRS / case / "case.md").read_text(encoding="utf-8").strip()
