"""Pages as pictures, with boxes drawn in."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from diffing.document import Box
from diffing.errors import UnreadableDocument
from diffing.reading.pdf.picture import picture


def blank(width: float = 200, height: float = 100) -> bytes:
    """A PDF of one white page."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(width, height))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_boxes_are_outlined_in_their_colour() -> None:
    """A box stands where it is on the page, and its inside stays as it was."""
    box = Box(page=1, left=20, top=10, right=60, bottom=40)
    drawn = Image.open(io.BytesIO(picture(blank(), 1, {"red": [box]}, resolution=144)))
    assert drawn.size == (400, 200)
    assert drawn.getpixel((40, 50)) == (255, 0, 0)
    assert drawn.getpixel((80, 50)) == (255, 255, 255)


def test_a_page_as_large_as_a_field_is_drawn_small() -> None:
    """No page takes more memory than a picture of 16 million dots."""
    width, height = Image.open(io.BytesIO(picture(blank(14_000, 14_000), 1))).size
    assert width * height < 17_000_000


@pytest.mark.parametrize(("content", "page", "words"), [(blank(), 2, "no page 2"), (b"no pdf", 1, "damaged")])
def test_what_cannot_be_drawn_is_refused(content: bytes, page: int, words: str) -> None:
    """A page that is not there, and a file that is none, have their own words."""
    with pytest.raises(UnreadableDocument, match=words):
        picture(content, page)
