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


def overlapping(count: int) -> bytes:
    """A package that names the same packed bytes as so many parts (a better zip bomb, 2019)."""
    content = docx("<w:p><w:r><w:t>12</w:t></w:r></w:p>")
    end = content.rindex(b"PK\x05\x06")
    first = content.rindex(b"PK\x01\x02", 0, end)
    entry = content[first:end]
    names = min(count, 60_000)
    directory = b"".join(entry.replace(b"word/document.xml", b"word/%012d" % n) for n in range(names)) + entry
    counted = (names + 1).to_bytes(2, "little")
    sizes = len(directory).to_bytes(4, "little") + first.to_bytes(4, "little")
    return content[:first] + directory + b"PK\x05\x06\0\0\0\0" + counted * 2 + sizes + b"\0\0"


def _sheets(count: int) -> bytes:
    """A workbook that shows one sheet so many times."""
    sheet = times("<row>" + times("<c><v>1</v></c>", 20) + "</row>", 50)
    shown = times('<sheet name="a" r:id="a"/>', count)
    return package(
        {
            "xl/workbook.xml": f"<workbook {_SHEET} {_IDS}><sheets>{shown}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<R><Relationship Id="a" Type="{_SHEET_TYPE}" Target="a.xml"/></R>',
            "xl/a.xml": f"<worksheet {_SHEET}><sheetData>{sheet}</sheetData></worksheet>",
        }
    )


def _with_sheet(inside: str, styles: str = "") -> bytes:
    parts: dict[str, str | Iterable[bytes]] = {
        "xl/workbook.xml": f'<workbook {_SHEET} {_IDS}><sheets><sheet name="a" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<R><Relationship Id="a" Type="{_SHEET_TYPE}" Target="a.xml"/></R>',
        "xl/a.xml": f"<worksheet {_SHEET}>{inside}</worksheet>",
    }
    return package(parts | ({"xl/styles.xml": styles} if styles else {}))


def _formatted(code: str, value: str) -> bytes:
    """A number under a number format."""
    styles = f'<styleSheet {_SHEET}><numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
    styles += '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    row = f'<row><c s="0"><v>{value}</v></c><c s="0"><v>{value}</v></c></row>'
    return _with_sheet(f"<sheetData>{row * 9}</sheetData>", styles)


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
    "many names.docx": lambda size: overlapping(int(60_000 * size)),
    "one word.docx": lambda size: docx("<w:p><w:r><w:t>" + times("a", 60_000_000 * size) + "</w:t></w:r></w:p>"),
    "runs.docx": lambda size: docx("<w:p>" + times("<w:r><w:t>12</w:t></w:r>", 2_000_000 * size) + "</w:p>"),
    "far columns.docx": lambda _: docx(
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/>'
        "</w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>x</w:t></w:r></w:p>"
    ),
    "no numbers.docx": lambda _: docx(
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-9"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="-1"/></w:tcPr><w:p>'
        '<w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="²"/></w:tcPr><w:p><w:pPr><w:numPr>'
        '<w:ilvl w:val="x"/><w:numId w:val="99999999999"/></w:numPr><w:outlineLvl w:val="x"/></w:pPr></w:p></w:tc>'
        "</w:tr>"
        "</w:tbl>"
        "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    ),
    "boxes in boxes.docx": lambda size: docx(
        times("<w:p><w:r><w:txbxContent>", 600 * size + 9)
        + "<w:p><w:r><w:t>1</w:t></w:r></w:p>" + times("</w:txbxContent></w:r></w:p>", 600 * size + 9)
    ),
    "the last cell.xlsx": lambda _: xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "beyond the last cell.xlsx": lambda _: xlsx('<row r="9999999"><c r="ZZZ9999999"><v>1</v></c></row>'),
    "one string in every cell.xlsx": lambda size: xlsx(
        times("<row>" + times('<c t="s"><v>0</v></c>', 100) + "</row>", 4_000 * size),
        f"<sst {_SHEET}><si><t>{times('ab ', 1_000_000 * size)}</t></si></sst>",
    ),
    "strings.xlsx": lambda size: xlsx("", f"<sst {_SHEET}>{times('<si><t>a</t></si>', 3_000_000 * size)}</sst>"),
    "one sheet many times.xlsx": lambda size: _sheets(int(60_000 * size)),
    "hidden columns.xlsx": lambda size: _with_sheet(
        "<cols>" + times('<col min="1" max="16384" hidden="1"/>', 500_000 * size)
        + "</cols><sheetData><row><c><v>1</v></c></row></sheetData>"
    ),
    "merged cells.xlsx": lambda size: _with_sheet(
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData><mergeCells>"
        + times('<mergeCell ref="A1:XFD1048576"/>', 1_000_000 * size) + "</mergeCells>"
    ),
    "formulas.xlsx": lambda size: xlsx(f"<row><c><f>{times('1+', 40_000_000 * size)}1</f></c><c><v>1</v></c></row>"),
    "zeros.xlsx": lambda size: _formatted("0." + times("0", 1_000_000 * size), "1.5"),
    "a long format.xlsx": lambda size: _formatted(times("[a]&quot;", 1_000_000 * size), "1.5"),
    "a large number.xlsx": lambda _: _formatted("#,##0.00", "9.9e99999"),
    "a date without end.xlsx": lambda _: _formatted("yyyy-mm-dd", "1e300"),
    "digits.xlsx": lambda size: _formatted("#,##0.00", times("9", 1_000_000 * size)),
}  # fmt: skip
