"""Lines of text on a screen: styled on a terminal, plain in a pipe, aligned by the width of Chinese characters too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.rendering.looks import Screen

# Columns of a terminal. One cell of a million signs would fill ten thousand rows with as many spaces each.
_WIDEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, indented; on a terminal it is wrapped below its own start."""

    text: Text
    indent: int = 0


def line(*parts: str | tuple[str, str], indent: int = 0) -> Line:
    """A line of plain strings and of (string, style) pairs; nothing in them is read as markup."""
    return Line(text=Text.assemble(*parts), indent=indent)


BLANK = line("")


def printed(lines: Iterable[Line], screen: Screen) -> str:
    """The lines as one string, ready to be written."""
    out = StringIO()
    console = Console(
        file=out,
        force_terminal=screen.styled,
        no_color=None if screen.styled else True,
        width=screen.width or 10_000,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for one in lines:
        for piece in _pieces(one, console, screen):
            console.print(piece, soft_wrap=True)
    return out.getvalue()


def aligned(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), gap: str = "  ") -> Iterator[str]:
    """Rows as lines of equal columns; the columns numbered in `right` are set flush right.

    A cell that is very wide stands out of its column, and does not widen that in every row.
    """
    widths = [min(max(map(cell_len, column)), _WIDEST) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            _padded(cell, width, right=at in right) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield gap.join(cells).rstrip()


def _padded(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if right else cell + space


def _pieces(one: Line, console: Console, screen: Screen) -> Iterator[Text]:
    lead = " " * one.indent
    if screen.width is None:
        yield Text(lead) + one.text
        return
    for piece in one.text.wrap(console, max(screen.width - one.indent, 20)):
        piece.rstrip()
        yield Text(lead) + piece
