"""Letters and lines: which font holds a character, how wide a text is, and where a line may end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from bench.making.setting import VIEWERS_FONT

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
# Signs that neither a standard font nor the Chinese one holds: check marks, boxes, circled numbers.
SIGNS = "DejaVuSans.ttf"

# A line never starts with a closing mark and never ends with an opening one (GB/T 15834-2011, 5.1): each atom carries
# its own. Latin words and numbers stay whole: 184,263.57, 36，584，230 and 10-K are one atom.
_ATOM = re.compile(
    r"\s+|[（《“‘〔【(\[]*(?:(?:[!-'*-Z\\^-~\u00a1-\u024f–]|(?<=\d)，(?=\d))+|.)[，。；：、！？）》”’〕】%％…)\]]*",
    re.DOTALL,
)


class FontMissing(Exception):
    """A font file is needed and is not installed."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The fonts of one document, in the order they are tried."""

    latin: str
    cjk: str

    def font(self, sign: str) -> str:
        """The name of the first font that holds `sign`."""
        if _in_standard_font(sign):
            return self.latin
        return self.cjk if _holds(self.cjk, sign) else _registered(SIGNS)

    def holds(self, text: str) -> bool:
        """Whether there is a shape for each sign of `text`."""
        return all(_in_standard_font(sign) or _holds(self.font(sign), sign) for sign in text)

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """`text` in pieces of one font each: (font, piece)."""
        for font, signs in groupby(text, key=self.font):
            yield font, "".join(signs)

    def width(self, text: str, size: float) -> float:
        """The width of `text` in points."""
        return float(sum(pdfmetrics.stringWidth(piece, font, size) for font, piece in self.runs(text)))

    def atoms(self, text: str) -> list[str]:
        """What no line end parts: words, numbers, Chinese signs, each with its marks."""
        return [atom.strip() for atom in _ATOM.findall(text)]

    def lines(self, text: str, size: float, *, room: float, indent: float = 0) -> list[str]:
        """`text` in lines of at most `room` points, the first one shorter by `indent`."""
        lines, line, left = [], "", room - indent
        for atom in _fitting(self, text, size, room):
            width = self.width(atom, size)
            if width > left and line and not atom.isspace():
                lines.append(line.rstrip())
                line, left = "", room
            line, left = line + atom, left - width
        return [*lines, line.rstrip()] if line.strip() or not lines else lines


def letters(latin: str, cjk: str) -> Letters:
    """The fonts of a setting, made known to the PDF writer; raises FontMissing, also later for a rare sign."""
    return Letters(latin, _registered(cjk))


def _fitting(fonts: Letters, text: str, size: float, room: float) -> Iterator[str]:
    """The atoms of `text`; one that is wider than a whole line is given sign by sign."""
    for found in _ATOM.finditer(text):
        atom = found.group()
        if fonts.width(atom, size) <= room:
            yield atom
        else:
            yield from atom


@cache
def _in_standard_font(sign: str) -> bool:
    try:
        sign.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _holds(font: str, sign: str) -> bool:
    return font == VIEWERS_FONT or ord(sign) in pdfmetrics.getFont(font).face.charToGlyph


@cache
def _registered(name: str) -> str:
    if name == VIEWERS_FONT:
        pdfmetrics.registerFont(UnicodeCIDFont(name))
        return name
    for folder in FOLDERS:
        for path in sorted(folder.rglob(name)):
            pdfmetrics.registerFont(TTFont(path.stem, str(path)))
            return path.stem
    raise FontMissing(f"{name} is not installed (Debian: apt install fonts-droid-fallback fonts-dejavu-core)")
