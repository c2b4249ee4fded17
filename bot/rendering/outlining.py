"""What is outlined on the picture of a page, and in which colour: every block, table and cell that was read there."""

from __future__ import annotations

from collections.abc import Sequence

from diffing.document import Aside, BlockKind, Box, Document, Page, Pair, Sentence, Table

Spanned = Aside | Page | Sentence | Table

COLOURS: dict[BlockKind, str] = {
    BlockKind.PARAGRAPH: "green",
    BlockKind.HEADING: "blue",
    BlockKind.LIST_ITEM: "teal",
    BlockKind.CAPTION: "purple",
    BlockKind.FOOTNOTE: "orange",
    BlockKind.CONTENTS: "olive",
    BlockKind.TABLE: "red",
}
CELL, ASIDE = "salmon", "gray"
# Outlines stand this far off what they are around, in points, so that a table's does not lie on those of its cells.
_MARGIN, _WIDE_MARGIN = 1.0, 3.0


def outlines(document: Document, page: int) -> dict[str, list[Box]]:
    """The outlines on one page by colour, cells first; empty where the page says nothing."""
    found: dict[str, list[Box]] = {CELL: [], ASIDE: [], **{colour: [] for colour in COLOURS.values()}}
    if not 1 <= page <= len(document.pages):
        return found
    place = document.pages[page - 1]
    said: dict[int, list[Pair]] = {}
    for sentence in document.sentences:
        if _meet(sentence, place):
            said.setdefault(sentence.block, []).extend(sentence.parts or ((sentence.start, sentence.end),))
    for table in document.tables:
        for cell in table.cells if _meet(table, place) else ():
            parts = cell.parts or ((cell.start, cell.end),)
            said.setdefault(table.block, []).extend(parts)
            found[CELL] += _around(document, parts, page, _MARGIN)
    for number, pieces in said.items():
        kind = document.blocks[number].kind
        margin = _WIDE_MARGIN if kind is BlockKind.TABLE else _MARGIN
        found[COLOURS[kind]] += _around(document, pieces, page, margin)
    for aside in document.asides:
        if _meet(aside, place):
            found[ASIDE] += _around(document, ((aside.start, aside.end),), page, _MARGIN)
    return found


def _meet(one: Spanned, other: Spanned) -> bool:
    return one.start < other.end and one.end > other.start


def _around(document: Document, parts: Sequence[Pair], page: int, margin: float) -> Sequence[Box]:
    """One box around all that the parts have on a page; none when they have nothing there."""
    boxes = [box for box in document.boxes(parts) if box.page == page]
    if not boxes:
        return ()
    return (
        Box(
            page=page,
            left=min(box.left for box in boxes) - margin,
            top=min(box.top for box in boxes) - margin,
            right=max(box.right for box in boxes) + margin,
            bottom=max(box.bottom for box in boxes) + margin,
        ),
    )
