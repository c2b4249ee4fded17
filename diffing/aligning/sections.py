"""Which sections correspond: by heading path, by heading without its number, then by the sentences they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from diffing.aligning.masking import mask, unnumbered
from diffing.document import Document, Section
from diffing.keys import key

Path = tuple[str, ...]

# What a section is called, surest first. Renumbered headings keep their words; years in a heading move on.
_NAMES: tuple[Callable[[Section], Path], ...] = (
    lambda section: tuple(map(key, section.path)),
    lambda section: tuple(mask(unnumbered(key(heading))) for heading in section.path),
    lambda section: tuple(mask(unnumbered(key(heading))) for heading in section.path[-1:]),
)


def sections(old: Document, new: Document) -> dict[int, int]:
    """The old section of each new one that has a counterpart, as indexes into `document.sections`."""
    if not old.sections or not new.sections:
        return {0: 0}
    linked: dict[int, int] = {}
    for name in _NAMES:
        _link_in_order(old.sections, new.sections, linked, name)
    if len(linked) < len(new.sections):
        _link_by_votes(_told(old), _told(new), linked)
    return linked


def places(old: Document, new: Document, linked: dict[int, int]) -> tuple[list[int], list[int]]:
    """For each sentence of both documents a number that is the same where their sections correspond."""
    # A section without a counterpart has a number of its own, which no old one has.
    return _sections_of(old), [linked.get(section, -1 - section) for section in _sections_of(new)]


def _link_in_order(
    old: Sequence[Section], new: Sequence[Section], linked: dict[int, int], name: Callable[[Section], Path]
) -> None:
    taken = set(linked.values())
    waiting: dict[Path, list[int]] = defaultdict(list)
    for at in reversed(range(len(old))):
        if at not in taken:
            waiting[name(old[at])].append(at)
    for at, section in enumerate(new):
        if at not in linked and waiting.get(name(section)):
            linked[at] = waiting[name(section)].pop()


def _sections_of(document: Document) -> list[int]:
    """The section of each sentence."""
    if not document.blocks:
        return [0] * len(document.sentences)
    return [document.blocks[sentence.block].section for sentence in document.sentences]


def _told(document: Document) -> list[tuple[int, str]]:
    """The section of each sentence, and its key."""
    return list(zip(_sections_of(document), (key(sentence.text) for sentence in document.sentences), strict=True))


def _link_by_votes(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]], linked: dict[int, int]) -> None:
    """Link the sections left over with the free one that most of their sentences come from."""
    home = {text: section for section, text in reversed(old)}
    taken = set(linked.values())
    votes = Counter(
        (section, home[text])
        for section, text in new
        if section not in linked and text in home and home[text] not in taken
    )
    for (section, old_section), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        if section not in linked and old_section not in taken:
            linked[section] = old_section
            taken.add(old_section)
