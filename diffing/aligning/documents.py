"""All that corresponds between two documents: the chain of aligning on one page."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from diffing.aligning import similarity
from diffing.aligning.alignment import Alignment, Link
from diffing.aligning.clauses import link_clauses
from diffing.aligning.moving import heaviest_chain
from diffing.aligning.pairing import Pairing
from diffing.aligning.sections import places, sections
from diffing.aligning.sentences import pair_sentences
from diffing.aligning.side import Side, side
from diffing.aligning.tables import link_tables
from diffing.document import BlockKind, Document
from diffing.settings import Settings

# What a link weighs among those that keep their order, beside its characters: of two ways to see a move the one with
# fewer moved sentences is right, and the one with fewer moved characters among equals.
_ONE = 100_000

# Sentences in a link of one with one.
_PAIR = 2
# The most alike that two texts can be without being the same.
_NEARLY = 0.999

Group = tuple[tuple[int, ...], tuple[int, ...]]


def align(old: Document, new: Document, settings: Settings) -> Alignment:
    """What corresponds between two documents; indexes into their `sentences` and `tables`."""
    corresponding = sections(old, new)
    old_places, new_places = places(old, new, corresponding)
    olds, news = side(_texts(old), old_places), side(_texts(new), new_places)
    pairing = pair_sentences(olds, news, settings)
    free = pairing.free_old(), pairing.free_new()
    tables = link_tables(old, new, corresponding, settings)
    return Alignment(
        links=_links(olds, news, pairing),
        only_old=tuple(free[0]),
        only_new=tuple(free[1]),
        clauses=link_clauses(
            _texts(old),
            _texts(new),
            (_said(old, free[0]), _said(new, free[1])),
            settings=settings,
        ),
        tables=tables,
        only_old_tables=_missing(len(old.tables), [table.old for table in tables]),
        only_new_tables=_missing(len(new.tables), [table.new for table in tables]),
    )


def _texts(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


def _said(document: Document, sentences: Sequence[int]) -> list[int]:
    """The sentences without those of a table of contents, which repeat headings and count pages."""
    if not document.blocks:
        return list(sentences)
    kinds = {at: document.blocks[document.sentences[at].block].kind for at in sentences}
    return [at for at, kind in kinds.items() if kind is not BlockKind.CONTENTS]


def _missing(count: int, linked: Sequence[int]) -> tuple[int, ...]:
    known = set(linked)
    return tuple(at for at in range(count) if at not in known)


def _links(old: Side, new: Side, pairing: Pairing) -> tuple[Link, ...]:
    """The connected sentences as links, in the order of the new document."""
    groups = sorted(_groups(pairing), key=lambda group: group[1][0])
    single = {(i, j): score for i, j, score in pairing.links()}
    moved = _moved(old, new, groups)
    found = []
    for group in groups:
        identical = _are_equal(old, group[0], new, group[1])
        likeness = 1.0 if identical else round(_likeness(group, single, old, new), 6)
        link = Link(old=group[0], new=group[1], likeness=likeness, identical=identical, moved=group in moved)
        found.append(link)
    return tuple(found)


def _likeness(group: Group, single: Mapping[tuple[int, int], float], old: Side, new: Side) -> float:
    """The likeness of a link, of one of several sentences read as one; only equal keys are wholly alike."""
    found = max(single[i, j] for i in group[0] for j in group[1] if (i, j) in single)
    texts = ["".join(side.masks[at] for at in part) for side, part in zip((old, new), group, strict=True)]
    if len(group[0]) + len(group[1]) > _PAIR and not similarity.is_costly(*texts):
        found = similarity.ratio(*texts)
    return min(found, _NEARLY)


def _moved(old: Side, new: Side, groups: Sequence[Group]) -> set[Group]:
    """The links that do not keep the order.

    What has no words, or is repeated, stands where its neighbours stand: it moves with one, never by itself.
    """
    counts = Counter(old.keys), Counter(new.keys)
    own = [
        (olds, news)
        for olds, news in groups
        if old.worded[olds[0]] and counts[0][old.keys[olds[0]]] == counts[1][new.keys[news[0]]] == 1
    ]
    weights = [_ONE + len(old.keys[olds[0]]) + len(new.keys[news[0]]) for olds, news in own]
    kept = heaviest_chain([olds[0] for olds, _ in own], weights)
    moved = {group for at, group in enumerate(own) if at not in kept}
    led = set(groups) - set(own)
    for order in (groups, groups[::-1]):
        for before, group in itertools.pairwise(order):
            if before in moved and group in led and _are_beside(before, group):
                moved.add(group)
    return moved


def _are_beside(one: Group, other: Group) -> bool:
    """Whether two links follow one another on both sides, in the same order."""
    first, last = sorted((one, other), key=lambda group: group[1])
    return first[0][-1] + 1 == last[0][0] and first[1][-1] + 1 == last[1][0]


def _are_equal(old: Side, olds: Sequence[int], new: Side, news: Sequence[int]) -> bool:
    """Whether both have the same key; where sentences are cut otherwise, a space between them says nothing."""
    if len(olds) == len(news) == 1:
        return old.keys[olds[0]] == new.keys[news[0]]
    return _joined(old, olds) == _joined(new, news)


def _joined(side: Side, sentences: Sequence[int]) -> str:
    return "".join(side.keys[at] for at in sentences).replace(" ", "")


def _groups(pairing: Pairing) -> list[Group]:
    """The old and the new sentences of each connected set of links, in order."""
    seen: set[int] = set()
    groups = []
    for start in range(len(pairing.of_new)):
        if start in seen or not pairing.olds(start):
            continue
        olds: set[int] = set()
        news = {start}
        waiting = [start]
        while waiting:
            for old in set(pairing.olds(waiting.pop())) - olds:
                olds.add(old)
                fresh = set(pairing.news(old)) - news
                news |= fresh
                waiting.extend(fresh)
        seen |= news
        groups.append((tuple(sorted(olds)), tuple(sorted(news))))
    return groups
