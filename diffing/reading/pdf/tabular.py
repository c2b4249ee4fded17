"""One line of a table without rules: the pieces it falls into, and the columns they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from diffing.reading.pdf.lines import WORD_GAP, Line
from diffing.reading.pdf.numbering import find_mark
from diffing.reading.pdf.paragraphs import is_contents_line

Columns = list[tuple[float, float]]

# What fills a cell of figures: a figure with its unit, a dash for nil, or the words for "not applicable".
FIGURE = re.compile(r"[-–—(（$¥￥€£]*\s?\d[\d,.，\s]*[)）%％]?|[-–—]+|不适用|N/?A", re.IGNORECASE)
# A whole figure as tables print it; a bare small number may be a note or a serial number, and is one too.
NUMBER = re.compile(r"[-–—(（$￥€£]*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[)）%％]*|[-–—]{1,3}")
# Note marks behind words and dashes between dates look like figures: they are some only where they stand apart.
_MARK_OR_DASH = re.compile(r"[(（]\d{1,2}[)）]|[-–—]+")
NIL = re.compile(r"[-–—]{1,3}")
# How the word of a figure begins: looked for first, since most lines have none.
_LIKE_FIGURE = re.compile(r"[-–—(（$￥€£\d](?<![^ ].)")
_CURRENCY = re.compile(r"(?:US|HK|C|A|NT)?[$＄]|[€£¥￥]|RMB|EUR|USD|HKD|CHF")
_LONGEST_SIGN = 3
_SIGN_AT_END = re.compile(r"(?<=[\d)%—–-]) +(?:US|HK|C|A|NT)?[$＄€£¥￥]$")
# In em. A space wider than this between words and a figure is no word space.
_WORD_SPACE = 0.6
# In em. Lines nearer than this stand side by side.
BESIDE = 0.85
# A piece of more words is prose.
_WORDS = 20
# In em. No word space in a cell is wider than this.
CELL_SPACE = 0.45
_LETTER, _DIGIT = re.compile(r"[^\W\d_万亿元股]"), re.compile(r"\d")
_LAST_WORD, _FIRST_WORD = re.compile(r"\S+\s*$"), re.compile(r"\s*\S+")
_POINTED = re.compile(r"\d[.,]\d|\d[%％]")
# Share of a column that a piece must cover to stand in it.
_COVERED = 0.3
# Points that edges may be off by rounding.
_ROUNDING = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A place without print in a piece: the offset of what stands after it, its edges, whether it may part cells."""

    at: int
    left: float
    right: float
    parts_cells: bool


@dataclass(eq=False, kw_only=True)
class Row:
    """A line parted into pieces, left to right; `beside` says that another line stands at its side, half a line off."""

    base: float
    em: float
    pieces: list[Line]
    beside: bool = False

    @property
    def parted(self) -> bool:
        """In two pieces or more, or one of two lines side by side."""
        return len(self.pieces) > 1 or self.beside

    @cached_property
    def tabular(self) -> bool:
        """Parted, or a figure that stands alone in its column."""
        return self.parted or NUMBER.fullmatch(self.pieces[0].text) is not None

    @cached_property
    def has_figures(self) -> bool:
        """Whether a figure stands right of the label."""
        return any(FIGURE.fullmatch(piece.text) for piece in self.pieces[1:])


def is_value(text: str) -> bool:
    """Whether a text is a figure, a range or a date: digits or a dash, and no letters but those of a unit."""
    return FIGURE.fullmatch(text) is not None or (_LETTER.search(text) is None and _DIGIT.search(text) is not None)


def part(line: Line) -> Row:
    """A line as a row: parted at wide gaps, between figures, not after a mark or a currency sign."""
    pieces = [part for piece in line.pieces() for part in _part_figures(piece)] if line.cuts else _part_figures(line)
    pieces = _with_currency(line, pieces)
    if len(pieces) == 1:
        return Row(base=line.base, em=line.em, pieces=pieces)
    if is_mark(pieces[0].text):
        # A number set apart from its heading or item ("15.    递延所得税") is no column.
        start, end = pieces[0].left, pieces[1].right
        pieces = [line.piece(*_offsets(line, start, end)), *pieces[2:]]
    if is_contents_line(line.text):
        pieces = [line]
    return Row(base=line.base, em=line.em, pieces=pieces)


def _with_currency(line: Line, pieces: list[Line]) -> list[Line]:
    """The pieces with a currency sign set apart put before its figure: it is no column."""
    if len(pieces) == 1:
        return pieces
    kept: list[Line] = []
    for piece in [half for whole in pieces for half in _before_sign(whole)]:
        if kept and is_currency(kept[-1].text):
            kept[-1] = line.piece(*_offsets(line, kept[-1].left, piece.right))
        else:
            kept.append(piece)
    return kept


def _before_sign(piece: Line) -> list[Line]:
    """A piece parted where a figure ends and the currency sign of the next one stands: $ 2,418 $."""
    found = _SIGN_AT_END.search(piece.text)
    return [piece.piece(0, found.start()), piece.piece(found.start(), len(piece.text))] if found else [piece]


def is_currency(text: str) -> bool:
    """Whether a text is nothing but a currency sign."""
    return len(text) <= _LONGEST_SIGN and _CURRENCY.fullmatch(text) is not None


def _part_figures(piece: Line) -> list[Line]:
    """A piece parted where one whole figure follows another, or follows words at a distance.

    Columns of figures may stand closer than the gap that parts columns of words.
    """
    if not 0 < piece.text.count(" ") < _WORDS or not _LIKE_FIGURE.search(piece.text):
        return [piece]
    tokens = piece.text.split(" ")
    whole = [not token[:1].isalpha() and NUMBER.fullmatch(token) is not None for token in tokens]
    if not any(whole):
        return [piece]
    cuts = [space.start() for space in re.finditer(" ", piece.text)]
    places = [0]
    for at, cut in enumerate(cuts):
        wide = _width(piece, cut) > _WORD_SPACE * piece.em
        figure, last = whole[at + 1], at + 1 == len(cuts)
        if (figure and (wide or (whole[at] and not _are_weak(tokens[at : at + 2])))) or (whole[at] and wide and last):
            places.append(cut)
    if len(places) == 1:
        return [piece]
    ends = [*places[1:], len(piece.text)]
    return [piece.piece(start, end) for start, end in zip(places, ends, strict=True)]


def _are_weak(tokens: list[str]) -> bool:
    return any(_MARK_OR_DASH.fullmatch(token) is not None for token in tokens)


def _width(line: Line, at: int) -> float:
    return line.places.item(1, at) - line.places.item(0, at)


def _offsets(line: Line, left: float, right: float) -> tuple[int, int]:
    return int(np.argmax(line.lefts >= left - _ROUNDING)), int(
        len(line.text) - np.argmax(line.rights[::-1] <= right + _ROUNDING)
    )


def is_mark(text: str) -> bool:
    """Whether a text is nothing but the number of a heading or item."""
    mark = find_mark(text + " x")
    return mark is not None and mark.length >= len(text) and not text.isdigit()


def gaps(piece: Line, least: float) -> list[Gap]:
    """The gaps of at least so many em between the signs of a piece, those that it has spaces for and others."""
    text = piece.text
    if least > WORD_GAP and not piece.mixed and " " not in text and text.isascii():
        # Latin type of one size that stands further apart has a space in between; most cells are a figure.
        return []
    lefts, rights = piece.places[:2].tolist()
    # A space reaches from the sign before it to the one after it.
    edges = [(lefts[at], rights[at]) if text[at] == " " else (rights[at - 1], lefts[at]) for at in range(1, len(text))]
    enough = max(least * piece.em, _ROUNDING)
    return [
        Gap(at=at, left=left, right=right, parts_cells=_parts_cells(piece, at, right - left))
        for at, (left, right) in enumerate(edges, 1)
        if right - left > enough and text[at - 1] != " "
    ]


def _parts_cells(piece: Line, at: int, width: float) -> bool:
    """Whether a gap may part two cells: it is wide, or a whole figure stands at one side of it."""
    if width > CELL_SPACE * piece.em:
        return True
    before, after = _LAST_WORD.search(piece.text[:at]), _FIRST_WORD.match(piece.text[at:])
    words = [word.group().strip() for word in (before, after) if word]
    return any(_POINTED.search(word) and NUMBER.fullmatch(word) for word in words)


def column_range(piece: Line, columns: Columns) -> tuple[int, int]:
    """The first and the last column that a piece stands in."""
    left, right = piece.left, piece.right
    held: list[int] = []
    best, most = -1, 0.0
    for at, (start, end) in enumerate(columns):
        if end < left:
            continue
        if start >= right:
            break
        share = min(right, end) - max(left, start)
        if share > _COVERED * (end - start):
            held.append(at)
        if share > most:
            best, most = at, share
    if len(held) > 1:
        return held[0], held[-1]
    if best < 0:
        best = max(range(len(columns)), key=lambda at: min(right, columns[at][1]) - max(left, columns[at][0]))
    return best, best
