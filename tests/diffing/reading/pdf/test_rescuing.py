"""Files of which little seems to be left: what they say is found, or they are refused for the true reason."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from diffing.errors import UnreadableDocument
from diffing.reading import read
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

SETTINGS = Settings()


def said(content: bytes) -> str:
    """Everything that is said in the blocks of a file."""
    return " ".join(sentence.text for sentence in read(content, name="a.pdf").sentences)


def test_a_line_on_every_page_is_the_text_where_there_is_no_other(pen: Any) -> None:
    """Labels, one on each page at one height, are no running heads: there is nothing that they run along."""
    assert said(pen.write([pen.text(72, 60, f"Whale {number}") for number in range(20)])).startswith("Whale 0")


@pytest.mark.parametrize("beside", ["0 0 9 9 re f ", "0 0 m 500 500 l S "])
def test_a_line_on_every_drawing_is_a_running_head(pen: Any, beside: str) -> None:
    """Where something is drawn besides, that may be the text: nothing is claimed to have been read."""
    pages = [beside.encode() + pen.text(72, 60, f"Whale {number}") for number in range(20)]
    with pytest.raises(UnreadableDocument, match="nothing but page numbers, running lines"):
        said(pen.write(pages))


def test_pages_that_say_only_their_number_say_nothing(pen: Any) -> None:
    """However little else is drawn."""
    with pytest.raises(UnreadableDocument, match="nothing but page numbers"):
        said(pen.write([pen.text(290, 820, str(number)) for number in range(1, 9)]))


def test_several_numbers_at_an_edge_are_no_page_numbers(pen: Any) -> None:
    """A page has one."""
    numbers = b"".join(pen.text(72, 30 + 20 * at, f"00{at}") for at in range(4))
    assert "003" in said(pen.write([numbers + b"0 0 9 9 re f "]))


def test_a_page_that_is_all_artifact_is_read(pen: Any) -> None:
    """A file that tags everything as furniture is wrong about that."""
    lines = b"".join(pen.text(60, 30 + 12 * at, "The Company makes acoustic sensors for whales.", 8) for at in range(8))
    drawn = b"0 0 9 9 re f /Artifact BMC " + lines + b"EMC "
    assert said(pen.write([drawn])).count("acoustic") == 8


def test_text_that_stands_askew_is_named(pen: Any) -> None:
    """A page like a poster is refused as what it is."""
    askew = b"BT /L 12 Tf .87 .5 -.5 .87 90 300 Tm (Our services for whales, at a glance, in all seas) Tj ET"
    with pytest.raises(UnreadableDocument, match="all its text stands askew") as raised:
        said(pen.write([askew]))
    assert raised.value.remedy


def test_a_picture_with_a_stamp_is_a_scan_with_some_letters(pen: Any) -> None:
    """The reason does not deny the letters that are there."""
    picture = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q "
    with pytest.raises(UnreadableDocument, match="no more than a few letters"):
        said(pen.write([picture + pen.text(72, 400, "Copy 7")]))


def test_what_pdfium_draws_nothing_of_is_read_by_the_other_reader(pen: Any) -> None:
    """A damaged head of the content's object leaves pdfium with a blank page."""
    content = pen.write([pen.text(72, 400, "Revenue was 12.5 million.")]).replace(b"7 0 obj", b"7 x obj")
    draft = read_pdf(content, SETTINGS)
    assert "Revenue was 12.5 million." in draft.text
    assert draft.repairs == ("read by pdfplumber: pdfium finds no text in it",)


def test_a_blank_page_is_never_read_as_empty(pen: Any) -> None:
    """No reader finds anything, and that is said."""
    with pytest.raises(UnreadableDocument, match="no page has any text") as raised:
        said(pen.write([b""]))
    assert raised.value.remedy == "fetch it again"
    assert raised.value.empty


def test_a_page_that_shows_something_is_not_called_blank(pen: Any) -> None:
    """A drawing without a letter stays as it is, however often it is fetched."""
    with pytest.raises(UnreadableDocument, match="no page has any text") as raised:
        said(pen.write([b"72 400 m 300 700 l 500 200 l f"]))
    assert not raised.value.empty


def test_a_password_that_one_reader_does_not_need_locks_nothing(monkeypatch: pytest.MonkeyPatch, pen: Any) -> None:
    """Pdfium and qpdf may both want one for a file that pdfplumber opens: it is asked before the file is refused."""
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pen.write([pen.text(72, 400, "Revenue was 12.5 million.")]))) as plain:
        plain.save(locked, encryption=pikepdf.Encryption(user="whale", owner="sea"))
    with pytest.raises(UnreadableDocument, match="encrypted with a password"):
        read_pdf(locked.getvalue(), SETTINGS)
    from diffing.reading.pdf import fallback

    open_sheets = fallback.read_sheets(pen.write([pen.text(72, 400, "Revenue was 12.5 million.")]))
    monkeypatch.setattr(fallback, "read_sheets", lambda _: open_sheets)
    assert "Revenue was 12.5 million." in read_pdf(locked.getvalue(), SETTINGS).text


def test_a_page_with_too_many_letters_is_refused(pen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first letters are not read in place of all."""
    monkeypatch.setattr("diffing.reading.pdf.limits.PAGE_CHARACTERS", 30)
    lines = pen.lines(72, 100, ["Revenue was 12.5 million.", "Profit was 3.1 million."])
    with pytest.raises(UnreadableDocument, match="more characters on page 2 than the 30") as raised:
        read_pdf(pen.write([pen.text(72, 100, "Report"), lines]), SETTINGS)
    assert raised.value.remedy


def test_what_the_slow_reader_has_no_time_for_is_named(pen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that only it can read is not called read when it was read in part."""
    monkeypatch.setattr("diffing.reading.pdf.limits.SLOW_PAGES", 2)
    from diffing.reading.pdf import fallback

    sheets = fallback.read_sheets(pen.write([pen.text(72, 100, f"Whale number {at}") for at in range(4)]))
    assert [(sheet.number, bool(sheet.characters)) for sheet in sheets] == [
        (1, True),
        (2, True),
        (3, False),
        (4, False),
    ]


def test_pages_behind_the_damage_are_named(pen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the slow reader read before it broke is kept, and the rest counts as not read."""
    from diffing.reading.pdf import fallback

    kept = fallback._sheet

    def breaks(page: Any) -> Any:
        if page.page_number > 1:
            raise ValueError
        return kept(page)

    monkeypatch.setattr(fallback, "_sheet", breaks)
    sheets = fallback.read_sheets(pen.write([pen.text(72, 100, f"Whale number {at}") for at in range(3)]))
    assert [bool(sheet.characters) for sheet in sheets] == [True, False, False]


def test_embedded_files_are_named_in_part(pen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many names, or long ones, are no reason to say them all."""
    monkeypatch.setattr("diffing.reading.pdf.limits.ATTACHMENTS", 2)
    monkeypatch.setattr("diffing.reading.pdf.limits.NAME", 5)
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pen.write([pen.text(72, 100, "Revenue was 12.5 million.")]))) as document:
        for name in ("a.xlsx", "b.txt", "c.txt"):
            document.attachments[name] = pikepdf.AttachedFileSpec(document, b"x", filename=name)
        document.save(written)
    assert read_pdf(written.getvalue(), SETTINGS).embedded_files == ("a.xls…", "b.txt", "… (3)")
