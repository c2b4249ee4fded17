"""Running heads, running feet and page numbers: what is printed on every page and said on none.

Trusted in this order: what the file tags as an artifact; what repeats at the same height with its digits masked; a
number alone at the edge that counts with the pages. Only the outermost lines are judged, from the edge inwards, and
the first line that stays ends the search, so a repeated table head in the middle is never taken.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from diffing.document import AsideKind
from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.sheet import Sheet

# Share of the page height, at either end, that furniture is looked for in.
_BAND = 0.15
# A text must come back on this share of the pages, and never on fewer than two.
_REPEATED = 0.15
# A place that is outermost on this share of the pages is a running head's place: three pages of one text suffice.
_PLACE_SHARE, _THRICE = 0.3, 3
# Below so many pages, what comes back once is furniture.
_MANY = 12
# What comes back on no larger share of the pages runs along them only where it is set apart: not so near to a line of
# its size, in em and points.
_SELDOM, _TIGHT, _SAME_SIZE = 0.5, 1.6, 0.3
# Signs at one edge of a page: the longest running heads of the sample have two lines of a hundred.
_MOST = 300
# Points. A running head stands at one height; a few producers jitter by a point.
_STEP = 4.0
# Points. Pages that differ less are of one format.
_FORMAT = 10

_DIGITS = re.compile(r"[0-9０-９]+|(?<=第)[一二三四五六七八九十百]+(?=页)")
# 12 | - 12 - | 12 / 261 | 第 12 页 | 第12页 共261页 | Page 3 of 4 | F-12, F- 12 | iv
_PAGE_NUMBER = re.compile(
    r"[-–—~·•\s]*(?:[A-Z]-\s?)?\d{1,4}[-–—~·•\s]*|\d{1,4}\s*[/／]\s*\d{1,4}|[ivxlc]{1,6}"
    r"|(?:第\s*[\d一二三四五六七八九十百]+\s*[页頁])?[\s,，/]*(?:共\s*[\d一二三四五六七八九十百]+\s*[页頁])?"
    r"|page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
# A unit note comes back at the same height too; just above a table it belongs to that.
_UNIT = re.compile(r"单位|單位|币种|幣種|in (?:thousands|millions)", re.IGNORECASE)


def set_furniture_aside(sheets: list[Sheet]) -> None:
    """Moves running heads and feet from `lines` to `heads` and `feet` of each sheet.

    Upright and landscape pages have their furniture at other heights, and are judged apart.
    """
    formats: dict[tuple[int, int], list[Sheet]] = {}
    for sheet in sheets:
        formats.setdefault((round(sheet.width / _FORMAT), round(sheet.height / _FORMAT)), []).append(sheet)
    for alike in formats.values():
        for edge in (_Edge(top=True), _Edge(top=False)):
            rows = [edge.outermost(sheet) for sheet in alike]
            repeated = _repeated(rows, [sheet.number for sheet in alike])
            for sheet, lines in zip(alike, rows, strict=True):
                edge.move(sheet, list(_from_edge(lines, repeated, sheet, len(alike))))


def is_text(sheets: list[Sheet]) -> bool:
    """Whether more was set aside than runs along a page: a page says which it is once at either edge, in a line or two.

    A file may tag all it says as an artifact, and a form may say nothing but numbers.
    """
    edges = [lines for sheet in sheets for lines in (sheet.heads, sheet.feet)]
    return any(
        sum(is_page_number(line.text) for line in lines) > 1 or sum(len(line.text) for line in lines) > _MOST
        for lines in edges
    )


def give_back(sheets: list[Sheet]) -> None:
    """Moves heads and feet back where they are all that is said: what runs along no text is the text.

    Nothing is moved where they say nothing but which page it is.
    """
    lines = [line for sheet in sheets for line in (*sheet.heads, *sheet.feet)]
    if all(is_page_number(line.text) for line in lines) and not is_text(sheets):
        return
    for sheet in sheets:
        sheet.lines = sorted((*sheet.heads, *sheet.lines, *sheet.feet), key=lambda line: (line.base, line.left))
        sheet.heads, sheet.feet = [], []


def kind_of(line: Line, *, top: bool) -> AsideKind:
    """What a line that was set aside is."""
    if is_page_number(line.text):
        return AsideKind.PAGE_NUMBER
    return AsideKind.RUNNING_HEAD if top else AsideKind.RUNNING_FOOT


def is_page_number(text: str) -> bool:
    """Whether a line says nothing but which page it is on."""
    return bool(text.strip()) and _PAGE_NUMBER.fullmatch(text.strip()) is not None


def has_unit(text: str) -> bool:
    """Whether a text says in which unit figures are."""
    return _UNIT.search(text) is not None


class _Edge:
    """The upper or the lower end of the pages."""

    def __init__(self, *, top: bool) -> None:
        self.top = top

    def outermost(self, sheet: Sheet) -> list[Line]:
        """The lines of the band, from the edge of the page inwards, as far as the first table."""
        if self.top:
            limit = min([sheet.height * _BAND, *(grid.top for grid in sheet.grids)])
            return sorted((line for line in sheet.lines if line.bottom < limit + 1), key=lambda line: line.base)
        limit = max([sheet.height * (1 - _BAND), *(grid.bottom for grid in sheet.grids)])
        return sorted((line for line in sheet.lines if line.top > limit - 1), key=lambda line: -line.base)

    def move(self, sheet: Sheet, lines: list[Line]) -> None:
        """Takes lines out of the body."""
        gone = set(lines)
        sheet.lines = [line for line in sheet.lines if line not in gone]
        (sheet.heads if self.top else sheet.feet).extend(sorted(gone, key=lambda line: (line.base, line.left)))


def _mask(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def _place(line: Line) -> int:
    return round(line.base / _STEP)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A text at the edge of a page, and the numbers in it."""

    page: int
    numbers: tuple[str, ...]

    def comes_back_in(self, other: _Printed) -> bool:
        """Whether another page prints the same numbers, or such as count with the pages, by ones or by twos."""
        apart = self.page - other.page
        return apart != 0 and all(
            one == two or not (one.isdecimal() and two.isdecimal()) or int(one) - int(two) in (apart, 2 * apart)
            for one, two in zip(self.numbers, other.numbers, strict=True)
        )


def _repeated(rows: list[list[Line]], numbers: list[int]) -> Callable[[Line], int]:
    """How often a line comes back, the same masked text at the same height, give or take a step; 0 for too seldom."""
    texts: dict[tuple[str, int], list[_Printed]] = defaultdict(list)
    for page, lines in zip(numbers, rows, strict=True):
        for line in lines:
            texts[_mask(line.text), _place(line)].append(_Printed(page, _numbers(line.text)))
    firsts = Counter(_place(lines[0]) for lines in rows if lines)
    pages = len(rows)
    enough = max(2 if pages < _MANY else _THRICE, round(_REPEATED * pages))

    def comes_back(line: Line) -> int:
        place, mask = _place(line), _mask(line.text)
        near = (place - 1, place, place + 1)
        printed = [one for at in near for one in texts.get((mask, at), ())]
        here = _Printed(line.page, _numbers(line.text))
        times = len(printed)
        running = sum(firsts[at] for at in near) >= _PLACE_SHARE * pages
        often = (pages > 1 and times >= enough) or (running and times >= _THRICE)
        # 2004年12月 and 2004年10月 are two dates, though each is the first line of its page.
        return times if often and any(here.comes_back_in(one) for one in printed) else 0

    return comes_back


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall("".join(text.split())))


def _belongs_to_table(line: Line, sheet: Sheet) -> bool:
    near = any(0 < grid.top - line.base < 2.5 * line.em for grid in sheet.grids)
    return near and has_unit(line.text)


def _from_edge(lines: list[Line], repeated: Callable[[Line], int], sheet: Sheet, pages: int) -> Iterable[Line]:
    for line in lines:
        alone = is_page_number(line.text) and (line.bottom > 0.9 * sheet.height or line.top < 0.07 * sheet.height)
        times = repeated(line)
        runs = times > _SELDOM * pages or (times and not _is_set_with_others(line, sheet))
        if not (line.artifact or alone or runs) or _belongs_to_table(line, sheet):
            return
        yield line


def _is_set_with_others(line: Line, sheet: Sheet) -> bool:
    """Whether a line stands as near to another as lines of one text do, in its size: the end of a cell."""
    return any(
        0 < abs(other.base - line.base) < _TIGHT * line.em
        and abs(other.em - line.em) < _SAME_SIZE
        and min(other.right, line.right) > max(other.left, line.left)
        for other in sheet.lines
    )
