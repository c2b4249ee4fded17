"""Pages that are pictures, recognised by rapidocr: an optional extra, asked for, and uncertain.

Its models lie inside its package, so nothing is fetched (measured: 1.2 % of characters wrong on clean pages, 94 % of
decimal numbers right, 9 s for a page). What it read is told with the document, page by page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import hypot
from typing import Any

from diffing.document import Box
from diffing.errors import DiffingError
from diffing.reading.pdf.layering import Recognised, layered, pages_without_text
from diffing.reading.pdf.picture import picture, points_per_dot

# Small print needs 200 dots per inch; more costs time and finds no more.
_RESOLUTION = 200
# Nine seconds a page: what is beyond stays named as pages without text.
_MOST_PAGES = 100
# Below it a line is more likely a seal, a signature or a smudge than words (rapidocr's own limit).
_LEAST_CONFIDENCE = 0.5
_TURNED = 0.2
# One thread, as one process is one piece of work. No line is turned upside down: pages lie as they are shown, and the
# model that tells how a line lies is wrong more often than a page is (a line of 28 signs came back as two).
_SETUP = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """A PDF with recognised text under its pictures; `pages` has the least confidence of a line by page number."""

    content: bytes
    pages: Mapping[int, float] = field(default_factory=dict)


def recognise(content: bytes) -> Recognition:
    """The PDF with its pages without text recognised. Raises DiffingError when rapidocr is not installed."""
    wanted = pages_without_text(content)[:_MOST_PAGES]
    if not wanted:
        return Recognition(content=content)
    lines = {page: _lines(content, page) for page in wanted}
    found = {page: recognised for page, recognised in lines.items() if recognised}
    if not found:
        return Recognition(content=content)
    sure = {page: min(line.confidence for line in recognised) for page, recognised in found.items()}
    return Recognition(content=layered(content, found), pages=sure)


def _lines(content: bytes, page: int) -> tuple[Recognised, ...]:
    """The lines on the picture of a page, where they stand in points."""
    seen = _reader()(picture(content, page, resolution=_RESOLUTION))
    if seen.boxes is None:
        return ()
    points = points_per_dot(content, page, resolution=_RESOLUTION)
    found = zip(seen.boxes, seen.txts, seen.scores, strict=True)
    return tuple(
        Recognised(text=text, box=_box(corners, page, points), confidence=round(float(score), 3))
        for corners, text, score in found
        if score >= _LEAST_CONFIDENCE and _is_level(corners)
    )


def _box(corners: Any, page: int, points: float) -> Box:
    """The upright box of a line that may climb a little, as on a page laid askew on the glass: at its middle height."""
    across = [float(corner[0]) * points for corner in corners]
    down = [float(corner[1]) * points for corner in corners]
    middle, half = sum(down) / len(down), hypot(across[3] - across[0], down[3] - down[0]) / 2
    return Box(page=page, left=min(across), top=middle - half, right=max(across), bottom=middle + half)


def _is_level(corners: Any) -> bool:
    """Whether a line runs across the page: one that climbs is a seal."""
    (left, top), (right, beside) = corners[0], corners[1]
    return abs(float(beside) - float(top)) <= _TURNED * abs(float(right) - float(left))


@cache
def _reader() -> Any:
    """The recogniser, loaded once: three seconds."""
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise DiffingError("text recognition is not installed: install filingwatch with the extra [ocr]") from error
    return RapidOCR(params=_SETUP)
