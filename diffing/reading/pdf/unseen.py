"""Signs that pdfium's text leaves out: they are given an outline, before the text is asked for.

≥ alone in its object ─ its font is not in the file, the one that stands in for it has no ≥ ─ a box without width
─ the object counts as empty: "≥ 8" reads "8" ─ with an outline the box is wide, and the sign is read

Lost that way were ≥ and ≤ beside figures, dashes for nil, and figures of one digit. What a font in the file has no
shape for prints nothing, and is a space.
"""

from __future__ import annotations

import ctypes
from itertools import compress
from typing import Any

import numpy as np

from diffing.reading.pdf import calls
from diffing.reading.pdf.objects import Objects, bounds

# Points. pdfium leaves out what is narrower than .01.
_NARROWEST = 0.02
# The matrix that moves nothing, for an object that has to be measured anew.
_STAY = (ctypes.c_float * 6)(1, 0, 0, 1, 0, 0)
_STAY_AT = calls.pointer(ctypes.addressof(_STAY))


def outline_unseen(objects: list[Objects]) -> None:
    """Gives an outline to the texts without width whose font the file does not hold."""
    for some in objects:
        lent = _in_lent_fonts(some.texts)
        if not lent:
            continue
        known, boxes = bounds(lent)
        for text in compress(known, np.abs(boxes[:, 2] - boxes[:, 0]) < _NARROWEST):
            calls.set_render_mode(text, calls.STROKE)
            calls.set_stroke_width(text, calls.ONE)
            calls.transform(text, _STAY_AT)


def _in_lent_fonts(texts: list[Any]) -> list[Any]:
    """The texts whose font is not in the file; texts share their fonts."""
    fonts = list(map(calls.font_of, texts))
    lent = {font for font in set(fonts) if not font or calls.is_embedded(calls.pointer(font)) != 1}
    return [text for text, font in zip(texts, fonts, strict=True) if font in lent] if lent else []
