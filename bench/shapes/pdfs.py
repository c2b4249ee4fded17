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


_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def _deep_tree(depth: int) -> bytes:
    """Pages in pages in pages."""
    below = {
        number: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number - 1, number + 1)
        for number in range(10, 10 + depth)
    }
    first = {1: _CATALOGUE, 2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", 4: _FONT, 5: _stream(_SAYS)}
    return pdf(first | below | {10 + depth: _page()})


def _tables_in_a_ring() -> bytes:
    """A table of places that names itself as the one before it."""
    content = _one_page(_SAYS)
    at = content.rindex(b"xref\n0")
    return content.replace(b"/Root", b"/Prev %d/Root" % at)


def _object_stream(packed: bytes, claimed: int) -> bytes:
    """An object stream of so many claimed objects that extends itself, and holds the font if anything does."""
    extra = b"/Type/ObjStm/N %d/First 10/Extends 6 0 R" % claimed
    return _one_page(_SAYS, {6: _stream(packed, extra)}).replace(b"/Pages 2 0 R", b"/Pages 2 0 R/X 7 0 R")


def _picture(width: int, coded: bytes, filters: bytes) -> bytes:
    """A page with words below a picture that claims so many points each way."""
    claims = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB" % (
        width,
        width,
    )
    image = claims + b"/Filter%s/Length %d>>stream\n%s\nendstream" % (filters, len(coded), coded)
    resources = b"<</Font<</F1 4 0 R>>/XObject<</I 6 0 R>>>>"
    return _one_page(b"q 595 0 0 842 0 0 cm /I Do Q " + _SAYS, {6: image}, resources=resources)


# The opening boxes of a JPEG 2000 file whose picture is two billion points wide (ISO 15444-1, annex I).
_JPX = (
    b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 \0\0\0-jp2h\0\0\0\x16ihdr\x7f\xff\xff\xff\x7f\xff\xff\xff"
    b"\0\x03\x07\x07\0\0\0\0\0\x0fcolr\x01\0\0\0\0\0\x10\0\0\0\0jp2c\xff\x4f\xff\x51\0\x2f\0\0\x7f\xff\xff\xff\x7f\xff\xff\xff"
)
# A JBIG2 page of four billion points each way (ITU-T T.88, 7.4.8).
_JBIG2 = b"\0\0\0\0\x30\0\x01\0\0\0\x13" + b"\xff\xff\xff\xfe" * 2 + b"\0" * 11


def _scattered(count: int) -> bytes:
    """Words of one letter, each in a place of its own."""
    drawn = (
        b"1 0 0 1 %.2f %.2f Tm (%c)Tj " % (n * 7919 % 59_003 / 100, n * 104_729 % 83_701 / 100, 97 + n % 26)
        for n in range(count)
    )
    return _one_page(b"BT /F1 3 Tf " + b"".join(drawn) + b"ET")


def _unruled(rows: int, columns: int) -> bytes:
    """Numbers in rows and columns without a rule, set so small that all fit."""
    drawn = (
        b"1 0 0 1 %.1f %.1f Tm (%d.5)Tj " % (5 + 580 * column / columns, 835 - 830 * row / rows, row + column)
        for row in range(rows)
        for column in range(columns)
    )
    return _one_page(b"BT /F1 1 Tf " + b"".join(drawn) + b"ET")


def _attachments(count: int, length: int, *, ring: bool = False) -> bytes:
    """So many embedded files, each with a name of so many letters, in a tree of names that may lead back to itself."""
    name = b"(%d" + b"n" * length + b")"
    names = b" ".join((name + b" 11 0 R") % number for number in range(count))
    file = b"<</Type/Filespec/F(a)/UF%s/EF<</F 13 0 R>>>>" % (name % 0)
    more = {10: b"<</Kids[%s12 0 R]>>" % (b"10 0 R " if ring else b""), 11: file, 13: _stream(b"a")}
    more[12] = b"<</Limits[(0)(9)]/Names[%s]>>" % names
    return _one_page(_SAYS, more).replace(b"/Pages 2 0 R", b"/Pages 2 0 R/Names<</EmbeddedFiles 10 0 R>>")


def _marks(depth: int, texts: int) -> bytes:
    """Texts under many marks, each of which says something of all of them."""
    says = b"BT /F1 2 Tf 50 700 Td (a) Tj ET "
    return _one_page(b"/P <</MCID 1>> BDC " * depth + says * texts + b"EMC " * depth)


def _font_in_a_ring() -> bytes:
    """A font whose only letter is drawn in that font, and whose code map uses itself."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/FirstChar 97"
    font += b"/LastChar 97/Widths[1]/Encoding<</Differences[97/a]>>/Resources<</Font<</F1 4 0 R>>>>/ToUnicode 7 0 R>>"
    return _one_page(
        _SAYS,
        {4: font, 6: _stream(b"1 0 d0 BT /F1 1 Tf (aaaa) Tj ET"), 7: _stream(b"7 0 R usecmap", b"/UseCMap 7 0 R")},
    )


def _far(box: bytes) -> bytes:
    return _one_page(_SAYS, box=box)


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
    "pages in pages.pdf": lambda size: _deep_tree(int(100_000 * size)),
    "pages of each other.pdf": lambda _: _one_page(
        _SAYS, {6: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"}
    ).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[6 0 R 3 0 R]/Count 2"),
    "a page in itself.pdf": lambda _: _one_page(_SAYS).replace(
        b"/Parent 2 0 R/MediaBox[0 0 595 842]", b"/Parent 3 0 R"
    ),
    "places in a ring.pdf": lambda _: _tables_in_a_ring(),
    "objects in a ring.pdf": lambda _: _object_stream(b"7 0 8 3    <</A 8 0 R>>", 2_000_000_000),
    "objects in a bomb.pdf": lambda size: _object_stream(b"7 0       " + b" " * int(1_000 * size * MEGABYTE), 1),
    "one content a million times.pdf": lambda size: _one_page(_SAYS).replace(
        b"/Contents 5 0 R", b"/Contents[" + b"5 0 R " * int(1_000_000 * size) + b"]"
    ),
    "a million texts.pdf": lambda size: _one_page(
        b"".join(b"BT /F1 2 Tf %d %d Td (ab) Tj ET " % (n % 590, n // 590 % 840) for n in range(int(1_000_000 * size)))
    ),
    "scattered letters.pdf": lambda size: _scattered(int(60_000 * size)),
    "rows and columns.pdf": lambda size: _unruled(int(800 * size) + 4, int(60 * size) + 4),
    "200,000 letters and more.pdf": lambda size: _scattered(int(300_000 * size)),
    "a wide picture.pdf": lambda _: _picture(2_000_000_000, bytes(1000), b"[]"),
    "a wide JPEG 2000.pdf": lambda _: _picture(2_000_000_000, _JPX, b"/JPXDecode"),
    "a wide JBIG2.pdf": lambda _: _picture(2_000_000_000, _JBIG2, b"/JBIG2Decode"),
    "attachments.pdf": lambda size: _attachments(int(300_000 * size), 20),
    "attachments in a ring.pdf": lambda size: _attachments(int(1_000 * size) + 2, 20, ring=True),
    "a long attachment.pdf": lambda size: _attachments(2, int(20_000_000 * size)),
    "marks.pdf": lambda size: _marks(int(20_000 * size), int(50_000 * size)),
    "a font in a ring.pdf": lambda _: _font_in_a_ring(),
    "a page without end.pdf": lambda _: _far(b"0 0 1e38 1e38"),
    "a page of nothing.pdf": lambda _: _far(b"0 0 0 0"),
    "a page turned inside out.pdf": lambda _: _far(b"595 842 -99999 -99999"),
    "a page of no numbers.pdf": lambda _: _far(b"(a) null 1 0 R /x"),
}  # fmt: skip
