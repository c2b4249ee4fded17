"""What a detector hands to grading: a change without its severity, and the quotes it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diffing.change import ClaimPair, FigurePair, Kind, Quote, Reason, Relation, Run
from diffing.document import Document, Pair, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One difference, not yet graded. `place` orders findings as the new document reads."""

    kind: Kind
    relation: Relation
    reason: Reason
    old: Quote | None
    new: Quote | None
    section: tuple[str, ...] = ()
    figures: tuple[FigurePair, ...] = ()
    claims: tuple[ClaimPair, ...] = ()
    wording: tuple[Run, ...] = ()
    confidence: float = 1.0
    place: int = 0


def quote(document: Document, passages: Sequence[Passage]) -> Quote | None:
    """The words of `passages`, in their order, with where they stand; None when there are none."""
    if not passages:
        return None
    parts = tuple(part for passage in passages for part in pieces(passage))
    return Quote(
        text=joined(passages),
        start=min(start for start, _ in parts),
        end=max(end for _, end in parts),
        parts=parts if len(parts) > 1 else (),
        page=document.page(parts[0][0]),
        boxes=document.boxes(parts),
    )


def pieces(passage: Passage) -> tuple[Pair, ...]:
    """Where a passage stands, as one or more pieces."""
    return passage.parts or ((passage.start, passage.end),)


def joined(passages: Sequence[Passage]) -> str:
    """The words of several passages as one text; Latin words stay apart."""
    text = ""
    for passage in passages:
        apart = text[-1:].isascii() and passage.text[:1].isascii() and text and passage.text
        text += (" " if apart else "") + passage.text
    return text
