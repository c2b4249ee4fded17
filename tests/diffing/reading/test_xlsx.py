"""Spreadsheets: sheets as headings and tables, numbers as they are shown, what is hidden left out."""

from __future__ import annotations

import io
import zipfile

import pytest

from diffing.document import Document
from diffing.errors import UnreadableDocument
from diffing.reading import read
from diffing.reading.sheet_numbers import shown

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
IDS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="4"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" s="3"><v>45291</v></c><c r="C3" s="3"><v>44926</v></c></row>'
    '<row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" s="1"><v>492000</v></c><c r="C4" s="1"><v>4.74E5</v></c></row>'
    '<row r="5"><c r="A5" t="inlineStr"><is><r><t>同比</t></r><r><t>增长</t></r></is></c>'
    '<c r="B5" s="2"><f>B4/C4-1</f><v>3.7974683544303799E-2</v></c></row>'
    '<row r="6"><c r="A6" t="s"><v>4</v></c></row>'
)
STRINGS = ("主要财务数据", "单位：万元", "项目", "营业收入", "注：未经审计。")


def _book(
    rows: str = ROWS,
    *,
    before: str = "",
    after: str = "",
    name: str = "利润表",
    drawing: str = "",
    state: str = "visible",
) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        sheet = f'<sheet name="{name}" sheetId="1" r:id="a"/><sheet name="底稿" state="{state}" r:id="b"/>'
        package.writestr("xl/workbook.xml", f"<workbook {MAIN} {IDS}><sheets>{sheet}</sheets></workbook>")
        relations = "".join(
            f'<Relationship Id="{key}" Type="{TYPE}" Target="{target}"/>'
            for key, target in {"a": "worksheets/one.xml", "b": "/xl/worksheets/two.xml"}.items()
        )
        package.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>")
        package.writestr("xl/styles.xml", STYLES)
        strings = "".join(f"<si><t>{said}</t></si>" for said in STRINGS)
        package.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{strings}</sst>")
        sheet = f"{before}<sheetData>{rows}</sheetData>{after}"
        package.writestr("xl/worksheets/one.xml", f"<worksheet {MAIN}>{sheet}</worksheet>")
        own = '<row><c t="inlineStr"><is><t>草稿</t></is></c></row>'
        drawn = (
            f'<Relationship Id="d" Type="{TYPE.replace("worksheet", "drawing")}" Target="../drawings/drawing1.xml"/>'
        )
        package.writestr("xl/worksheets/_rels/one.xml.rels", f"<Relationships>{drawn}</Relationships>")
        if drawing:
            package.writestr("xl/drawings/drawing1.xml", drawing)
        package.writestr("xl/worksheets/two.xml", f"<worksheet {MAIN}><sheetData>{own}</sheetData></worksheet>")
    return packed.getvalue()


def _grid(document: Document) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in document.tables[0].grid()]


def test_a_sheet_is_a_heading_and_its_table() -> None:
    """Rows of one cell above and below the table are text; the unit note is bound to it."""
    document = read(_book(), name="a.xlsx")
    assert [str(block.kind) for block in document.blocks][:4] == ["heading", "paragraph", "paragraph", "table"]
    assert _grid(document) == [
        ["项目", "2023年12月", "2022年12月"],
        ["营业收入", "492,000.00", "474,000.00"],
        ["同比增长", "3.80%", ""],
    ]
    assert "万元" in document.tables[0].unit_note
    assert "注：未经审计。" in document.text


def test_merged_cells_span() -> None:
    """A header over two columns stands over both."""
    rows = (
        '<row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1" t="inlineStr"><is><t>金额</t></is></c></row>'
        '<row r="2"><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    assert _grid(read(_book(rows, after=merged))) == [["项目", "金额", "金额"], ["项目", "1", "2"]]


def test_an_empty_row_divides_tables() -> None:
    """Two tables on one sheet are two."""
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"><v>2</v></c></row>'
    assert len(read(_book("".join(row.format(number) for number in (1, 2, 5, 6)))).tables) == 2


def test_what_is_hidden_is_left_out_and_told() -> None:
    """Hidden sheets, rows and columns are not said; the document names them."""
    rows = (
        '<row r="1" hidden="1"><c r="A1"><v>7</v></c></row>'
        '<row r="2"><c r="A2"><v>8</v></c><c r="B2"><v>9</v></c><c r="C2"><f>1/3</f></c></row>'
    )
    packed = _book(f'{rows}</sheetData><cols><col min="2" max="2" hidden="1"/></cols><sheetData>', state="hidden")
    document = read(packed)
    assert "7" not in document.text
    assert "草稿" not in document.text
    told = " ".join(document.warnings)
    assert "hidden sheets were left out: 底稿" in told
    assert "no stored result" in told


SHOWN = {
    ("492000", "#,##0.00"): "492,000.00",
    ("0.091499999999999998", "0.00%"): "9.15%",
    ("-1234567", "#,##0;(#,##0)"): "(1,234,567)",
    ("-0.5", "0.0"): "-0.5",
    ("0", '0.00;-0.00;"-"'): "-",
    ("12600000", '0.0,,"百万元"'): "12.6百万元",
    ("300418", "000000"): "300418",
    ("1", "000000"): "000001",
    ("9371.9", "[$US$-409]#,##0.0"): "US$9,371.9",
    ("1.005", "0.0#"): "1.01",
    ("0.30000000000000004", ""): "0.3",
    ("1E3", "General"): "1000",
    ("45291", "yyyy-mm-dd"): "2023-12-31",
    ("45291.5", "yyyy/m/d h:mm"): "2023/12/31 12:00",
    ("45291", "dd-mmm-yyyy"): "31-Dec-2023",
    ("43829", "yyyy-mm-dd;@"): "2019-12-30",
    ("12.5", '"约"0.0"亿元"'): "约12.5亿元",
    ("0.25", "# ?/?"): "0.25",
    ("1E400", "0.00"): "1E400",
    ("n/a", "0.00"): "n/a",
}


@pytest.mark.parametrize("case", SHOWN)
def test_numbers_are_said_as_they_are_shown(case: tuple[str, str]) -> None:
    """What is compared is what a reader of the sheet sees."""
    assert shown(*case) == SHOWN[case]


def test_days_since_1904() -> None:
    """Old Macintosh sheets count their days from another one."""
    assert shown("43829", "yyyy-mm-dd", since_1904=True) == "2023-12-31"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("<row", "a damaged XLSX"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>', "declares entities"),
        ('<row><c r="A1"/></row>' * 51, "more rows and cells than the 100 "),
    ],
)
def test_hostile_sheets_are_refused(rows: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage, entities and data sets end in a true line."""
    monkeypatch.setattr("diffing.reading.limits.PIECES", 100)
    with pytest.raises(UnreadableDocument, match=words):
        read(_book(rows), name="a.xlsx")


def test_a_far_cell_costs_nothing() -> None:
    """A cell in the last corner of the sheet is one cell, whatever the sheet claims to be in between."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert read(_book(rows, after=merged)).text.startswith("利润表\n1\n2\n")


def test_columns_hidden_many_times_cost_little() -> None:
    """A hundred thousand times all columns is as many as once."""
    columns = '<col min="1" max="16384" hidden="1"/>' * 100_000
    document = read(_book("<row><c><v>12.5</v></c></row>", before=f"<cols>{columns}</cols>"), name="a.xlsx")
    assert "12.5" not in document.text
    assert document.warnings == ("hidden rows or columns were left out",)


def test_one_long_string_in_every_cell_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused for its characters before they fill the memory."""
    monkeypatch.setattr("diffing.reading.limits.CHARACTERS", 1_000)
    rows = "<row>" + '<c t="s"><v>3</v></c>' * 300 + "</row>"
    with pytest.raises(UnreadableDocument, match="more characters than the 1,000"):
        read(_book(rows), name="a.xlsx")


def test_one_sheet_shown_many_times_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cells of all sheets count together."""
    monkeypatch.setattr("diffing.reading.limits.PIECES", 40)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        sheets = '<sheet name="a" r:id="a"/>' * 9
        package.writestr("xl/workbook.xml", f"<workbook {MAIN} {IDS}><sheets>{sheets}</sheets></workbook>")
        relation = f'<Relationship Id="a" Type="{TYPE}" Target="a.xml"/>'
        package.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{relation}</Relationships>")
        rows = "<row>" + "<c><v>1</v></c>" * 9 + "</row>"
        package.writestr("xl/a.xml", f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")
    with pytest.raises(UnreadableDocument, match="more cells than the 40"):
        read(packed.getvalue(), name="a.xlsx")


@pytest.mark.parametrize("stored", ["9" * 1_000_001, "9.9e99999999", "1e-99999999", "²", "nan", "1_0"])
def test_numbers_that_are_none_are_shown_as_stored(stored: str) -> None:
    """A number of a million digits has no format."""
    assert shown(stored, "#,##0.00") in (stored, "0.00", "10.00")


def test_a_hidden_row_parts_no_table() -> None:
    """What follows it keeps the head of the table; a row that is empty to see parts as ever."""
    said = ("项目", "营业收入", "营业成本", "资产")
    values = ("2023年", "12.6", "9.4", "3.1")
    shown_rows = (1, 2, 5, 7)
    rows = {
        number: f'<row r="{number}"><c t="inlineStr"><is><t>{name}</t></is></c><c t="str"><v>{value}</v></c></row>'
        for number, name, value in zip(shown_rows, said, values, strict=True)
    }
    hidden = {number: f'<row r="{number}" hidden="1"><c><v>7</v></c><c><v>8</v></c></row>' for number in (3, 4)}
    document = read(_book("".join(text for _, text in sorted((rows | hidden).items()))), name="a.xlsx")
    assert _grid(document) == [["项目", "2023年"], ["营业收入", "12.6"], ["营业成本", "9.4"]]


def test_text_boxes_are_read() -> None:
    """A note in a box above the cells is seen like any other; a picture beside it says nothing."""
    run = "<a:r><a:t>本表</a:t></a:r><a:r><a:t>未经审计。</a:t></a:r>"
    box = f"<x:sp><x:txBody><a:p>{run}</a:p><a:p/></x:txBody></x:sp><x:pic/>"
    document = read(_book(drawing=f'<x:wsDr xmlns:x="x" xmlns:a="a">{box}</x:wsDr>'), name="a.xlsx")
    assert "本表未经审计。" in [sentence.text for sentence in document.sentences]
