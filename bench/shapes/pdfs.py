"""PDFs made to break readers: bombs, rings, and pages with too much on them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from bench.shapes import MEGABYTE, Making


def pdf(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    written, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(written), max(objects) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        known = number in places
        written += b"%010d %05d %s \n" % (places.get(number, 0), 0 if known else 65535, b"n" if known else b"f")
    written += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(written)


def _stream(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content, 6)
    return b"<</Filter/FlateDecode%s/Length %d>>stream\n%s\nendstream" % (extra, len(packed), packed)


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_SAYS = b"BT /F1 12 Tf 50 700 Td (Revenue was 12.5 million.) Tj ET"
_RESOURCES = b"<</Font<</F1 4 0 R>>>>"


def _page(resources: bytes = _RESOURCES, box: bytes = b"0 0 595 842") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 5 0 R/Resources%s>>" % (box, resources)


def _one_page(content: bytes, more: Mapping[int, bytes] | None = None, **page: bytes) -> bytes:
    """A PDF of one page with this content stream."""
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: _page(**page),
            4: _FONT,
            5: content if content.startswith(b"<<") else _stream(content),
            **(more or {}),
        }
    )


def _flate(size: float, *, twice: bool = False) -> bytes:
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(b" " * MEGABYTE) for _ in range(int(1500 * size)))
    packed += packing.flush()
    packed = zlib.compress(packed, 9) if twice else packed
    names = b"[/FlateDecode/FlateDecode]" if twice else b"/FlateDecode"
    return _one_page(b"<</Filter%s/Length %d>>stream\n%s\nendstream" % (names, len(packed), packed))


def _pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 10) for number in range(count))
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            4: _FONT,
            5: _stream(_SAYS),
            **{number + 10: _page() for number in range(count)},
        }
    )


def _same_page(count: int) -> bytes:
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count),
            3: _page(), 4: _FONT, 5: _stream(_SAYS),
        }
    )  # fmt: skip


def _forms(depth: int) -> bytes:
    """Forms that draw the next one three times each: three to the power of `depth`."""
    last = 10 + depth
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>/XObject<</X %d 0 R>>>>"
    more = {number: _stream(b"/X Do " * 3, form % (number + 1)) for number in range(10, last)}
    more[last] = _stream(_SAYS, form % last)
    return _one_page(b"/X Do", more, resources=b"<</Font<</F1 4 0 R>>/XObject<</X 10 0 R>>>>")


def _font(size: float) -> bytes:
    """A font whose program, widths and code map unpack to far more than any font has."""
    program = _stream(b"\0" * int(600 * size * MEGABYTE))
    codes = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange\n"
    codes += b"<0000> <FFFF> <0041>\n" * int(2_000_000 * size) + b"endbfrange"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/B/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>"
    widths = b"/W[%s]" % (b"0 65535 500 " * int(500_000 * size))
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/B/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>"
    below += b"/FontDescriptor 7 0 R" + widths + b">>"
    described = b"<</Type/FontDescriptor/FontName/B/Flags 4/FontFile2 9 0 R>>"
    content = b"BT /F1 12 Tf 50 700 Td <00410042> Tj ET"
    return _one_page(content, {4: font, 6: below, 7: described, 8: _stream(codes), 9: program})


SHAPES: dict[str, Making] = {
    "flate.pdf": _flate,
    "flate twice.pdf": lambda size: _flate(size, twice=True),
    "10,000 pages.pdf": lambda size: _pages(int(10_000 * size)),
    "a page a million times.pdf": lambda size: _same_page(int(1_000_000 * size)),
    "two billion pages claimed.pdf": lambda _: _one_page(_SAYS).replace(b"/Count 1", b"/Count 2000000000"),
    "a ring of pages.pdf": lambda _: _one_page(_SAYS).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R 3 0 R]"),
    "forms.pdf": lambda size: _forms(int(27 * size)),
    "a form in itself.pdf": lambda _: _forms(0),
    "10 million letters.pdf": lambda size: _one_page(
        b"BT /F1 1 Tf " + b"1 0 0 1 10 10 Tm (abcdefghijklmnopqrstuvwxyz) Tj " * int(400_000 * size) + b"ET"
    ),
    "2 million lines.pdf": lambda size: _one_page(b"0 0 m 100 100 l S " * int(2_000_000 * size) + _SAYS),
    "grid.pdf": lambda size: _one_page(
        b"".join(
            b"%d 0 m %d 800 l S 0 %d m 500 %d l S " % (n % 500, n % 500, n % 800, n % 800)
            for n in range(int(20_000 * size))
        )
        + _SAYS
    ),
    "5 million corners.pdf": lambda size: _one_page(b"0 0 m " + b"1 1 l " * int(5_000_000 * size) + b"S " + _SAYS),
    "nested arrays.pdf": lambda size: _one_page(_SAYS).replace(
        b"/Count 1", b"/Count 1/X " + b"[" * int(100_000 * size) + b"]" * int(100_000 * size)
    ),
    "saved states.pdf": lambda size: _one_page(b"q " * int(2_000_000 * size) + _SAYS),
    "a page like a field.pdf": lambda _: _one_page(_SAYS, box=b"0 0 1000000 1000000"),
    "fonts.pdf": _font,
}  # fmt: skip
