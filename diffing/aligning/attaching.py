"""Attaches what is left to a sentence that was split or merged.

old  公司营业收入49.2亿元。 | 同比增长3.8%。        new  公司营业收入49.2亿元，同比增长3.8%。
The first old sentence is linked; the second one is, when the two joined are more like the new one than the first.
"""

from __future__ import annotations

from dataclasses import dataclass

from diffing.aligning import similarity
from diffing.aligning.linking import Residue
from diffing.aligning.pairing import Pairing
from diffing.aligning.side import Side
from diffing.settings import Settings

# Partners that are tried for each sentence that is left.
_TRIED = 4
# Pieces of one sentence stand this near one another; what says the same further off says it again.
_NEAR = 3
# A part needs this many characters before its containment says anything.
_SHORTEST_PART = 12


def attach(old: Side, new: Side, pairing: Pairing, left: Residue, settings: Settings) -> None:
    """Link each free sentence with the one it is a part of, where that one says more than its partners so far."""
    for facing in (_Facing(old, new, pairing), _Facing(new, old, pairing, turned=True)):
        pieces = [at for at in (left.new if facing.turned else left.old).tolist() if not facing.partners(at)]
        _attach_proposed(facing, pieces, left, settings)
        _attach_beside(facing, pieces, settings)


@dataclass(frozen=True, slots=True)
class _Facing:
    """One side as the pieces, the other as the wholes; `turned` when the pieces are new."""

    pieces: Side
    wholes: Side
    pairing: Pairing
    turned: bool = False

    def partners(self, piece: int) -> tuple[int, ...]:
        """The wholes a piece is linked with."""
        return self.pairing.olds(piece) if self.turned else self.pairing.news(piece)

    def parts(self, whole: int) -> tuple[int, ...]:
        """The pieces a whole is linked with."""
        return self.pairing.news(whole) if self.turned else self.pairing.olds(whole)

    def link(self, piece: int, whole: int, likeness: float) -> None:
        """Link a piece with a whole."""
        self.pairing.link(*((whole, piece) if self.turned else (piece, whole)), likeness)


def _attach_proposed(facing: _Facing, pieces: list[int], left: Residue, settings: Settings) -> None:
    """Attach what shares its grams with a whole, the best contained first."""
    if not pieces:
        return
    found = left.propose(settings, **{"new" if facing.turned else "old": pieces}, limit=_TRIED)
    columns = (found.new, found.old) if facing.turned else (found.old, found.new)
    triples = zip(found.containment.tolist(), *(column.tolist() for column in columns), strict=True)
    for containment, piece, whole in sorted(triples, key=lambda triple: (-triple[0], *triple[1:])):
        if containment < settings.attach_containment or facing.partners(piece):
            continue
        shorter = min(len(facing.pieces.masks[piece]), len(facing.wholes.masks[whole]))
        parts = facing.parts(whole)
        if parts and min(abs(part - piece) for part in parts) > _NEAR:
            continue
        if not parts and facing.pieces.is_heading(piece) != facing.wholes.is_heading(whole):
            continue
        if shorter >= _SHORTEST_PART and _told_anew(facing, piece, whole) >= settings.attach_containment:
            facing.link(piece, whole, containment)


def _attach_beside(facing: _Facing, pieces: list[int], settings: Settings) -> None:
    """Attach what is left beside an attached piece, however short: the last words of a sentence cut at a line end."""
    for step, order in ((-1, pieces), (1, pieces[::-1])):
        for piece in order:
            beside = piece + step
            if facing.partners(piece) or not 0 <= beside < len(facing.pieces):
                continue
            for whole in facing.partners(beside):
                told = _told_anew(facing, piece, whole)
                if told >= settings.attach_containment:
                    facing.link(piece, whole, told)
                    break


def _told_anew(facing: _Facing, piece: int, whole: int) -> float:
    """The share of a piece that stands in the whole beside what its other pieces have there."""
    text = facing.wholes.masks[whole]
    if similarity.is_costly(text, text):
        return 0.0
    parts = facing.parts(whole)
    before, after = ("".join(facing.pieces.masks[at] for at in sorted(some)) for some in (parts, (*parts, piece)))
    told = similarity.common(after, text) - similarity.common(before, text)
    return min(told / max(len(facing.pieces.masks[piece]), 1), 1.0)
