"""Small PDFs written by hand: Chinese in a font every reader knows by name, Latin in Courier."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from diffing.document import BlockKind
from diffing.reading.draft import Draft, DraftBlock

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
FONTS = (
    b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
    (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/Ascent 880/Descent -120/CapHeight 880"
        b"/ItalicAngle 0/StemV 80/FontBBox[0 -120 1000 880]>>>>"
    ),
)


def text(x: float, top: float, words: str, size: float = 12, *, bold: bool = False) -> bytes:
    """One line of text with its baseline `top` points below the upper edge; Courier is 0.6 em wide."""
    drawn = b""
    for run in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", words):
        latin = run.isascii()
        quoted = re.sub(r"([()\\])", r"\\\1", run)
        shown = f"({quoted})".encode() if latin else f"<{run.encode('utf-16-be').hex()}>".encode()
        font = b"/L" if latin else b"/C"
        mode = b"2 Tr" if bold else b"0 Tr"
        drawn += b"BT %b %g Tf %b %g %g Td %b Tj ET\n" % (font, size, mode, x, PAGE_HEIGHT - top, shown)
        x += len(run) * size * (0.6 if latin else 1)
    return drawn


def rule(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """A drawn line, measured from the upper left corner."""
    return b"0.5 w %g %g m %g %g l S\n" % (x0, PAGE_HEIGHT - y0, x1, PAGE_HEIGHT - y1)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    """A full lattice of rules."""
    across = b"".join(rule(xs[0], y, xs[-1], y) for y in ys)
    return across + b"".join(rule(x, ys[0], x, ys[-1]) for x in xs)


def write(pages: Sequence[bytes], extra: bytes = b"", sizes: str = f"[0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]") -> bytes:
    """A PDF of these page contents; `extra` goes into every page's dictionary."""
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)), *FONTS]
    for at, content in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox%b/Contents %d 0 R%b"
            b"/Resources<</Font<</L 3 0 R/C 4 0 R>>>>>>" % (sizes.encode(), first + 2 * at + 1, extra)
        )
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(out),
    )  # fmt: skip


class Pen:
    """What a test draws with, and how it reads back what was said."""

    text = staticmethod(text)
    rule = staticmethod(rule)
    ruled = staticmethod(ruled)
    write = staticmethod(write)

    @staticmethod
    def lines(x: float, top: float, words: Sequence[str], step: float = 20, size: float = 12) -> bytes:
        """Lines one below the other."""
        return b"".join(text(x, top + at * step, line, size) for at, line in enumerate(words))

    @staticmethod
    def say(draft: Draft, parts: Sequence[tuple[int, int]]) -> str:
        """The parts as they are read: a line end inside a part is a space."""
        return "".join(draft.text[start:end] for start, end in parts).replace("\n", " ")

    @classmethod
    def blocks(cls, draft: Draft) -> list[tuple[BlockKind, str]]:
        """Kind and words of every block that is no table."""
        return [(block.kind, cls.say(draft, block.parts)) for block in draft.blocks if block.table is None]

    @classmethod
    def rows(cls, draft: Draft, block: DraftBlock) -> list[list[str]]:
        """The rows of a table; what a merged cell covers is empty."""
        assert block.table is not None
        rows = [[""] * block.table.columns for _ in range(block.table.rows)]
        for cell in block.table.cells:
            rows[cell.row][cell.column] = cls.say(draft, cell.parts)
        return rows


@pytest.fixture
def pen() -> type[Pen]:
    """Draws small PDFs."""
    return Pen


@pytest.fixture
def only_table() -> Callable[[Draft], DraftBlock]:
    """The one table of a draft."""

    def find(draft: Draft) -> DraftBlock:
        (table,) = (block for block in draft.blocks if block.table)
        return table

    return find
