"""A seed to edits of a document: each block is edited at most once, and never beside another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from bench.making.blocks import Block
from bench.mutating import claims, figures, formats, tables, texts
from bench.mutating.mutation import Edited, Kind, Mark, Mutation

_GROUPS = ("figures", "claims", "text", "tables", "format")
_ALL = (*figures.KINDS, *claims.KINDS, *texts.KINDS, *tables.KINDS, *formats.KINDS)
KINDS: tuple[Kind, ...] = tuple(sorted(_ALL, key=lambda kind: _GROUPS.index(kind.group)))

# A moved paragraph lands at least so many blocks away.
_AWAY = 5
# Of so many blocks one is edited: the rest must stay silent.
_ONE_IN = 4
_MOST = 20

Chosen = dict[int, tuple[Kind, Edited]]


def mutate(blocks: Sequence[Block], language: str, title: str, draw: Random, done: Counter[str]) -> Mutation:
    """The document with up to a quarter of its blocks edited, kinds that `done` counts least first."""
    chosen = _choose(blocks, language, draw, done)
    return _apply(blocks, language, title, chosen, draw)


def unedited(blocks: Sequence[Block], language: str, title: str) -> Mutation:
    """The document twice."""
    return Mutation(language=language, title=title, old=tuple(blocks), new=tuple(blocks))


def _choose(blocks: Sequence[Block], language: str, draw: Random, done: Counter[str]) -> Chosen:
    chosen: Chosen = {}
    wanted = min(len(blocks) // _ONE_IN, _MOST)
    for kind in sorted(KINDS, key=lambda kind: (done[kind.name], draw.random())):
        if len(chosen) == wanted:
            break
        place, edited = _place(kind, blocks, language, draw, set(chosen))
        if edited:
            chosen[place] = kind, edited
            done[kind.name] += 1
    return chosen


def _place(
    kind: Kind, blocks: Sequence[Block], language: str, draw: Random, taken: set[int]
) -> tuple[int, Edited | None]:
    free = [place for place in range(len(blocks)) if not taken & {place - 1, place, place + 1}]
    draw.shuffle(free)
    for place in free:
        edited = kind.edit(draw, blocks[place], language)
        if edited and blocks.count(blocks[place]) == 1:
            return place, edited
    return 0, None


def _apply(blocks: Sequence[Block], language: str, title: str, chosen: Chosen, draw: Random) -> Mutation:
    landing = _landings(len(blocks), chosen, draw)
    new: list[Block] = []
    marks = []
    for place, block in enumerate(blocks):
        for source in landing.get(place, ()):
            kind, edited = chosen[source]
            marks.append(Mark(kind=kind, old=edited.old, new=edited.new, old_place=source, new_place=len(new)))
            new.extend(edited.blocks)
        if place not in chosen:
            new.append(block)
        elif not chosen[place][1].away:
            kind, edited = chosen[place]
            marks.append(Mark(kind=kind, old=edited.old, new=edited.new, old_place=place, new_place=len(new)))
            new.extend(edited.blocks)
    return Mutation(language=language, title=title, old=tuple(blocks), new=tuple(new), marks=tuple(marks))


def _landings(count: int, chosen: Chosen, draw: Random) -> dict[int, list[int]]:
    """Before which block each moved one lands: block to the places that the moved ones come from."""
    landing: dict[int, list[int]] = {}
    for place, (_, edited) in chosen.items():
        free = [at for at in range(count) if abs(at - place) > _AWAY and at not in chosen and at - 1 not in chosen]
        if edited.away:
            landing.setdefault(draw.choice(free) if free else count - 1, []).append(place)
    return landing
