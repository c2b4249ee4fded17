"""Which fonts are bold, by what they declare or by their name.

pdfium tells the weight from the stems a font declares, and many makers declare none: it gives 0 for
"Times New Roman,Bold" and 400 for "MHeiHK-Bold".
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

from diffing.reading.pdf import calls

_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_BOLD_WEIGHT = 600
# PDF 32000-1, annex C.2: a name has 127 bytes at most.
_LONGEST = 128
_NAME = ctypes.create_string_buffer(_LONGEST)
_NAME_AT = calls.pointer(ctypes.addressof(_NAME))


def set_bold(objects: list[Any]) -> list[bool]:
    """Whether the font of each text object is bold; objects share their fonts."""
    fonts = list(map(calls.font_of, objects))
    bold = {font: _is_bold(calls.pointer(font)) for font in set(fonts)}
    return [bold[font] for font in fonts]


def _is_bold(font: Any) -> bool:
    if calls.font_weight(font) >= _BOLD_WEIGHT:
        return True
    length = calls.font_name(font, _NAME_AT, _LONGEST)
    return 0 < length <= _LONGEST and _BOLD.search(_NAME.value) is not None
