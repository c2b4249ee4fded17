"""Where words stand: one box per line, and a layout that crosses from process to process."""

from __future__ import annotations

import pickle
from typing import Any

from diffing.reading.pdf import read_pdf
from diffing.settings import Settings


def test_a_span_has_one_box_per_line(pen: Any) -> None:
    """A passage over two lines has two boxes, each as wide as its characters."""
    draft = read_pdf(pen.write([pen.lines(72, 100, ["some words that fill", "and go on"], size=10)]), Settings())
    assert draft.layout is not None
    start = draft.text.index("fill")
    first, second = draft.layout.boxes(start, draft.text.index("go") + 2)
    assert (round(first.left), round(first.right)) == (72 + 16 * 6, 72 + 20 * 6)
    assert (round(second.left), round(second.right)) == (72, 72 + 6 * 6)
    assert first.bottom < second.bottom
    assert first.page == second.page == 1


def test_nothing_has_no_box(pen: Any) -> None:
    """An empty span, and one beyond the text, have none."""
    draft = read_pdf(pen.write([pen.text(72, 100, "words")]), Settings())
    assert draft.layout is not None
    assert draft.layout.boxes(2, 2) == ()
    assert draft.layout.boxes(100, 200) == ()


def test_a_layout_can_be_pickled(pen: Any) -> None:
    """The reading process hands it to its parent."""
    layout = read_pdf(pen.write([pen.text(72, 100, "words")]), Settings()).layout
    assert layout is not None
    again = pickle.loads(pickle.dumps(layout))  # noqa: S301  # the bytes are our own
    assert again.boxes(0, 5) == layout.boxes(0, 5)


def test_text_set_sideways_has_boxes_on_the_page_as_shown(pen: Any) -> None:
    """A page whose text runs upwards is read like any other; its boxes stand upright on it."""
    draft = read_pdf(pen.write([b"q 0 1 -1 0 595 0 cm %bQ" % pen.text(72, 600, "upwards and on")]), Settings())
    assert draft.text == "upwards and on"
    assert (draft.pages[0].width, draft.pages[0].height) == (595, 842)
    assert draft.layout is not None
    (box,) = draft.layout.boxes(0, 7)
    assert box.bottom - box.top > box.right - box.left
    assert round(box.bottom) == 842 - 72


def test_a_stamp_askew_is_set_aside(pen: Any) -> None:
    """Words across the page are neither lost nor read into a sentence, and the reader is told."""
    stamp = b"q 0.7 0.7 -0.7 0.7 300 300 cm %bQ" % pen.text(0, 842, "DRAFT", 40)
    draft = read_pdf(pen.write([pen.text(72, 100, "a sentence of the page") + stamp]), Settings())
    assert [words for _, words in pen.blocks(draft)] == ["a sentence of the page"]
    assert [draft.text[aside.start : aside.end] for aside in draft.asides] == ["DRAFT"]
    assert draft.warnings
