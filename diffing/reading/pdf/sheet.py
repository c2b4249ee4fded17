"""One page as it is laid out: its lines, its ruled tables, and the rules that belong to none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from diffing.reading.limits import check
from diffing.reading.pdf import limits
from diffing.reading.pdf.frame import frame_of
from diffing.reading.pdf.glyphs import Glyphs, empty, read_drawn
from diffing.reading.pdf.lattice import Field, Lattice, find_lattices
from diffing.reading.pdf.lines import Line, build_lines
from diffing.reading.pdf.objects import read_objects
from diffing.reading.pdf.overprinting import printed_once
from diffing.reading.pdf.rules import Rule, Rules, read_rules
from diffing.reading.pdf.unseen import outline_unseen


@dataclass(eq=False, slots=True, kw_only=True)
class Grid:
    """A table on one page: column and row positions in points, its fields, and the lines of each field."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    fields: tuple[Field, ...]
    lines: tuple[tuple[Line, ...], ...]
    ruled: bool = True
    doubtful: bool = False

    @property
    def left(self) -> float:
        """The left edge."""
        return self.xs[0]

    @property
    def right(self) -> float:
        """The right edge."""
        return self.xs[-1]

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.ys[-1]


Item = Line | Grid


@dataclass(eq=False, slots=True, kw_only=True)
class Sheet:
    """A page: `lines` outside tables top to bottom, `heads` and `feet` once furniture is set aside.

    Width, height and all places are those of the page turned by `turn` degrees, so that most of its text is level;
    `askew` are the lines that still are not. `pictured` is the share of the page that pictures
    cover, `texts` the number of text objects, readable or not.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    grids: list[Grid]
    turn: int = 0
    askew: list[Line] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0
    pictured: float = 0.0
    texts: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is shown."""
        return (self.width, self.height) if self.turn % 180 == 0 else (self.height, self.width)


def read_sheet(page: Any, number: int) -> Sheet:
    """The layout of an open pypdfium2 page; its handles are closed again, the page's own excepted."""
    frame = frame_of(page)
    objects = read_objects(page)
    outline_unseen(objects)
    text_page = page.get_textpage()
    try:
        check(f"characters on page {number}", text_page.count_chars(), limits.PAGE_CHARACTERS)
        drawn = printed_once(read_drawn(text_page))
    finally:
        text_page.close()
    turn = drawn.turn(frame) if drawn else 0
    frame = frame.turned(turn)
    glyphs, askew = drawn.place(frame) if drawn else (empty(), empty())
    rules = read_rules(objects, frame)
    lines, grids = lay_out(glyphs, rules, number)
    return Sheet(
        number=number,
        width=frame.width,
        height=frame.height,
        turn=turn,
        lines=lines,
        grids=grids,
        across=[rule for rule in rules.across if not _in_grid(rule, grids)],
        askew=build_lines(askew, np.full(len(askew), -1, np.intp), number),
        characters=len(glyphs) + len(askew),
        unmapped=glyphs.unmapped,
        texts=rules.texts,
        pictured=rules.pictured / max(frame.width * frame.height, 1.0),
    )


def lay_out(glyphs: Glyphs, rules: Rules, number: int) -> tuple[list[Line], list[Grid]]:
    """The lines outside tables, and the ruled tables that hold text."""
    if not len(glyphs):
        return [], []
    lattices = sorted(find_lattices(rules), key=_area)
    middle, height = (glyphs.left + glyphs.right) / 2, glyphs.base - 0.35 * glyphs.em
    place = np.full(len(glyphs), -1, np.intp)
    first = []
    total = 0
    for lattice in lattices:
        found = lattice.locate(middle, height)
        mine = (found >= 0) & (place < 0)
        place[mine] = found[mine] + total
        first.append(total)
        total += len(lattice.fields)
    held: list[list[Line]] = [[] for _ in range(total)]
    free: list[Line] = []
    for line in build_lines(glyphs, place, number):
        (held[line.field] if line.field >= 0 else free).append(line)
    grids = [
        _grid(lattice, held[start : start + len(lattice.fields)], number)
        for lattice, start in zip(lattices, first, strict=True)
    ]
    return free, sorted((grid for grid in grids if any(grid.lines)), key=lambda grid: (grid.top, grid.left))


def _area(lattice: Lattice) -> float:
    return float((lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0]))


def _grid(lattice: Lattice, lines: list[list[Line]], number: int) -> Grid:
    return Grid(
        page=number,
        xs=tuple(lattice.xs.tolist()),
        ys=tuple(lattice.ys.tolist()),
        fields=lattice.fields,
        lines=tuple(map(tuple, lines)),
    )


def _in_grid(rule: Rule, grids: list[Grid]) -> bool:
    return any(
        grid.top - 2 <= rule[0] <= grid.bottom + 2 and rule[1] < grid.right and rule[2] > grid.left for grid in grids
    )
