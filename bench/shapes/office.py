"""Word files and workbooks made to break readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from bench.shapes import ENTITIES, MEGABYTE, Making, times

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_IDS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_SHEET_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


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
    return (b" " * MEGABYTE for _ in range(int(1000 * size)))


SHAPES: dict[str, Making] = {
    "parts.docx": lambda size: package({"word/document.xml": _spaces(size)}),
    "entities.docx": lambda _: docx("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", ENTITIES),
    "nested.docx": lambda size: docx(times("<w:p>", 100_000 * size) + times("</w:p>", 100_000 * size)),
    "tables in tables.docx": lambda size: docx(
        times("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p>", 20_000 * size)
        + times("</w:tc></w:tr></w:tbl>", 20_000 * size)
    ),
    "paragraphs.docx": lambda size: docx(times("<w:p><w:r><w:t>12</w:t></w:r></w:p>", 1_000_000 * size)),
    "columns.docx": lambda size: docx(
        "<w:tbl>"
        + times('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr><w:p/></w:tc></w:tr>', 100_000 * size)
        + "</w:tbl><w:p><w:r><w:t>x</w:t></w:r></w:p>"
    ),
    "parts.xlsx": lambda size: xlsx("", _spaces(size)),
    "entities.xlsx": lambda _: xlsx("", f"{ENTITIES}<sst><si><t>&a9;</t></si></sst>"),
    "cells.xlsx": lambda size: xlsx(times("<row>" + times("<c><v>1</v></c>", 100) + "</row>", 20_000 * size)),
    "far rows.xlsx": lambda size: xlsx(
        "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, int(1_000_000 * size), 3))
    ),
}  # fmt: skip
