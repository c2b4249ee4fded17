"""Visual lines: glyphs that stand on one baseline, left to right, with the spaces that were meant.

Whether there is a space is read from the gap, not from the file: justified Chinese carries spaces between any two
characters, and every reader of PDF puts them elsewhere ("定 信 息 披 露", "2022 年" beside "2022年").
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diffing.reading.pdf import signs as kinds
from diffing.reading.pdf.glyphs import ABOVE, BELOW, Glyphs

# In em. Successive baselines further apart than this are two lines; a raised note mark, and the full stops of some old
# files, are nearer.
_SAME_LINE = 0.5
# In em. Baselines of one line differ by less, those of a figure and of the two lines it stands beside by half a line.
_HALFWAY = 0.3
# A raised mark is about half as large as the type beside it; the number of a chapter is many times larger.
_LARGER = 2.4
# Breaks on one page that are looked at again, since the type above and below differs in size.
_RAISED = 300
# Points, more than a page is wide or high: one sort by a sum is ten times faster than one by two keys.
_AWAY = 1e6
# In em. The narrowest word space of justified Latin type; a drawn space may be a little narrower still.
WORD_GAP, _DRAWN_GAP = 0.18, 0.1
# In em. A gap that no justification makes: between two entries on one line, as in 单位：元　币种：人民币.
_WIDE_GAP = 0.75
# In em. From here on a gap parts cells or columns; 1.6 keeps 单位：元  币种：人民币 in one piece.
CELL_GAP = 1.6
# In em. Columns of text stand nearer than cells; justified words rarely stand this far apart.
_GUTTER = 0.8
# Points that sizes of one type may differ by; the share of a bold line that is set bold.
_SAME_SIZE, _MOSTLY = 0.05, 0.8


@dataclass(eq=False, slots=True, kw_only=True)
class Line:
    """One visual line: its text, and where its characters stand, in points.

    The rows of `places` are the left edge, the right edge, the baseline and the size of each character of the text,
    and 1 where it is bold. `mixed` says that sizes or weights differ.
    `base` is the usual baseline, `em` the size of most of its type. `cuts` are the offsets in the text of gaps that
    part cells, `gutters` those of all gaps that may part columns of text.
    """

    page: int
    text: str
    places: NDArray[np.float32]
    left: float
    right: float
    base: float
    em: float
    bold: bool
    artifact: bool
    field: int
    mixed: bool = False
    cuts: tuple[int, ...] = ()
    gutters: tuple[int, ...] = ()

    @property
    def lefts(self) -> NDArray[np.float32]:
        """The left edge of each character."""
        edges: NDArray[np.float32] = self.places[0]
        return edges

    @property
    def rights(self) -> NDArray[np.float32]:
        """The right edge of each character."""
        edges: NDArray[np.float32] = self.places[1]
        return edges

    @property
    def top(self) -> float:
        """The upper edge of the type."""
        return self.base - ABOVE * self.em

    @property
    def bottom(self) -> float:
        """The lower edge of the type."""
        return self.base + BELOW * self.em

    def piece(self, start: int, end: int) -> Line:
        """The line from one offset of its text to another, without spaces at its ends."""
        text = self.text[start:end].strip()
        start = self.text.index(text, start, end)
        end = start + len(text)
        places = self.places[:, start:end]
        em, base, bold = self.em, places.item(2, (end - start) // 2), self.bold
        if self.mixed:
            em, base = _main_type(places[3], places[2])
            bold = bool(places[4].mean() > _MOSTLY)
        return Line(
            page=self.page,
            text=text,
            places=places,
            left=places.item(0, 0),
            right=places.item(1, -1),
            base=base,
            em=em,
            bold=bold,
            mixed=self.mixed,
            artifact=self.artifact,
            field=self.field,
            cuts=_inside(self.cuts, start, end) if self.cuts else (),
            gutters=_inside(self.gutters, start, end) if self.gutters else (),
        )

    def pieces(self, cuts: tuple[int, ...] | None = None) -> list[Line]:
        """The line in pieces, parted at its wide gaps or at other offsets."""
        cuts = self.cuts if cuts is None else cuts
        if not cuts:
            return [self]
        ends = (0, *cuts, len(self.text))
        return [self.piece(start, end) for start, end in itertools.pairwise(ends)]


def _inside(cuts: tuple[int, ...], start: int, end: int) -> tuple[int, ...]:
    # Most pieces lie between two gaps.
    inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
    return tuple([cut - start for cut in inner]) if inner else ()


def build_lines(glyphs: Glyphs, field: NDArray[np.intp], page: int) -> list[Line]:
    """The lines of a page, those of each table field by themselves (`field` is -1 outside tables), top to bottom."""
    if not len(glyphs):
        return []
    order = np.argsort(field * _AWAY + glyphs.base, kind="stable")
    base, em = glyphs.base.take(order), glyphs.em.take(order)
    sorted_field = field.take(order)
    inside = sorted_field[1:] == sorted_field[:-1]
    step = base[1:] - base[:-1]
    larger, smaller = np.maximum(em[1:], em[:-1]), np.minimum(em[1:], em[:-1])
    breaks = ~inside | (step > _SAME_LINE * smaller)
    raised = np.nonzero(breaks & inside & (step <= _SAME_LINE * larger) & (larger < _LARGER * smaller))[0]
    for at in raised[np.argsort(step[raised], kind="stable")][:_RAISED].tolist():
        breaks[at] = _collide(glyphs, order, breaks, at)
    _part_chains(glyphs, order, breaks)
    row = np.concatenate(([0], np.cumsum(breaks)))
    order = order.take(np.argsort(row * _AWAY + glyphs.left.take(order), kind="stable"))
    return _Page(glyphs, field, order, row, page).lines()


def _part_chains(glyphs: Glyphs, order: NDArray[np.intp], breaks: NDArray[np.bool_]) -> None:
    """Breaks lines that only what stands halfway between them holds together: a figure beside two lines of label."""
    base, em = glyphs.base.take(order), glyphs.em.take(order)
    starts, ends = np.append(0, np.nonzero(breaks)[0] + 1), np.append(np.nonzero(breaks)[0], len(order) - 1)
    tall = base[ends] - base[starts] > _SAME_LINE * em[starts]
    for start, end in list(zip(starts[tall].tolist(), ends[tall].tolist(), strict=True))[:_RAISED]:
        steps = np.diff(base[start : end + 1]) > _HALFWAY * em[start:end]
        for at in (start + np.nonzero(steps)[0]).tolist():
            breaks[at] = True
            breaks[at] = _collide(glyphs, order, breaks, at)


def _collide(glyphs: Glyphs, order: NDArray[np.intp], breaks: NDArray[np.bool_], at: int) -> bool:
    """Whether what stands above a break is printed over what stands below it: then they are two lines.

    A raised mark stands beside the type it is raised from; a large figure at the side of a page beside two lines.
    """
    ends = np.nonzero(breaks)[0]
    here = int(np.searchsorted(ends, at))
    first = int(ends[here - 1]) + 1 if here else 0
    last = int(ends[here + 1]) + 1 if here + 1 < len(ends) else len(order)
    above, below = order[first : at + 1], order[at + 1 : last]
    middles = np.sort((glyphs.left[above] + glyphs.right[above]) / 2)
    inner = (glyphs.right[below] - glyphs.left[below]) / 4
    over = np.searchsorted(middles, glyphs.right[below] - inner) > np.searchsorted(middles, glyphs.left[below] + inner)
    return bool(over.any())


class _Page:
    """The glyphs of a page in reading order, spaces put in: made once per page, since numpy is slow on short arrays."""

    def __init__(
        self, glyphs: Glyphs, field: NDArray[np.intp], order: NDArray[np.intp], row: NDArray[np.intp], page: int
    ) -> None:
        self.page = page
        self.row = row
        self.left, self.right = glyphs.left.take(order), glyphs.right.take(order)
        self.base, self.em = glyphs.base.take(order), glyphs.em.take(order)
        self.bold, self.artifact = glyphs.bold.take(order), glyphs.artifact.take(order)
        self.field = field.take(order)
        self.gap = np.concatenate(([0.0], self.left[1:] - self.right[:-1])) / np.maximum(self.em, 0.5)
        self.gap[1:][row[1:] != row[:-1]] = 0
        signs = glyphs.signs.take(order)
        wide = kinds.wide(signs)
        thin = ~wide & np.concatenate(([False], ~wide[:-1]))
        # Words drawn in another order than they stand in (some files draw lines backwards) have no space between them.
        apart = glyphs.spaced.take(order)
        apart[1:] |= order[1:] - order[:-1] != 1
        space = (self.gap > _WIDE_GAP) | thin & ((self.gap > WORD_GAP) | (apart & (self.gap > _DRAWN_GAP)))
        self._spread(signs, space)

    def _spread(self, signs: NDArray[np.str_], space: NDArray[np.bool_]) -> None:
        """Makes room for the spaces: each is set as the character after it, and reaches from edge to edge."""
        glyphs = np.arange(len(space))
        self.place = glyphs + space.cumsum()
        source = glyphs.repeat(1 + space)
        spaces = space.nonzero()[0]
        gaps = self.place[spaces] - 1
        spread = signs.take(source)
        spread[gaps] = " "
        # As one long string of numpy's, which is made a str several times faster than by decoding.
        self.text = spread.view(f"<U{len(spread)}").item()
        measures = np.array((self.left, self.right, self.base, self.em, self.bold), np.float32)
        self.places = measures.take(source, axis=1)
        self.places[0, gaps], self.places[1, gaps] = self.right[spaces - 1], self.left[spaces]

    def lines(self) -> list[Line]:
        """The rows as lines."""
        starts = np.concatenate(([0], np.nonzero(np.diff(self.row))[0] + 1))
        ends = np.concatenate((starts[1:], [len(self.row)]))
        largest, smallest = np.maximum.reduceat(self.em, starts), np.minimum.reduceat(self.em, starts)
        columns: list[Any] = [
            starts.tolist(),
            ends.tolist(),
            self.place[starts].tolist(),
            (self.place[ends - 1] + 1).tolist(),
            self.field[starts].tolist(),
            np.minimum.reduceat(self.left, starts).tolist(),
            np.maximum.reduceat(self.right, starts).tolist(),
            self.base[starts].tolist(),
            largest.tolist(),
            (largest - smallest > _SAME_SIZE).tolist(),
            (np.add.reduceat(self.bold.astype(float), starts) / (ends - starts)).tolist(),
            np.logical_and.reduceat(self.artifact, starts).tolist(),
        ]
        lines = [self._line(*row) for row in zip(*columns, strict=True)]
        self._mark_gaps(lines, starts)
        return lines

    def _line(self, *measures: Any) -> Line:
        start, end, first, last, field, left, right, base, em, sizes, bold, artifact = measures
        if sizes:
            em, base = _main_type(self.em[start:end], self.base[start:end])
        return Line(
            page=self.page,
            text=self.text[first:last],
            places=self.places[:, first:last],
            left=left,
            right=right,
            base=base,
            em=em,
            bold=bold > _MOSTLY,
            mixed=sizes or 0 < bold < 1,
            artifact=artifact,
            field=field,
        )

    def _mark_gaps(self, lines: list[Line], starts: NDArray[np.intp]) -> None:
        """Tells each line of its wide gaps; most lines have none."""
        wide = np.nonzero(self.gap > _GUTTER)[0]
        rows = self.row[wide]
        offsets = self.place[wide] - self.place[starts[rows]]
        for row, cut, size in zip(rows.tolist(), offsets.tolist(), self.gap[wide].tolist(), strict=True):
            line = lines[row]
            line.gutters += (cut,)
            if size > CELL_GAP:
                line.cuts += (cut,)


def _main_type(sizes: NDArray[Any], bases: NDArray[Any]) -> tuple[float, float]:
    """Size and baseline of the type most of a line is set in: a raised note mark does not move the line."""
    ems = sizes.round(1).tolist()
    counts = Counter(ems)
    at = ems.index(max(counts, key=lambda size: (counts[size], size)))
    return sizes.item(at), bases.item(at)
