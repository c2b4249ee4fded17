"""Word documents: headings, lists, tables, notes, tracked changes."""

from __future__ import annotations

import io
import zipfile

import pytest

from diffing.document import AsideKind, BlockKind, Document
from diffing.errors import UnreadableDocument
from diffing.reading import read

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {WORD}><w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="t"><w:name w:val="own"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>"""


def _read(body: str, notes: str = "", parts: dict[str, str] | None = None) -> Document:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        package.writestr("word/styles.xml", STYLES)
        for name, content in (parts or {}).items():
            package.writestr(name, content)
        if notes:
            package.writestr("word/footnotes.xml", f"<w:footnotes {WORD}>{notes}</w:footnotes>")
    return read(packed.getvalue(), name="a.docx")


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_blocks() -> None:
    """Styles and outline levels make headings, numbering makes list items, notes come last."""
    document = _read(
        _p("某某公司年度报告", '<w:pStyle w:val="t"/>')
        + _p("经营情况", '<w:pStyle w:val="2"/>')
        + _p("公司增长。利润上升。")
        + _p("第一条。", "<w:numPr/>"),
        notes=f"<w:footnote>{_p('注：未经审计。')}</w:footnote>",
    )
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.FOOTNOTE,
    ]
    assert document.section_path(2) == ("某某公司年度报告", "经营情况")
    assert [sentence.text for sentence in document.sentences][2:4] == ["公司增长。", "利润上升。"]


def test_table() -> None:
    """Merged cells span, several paragraphs of a cell are one cell."""
    document = _read(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + _p("项目") + "</w:tc>"
        "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + _p("2023年") + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>" + _p("49.2") + "</w:tc>"
        "<w:tc>" + _p("Net") + _p("sales") + "</w:tc></w:tr></w:tbl>"
    )
    grid = [[cell.text if cell else None for cell in row] for row in document.tables[0].grid()]
    assert grid == [["项目", "2023年", "2023年"], ["项目", "49.2", "Net sales"]]


def test_a_table_in_a_table_is_text_of_its_cell() -> None:
    """However deep they are nested, each word stands where it stands."""
    opening = "<w:tbl><w:tr><w:tc>" + _p("1")
    document = _read(opening * 4 + "</w:tc></w:tr></w:tbl>" * 4)
    assert [cell.text for cell in document.tables[0].cells] == ["1 1 1 1"]


def test_tracked_changes() -> None:
    """Changes are read as accepted, and the document says that there were some."""
    document = _read(
        "<w:p><w:r><w:t>收入</w:t></w:r><w:del><w:r><w:delText>4</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:t>亿元。</w:t></w:r></w:p>"
    )
    assert document.text == "收入5亿元。\n"
    assert "tracked changes" in document.warnings[0]


def test_hidden_runs() -> None:
    """Hidden text is not said; what follows it is, and a hidden paragraph mark hides nothing."""
    document = _read(
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>收入</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>增长。</w:t></w:r></w:p>"
    )
    assert document.text == "收入增长。\n"


def test_refuses_damage() -> None:
    """A package whose story is no XML is refused."""
    with pytest.raises(UnreadableDocument):
        _read("<w:p>")


def test_refuses_bombs() -> None:
    """A part that unpacks without end is refused before it is unpacked."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("word/document.xml", "w") as part,
    ):
        for _ in range(21):
            part.write(b" " * 10_000_000)
    with pytest.raises(UnreadableDocument, match="unpacks"):
        read(packed.getvalue())


@pytest.mark.parametrize("count", ["²", "-1", "x", "9" * 5_000, "", "1e9"])
def test_counts_that_are_none_count_nothing(count: str) -> None:
    """What a cell claims to span may be no number, or none that there is."""
    spans = f"<w:gridSpan w:val='{count}'/>"
    document = _read(
        f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='{count}'/></w:trPr><w:tc><w:tcPr>{spans}</w:tcPr>{_p('12.5')}"
        f"</w:tc></w:tr></w:tbl>{_p('Revenue')}"
    )
    assert "12.5" in document.text


def test_a_deleted_paragraph_mark_joins() -> None:
    """Accepting its deletion makes one paragraph of two; one that nothing follows stays."""
    mark = "<w:rPr><w:del/></w:rPr>"
    document = _read(_p("Revenue was ", mark) + _p("12.5 million.") + _p("The end.", mark))
    assert [sentence.text for sentence in document.sentences] == ["Revenue was 12.5 million.", "The end."]
    assert document.warnings == ("it has tracked changes: read as if all were accepted",)


def test_headers_and_footers_are_set_aside() -> None:
    """They are printed on each page and said on none; the same one for odd and even pages counts once."""
    edge = f"<w:hdr {WORD}>{_p('某某公司2023年年度报告')}</w:hdr>"
    parts = {
        "word/header1.xml": edge,
        "word/header2.xml": edge,
        "word/footer1.xml": f"<w:ftr {WORD}>{_p('第 1 页')}</w:ftr>",
    }
    document = _read(_p("公司增长。"), parts=parts)
    assert [sentence.text for sentence in document.sentences] == ["公司增长。"]
    kinds = {document.text[aside.start : aside.end]: aside.kind for aside in document.asides}
    assert kinds == {"某某公司2023年年度报告": AsideKind.RUNNING_HEAD, "第 1 页": AsideKind.RUNNING_FOOT}
    assert document.coverage.set_aside == 16


def test_formulas_are_said_and_readings_are_not() -> None:
    """The letters of a formula stand in a namespace of their own; how a sign is pronounced is printed above it."""
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    formula = f"<w:p><w:r><w:t>ratio </w:t></w:r><m:oMath {math}><m:r><m:t>x=12.5</m:t></m:r></m:oMath></w:p>"
    above, base = (f"<w:r><w:t>{said}</w:t></w:r>" for said in ("yíng", "营"))
    ruby = f"<w:p><w:r><w:ruby><w:rt>{above}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r></w:p>"
    document = _read(formula + ruby)
    assert [sentence.text for sentence in document.sentences] == ["ratio x=12.5", "营"]


def test_a_document_of_pictures_is_a_scan() -> None:
    """It is not empty, and what to do about it is said."""
    with pytest.raises(UnreadableDocument, match="pictures without text: a scan; get the text version"):
        _read("<w:p><w:r/></w:p>", parts={"word/media/image1.png": "x"})


def test_embedded_files_are_named() -> None:
    """A workbook inside a report, and a document that Word would take in on opening, are not read, and that is told."""
    parts = {"word/embeddings/sheet.xlsx": "x", "word/afchunk1.mht": "x", "word/media/image1.png": "x"}
    document = _read(_p("公司增长。"), parts=parts)
    assert document.coverage.embedded_files == ("afchunk1.mht", "sheet.xlsx")
