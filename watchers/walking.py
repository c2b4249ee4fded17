"""The walk of one poll through the pages of a list: what is asked, until when, and the checks on every row.

    pages     walked until every row the source counts is known; sliced by days where it shows no more, and
              where that is sooner
    rows      of the filer that was asked for, inside the window, each once
              otherwise the poll is broken, and says by which of these

Rows that come in while pages are walked push others down, where they are seen twice: that is no fault. Rows that are
lost on the way are: the walk is made again, then refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, auto

from watchers.checkpoints import Mark, Marks, fingerprint
from watchers.errors import InvalidFiling, SourceError
from watchers.listing import Listing, Page, Row, Span

_SHORT = 10  # pages
_COUNTED = 3  # days from one count of each day of a long list to the next
_TRIES = 3  # of one page, and of a walk whose rows do not add up


@dataclass(slots=True)
class Walk:
    """What one poll of the days `whole` has gathered; `thorough` is the first of a day."""

    listing: Listing
    known: Marks
    today: date
    whole: Span
    thorough: bool = False
    rows: dict[str, Row] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    unchanged: bool = False
    gone: set[str] = field(default_factory=set)

    def counted(self, span: Span) -> int:
        """How many rows of the span are known, from this poll or from earlier ones."""
        earlier = sum(self.known.count(day) for day in self.known.days if day in span)
        again = (self.known.find(row.id, self.day(row)) for row in self.rows.values())
        lost = (self.known.find(key, span.first) for key in self.gone - self.rows.keys())
        now = sum(self.day(row) in span for row in self.rows.values())
        return earlier - sum(mark is not None and mark.day in span for mark in (*again, *lost)) + now

    def forget(self, span: Span, shown: set[str]) -> None:
        """Notes what the source does not show any more, once it has shown all that it has."""
        for day in self.known.days:
            if day in span:
                self.gone |= self.known.of(day).keys() - shown

    def day(self, row: Row) -> date:
        """The day of a row; of one that has none, that of this poll."""
        return row.day or self.today

    def mark(self, row: Row) -> Mark | None:
        """What an earlier poll saw of the row."""
        return self.known.find(row.id, self.day(row))

    def is_known(self, row: Row) -> bool:
        """Whether the row was seen in an earlier poll with the same documents."""
        mark = self.mark(row)
        return mark is not None and mark.print == fingerprint(row.filings)

    def seen(self) -> dict[str, Mark]:
        """What this poll saw."""
        return {key: Mark(self.day(row), fingerprint(row.filings)) for key, row in self.rows.items()}


def walk_span(walk: Walk, span: Span, part: str) -> None:
    """Walks a span, in slices where the source does not show all of it. Raises SourceError when it does not add up."""
    listing = walk.listing
    totals: list[int] = []
    for _ in range(_TRIES):
        end, shown = _pages(walk, span, part, totals)
        if end is _End.WHOLE:
            return
        if end is _End.SLICED:
            _search(walk, span, totals[-1])
            return
        if listing.cap is not None and totals[-1] > listing.cap:
            _slices(walk, span, part)
            return
    changed = ", then ".join(str(total) for total in dict.fromkeys(totals))
    if len(set(totals)) > 1:
        raise SourceError(f"its total changes while its pages are walked: {changed}", source=listing.source)
    raise SourceError(f"counts {changed} filings and shows {shown}", source=listing.source)


def _slices(walk: Walk, span: Span, part: str) -> None:
    listing = walk.listing
    if span.days > 1:
        for half in span.halves():
            walk_span(walk, half, part)
    elif listing.parts and not part:
        for each in listing.parts:
            walk_span(walk, span, each)
    else:
        raise SourceError(
            f"has more than {listing.cap} filings on {span.first}, and shows no more", source=listing.source
        )


def _search(walk: Walk, span: Span, total: int) -> None:
    """Asks for fewer days at a time until as many as `total` are known; where they are from the start, for each day.

    Tomorrow's, which lists put before today's, come last: their newest stood on the page that was seen.
    """
    counting = walk.counted(span) == total
    for piece in span.each() if counting else _pieces(span, walk.whole):
        walk_span(walk, piece, "")
        if not counting and walk.counted(span) == total:
            return


def _pieces(span: Span, whole: Span) -> tuple[Span, Span]:
    if span.last == whole.last:
        return replace(span, last=span.last - timedelta(days=1)), replace(span, first=span.last)
    return span.halves()


class _End(Enum):
    """How the walk through the pages of one question ended."""

    WHOLE = auto()  # all is accounted for
    LESS = auto()  # less was shown than is counted
    SLICED = auto()  # what is missing is found sooner, or only, by asking for fewer days at a time


def _pages(walk: Walk, span: Span, part: str, totals: list[int]) -> tuple[_End, int]:
    """Walks the pages of one question; how that ended, and how many rows were shown."""
    shown: set[str] = set()
    number = repeats = 0
    while True:
        page = _ask(walk, span, part, number)
        totals.extend([] if page.total is None else [page.total])
        fresh = {row.id for row in page.rows} - shown
        steady = page.total is None or totals[-2:] == [page.total] * 2
        if number and page.rows and not fresh and steady:
            repeats += 1
            if repeats == _TRIES:
                words = f"page {number + 1} repeats what earlier pages showed"
                raise SourceError(words, source=walk.listing.source)
            continue
        known = not page.rows or walk.is_known(page.rows[-1])
        shown |= fresh
        _gather(walk, page, span)
        number += 1
        if _is_over(walk, page, span, part, known=known):
            return _settle(walk, page, span, part, shown)
        sooner = known and not part and _is_sooner_sliced(walk, page, span, number)
        if sooner or _is_beyond(walk, page, span, number):
            return _End.SLICED if sooner else _End.LESS, len(shown)


def _settle(walk: Walk, page: Page, span: Span, part: str, shown: set[str]) -> tuple[_End, int]:
    """Whether what is known is what the source counts, and how many rows it showed."""
    if page.total is None or page.unchanged:
        return _End.WHOLE, len(shown)
    if len(shown) >= page.total and not part:
        walk.forget(span, shown)
    accounted = len(shown) if part else walk.counted(span)
    return _End.WHOLE if accounted >= page.total else _End.LESS, len(shown)


def _is_sooner_sliced(walk: Walk, page: Page, span: Span, number: int) -> bool:
    """Whether halving the days finds what is missing with fewer requests than the pages that are left.

    One filing dated back by a week lies four hundred pages deep in the list of a market, and eight questions away.
    """
    if not walk.listing.windowed or page.total is None or span.days == 1:
        return False
    left = page.total // len(page.rows) + 1 - number
    return left > 2 * span.days.bit_length()


def _is_beyond(walk: Walk, page: Page, span: Span, number: int) -> bool:
    """Whether what is missing lies beyond the rows that are shown of one question."""
    cap, total = walk.listing.cap, page.total
    if cap is None or total is None or total <= cap:
        return False
    return total - walk.counted(span) > cap or number * len(page.rows) >= cap


def _is_over(walk: Walk, page: Page, span: Span, part: str, *, known: bool) -> bool:
    """Whether no further page is needed: there is none, or this one ends in what is known and nothing is missing."""
    if page.unchanged or not page.rows or not page.more:
        return True
    if page.total is None:
        return known or all(walk.day(row) < span.first for row in page.rows)
    if not known or part or page.total != walk.counted(span):
        return False
    return not walk.thorough or not _may_hide(walk, page, span)


def _may_hide(walk: Walk, page: Page, span: Span) -> bool:
    """Whether as many as are known may be others: one withdrawn and one dated back look like none at all.

    Once a day a short list is walked to its end. Of a long one each day is counted, and only every third day: that is
    twice before it leaves the window.
    """
    assert page.total is not None, "what has no total is not counted"
    if span != walk.whole:
        return False
    if page.total <= _SHORT * len(page.rows):
        return True
    return walk.listing.windowed and walk.today.toordinal() % _COUNTED == 0


def _gather(walk: Walk, page: Page, span: Span) -> None:
    walk.kept.update(page.kept)
    walk.unchanged = walk.unchanged or page.unchanged
    for row in page.rows:
        if walk.day(row) in span:
            walk.rows[row.id] = row
        elif walk.listing.windowed:
            raise SourceError(f"lists a filing of {row.day}, outside of what was asked for", source=walk.listing.source)


def _ask(walk: Walk, span: Span, part: str, number: int) -> Page:
    """One page with every row checked.

    Asked again when its answer was damaged on the way. A refusal ends the poll, unless others were answered before it:
    a walk of a hundred pages would else never come to its end where one answer in fifty is none.
    """
    for tried in range(1, _TRIES + 1):
        try:
            return _ask_once(walk, span, part, number)
        except SourceError as error:
            if tried == _TRIES or not (error.passing or walk.rows):
                raise
    raise AssertionError("the last try returns or raises")


def _ask_once(walk: Walk, span: Span, part: str, number: int) -> Page:
    try:
        page = walk.listing.ask(span, part, number)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, InvalidFiling) as error:
        words = f"answers in another shape than it used to ({type(error).__name__}: {error})"
        raise SourceError(words, source=walk.listing.source) from error
    stranger = next((row.filer for row in page.rows if not walk.listing.belongs(row.filer)), None)
    if stranger is not None:
        words = f"lists filings of another company: {stranger.code or stranger.id} {stranger.name}".rstrip()
        raise SourceError(words, source=walk.listing.source)
    return page
