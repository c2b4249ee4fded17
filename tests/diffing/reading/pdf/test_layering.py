"""Recognised text stands under the picture it was recognised on, and is read as any other text."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from diffing.document import Box
from diffing.errors import UnreadableDocument
from diffing.reading import read
from diffing.reading.pdf.layering import Recognised, layered, pages_without_text

LINES = ("公司控股股东质押公司股份一千万股，占公司总股本的百分之", "十九点六四，Total 12,345.67 USD。")


def scanned(*, turn: int = 0, pages: int = 1) -> bytes:
    """A PDF of grey pictures without a word, its crop box away from the corner."""
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(500, 700))
        picture = document.make_stream(
            zlib.compress(b"\x80" * 100),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=10,
            Height=10,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray,
            Filter=pikepdf.Name.FlateDecode,
        )
        page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name("/Scan"))
        page.contents_add(b"q 500 0 0 700 0 0 cm /Scan Do Q")
        page.cropbox = pikepdf.Array([20, 30, 480, 690])
        page.Rotate = turn
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def recognised(page: int = 1) -> list[Recognised]:
    """Two lines of one paragraph, the first as wide as the text is."""
    boxes = (
        Box(page=page, left=60, top=100, right=380, bottom=114),
        Box(page=page, left=60, top=120, right=250, bottom=134),
    )
    return [Recognised(text=text, box=box, confidence=0.9) for text, box in zip(LINES, boxes, strict=True)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_it_is_read_at_its_place(turn: int) -> None:
    """However the page is turned: one paragraph, in order, where it is seen."""
    document = read(layered(scanned(turn=turn), {1: recognised()}), name="a.pdf")
    assert document.coverage.pages_without_text == ()
    assert document.sentences[0].text == "".join(LINES)
    first, second = document.boxes([(document.sentences[0].start, document.sentences[0].end)])
    assert first.left == pytest.approx(60, abs=3)
    assert first.right == pytest.approx(380, abs=3)
    assert (first.top + first.bottom) / 2 == pytest.approx(107, abs=3)
    assert (second.top + second.bottom) / 2 == pytest.approx(127, abs=3)


def test_only_pictures_are_recognised() -> None:
    """A page that says something, and one that shows nothing, are left alone."""
    content = layered(scanned(pages=3), {2: recognised(2)})
    with pikepdf.open(io.BytesIO(content)) as document:
        document.add_blank_page()
        written = io.BytesIO()
        document.save(written)
    assert pages_without_text(written.getvalue()) == (1, 3)
    assert pages_without_text(b"no pdf") == ()


def test_a_page_that_was_not_recognised_stays_named() -> None:
    """Coverage tells which pages nobody has read."""
    document = read(layered(scanned(pages=2), {2: recognised(2)}), name="a.pdf")
    assert document.coverage.pages_without_text == (1,)


def test_recognition_is_only_used_when_asked_for() -> None:
    """A scan without the setting is refused as one."""
    with pytest.raises(UnreadableDocument, match="scanned"):
        read(scanned(), name="a.pdf")
