"""Lines of text on a screen: styled on a terminal, plain in a pipe, aligned by the width of Chinese characters too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.rendering.looks import Screen

# Columns of a terminal. One cell of a million signs would fill ten thousand rows with as many spaces each.
_WIDEST = 200
_GAP = "  "
# A last column of words narrower than this is no column; the words stand below, indented by so much.
_ROOM, _INDENT = 36, 4


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


def aligned(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), gap: str = _GAP) -> Iterator[str]:
    """Rows as lines of equal columns; the columns numbered in `right` are set flush right.

    A cell that is very wide stands out of its column, and does not widen that in every row.
    """
    widths = [min(max(map(cell_len, column)), _WIDEST) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            _padded(cell, width, right=at in right) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield gap.join(cells).rstrip()


def tabled(rows: Sequence[Sequence[str]], screen: Screen, styles: Mapping[str, str]) -> Iterator[Line]:
    """Rows as lines of equal columns whose last one, in words, is wrapped below its own start.

    Where there is no room for that it stands on lines of its own. A cell that is a key of `styles` has that style.
    """
    heads = list(aligned([row[:-1] for row in rows]))
    start = max(map(cell_len, heads), default=0) + len(_GAP)
    room = None if screen.width is None else screen.width - start
    console = Console(width=screen.width or 10_000)
    for head, row in zip(heads, rows, strict=True):
        lead = Text(head)
        for cell in row[:-1]:
            if cell in styles:
                lead.stylize(styles[cell], head.rindex(cell), head.rindex(cell) + len(cell))
        if room is not None and room < _ROOM:
            yield Line(text=lead)
            yield Line(text=Text(row[-1]), indent=_INDENT)
            continue
        pieces = [Text(row[-1])] if room is None else list(Text(row[-1]).wrap(console, room)) or [Text("")]
        lead.append(" " * (start - cell_len(head)))
        yield Line(text=lead + pieces[0])
        yield from (Line(text=piece, indent=start) for piece in pieces[1:])


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
