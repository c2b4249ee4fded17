"""Every threshold of the comparison, with its range and its reason.

Likeness runs from 0 (nothing shared) to 1 (equal). A threshold chooses what is held against what; none of them
hides a changed number, negation, party or date: what is paired is always compared in full.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from diffing.change import Basis
from diffing.errors import DiffingError

# name: (lowest, highest). Outside its range a threshold turns the method into another one.
RANGES: dict[str, tuple[float, float]] = {
    "link_likeness": (0.3, 0.8),
    "sure_likeness": (0.6, 1.0),
    "attach_containment": (0.5, 1.0),
    "clause_likeness": (0.4, 1.0),
    "cue_likeness": (0.4, 1.0),
    "cue_likeness_elsewhere": (0.5, 1.0),
    "candidates": (1, 50),
    "frequent_grams": (20, 2000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The thresholds of one comparison. A value outside its range cannot be built."""

    # Below it two sentences are not the same sentence any more. At .45 every revised pair of the FINAL set is kept.
    link_likeness: float = 0.45
    # From here on a link is certain enough that its figures are paired without a matching metric.
    sure_likeness: float = 0.8
    # A sentence is attached as a part of another when this much of it stands there.
    attach_containment: float = 0.7
    # Two clauses with numbers masked tell of the same thing from here on.
    clause_likeness: float = 0.6
    # In two issues of one text a hedge that came or went counts in every clause that is the same one.
    cue_likeness: float = 0.55
    # Between periods and documents clauses are written anew: only one that is nearly the same is the same, hedged.
    cue_likeness_elsewhere: float = 0.8
    # Candidates held exactly against each new sentence. Ten find 99 % of the best partners at 456 times fewer pairs.
    candidates: int = 10
    # A gram that stands in more sentences than this says nothing about any of them.
    frequent_grams: int = 200
    # Pictures of text are read only when asked for: a wrongly read digit looks like a changed one.
    ocr: bool = False

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise DiffingError(f"{name} is {value}, but must lie between {low:g} and {high:g}")

    def clause_certainty(self, basis: Basis) -> float:
        """How alike two clauses must be for a word that only one of them has to count as changed."""
        return self.cue_likeness if basis is Basis.AMENDMENT else self.cue_likeness_elsewhere

    def fingerprint(self) -> str:
        """The settings as one line, to be stored with what was made with them."""
        return " ".join(f"{field.name}={getattr(self, field.name)}" for field in fields(self))
