"""Shapes of files made to break readers, by format; what they share stands here."""

from __future__ import annotations

from collections.abc import Callable

# A file of each shape, in a size that counts: 1 is the shape in full.
Making = Callable[[float], bytes]

MEGABYTE = 1 << 20
_LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
ENTITIES = f'<!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]>'


def times(text: str, count: float, between: str = "") -> str:
    """A text so many times."""
    return between.join([text] * int(count))
