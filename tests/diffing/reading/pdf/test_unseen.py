"""Signs that pdfium's text leaves out, or knows no name of, are read or counted: none is lost without a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from diffing.reading.draft import Draft, DraftBlock
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

PROSE = "公司资本充足率等主要监管指标均符合监管部门的要求。"


@pytest.mark.parametrize("sign", "≥≤±×÷‰△≠≈√°℃●■①Ⅲ—“”·§")
def test_a_sign_alone_in_its_object_is_read(pen: Any, sign: str) -> None:
    """≥ before a figure is its bound; pdfium leaves it out when no font at hand has its shape."""
    drawn = pen.text(80, 100, PROSE) + pen.text(80, 140, f"资本充足率{sign}8%")
    apart = pen.text(80, 180, "资本充足率") + pen.text(140, 180, sign) + pen.text(152, 180, "8%")
    draft = read_pdf(pen.write([drawn + apart]), Settings())
    assert draft.text.count(f"资本充足率{sign}8%") == 2, draft.text


def test_a_sign_is_read_whatever_it_is_drawn_with(pen: Any) -> None:
    """The thinnest outline there is was chosen, or text that is only there to be found."""
    drawn = pen.text(80, 100, PROSE) + b"0 w\n" + pen.text(80, 140, "≤")
    drawn += pen.text(92, 140, "≥").replace(b"0 Tr", b"3 Tr")
    assert "≤≥" in read_pdf(pen.write([drawn]), Settings()).text


def test_what_stands_alone_is_not_bold(pen: Any) -> None:
    """The outline is for measuring only: a heading is not told by it."""
    drawn = pen.text(80, 100, PROSE) + pen.text(80, 140, "≤")
    draft = read_pdf(pen.write([drawn]), Settings())
    assert not any(block.level for block in draft.blocks)


def test_a_sign_in_a_form_is_read(pen: Any) -> None:
    """What is drawn once and shown as a form counts too."""
    form = pen.text(80, 140, "资本充足率") + pen.text(140, 140, "≥") + pen.text(152, 140, "8%")
    content = pen.write([pen.text(80, 100, PROSE) + b"/F Do\n"])
    resources = b"/Resources<</Font<</L 3 0 R/C 4 0 R>>"
    stream = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]%b>>/Length %d>>stream\n%b\nendstream"
    inside = stream % (resources, len(form), form)
    content = content.replace(resources, resources + b"/XObject<</F 8 0 R>>", 1)
    # The table of places is wrong now, and pdfium rebuilds it.
    content = content.replace(b"xref\n", b"8 0 obj\n%b\nendobj\nxref\n" % inside, 1)
    assert "资本充足率≥8%" in read_pdf(content, Settings()).text


def test_a_dash_for_nil_has_its_cell(pen: Any, only_table: Callable[[Draft], DraftBlock]) -> None:
    """A dash alone in a cell is what the cell says."""
    drawn = pen.ruled([80, 200, 320, 440], [100, 130, 160])
    for x, top, words in ((90, 120, "项目"), (210, 120, "2023年"), (330, 120, "2022年"), (90, 150, "商誉")):
        drawn += pen.text(x, top, words)
    drawn += pen.text(260, 150, "—") + pen.text(380, 150, "12")
    draft = read_pdf(pen.write([drawn]), Settings())
    assert pen.rows(draft, only_table(draft)) == [["项目", "2023年", "2022年"], ["商誉", "—", "12"]]


@pytest.mark.parametrize("code", [b"\x1f", b"\x00"])
def test_a_glyph_without_a_sign_is_counted(pen: Any, code: bytes) -> None:
    """What parts the numbers of a date is not known: it does not become one number."""
    drawn = pen.text(80, 100, PROSE) + pen.text(80, 140, "2000@12@20")
    draft = read_pdf(pen.write([drawn]).replace(b"2000@12@20", code.join((b"2000", b"12", b"20"))), Settings())
    assert "2000\ufffd12\ufffd20" in draft.text
    assert draft.unmapped_glyphs == 2


def test_control_characters_that_print_nothing_are_none(pen: Any) -> None:
    """Tabs and line ends in drawn text are no glyphs."""
    drawn = pen.text(80, 100, PROSE) + pen.text(80, 140, "2000@12")
    draft = read_pdf(pen.write([drawn]).replace(b"2000@12", b"2000\t12"), Settings())
    assert draft.unmapped_glyphs == 0
