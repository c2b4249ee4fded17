"""What was read on a page is outlined there, in the colour of what it is."""

from __future__ import annotations

from dataclasses import replace

from bot.rendering.outlining import ASIDE, CELL, COLOURS, outlines
from diffing.document import (
    Aside,
    AsideKind,
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    Page,
    Sentence,
    Table,
)

TEXT = "前半句后半句 12 项目49.2"


class Row:
    """Every character ten points wide, on one line for each page."""

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box for each page that the characters stand on."""
        pages = sorted({1 if at < 3 else 2 for at in range(start, end)})
        return tuple(Box(page=page, left=start * 10, top=100, right=end * 10, bottom=112) for page in pages)


DOCUMENT = Document(
    text=TEXT,
    name="a.pdf",
    media_type="application/pdf",
    sha256="",
    language="zh",
    blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=6), Block(kind=BlockKind.TABLE, start=10, end=16)),
    sentences=(Sentence(start=0, end=6, text=TEXT[:6], parts=((0, 3), (3, 6)), block=0),),
    tables=(
        Table(
            start=10,
            end=16,
            block=1,
            cells=(
                Cell(start=10, end=12, text="项目", row=0, column=0),
                Cell(start=12, end=16, text="49.2", row=0, column=1),
            ),
            rows=1,
            columns=2,
        ),
    ),
    pages=(
        Page(number=1, start=0, end=3, width=200, height=200),
        Page(number=2, start=3, end=16, width=200, height=200),
    ),
    asides=(Aside(start=7, end=9, kind=AsideKind.PAGE_NUMBER),),
    layout=Row(),
)


def test_a_paragraph_is_outlined_on_each_of_its_pages() -> None:
    """The half that stands on a page is outlined there, without what is set aside."""
    (first,) = outlines(DOCUMENT, 1)[COLOURS[BlockKind.PARAGRAPH]]
    (second,) = outlines(DOCUMENT, 2)[COLOURS[BlockKind.PARAGRAPH]]
    assert (first.left, first.right, first.page) == (-1, 31, 1)
    assert (second.left, second.right, second.page) == (29, 61, 2)


def test_a_table_is_outlined_around_its_cells() -> None:
    """Cells have their own colour, and what is set aside too."""
    found = outlines(DOCUMENT, 2)
    assert [(box.left, box.right) for box in found[CELL]] == [(99, 121), (119, 161)]
    assert [(box.left, box.right) for box in found[COLOURS[BlockKind.TABLE]]] == [(97, 163)]
    assert [(box.left, box.right) for box in found[ASIDE]] == [(69, 91)]


def test_a_page_that_is_not_there_has_no_outlines() -> None:
    """A document without pages, and a number beyond the last, have nothing to outline."""
    assert not any(outlines(DOCUMENT, 3).values())
    assert not any(outlines(replace(DOCUMENT, pages=()), 1).values())
