"""Which filer a name means: by its id, its code or its name, on the list or on the covers; and what else was meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.versions import Version

# Below this likeness of two names nobody meant the other one.
_ALIKE = 0.4
SUGGESTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A filer of whom something is stored. `cover`: only those versions whose cover names this filer."""

    id: str
    code: str
    name: str
    cover: str = ""

    @property
    def asked_as(self) -> str:
        """What to type for it."""
        return self.code or self.name or self.id

    def filed(self, version: Version) -> bool:
        """Whether a version of this id is one of theirs."""
        return not self.cover or self.cover in (version.cover.filer, version.cover.code)


def matching(words: str, known: Sequence[Known]) -> list[Known]:
    """The filers that these words name: all that are called exactly so, else all whose name has the words in it."""
    wanted = plain(words)
    if not wanted:
        return []
    exact = [one for one in known if wanted in _names(one)]
    return exact or [one for one in known if any(wanted in name for name in _names(one) if len(wanted) > 1)]


def suggested(words: str, known: Sequence[Known]) -> list[Known]:
    """The filers whose names are most like these words, a few."""
    wanted = plain(words)
    ranked = [(max((_likeness(wanted, name) for name in _names(one)), default=0.0), one) for one in known]
    close = sorted((pair for pair in ranked if pair[0] >= _ALIKE), key=lambda pair: (-pair[0], pair[1].name))
    return list({one.asked_as: one for _, one in close}.values())[:SUGGESTED]


def alike(word: str, among: Iterable[str]) -> str:
    """The one of these words that is most like a mistyped one, or nothing."""
    ranked = sorted(((_likeness(word.casefold(), one), one) for one in among), reverse=True)
    return ranked[0][1] if ranked and ranked[0][0] >= _ALIKE else ""


def plain(name: str) -> str:
    """A name as it is compared: width, case and spaces tell nothing."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _names(one: Known) -> list[str]:
    return [plain(name) for name in (one.id, one.code, one.name) if name]


def _likeness(one: str, other: str) -> float:
    """How many pairs of neighbouring signs two words share, from 0 to 1 (Dice)."""
    first, second = (_pairs(word) for word in (one, other))
    if not first or not second:
        return 0.0
    left, shared = list(second), 0
    for pair in first:
        if pair in left:
            left.remove(pair)
            shared += 1
    return 2 * shared / (len(first) + len(second))


def _pairs(word: str) -> list[str]:
    framed = f" {word} " if word else ""
    return [framed[at : at + 2] for at in range(len(framed) - 1)]
