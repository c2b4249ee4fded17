"""What the sentences of one document are compared by."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from diffing.aligning.masking import has_words, mask
from diffing.errors import DiffingError
from diffing.keys import key

# Longer than this nothing is a heading, whatever it ends with.
_LONGEST_HEADING = 40
_SENTENCE_ENDS = frozenset(".!?;:\"'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The sentences of one side in order, one entry each in every column.

    `places` numbers the sections so that sections which correspond have the same number on both sides.
    `worded` is false for what is nothing but figures, dates and signs.
    """

    keys: tuple[str, ...]
    masks: tuple[str, ...]
    worded: tuple[bool, ...]
    places: tuple[Hashable, ...]

    def __post_init__(self) -> None:
        if not len(self.keys) == len(self.masks) == len(self.worded) == len(self.places):
            raise DiffingError("every sentence needs a key, a mask and a place")

    def __len__(self) -> int:
        return len(self.keys)

    def is_heading(self, at: int) -> bool:
        """Whether the sentence looks like a heading or a caption: short, and not closed by a mark."""
        text = self.keys[at]
        return len(text) <= _LONGEST_HEADING and text[-1:] not in _SENTENCE_ENDS


def side(texts: Sequence[str], places: Sequence[Hashable] | None = None) -> Side:
    """The side that these sentences make; without `places` they all stand in one section."""
    keys = tuple(map(key, texts))
    masks = tuple(map(mask, keys))
    return Side(
        keys=keys,
        masks=masks,
        worded=tuple(map(has_words, masks)),
        places=tuple(places) if places is not None else (0,) * len(keys),
    )
