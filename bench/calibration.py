"""How often a change is right that calls itself so sure: the edits of the mutation bench, by confidence.

    python bench/calibration.py --corpus ../shared --documents 12 --edits 700 --as text

A change above info is right where it quotes a passage that was edited and names a relation that counts as right for
this edit; it is there where it quotes an edited passage at all. The golden pairs are right by the hand that wrote them.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":  # run as a file, the bench is not on the path
    sys.path.insert(0, str(Path(__file__).parents[1]))

import diffing
from bench.mutating.judging import Judgement
from bench.mutations import options_of, runs
from diffing.change import Basis, Change, Severity

_PAIRS = Path(__file__).parents[1] / "tests" / "diffing" / "pairs"
_MANNERS = ("text", "pdf")
# Where one bin ends and the next begins.
_BOUNDS = (0.5, 0.7, 0.9)
_BINS = ("below .5", ".5 to .7", ".7 to .9", ".9 and above")


class Bins:
    """Counts of changes by confidence: all, those at an edited passage, and those that are right."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[int, str]] = Counter()

    def add(self, change: Change, *, there: bool, right: bool) -> None:
        """Count one change."""
        place = bisect_right(_BOUNDS, change.confidence)
        self.counts[place, "changes"] += 1
        self.counts[place, "there"] += there
        self.counts[place, "right"] += right

    def rows(self) -> Iterator[str]:
        """The table, surest last."""
        yield f"{'confidence':16}{'changes':>9}{'there':>9}{'right':>9}"
        for place, name in enumerate(_BINS):
            changes = self.counts[place, "changes"]
            shares = (f"{self.counts[place, what] / changes:.1%}" if changes else "-" for what in ("there", "right"))
            yield f"{name:16}{changes:>9}" + "".join(f"{share:>9}" for share in shares)


def main() -> None:
    """Prints a table per manner of writing, and one of the golden pairs."""
    options = options_of(__doc__)
    for manner in options.manners or _MANNERS:
        bins = Bins()
        for judgement, _, _ in runs(options, manner):
            count(bins, judgement)
        _show(f"as {manner}", bins)
    bins = Bins()
    for change in _golden():
        bins.add(change, there=True, right=True)
    _show("golden pairs", bins)


def count(bins: Bins, judgement: Judgement) -> None:
    """Count the changes above info of one document; one that quotes two edits is right where one of them says so."""
    told: dict[str, tuple[Change, bool, bool]] = {}
    for verdict in judgement.verdicts:
        for change in verdict.changes:
            _, there, right = told.get(change.id, (change, False, False))
            edited = verdict.mark.kind.most is None
            named = edited and change.relation in verdict.mark.kind.relations
            told[change.id] = change, there or edited, right or named
    for change, there, right in told.values():
        if change.severity is not Severity.INFO:
            bins.add(change, there=there, right=right)
    for change in judgement.unasked:
        bins.add(change, there=False, right=False)


def _golden() -> Iterator[Change]:
    for folder in sorted(path for path in _PAIRS.iterdir() if path.is_dir()):
        named = folder / "basis.txt"
        basis = Basis(named.read_text(encoding="utf-8").strip()) if named.exists() else Basis.AUTO
        files = (next(folder.glob(f"{side}.*")) for side in ("old", "new"))
        old, new = (diffing.read(file.read_bytes(), name=file.name) for file in files)
        changes = diffing.compare(old, new, basis=basis).changes
        yield from (change for change in changes if change.severity is not Severity.INFO)


def _show(title: str, bins: Bins) -> None:
    print(f"\n{title}\n")
    print("\n".join(bins.rows()), flush=True)


if __name__ == "__main__":
    main()
