"""What works on words becomes an edit of a block: of one sentence of a paragraph, or of one cell of a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random

from bench.making.blocks import Block, Bullet, Cell, Paragraph, Table
from bench.mutating.mutation import Edit, Edited

# (draw, words, language) to other words, or None where the edit does not apply.
Rewrite = Callable[[Random, str, str], str | None]
# language to rows of (pattern, replacement); a replacement may name groups.
Swaps = Mapping[str, tuple[tuple[str, str], ...]]

_ENDS = {
    "zh": re.compile(r"(?<=[。！？])(?=[^”’）)])"),
    # Edward S. Knight, Tesla, Inc. v. and Exhibit No. 4 end no sentence.
    "en": re.compile(
        r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!M[rs]\.)(?<!Dr\.)(?<!Inc\.)(?<!No\.)(?<!Co\.)(?<!U\.S\.)\s+(?=[A-Z“])"
    ),
}
# A shorter one is a label or a remnant, and may stand there many times.
_WORD = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}")
_LEAST = {"zh": 12, "en": 40}


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a paragraph, as they stand in it, spaces between them left out."""
    return [piece for piece in _ENDS[language].split(text) if piece.strip()]


def is_long(text: str, language: str) -> bool:
    """Whether a sentence says enough to be looked for."""
    return len(text) >= _LEAST[language]


def in_sentence(rewrite: Rewrite) -> Edit:
    """An edit of one sentence of a paragraph or list item."""

    def edit(draw: Random, block: Block, language: str) -> Edited | None:
        if not isinstance(block, Paragraph | Bullet):
            return None
        pieces = [piece for piece in sentences(block.text, language) if is_long(piece, language)]
        draw.shuffle(pieces)
        for old in pieces:
            new = rewrite(draw, old, language)
            if new and new != old and block.text.count(old) == 1:
                return Edited(blocks=(replace(block, text=block.text.replace(old, new)),), old=old, new=new)
        return None

    return edit


def in_paragraph(rewrite: Rewrite) -> Edit:
    """An edit of a paragraph as a whole."""

    def edit(draw: Random, block: Block, language: str) -> Edited | None:
        text = rewrite(draw, block.text, language) if isinstance(block, Paragraph) else None
        if not isinstance(block, Paragraph) or not text or text == block.text:
            return None
        return Edited(blocks=(replace(block, text=text),), old=block.text, new=text)

    return edit


def in_cell(rewrite: Rewrite) -> Edit:
    """An edit of one cell of a table's body; the passage to be quoted is its row."""

    def edit(draw: Random, block: Block, language: str) -> Edited | None:
        if not isinstance(block, Table):
            return None
        cells = [cell for cell in block.cells if cell.row >= block.heads and cell.text and _is_labelled(block, cell)]
        draw.shuffle(cells)
        for cell in cells:
            text = rewrite(draw, cell.text, language)
            if text and text != cell.text:
                new = replace(block, cells=tuple(replace(c, text=text) if c is cell else c for c in block.cells))
                return Edited(blocks=(new,), old=row_text(block, cell.row), new=row_text(new, cell.row))
        return None

    return edit


def _is_labelled(table: Table, cell: Cell) -> bool:
    """Whether words stand left of a cell in its row: what it says is a value of them."""
    return any(
        other.row == cell.row and other.column < cell.column and _WORD.search(other.text) for other in table.cells
    )


def row_text(table: Table, row: int) -> str:
    """The cells that start in a row, joined."""
    return " ".join(cell.text for cell in table.cells if cell.row == row and cell.text)


def swap(swaps: Swaps) -> Rewrite:
    """A rewriting that puts in one replacement, at one place where a pattern of the language stands."""
    compiled = {
        language: tuple((re.compile(pattern), words) for pattern, words in rows) for language, rows in swaps.items()
    }

    def rewrite(draw: Random, text: str, language: str) -> str | None:
        found = list(_found(text, compiled.get(language, ())))
        if not found:
            return None
        match, words = draw.choice(found)
        return text[: match.start()] + match.expand(words) + text[match.end() :]

    return rewrite


def _found(text: str, rows: tuple[tuple[re.Pattern[str], str], ...]) -> Iterator[tuple[re.Match[str], str]]:
    for pattern, words in rows:
        yield from ((match, words) for match in pattern.finditer(text))
