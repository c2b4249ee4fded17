"""Files made to break readers, of every format: each ends in a document or in one true line, and here nothing grows.

Run: python -m bench hostile, which takes some minutes. The tests read the same files in a smaller size.
"""

from __future__ import annotations

import io
import resource
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bot.apart import Apart
from bot.inside import Original
from diffing.errors import UnreadableDocument
from diffing.settings import Settings

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_IDS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_SHEET_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
_ENTITIES = f'<!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]>'
_MEGABYTE = 1 << 20


# A file of each shape, in a size that counts: 1 is the shape in full.
Making = Callable[[float], bytes]


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
    packed = b"".join(packing.compress(b" " * _MEGABYTE) for _ in range(int(1500 * size)))
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
    program = _stream(b"\0" * int(600 * size * _MEGABYTE))
    codes = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange\n"
    codes += b"<0000> <FFFF> <0041>\n" * int(2_000_000 * size) + b"endbfrange"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/B/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>"
    widths = b"/W[%s]" % (b"0 65535 500 " * int(500_000 * size))
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/B/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>"
    below += b"/FontDescriptor 7 0 R" + widths + b">>"
    described = b"<</Type/FontDescriptor/FontName/B/Flags 4/FontFile2 9 0 R>>"
    content = b"BT /F1 12 Tf 50 700 Td <00410042> Tj ET"
    return _one_page(content, {4: font, 6: below, 7: described, 8: _stream(codes), 9: program})


def package(parts: Mapping[str, str | Iterable[bytes]]) -> bytes:
    """A ZIP of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as files:
        for name, content in parts.items():
            with files.open(name, "w", force_zip64=True) as part:
                for piece in [content.encode()] if isinstance(content, str) else content:
                    part.write(piece)
    return packed.getvalue()


def docx(body: str, before: str = "") -> bytes:
    """A Word document with this body."""
    return package({"word/document.xml": f"{before}<w:document {_WORD}><w:body>{body}</w:body></w:document>"})


def xlsx(rows: str, strings: str | Iterable[bytes] = f"<sst {_SHEET}/>") -> bytes:
    """A workbook of one sheet with these rows."""
    return package(
        {
            "xl/workbook.xml": f'<workbook {_SHEET} {_IDS}><sheets><sheet name="a" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<R><Relationship Id="a" Type="{_SHEET_TYPE}" Target="a.xml"/></R>',
            "xl/sharedStrings.xml": strings,
            "xl/a.xml": f"<worksheet {_SHEET}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def _spaces(size: float) -> Iterable[bytes]:
    return (b" " * _MEGABYTE for _ in range(int(1000 * size)))


def _html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def _times(text: str, count: float, between: str = "") -> str:
    return between.join([text] * int(count))


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
    "parts.docx": lambda size: package({"word/document.xml": _spaces(size)}),
    "entities.docx": lambda _: docx("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", _ENTITIES),
    "nested.docx": lambda size: docx(_times("<w:p>", 100_000 * size) + _times("</w:p>", 100_000 * size)),
    "tables in tables.docx": lambda size: docx(
        _times("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p>", 20_000 * size)
        + _times("</w:tc></w:tr></w:tbl>", 20_000 * size)
    ),
    "paragraphs.docx": lambda size: docx(_times("<w:p><w:r><w:t>12</w:t></w:r></w:p>", 1_000_000 * size)),
    "columns.docx": lambda size: docx(
        "<w:tbl>"
        + _times('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr><w:p/></w:tc></w:tr>', 100_000 * size)
        + "</w:tbl><w:p><w:r><w:t>x</w:t></w:r></w:p>"
    ),
    "parts.xlsx": lambda size: xlsx("", _spaces(size)),
    "entities.xlsx": lambda _: xlsx("", f"{_ENTITIES}<sst><si><t>&a9;</t></si></sst>"),
    "cells.xlsx": lambda size: xlsx(_times("<row>" + _times("<c><v>1</v></c>", 100) + "</row>", 20_000 * size)),
    "far rows.xlsx": lambda size: xlsx(
        "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, int(1_000_000 * size), 3))
    ),
    "nested.html": lambda size: _html(_times("<div>", 100_000 * size) + "12.5"),
    "nested tables.html": lambda size: _html(_times("<table><tr><td>1", 100_000 * size)),
    "nested.xhtml": lambda size: (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
        + _times("<div>", 100_000 * size) + "12.5" + _times("</div>", 100_000 * size) + "</body></html>"
    ).encode(),
    "entities.xhtml": lambda _: f'{_ENTITIES}<html xmlns="x"><body><p>12.5 &a9;</p></body></html>'.encode(),
    "cells.html": lambda size: _html(
        "<table>" + _times("<tr>" + _times("<td>1", 100), 20_000 * size) + "</table>"
    ),
    "spans.html": lambda size: _html(
        "<table>" + _times('<tr><td rowspan="999" colspan="999">1', 20_000 * size) + "</table>"
    ),
    "attributes.html": lambda size: _html("<p " + _times("a='b' ", 2_000_000 * size) + ">12.5"),
    "openings.html": lambda size: _html(_times("<", 10_000_000 * size) + "12.5"),
    "comments.html": lambda size: _html(_times("<!--", 3_000_000 * size) + "12.5"),
    "100 MB.html": lambda size: _html(_times("<p>Revenue was 12.5 million.</p>", 3_500_000 * size)),
    "100 MB.txt": lambda size: _times("Revenue was 12.5 million in 2023.\n", 3_000_000 * size).encode(),
    "one line.txt": lambda size: _times("Revenue was 12.5 million in 2023. ", 300_000 * size).encode(),
    "one word.txt": lambda size: _times("收入", 1_700_000 * size).encode(),
    "letters.txt": lambda size: _times("a", 300_000 * size, "\n").encode(),
    "numbers.txt": lambda size: "\n\n".join(str(n % 9000) for n in range(int(100_000 * size))).encode(),
    "tabs.txt": lambda size: _times("1\t", 5_000_000 * size).encode(),
    "rows.txt": lambda size: _times("1\t2\t3\n", 1_000_000 * size).encode(),
    "pipes.md": lambda size: _times("|", 5_000_000 * size).encode(),
    "tables.md": lambda size: _times("<table>", 1_000_000 * size).encode(),
    "emphasis.md": lambda size: _times("**a", 3_000_000 * size).encode(),
    "pictures.md": lambda size: _times("![", 3_000_000 * size).encode(),
    "brackets.txt": lambda size: _times("(（", 2_000_000 * size).encode(),
    "digits.txt": lambda size: _times("1,", 5_000_000 * size).encode(),
}  # fmt: skip


def outcome(name: str, content: bytes, apart: Apart) -> str:
    """What became of one file: how much was read, or the line that refuses it."""
    try:
        found = apart.document(Original(body=content, name=name), Settings())
    except UnreadableDocument as error:
        return str(error)
    return f"{name}: read, {found.coverage.characters:,} characters, {found.coverage.tables:,} tables"


def main() -> None:
    """Prints what became of every file, how long it took, and how far this process has grown."""
    apart = Apart()
    apart.warm_up()
    for name, making in SHAPES.items():
        content = making(1)
        began, before = time.perf_counter(), _resident()
        told = outcome(name, content, apart)
        took, grown = time.perf_counter() - began, max(_resident() - before, 0)
        print(f"{took:6.1f} s {len(content) / _MEGABYTE:7.1f} MiB, {grown:4} MiB more here  {told}", flush=True)


def _resident() -> int:
    """How much memory this process has now, in MiB (proc(5), statm)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // _MEGABYTE
