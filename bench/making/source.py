"""The sources of the demo filings: a plain Markdown of our own, read to blocks.

+++ … +++      TOML: title, language, running_head
# … ###        headings; a title on the cover has a !, as in `#! 2023年年度报告`
> text         a line at the right;  ^ text  a centred line;  = text  a plain line without indent
- text         an item of a list
| a | b |      a table; a row of dashes ends its header, a cell < joins the one at its left, ^ the one above
@ 单位：万元    the note above the table that follows
---            a new page
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.making.blocks import Bullet, Cell, Heading, PageBreak, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bench.making.blocks import Block

_FRONT = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One filing as written: its blocks, and how it presents itself."""

    title: str
    language: str
    running_head: str
    blocks: tuple[Block, ...]


def load(path: Path) -> Source:
    """The source at `path`: Markdown, or TOML with edits of another one (raises ValueError if one does not apply)."""
    if path.suffix == ".md":
        return _parsed(path.read_text("utf-8"))
    edits = tomllib.loads(path.read_text("utf-8"))
    text = (path.parent / edits["of"]).read_text("utf-8")
    for edit in edits["edit"]:
        if text.count(edit["old"]) != 1:
            raise ValueError(f"{path.name}: stands {text.count(edit['old'])} times in {edits['of']}: {edit['old']}")
        text = text.replace(edit["old"], edit["new"])
    return _parsed(text)


def _parsed(text: str) -> Source:
    front = _FRONT.match(text)
    if front is None:
        raise ValueError("a source starts with its title between +++ lines")
    return Source(**tomllib.loads(front.group(1)), blocks=tuple(_blocks(text[front.end() :])))


def _blocks(text: str) -> Iterator[Block]:
    note = ""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.splitlines()
        if lines[0].startswith("@ "):
            note = lines.pop(0)[2:]
        if lines and lines[0].startswith("|"):
            yield _table(lines, note)
            note = ""
        else:
            yield from map(_line, lines)


_MARKS: dict[str, Callable[[str], Block]] = {
    "#!": lambda text: Heading(level=0, text=text),
    "#": lambda text: Heading(level=1, text=text),
    "##": lambda text: Heading(level=2, text=text),
    "###": lambda text: Heading(level=3, text=text),
    ">": lambda text: Paragraph(text=text, align="right", plain=True),
    "^": lambda text: Paragraph(text=text, align="center", plain=True),
    "=": lambda text: Paragraph(text=text, plain=True),
    "-": lambda text: Bullet(text=text),
    "---": lambda _: PageBreak(),
}


def _line(line: str) -> Block:
    mark, _, text = line.partition(" ")
    return _MARKS[mark](text) if mark in _MARKS else Paragraph(text=line)


def _table(lines: list[str], note: str) -> Table:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    heads = next((number for number, row in enumerate(rows) if _is_dashes(row)), 0)
    rows = [row for row in rows if not _is_dashes(row)]
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError(f"a table has rows of different length: {lines[0]}")
    columns = list(zip(*rows, strict=True))
    cells = tuple(
        Cell(
            row=r,
            column=c,
            text=text,
            row_span=_span(columns[c][r + 1 :], "^"),
            column_span=_span(row[c + 1 :], "<"),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in {"<", "^"}
    )
    return Table(rows=len(rows), columns=len(columns), cells=cells, heads=heads, note=note)


def _is_dashes(row: Sequence[str]) -> bool:
    return all(set(cell) == {"-"} for cell in row)


def _span(following: Sequence[str], sign: str) -> int:
    """One, and one more for each joined cell that follows."""
    return 1 + next((number for number, text in enumerate(following) if text != sign), len(following))
