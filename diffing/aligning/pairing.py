"""The links found so far, while the stages of an alignment add to them."""

from __future__ import annotations

from collections import defaultdict

from diffing.aligning.alignment import Linked

NONE = -1


class Pairing:
    """Who is linked with whom. `of_old` and `of_new` hold the first partner of each sentence, or NONE."""

    def __init__(self, old: int, new: int) -> None:
        self.of_old = [NONE] * old
        self.of_new = [NONE] * new
        self._likeness: dict[tuple[int, int], float] = {}
        self._olds: dict[int, list[int]] = defaultdict(list)
        self._news: dict[int, list[int]] = defaultdict(list)

    def link(self, old: int, new: int, likeness: float) -> None:
        """Add one link; it becomes the first one of a side that has none."""
        self._likeness[old, new] = min(max(likeness, 0.0), 1.0)
        self._olds[new].append(old)
        self._news[old].append(new)
        if self.of_old[old] == NONE:
            self.of_old[old] = new
        if self.of_new[new] == NONE:
            self.of_new[new] = old

    def olds(self, new: int) -> tuple[int, ...]:
        """All partners of a new sentence, in the order of their linking."""
        return tuple(self._olds.get(new, ()))

    def news(self, old: int) -> tuple[int, ...]:
        """All partners of an old sentence, in the order of their linking."""
        return tuple(self._news.get(old, ()))

    def firsts(self) -> list[tuple[int, int]]:
        """Each new sentence that has a link with its first partner: old, new."""
        return [(old, new) for new, old in enumerate(self.of_new) if old != NONE]

    def are_free(self, old: int, new: int) -> bool:
        """Whether both stand inside their documents and neither has a link."""
        inside = 0 <= old < len(self.of_old) and 0 <= new < len(self.of_new)
        return inside and self.of_old[old] == NONE and self.of_new[new] == NONE

    def are_linked(self, old: int, new: int) -> bool:
        """Whether the two are linked; the places before the first and after the last sentences are."""
        edges = (old, new) in ((-1, -1), (len(self.of_old), len(self.of_new)))
        return edges or (old, new) in self._likeness

    def free_old(self) -> list[int]:
        """The old sentences without a link."""
        return [at for at, partner in enumerate(self.of_old) if partner == NONE]

    def free_new(self) -> list[int]:
        """The new sentences without a link."""
        return [at for at, partner in enumerate(self.of_new) if partner == NONE]

    def links(self) -> list[Linked]:
        """All links as (old, new, likeness), sorted."""
        return sorted((old, new, likeness) for (old, new), likeness in self._likeness.items())
