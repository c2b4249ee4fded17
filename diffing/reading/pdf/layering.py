"""Puts recognised text under the pictures of a PDF, where it is read like any other: at its place, and not shown.

    picture ─ recognised lines with their boxes ─► invisible text in the page (PDF 32000-1, 9.3.6, mode 3) ─► reading

The road not taken is to join recognised lines to paragraphs here: reading does that for every page alike.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import pikepdf
import pypdfium2

from diffing.document import Box
from diffing.reading.pdf.blank_font import ASCENT, DESCENT, FULL, HALF, UNITS, blank_font
from diffing.reading.pdf.opening import open_pdf

# A page with fewer characters is a picture with at most a stamp or a page number.
_FEWEST = 20
# Of the height of a recognised box, the type fills so much, and its baseline stands so far above the lower edge.
_TYPE, _BASELINE = 0.8, 0.22
# Boxes of one type size differ by so much, as letters reach up and down or not.
_SAME_SIZE = 0.3
_FONT = pikepdf.Name("/FilingwatchRecognised")
# Every code is the UTF-16 unit it stands for; Latin is half as wide as Chinese.
_CODES = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Recognised def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""
_LATIN_END = 0x2000
_GLYPHS = b"\0\1" * (_LATIN_END + 1) + b"\0\2" * (0xFFFF - _LATIN_END)
# How the page is turned when it is shown: where text runs, and where its letters point (PDF 32000-1, 14.11.2).
_WAYS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """One recognised line, and where it stands on the page as it is shown."""

    text: str
    box: Box
    confidence: float


def pages_without_text(content: bytes) -> tuple[int, ...]:
    """The numbers of the pages that show something but say next to nothing; none when pdfium cannot open the file."""
    try:
        with open_pdf(content) as document:
            return tuple(number for number, page in enumerate(document, 1) if _is_picture(page))
    except pypdfium2.PdfiumError:
        return ()


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    text = page.get_textpage()
    try:
        silent = text.count_chars() < _FEWEST or len("".join(text.get_text_range().split())) < _FEWEST
    finally:
        text.close()
    shown = silent and next(page.get_objects(max_depth=1), None) is not None
    page.close()
    return shown


def layered(content: bytes, lines: Mapping[int, Sequence[Recognised]]) -> bytes:
    """The file with recognised lines under the pages they were recognised on. Raises pikepdf.PdfError."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        font = document.make_indirect(_font(document))
        for number, found in lines.items():
            page = document.pages[number - 1]
            page.add_resource(font, pikepdf.Name.Font, _FONT)
            stream = "\n".join(_written(line, page) for line in _sized(found))
            page.contents_add(f"q BT 3 Tr\n{stream}\nET Q\n".encode("ascii"), prepend=True)
        document.save(written)
    return written.getvalue()


def _font(document: pikepdf.Pdf) -> pikepdf.Dictionary:
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=_FONT,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=document.make_stream(_GLYPHS),
        DW=FULL,
        W=pikepdf.Array([0, _LATIN_END, HALF]),
        FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=_FONT,
            Flags=4,
            FontBBox=[0, DESCENT, FULL, ASCENT],
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=DESCENT,
            CapHeight=ASCENT,
            StemV=80,
            FontFile2=document.make_stream(blank_font()),
        ),
    )
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=_FONT,
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[document.make_indirect(descendant)],
        ToUnicode=document.make_stream(_CODES),
    )


def _sized(lines: Sequence[Recognised]) -> list[Recognised]:
    """The lines, those of nearly the usual height made as high as it, so that a paragraph has one size of type."""
    usual = median([line.box.bottom - line.box.top for line in lines]) if lines else 0.0
    return [_of_height(line, usual) for line in lines if line.text.strip()]


def _of_height(line: Recognised, usual: float) -> Recognised:
    box = line.box
    if abs(box.bottom - box.top - usual) > usual * _SAME_SIZE:
        return line
    middle = (box.top + box.bottom) / 2
    return replace(line, box=replace(box, top=middle - usual / 2, bottom=middle + usual / 2))


def _written(line: Recognised, page: pikepdf.Page) -> str:
    """The operators that write a line into its box, as wide as that is."""
    box = line.box
    height = max(box.bottom - box.top, 1.0)
    size = height * _TYPE
    codes = line.text.encode("utf-16-be")
    units = [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]
    natural = sum(HALF if unit <= _LATIN_END else FULL for unit in units) * size / UNITS
    stretch = 100 * max(box.right - box.left, 1.0) / natural
    turn = int(page.obj.get("/Rotate", 0)) % 360
    x, y = _place(page, turn, (box.left, box.bottom - height * _BASELINE))
    way = " ".join(map(str, _WAYS.get(turn, _WAYS[0])))
    return f"{_FONT} {size:.2f} Tf {stretch:.2f} Tz {way} {x:.2f} {y:.2f} Tm <{codes.hex()}> Tj"


def _place(page: pikepdf.Page, turn: int, shown: tuple[float, float]) -> tuple[float, float]:
    """Where a point of the page as it is shown, counted from its upper left corner, stands in the page as drawn."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    across, down = shown
    return {
        90: (left + down, bottom + across),
        180: (right - across, bottom + down),
        270: (right - down, top - across),
    }.get(turn, (left + across, top - down))
