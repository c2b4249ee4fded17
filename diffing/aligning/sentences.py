"""The chain that links sentences: certain and cheap first, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from diffing.aligning.alignment import Linked
from diffing.aligning.attaching import attach
from diffing.aligning.leftovers import link_answers, link_lone, link_wordless
from diffing.aligning.linking import link_alike, plain_likeness, residue
from diffing.aligning.pairing import Pairing
from diffing.aligning.regrouping import regroup
from diffing.aligning.side import Side, side
from diffing.aligning.unchanged import set_aside, set_aside_masked, set_aside_repeated
from diffing.settings import Settings

_DEFAULT = Settings()


def align_sentences(
    old: Sequence[str],
    new: Sequence[str],
    *,
    language: str,  # noqa: ARG001 - callers know it, but the signs of each sentence say more: filings mix languages
    settings: Settings = _DEFAULT,
) -> list[Linked]:
    """(old index, new index, likeness) triples, sorted; a sentence in several of them was split or merged.

    `language` is zh or en. A likeness of 1 is an equal key, or words that are only cut into sentences otherwise.
    """
    return pair_sentences(side(old), side(new), settings).links()


def pair_sentences(old: Side, new: Side, settings: Settings) -> Pairing:
    """The links between two sides, stage by stage."""
    pairing = Pairing(len(old), len(new))
    set_aside(old, new, pairing)
    link_answers(old, new, pairing)
    set_aside_repeated(old, new, pairing, evenly=True)
    regroup(old, new, pairing)
    set_aside_masked(old, new, pairing, lambda i, j: plain_likeness(old.keys[i], new.keys[j]))
    left = residue(old, new, pairing)
    link_alike(old, new, pairing, left, settings)
    attach(old, new, pairing, left, settings)
    link_answers(old, new, pairing)
    set_aside_repeated(old, new, pairing, evenly=False)
    link_wordless(old, new, pairing)
    link_lone(old, new, pairing)
    return pairing
