"""The walk of one poll through the pages of a list: what is asked, until when, and when it adds up.

    pages     walked until every row the source counts is known; sliced by days where it shows no more, and
              where that is sooner
    rows      of the filer that was asked for, inside the window, each once
              otherwise the poll is broken, and says by which of these

Rows that come in while pages are walked push others down, where they are seen twice: that is no fault, and what has
come in is looked for where it stands, on top. Rows that are lost on the way are: the walk is made again, then refused.

    what is missing          where it is looked for
    ───────────────────────  ──────────────────────────────────────────────────────────────────
    came in this evening     on top of tomorrow's, which lists put first; then on top of today's
    was dated back           in the days before today: half of them tell by their total whether it is theirs;
                             the day that has it is walked from its end, where what has no clock time stands
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, auto

from watchers.errors import SourceError
from watchers.gathering import TRIES, Walk
from watchers.listing import Page, Span

_SHORT = 10  # pages
_FEW = 2  # pages
_COUNTED = 3  # days from one count of each day of a long list to the next
_DAY = timedelta(days=1)


class _End(Enum):
    """How the walk through the pages of one question ended."""

    WHOLE = auto()  # all is accounted for
    LESS = auto()  # less was shown than is counted
    SLICED = auto()  # what is missing is found sooner, or only, by asking for fewer days at a time


@dataclass(slots=True)
class _Question:
    """What is asked for, and what its pages have shown so far, in all tries: totals, rows, the earliest day."""

    span: Span
    part: str
    totals: list[int] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    down_to: date = date.max

    def accounted(self, walk: Walk) -> int:
        """How many rows are known of what the source counts."""
        return len(self.shown) if self.part else walk.counted(self.span)


def walk_span(walk: Walk, span: Span, part: str = "") -> None:
    """Walks a span, in slices where the source does not show all of it. Raises SourceError when it does not add up."""
    listing, asked = walk.listing, _Question(span, part)
    for tried in range(TRIES):
        before = len(walk.rows)
        end, shown = _pages(walk, asked)
        if end is _End.WHOLE:
            return
        if end is _End.SLICED:
            _search(walk, span, asked.totals[-1], asked.down_to)
            return
        if listing.cap is not None and asked.totals[-1] > listing.cap:
            _slices(walk, asked)
            return
        if tried and len(walk.rows) > before and asked.accounted(walk) >= asked.totals[0]:
            return  # it grows faster than it is asked: what came in last is missing at the next poll too
    changed = ", then ".join(str(total) for total in dict.fromkeys(asked.totals))
    if len(set(asked.totals)) > 1:
        raise SourceError(f"its total changes while its pages are walked: {changed}", source=listing.source)
    raise SourceError(f"counts {changed} filings and shows {shown}", source=listing.source)


def _slices(walk: Walk, asked: _Question) -> None:
    listing, span = walk.listing, asked.span
    if span.days > 1:
        for half in span.halves():
            walk_span(walk, half, asked.part)
    elif listing.parts and not asked.part:
        for each in listing.parts:
            walk_span(walk, span, each)
    else:
        raise SourceError(
            f"has more than {listing.cap} filings on {span.first}, and shows no more", source=listing.source
        )


def _search(walk: Walk, span: Span, total: int, down_to: date) -> None:
    """Asks for fewer days until as many as `total` are known; where they are from the start, for each day.

    The pages that were seen showed what is newest, down to some day. When that is tomorrow, what is new of today is
    not among it; when it is today, what is missing was dated back.
    """
    if walk.counted(span) == total:
        for day in span.each():
            _settle_day(walk, day)
        return
    if down_to < walk.today or down_to <= span.first:
        _narrow(walk, span, total)
        return
    older, rest = replace(span, last=down_to - _DAY), replace(span, first=down_to)
    if down_to > walk.today:
        walk_span(walk, older)
    else:
        _narrow(walk, older, total - walk.counted(rest))
    if walk.counted(span) != total:
        walk_span(walk, rest)


def _narrow(walk: Walk, span: Span, total: int) -> None:
    """Finds what is missing of days gone by: what one half of them does not have, the other one has."""
    if span.days == 1:
        _settle_day(walk, span)
        return
    later, earlier = span.halves()
    if later.days == 1:
        _settle_day(walk, later)
    else:
        walk_span(walk, later)
    if walk.counted(span) != total:
        _narrow(walk, earlier, total - walk.counted(later))


def _settle_day(walk: Walk, day: Span) -> None:
    """Walks one day, from its end when it is over and most of it is known."""
    known, cap = walk.counted(day), walk.listing.cap
    if day.first >= walk.today or not known or (cap is not None and known >= cap) or not _from_its_end(walk, day):
        walk_span(walk, day)


def _from_its_end(walk: Walk, day: Span) -> bool:
    """Whether the pages of a day, last one first, have shown all that was missing."""
    shown: set[str] = set()
    total = None
    for number in range(walk.counted(day) // walk.size, -1, -1):
        page = walk.ask(day, "", number)
        shown |= {row.id for row in page.rows}
        total = page.total
        if total == walk.counted(day):
            return True
    if total is not None and len(shown) >= total:
        walk.forget(day, shown)
    return total == walk.counted(day)


def _pages(walk: Walk, asked: _Question) -> tuple[_End, int]:
    """Walks the pages of one question; how that ended, and how many rows were shown."""
    span, part = asked.span, asked.part
    shown: set[str] = set()
    before, first = frozenset(walk.rows), len(asked.totals)
    number = repeats = 0
    while True:
        page = walk.ask(span, part, number)
        asked.totals.extend([] if page.total is None else [page.total])
        fresh = {row.id for row in page.rows} - shown
        steady = page.total is None or asked.totals[-2:] == [page.total] * 2
        if number and page.rows and not fresh and steady:
            repeats += 1
            if repeats == TRIES:
                words = f"page {number + 1} repeats what earlier pages showed"
                raise SourceError(words, source=walk.listing.source)
            continue
        familiar = _reaches_what_is_known(walk, page, before)
        _note(walk, asked, page)
        shown |= fresh
        number += 1
        if _is_over(walk, asked, page, familiar=familiar):
            return _settle(walk, asked, page, shown)
        grew = familiar and asked.totals[-1:] > asked.totals[first : first + 1]
        if grew or _is_beyond(walk, page, span, number):
            return _End.LESS, len(shown)
        if familiar and not part and _is_sooner_sliced(walk, asked, page, number):
            return _End.SLICED, len(shown)


def _reaches_what_is_known(walk: Walk, page: Page, before: frozenset[str]) -> bool:
    """Whether what is newer than all that was seen before ends on this page; `before` are the rows of earlier walks.

    A list with a total tells by that whether something is missing, so any row will do: pages come in disorder at times.
    """
    looked = page.rows if page.total is not None else page.rows[-1:]
    return not page.rows or any(row.id in before or walk.is_known(row) for row in looked)


def _note(walk: Walk, asked: _Question, page: Page) -> None:
    asked.shown |= {row.id for row in page.rows}
    asked.down_to = min((asked.down_to, *(walk.day(row) for row in page.rows)))


def _settle(walk: Walk, asked: _Question, page: Page, shown: set[str]) -> tuple[_End, int]:
    """Whether what is known is what the source counts, and how many rows it showed."""
    if page.total is None or page.unchanged:
        return _End.WHOLE, len(shown)
    if len(shown) >= page.total and not asked.part:
        walk.forget(asked.span, shown)
    return _End.WHOLE if asked.accounted(walk) >= page.total else _End.LESS, len(shown)


def _is_sooner_sliced(walk: Walk, asked: _Question, page: Page, number: int) -> bool:
    """Whether asking for fewer days finds what is missing with fewer requests than the pages that are left.

    One filing dated back by a week lies four hundred pages deep in the list of a market, and eight questions away.
    What is new of today lies behind all of tomorrow's, and one question away.
    """
    if not walk.listing.windowed or page.total is None or asked.span.days == 1:
        return False
    if asked.down_to > walk.today and asked.down_to > asked.span.first:
        return True
    left = page.total // len(page.rows) + 1 - number
    return left > 2 * asked.span.days.bit_length()


def _is_beyond(walk: Walk, page: Page, span: Span, number: int) -> bool:
    """Whether what is missing lies beyond the rows that are shown of one question."""
    cap, total = walk.listing.cap, page.total
    if cap is None or total is None or total <= cap:
        return False
    return total - walk.counted(span) > cap or number * len(page.rows) >= cap


def _is_over(walk: Walk, asked: _Question, page: Page, *, familiar: bool) -> bool:
    """Whether no further page is needed: there is none, or this one ends in what is known and nothing is missing."""
    if page.unchanged or not page.rows or not page.more:
        return True
    if page.total is None:
        return familiar or all(walk.day(row) < asked.span.first for row in page.rows)
    if not familiar or page.total != asked.accounted(walk):
        return False
    return not walk.thorough or not _may_hide(walk, asked.span, page)


def _may_hide(walk: Walk, span: Span, page: Page) -> bool:
    """Whether as many as are known may be others: one withdrawn and one dated back look like none at all.

    A list of two pages is walked to its end once a day. A longer one, or of a very long one the count of each day, only
    every third day: that is twice before a day leaves the window.
    """
    assert page.total is not None, "what has no total is not counted"
    if span != walk.whole:
        return False
    if page.total <= _FEW * len(page.rows):
        return True
    return walk.today.toordinal() % _COUNTED == 0 and (walk.listing.windowed or page.total <= _SHORT * len(page.rows))
