"""A claim: a part of a sentence that asserts something checkable and is not a figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diffing.document import Box, Pair
from diffing.errors import DiffingError
from diffing.figure import Modality, Period


class ClaimType(StrEnum):
    """What a claim asserts."""

    RANKING = "ranking"
    EVENT = "event"
    PARTY = "party"
    FORWARD_LOOKING = "forward_looking"
    STATUS = "status"
    COMPARISON = "comparison"
    GUIDANCE = "guidance"
    COMMITMENT = "commitment"
    RISK = "risk"
    AUDIT = "audit"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that make a claim what it is: `kind` names the lexicon table they stand in, `step` their rung."""

    kind: str
    text: str
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim. `polarity` is -1 when it is denied, else 1; `strength` the rung of its strongest hedge or ranking."""

    text: str
    start: int
    end: int
    type: ClaimType
    parts: tuple[Pair, ...] = ()
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    sentence: str = ""
    cues: tuple[Cue, ...] = ()
    polarity: int = 1
    modality: Modality = Modality.ACTUAL
    strength: int = 0
    entity: str = ""
    scope: str = ""
    parties: tuple[str, ...] = ()
    dates: tuple[Period, ...] = ()
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise DiffingError(f"a claim cannot run from {self.start} to {self.end}")
        if self.polarity not in (-1, 1):
            raise DiffingError(f"a polarity is 1 or -1, not {self.polarity}")
        if not 0 <= self.confidence <= 1:
            raise DiffingError(f"a confidence cannot be {self.confidence}")
