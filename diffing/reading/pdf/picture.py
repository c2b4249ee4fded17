"""Pages as pictures: for a person, with boxes drawn in, and for text recognition without any."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from diffing.document import Box
from diffing.errors import UnreadableDocument
from diffing.reading.pdf.opening import open_pdf

_POINTS_PER_INCH = 72
# A page may claim to be as large as a field; A4 at 300 dots per inch has 9 million.
_MOST_PIXELS = 16_000_000
_WIDTH = 2
# The colour of a marker pen, and how much of the page is shown above and below what it marks, in points.
_MARK, _AROUND = "#ffe680", 90


def picture(
    content: bytes, page: int, boxes: Mapping[str, Iterable[Box]] | None = None, *, resolution: int = 144
) -> bytes:
    """A PNG of one page, counted from 1, with the outlines of boxes by colour; `resolution` in dots per inch.

    Later colours are drawn over earlier ones. A page too large for its resolution is drawn at a lower one. Raises
    UnreadableDocument when the file cannot be opened or has no such page.
    """
    drawn, scale = _rendered(content, page, resolution / _POINTS_PER_INCH)
    pen = ImageDraw.Draw(drawn)
    for colour, outlines in (boxes or {}).items():
        for box in outlines:
            pen.rectangle(_corners(box, scale), outline=colour, width=_WIDTH)
    written = io.BytesIO()
    drawn.save(written, "PNG", compress_level=1)
    return written.getvalue()


def excerpt(content: bytes, page: int, boxes: Sequence[Box], *, resolution: int = 144) -> bytes:
    """A PNG of the part of a page around these boxes, over its whole width, with what is in them marked.

    Raises UnreadableDocument like `picture`.
    """
    drawn, scale = _rendered(content, page, resolution / _POINTS_PER_INCH)
    marks = Image.new("RGB", drawn.size, "white")
    pen = ImageDraw.Draw(marks)
    corners = [_corners(box, scale) for box in boxes]
    for left, top, right, bottom in corners:
        pen.rectangle((left, top, right, bottom), fill=_MARK)
    marked = ImageChops.multiply(drawn, marks)
    top = max(min((one[1] for one in corners), default=0) - _AROUND * scale, 0)
    bottom = min(max((one[3] for one in corners), default=drawn.height) + _AROUND * scale, drawn.height)
    written = io.BytesIO()
    part = marked.crop((0, int(top), drawn.width, max(int(bottom), int(top) + 1)))
    part.save(written, "PNG", compress_level=1)
    return written.getvalue()


def points_per_dot(content: bytes, page: int, *, resolution: int) -> float:
    """How many points of a page each dot of its picture stands for."""
    with open_pdf(content) as document:
        return 1 / _scale(document[page - 1], resolution / _POINTS_PER_INCH)


def _scale(sheet: Any, wanted: float) -> float:
    """Dots for each point: as many as wanted, or fewer where the picture would be too large."""
    width, height = sheet.get_size()
    return min(wanted, sqrt(_MOST_PIXELS / max(width * height, 1)))


def _rendered(content: bytes, page: int, scale: float) -> tuple[Image.Image, float]:
    try:
        with open_pdf(content) as document:
            if not 1 <= page <= len(document):
                raise UnreadableDocument(f"it has no page {page}, but {len(document)}", remedy="name another page")
            sheet = document[page - 1]
            scale = _scale(sheet, scale)
            return sheet.render(scale=scale).to_pil().convert("RGB"), scale
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            "the PDF is cut off or damaged: its pages cannot be drawn", remedy="fetch it again"
        ) from error


def _corners(box: Box, scale: float) -> Sequence[float]:
    left, right = sorted((box.left * scale, box.right * scale))
    top, bottom = sorted((box.top * scale, box.bottom * scale))
    return left, top, right, bottom
