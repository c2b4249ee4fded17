"""Lines between the parts of a table without rules: what stands over and under them says that they are one table.

                附注三   2017年12月31日   2016年12月31日
资产                                                        heads no figure, and stands far below the headers
现金               1         310,212          311,258       stands under the headers: so 资产 is a row of the table
负债:                                                       a part of its own, further off than rows are
拆入资金          22          28,024           52,586       its figures end where those above do
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.tabular import FIGURE, Row

# Lines that may stand between, and in em how far apart what they join may be.
_BETWEEN, _FAR = 3, 9.0
# Points that the right edges of figures of one column are off each other.
_ONE_EDGE = 1.5
# In em: the longest line of a header.
_HEADER = 10
# Dashes may be set a little off: most figures of a line must end where those above do.
_MOST = 0.75
# So many columns of figures that end at the same places are no chance.
_COLUMNS = 2

# Lines of headers, one of which says when: rows of words, as of a glossary, head no figures.
_HEADS = 3
_WHEN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[二〇○零一]{2}[〇○零一二三四五六七八九]{2}|[本上][年期]|[年期][初末]")
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d ?年?度?")


def bridged(rows: Sequence[Row], start: int, at: int) -> int:
    """The next row of the table that begins at `start` and has come to row `at`, beyond lines that only head it.

    `at` itself where nothing shows that those lines, and the row, belong to it.
    """
    after = next((place for place in range(at + 1, min(at + 2 + _BETWEEN, len(rows))) if rows[place].parted), at)
    far = rows[after].base - rows[at].base > _FAR * rows[after].em
    if not rows[at].parted or not rows[after].has_figures or after == at or far:
        return at
    values = _figures([rows[after]])
    begun = bool(_figures(rows[start : at + 1]))
    if not values or any(_runs_under(row, values[0], headed=not begun) for row in rows[at + 1 : after]):
        return at
    return after if _stand_below(values, rows[start : at + 1]) else at


def _runs_under(row: Row, value: Line, *, headed: bool) -> bool:
    """Whether a line without a gap reaches under the figures, and is no last line of a header either."""
    piece = row.pieces[-1]
    return piece.right > value.left and not (headed and piece.right - piece.left < _HEADER * row.em)


def _stand_below(values: list[Line], table: Sequence[Row]) -> bool:
    """Whether figures stand under the headers of a table that has none yet, or end where those of its columns do."""
    figures = _figures(table)
    if not figures:
        heads = [piece for row in table if row.parted for piece in row.pieces]
        few = sum(row.parted for row in table) <= _HEADS and any(_WHEN.search(head.text) for head in heads)
        return few and all(any(_is_over(head, value) for head in heads) for value in values)
    same = sum(any(abs(value.right - piece.right) < _ONE_EDGE for piece in figures) for value in values)
    return same >= max(_COLUMNS, _MOST * len(values))


def _is_over(head: Line, value: Line) -> bool:
    return head.left < value.right and value.left < head.right


def _figures(rows: Iterable[Row]) -> list[Line]:
    return [
        piece
        for row in rows
        if not is_years(row)
        for piece in row.pieces[1:]
        if FIGURE.fullmatch(piece.text) is not None
    ]


def is_years(row: Row) -> bool:
    """Whether nothing but years stands in a line, or right of its label: they look like figures, and head columns."""
    return all(_YEAR.fullmatch(piece.text) for piece in row.pieces[len(row.pieces) > 1 :])
