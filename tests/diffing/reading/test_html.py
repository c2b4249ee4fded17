"""HTML: what is shown, as blocks and tables; what is not shown, left out."""

from __future__ import annotations

import pytest

from diffing.document import AsideKind, BlockKind, Document
from diffing.errors import UnreadableDocument
from diffing.reading import read


def _read(body: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def _sentences(body: str) -> list[str]:
    return [sentence.text for sentence in _read(body).sentences]


def _grid(document: Document) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in document.tables[0].grid()]


def test_blocks() -> None:
    """Each block is a line of the text, its white space as shown."""
    document = _read("<h1>Report</h1><p>One\n  <b>bold</b>&nbsp;word.</p><div>Two. Three.<ul><li>Four</ul></div>")
    assert document.text == "Report\nOne bold word.\nTwo. Three.\nFour\n"
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
    ]
    assert [sentence.text for sentence in document.sentences][2:4] == ["Two.", "Three."]


HIDDEN = (
    '<p style="display: none">hidden</p>',
    "<script>hidden</script>",
    "<style>hidden</style>",
    "<div hidden>hidden</div>",
    '<span style="visibility:hidden">hidden</span>',
    "<!-- hidden -->",
)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden(hidden: str) -> None:
    """What a browser does not show is not said, and what follows it is."""
    assert _read(f"<div>Before {hidden}after.</div>").text.split() == ["Before", "after."]


def test_inline_xbrl_header() -> None:
    """The header of Inline XBRL is not shown; its facts in the text are."""
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body>'
        "<ix:header><ix:hidden>secret</ix:hidden></ix:header>"
        '<p>Sales of <ix:nonFraction name="us-gaap:Revenues">49.2</ix:nonFraction> million.</p></body></html>'
    )
    assert read(page.encode()).text == "Sales of 49.2 million.\n"


def test_table() -> None:
    """Spacer columns go, and currency, brackets and percent signs join their number."""
    document = _read(
        "<p><b>Balance Sheets</b></p><p>(in millions)</p><table>"
        "<tr><td></td><td></td><td colspan=3>2024</td><td></td><td colspan=3>2023</td></tr>"
        "<tr><td>Net sales:</td></tr>"
        "<tr><td>Products</td><td></td><td>$</td><td>61,564</td><td></td><td></td><td>$</td><td>60,584</td><td></td></tr>"
        "<tr><td>Change</td><td></td><td colspan=2>(3</td><td>)%</td><td></td><td colspan=2>(4</td><td>)%</td></tr>"
        "</table>"
    )
    assert _grid(document) == [
        [None, "2024", "2023"],
        ["Net sales:", None, None],
        ["Products", "$61,564", "$60,584"],
        ["Change", "(3)%", "(4)%"],
    ]
    table = document.tables[0]
    assert (table.title, table.unit_note) == ("Balance Sheets", "(in millions)")
    assert (table.header_rows, table.header_columns) == (1, 1)


def test_row_spans() -> None:
    """A cell that spans rows keeps the next row's cells in their columns."""
    document = _read("<table><tr><td rowspan=2>A</td><td>1</td></tr><tr><td>2</td></tr></table>")
    assert _grid(document) == [["A", "1"], ["A", "2"]]


def test_table_as_frame() -> None:
    """A table around tables is a frame: what stands in its cells is read as if it stood alone."""
    document = _read(
        "<table><tr><td>Above it.</td></tr><tr><td><table><tr><td>a</td><td>1</td></tr></table></td></tr></table>"
    )
    assert [sentence.text for sentence in document.sentences] == ["Above it."]
    assert _grid(document) == [["a", "1"]]


def test_bullets_in_tables() -> None:
    """A bullet in a cell of its own opens a list item, not a table row."""
    document = _read("<table><tr><td>•</td><td>We sell more every year.</td></tr></table>")
    assert [block.kind for block in document.blocks] == [BlockKind.LIST_ITEM]
    assert not document.tables


def test_contents() -> None:
    """A table of contents is marked, since its page numbers say nothing."""
    rows = "".join(f"<tr><td>Item {n}.</td><td>Part {n}</td><td>{n * 7}</td></tr>" for n in range(1, 6))
    document = _read(f"<table>{rows}</table>")
    assert {block.kind for block in document.blocks} == {BlockKind.CONTENTS}
    assert document.sentences[0].text == "Item 1. Part 1 7"


def test_pages() -> None:
    """Page numbers and running lines at page breaks are set aside, and a torn sentence is whole."""
    rule = '<hr style="page-break-after:always">'
    page = f"<p>The company, as before in {{0}},</p><p>{{0}}</p>{rule}<p>A Inc. | Form</p><p>sells it.</p>"
    document = _read("".join(page.format(number) for number in range(1, 5)))
    assert {sentence.text for sentence in document.sentences} == {
        f"The company, as before in {number}, sells it." for number in range(1, 5)
    }
    kinds = [aside.kind for aside in document.asides]
    assert kinds.count(AsideKind.PAGE_NUMBER) == 4
    assert kinds.count(AsideKind.RUNNING_HEAD) == 4


def test_check_boxes() -> None:
    """A box shows its state."""
    assert _sentences('<p>Yes <input type="checkbox" checked> No <input type="checkbox"></p>') == ["Yes ☑ No ☐"]


def test_headings_that_only_look_so() -> None:
    """A bold line of its own heads what follows; a bold word in a paragraph does not."""
    document = _read("<p><b>Item 7. Discussion and Analysis</b></p><p><i>Overview</i></p><p><b>We</b> grew.</p>")
    assert [block.level for block in document.blocks] == [2, 6, 0]
    assert document.section_path(2) == ("Item 7. Discussion and Analysis", "Overview")


HOSTILE = {
    "deep": "<div>" * 100_000 + "x",
    "deep tables": "<table><tr><td>x" * 5_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_refuses_bombs(case: str) -> None:
    """Nesting no parser gets through is refused, not half read."""
    with pytest.raises(UnreadableDocument):
        _read(HOSTILE[case])


def test_entities_stay_what_they_are() -> None:
    """Entities of a document's own are neither expanded nor fetched."""
    declared = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">'
    page = f'<?xml version="1.0"?><!DOCTYPE html [{declared}]><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    document = read(f"{page}<p>Hello &b; &c;</p></body></html>".encode())
    assert "lollollol" not in document.text
    assert "Hello" in document.text


def test_cut_off() -> None:
    """A page that stops before its end is read with a warning; XHTML that does is refused."""
    assert "cut off" in read(b"<html><body><p>One.</p><p>Tw").warnings[0]
    assert not _read("<p>One.</p>").warnings
    with pytest.raises(UnreadableDocument, match="cut off"):
        read(b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>One.</p><p>Tw')


def test_submission() -> None:
    """Of an EDGAR submission the main form and each exhibit are read, not the wrapping, pictures and data files."""
    wrapped = "<DOCUMENT>\n<TYPE>{0}\n<SEQUENCE>1\n<FILENAME>a\n<TEXT>\n{1}\n</TEXT>\n</DOCUMENT>\n"
    pages = wrapped.format("10-K", "<html><body><p>Main.</p></body></html>")
    exhibit = wrapped.format("EX-13", "<html><body><p>Exhibit.</p></body></html>")
    picture = wrapped.format("GRAPHIC", "begin 644 a.jpg\nM_]C_X")
    content = (
        f"<SEC-DOCUMENT>0001.txt : 20240101\n<SEC-HEADER>x\n</SEC-HEADER>\n{pages}{picture}{exhibit}</SEC-DOCUMENT>"
    )
    document = read(content.encode(), name="a.txt")
    assert document.text == "Main.\nEX-13\nExhibit.\n"
    assert document.section_path(2) == ("EX-13",)


def test_a_plain_text_exhibit_keeps_its_paragraphs() -> None:
    """An exhibit without markup is a text: a blank line ends a paragraph, and the file its last one."""
    wrapped = "<DOCUMENT>\n<TYPE>{0}\n<SEQUENCE>1\n<TEXT>\n{1}"
    form = wrapped.format("10-K", "<html><body><p>Main.</p></body></html>\n</TEXT>\n</DOCUMENT>\n")
    exhibit = wrapped.format("EX-99.1", "Units rose\nto 7.5 million.\n\nSales fell.\n")
    document = read(f"<SEC-DOCUMENT>0001.txt : 20240101\n{form}{exhibit}".encode(), name="a.txt")
    assert document.text == "Main.\nEX-99.1\nUnits rose to 7.5 million.\nSales fell.\n"


def test_wide_spans_are_bounded() -> None:
    """A cell that claims a million rows and columns is a cell."""
    cell = "<tr><td rowspan=1000000 colspan=1000000>1</td></tr>"
    assert len(_read(f"<table>{cell * 50}</table>").tables[0].cells) == 50
