"""One poll of a list: the window that is asked for, the walk through its pages, the checks on every row.

    window    ├── from the last poll, or the newest filing known, and some days before ── tomorrow ──┤
    page 1    all known, and as many as the source says there are?  nothing is new: one request
    pages     walked until every row the source counts is known; sliced by days where it shows no more
    rows      of the filer that was asked for, inside the window, each once
              otherwise the poll is broken, and says by which of these

A window always holds a filing that is known, unless none is: an empty answer is then no answer. What is published
late, in the evening, or dated back lies in the days before. Rows that come in while pages are walked push others down,
where they are seen twice: that is no fault. Rows that are lost on the way are: the walk is made again, then refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from watchers.checkpoints import NOTHING, Checkpoint, Mark, dump_checkpoint, fingerprint, read_checkpoint
from watchers.errors import InvalidFiling, SourceError
from watchers.filing import Filer, Filing, Outcome, Poll

# CNINFO shows evening filings under the next day and dates late ones back; a week holds a holiday.
OVERLAP = timedelta(days=7)
# A company's year of records, and its last annual report: what the next filing is compared with.
HISTORY = timedelta(days=400)
_AHEAD = timedelta(days=1)
# The first poll of a day looks at all of a list this short: one withdrawn and one dated back look like none at all.
_SHORT = 10  # pages
_TRIES = 3  # of one page, and of a walk whose rows do not add up


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days, both inclusive, on the calendar of the source."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def halves(self) -> tuple[Span, Span]:
        """The later half and the earlier half."""
        middle = self.first + timedelta(days=self.days // 2)
        return Span(first=middle, last=self.last), Span(first=self.first, last=middle - timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list: the filings it stands for, usually one; none when it has no document, and then `why`."""

    id: str
    filer: Filer
    day: date | None
    filings: tuple[Filing, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list. `total` counts the rows of all pages where the source does; `more` says there is another.

    `kept` is what the source is told the next time, as the tag of this answer; `unchanged` says that nothing is new.
    """

    rows: tuple[Row, ...] = ()
    total: int | None = None
    more: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)
    unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How a source is asked: `ask(span, part, number)` is one page, counted from 0, newest filings first.

    `windowed` lists show only the span that is asked for. At most `cap` rows of one question are shown; a day that has
    more is asked for in `parts`. `belongs` tells the filer that was asked for from others.
    """

    source: str
    ask: Callable[[Span, str, int], Page]
    zone: tzinfo
    windowed: bool = True
    cap: int | None = None
    parts: tuple[str, ...] = ()
    belongs: Callable[[Filer], bool] = lambda _: True
    history: timedelta = HISTORY
    overlap: timedelta = OVERLAP


@dataclass(slots=True)
class _Walk:
    """What one poll has gathered."""

    listing: Listing
    known: Mapping[str, Mark]
    today: date
    thorough: bool = False
    rows: dict[str, Row] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    unchanged: bool = False
    gone: set[str] = field(default_factory=set)
    days: Counter[date] = field(init=False)

    def __post_init__(self) -> None:
        self.days = Counter(mark.day for mark in self.known.values())

    def counted(self, span: Span) -> int:
        """How many rows of the span are known, from this poll or from earlier ones."""
        earlier = sum(count for day, count in self.days.items() if day in span)
        again = (self.known[key] for key in self.rows.keys() | self.gone if key in self.known)
        now = sum(self.day(row) in span for row in self.rows.values())
        return earlier - sum(mark.day in span for mark in again) + now

    def forget(self, span: Span, shown: set[str]) -> None:
        """Notes what the source does not show any more, once it has shown all that it has."""
        self.gone.update(key for key, mark in self.known.items() if mark.day in span and key not in shown)

    def day(self, row: Row) -> date:
        """The day of a row; of one that has none, that of this poll."""
        return row.day or self.today

    def is_known(self, row: Row) -> bool:
        """Whether the row was seen in an earlier poll with the same documents."""
        mark = self.known.get(row.id)
        return mark is not None and mark.print == fingerprint(row.filings)


def poll_list(listing: Listing, checkpoint: str | None, *, now: datetime) -> Poll:
    """What is new in a list since `checkpoint`; broken, with the reason, when the answers cannot be right."""
    before = read_checkpoint(checkpoint)
    today = now.astimezone(listing.zone).date()
    span = _window(listing, before, today)
    walk = _Walk(listing, before.marks, today, thorough=before.asked != today)
    try:
        _walk(walk, span, "")
        _refuse_nothing(walk, span)
    except SourceError as error:
        return Poll.broken(error.cause)
    return _outcome(walk, before, span, checkpoint)


def _refuse_nothing(walk: _Walk, span: Span) -> None:
    """Raises SourceError when a list is empty that cannot be: the window holds what it showed before."""
    if not walk.rows and not walk.unchanged and any(day in span for day in walk.days):
        words = "says it has nothing, and listed filings of these days before"
        raise SourceError(words, source=walk.listing.source)


def _window(listing: Listing, before: Checkpoint, today: date) -> Span:
    if before.asked is None:
        return Span(first=today - listing.history, last=today + _AHEAD)
    first = min(before.asked, today) - listing.overlap
    newest = before.newest
    return Span(first=min(first, newest) if newest else first, last=max(before.asked, today) + _AHEAD)


def _outcome(walk: _Walk, before: Checkpoint, span: Span, stored: str | None) -> Poll:
    new = [row for row in walk.rows.values() if not walk.is_known(row)]
    filings = [filing for row in new for filing in _versions(row, before.marks.get(row.id))]
    left_out = tuple(f"{row.id}: {row.why}" for row in new if row.why)
    marks = {key: mark for key, mark in before.marks.items() if mark.day >= span.first and key not in walk.gone}
    marks |= {key: Mark(day=walk.day(row), print=fingerprint(row.filings)) for key, row in walk.rows.items()}
    asked = max(before.asked, walk.today) if before.asked else walk.today
    after = Checkpoint(asked=asked, marks=marks, kept={**before.kept, **walk.kept})
    seen = max(len(walk.rows), len(filings)) or (len(marks) if walk.unchanged else 0)
    return Poll(
        outcome=Outcome.OK if seen else Outcome.EMPTY,
        filings=tuple(sorted(filings, key=_in_order)),
        seen=seen,
        checkpoint=stored if stored is not None and after == before else dump_checkpoint(after),
        left_out=left_out,
    )


def _versions(row: Row, mark: Mark | None) -> tuple[Filing, ...]:
    """The filings of a row that is new; other documents under an id that is known are a new version of it."""
    if mark is None or mark.print == NOTHING:
        return row.filings
    return tuple(replace(filing, version=filing.version or fingerprint(row.filings)) for filing in row.filings)


def _walk(walk: _Walk, span: Span, part: str) -> None:
    """Walks a span, in slices where the source does not show all of it. Raises SourceError when it does not add up."""
    listing = walk.listing
    totals: list[int] = []
    for _ in range(_TRIES):
        shown = _pages(walk, span, part, totals)
        if shown is None:
            return
        if listing.cap is not None and totals[-1] > listing.cap:
            _slices(walk, span, part)
            return
    changed = ", then ".join(str(total) for total in dict.fromkeys(totals))
    if len(set(totals)) > 1:
        raise SourceError(f"its total changes while its pages are walked: {changed}", source=listing.source)
    raise SourceError(f"counts {changed} filings and shows {shown}", source=listing.source)


def _slices(walk: _Walk, span: Span, part: str) -> None:
    listing = walk.listing
    if span.days > 1:
        for half in span.halves():
            _walk(walk, half, part)
    elif listing.parts and not part:
        for each in listing.parts:
            _walk(walk, span, each)
    else:
        raise SourceError(
            f"has more than {listing.cap} filings on {span.first}, and shows no more", source=listing.source
        )


def _pages(walk: _Walk, span: Span, part: str, totals: list[int]) -> int | None:
    """Walks the pages of one question; None when all is accounted for, else how many rows were shown."""
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
        if _is_beyond(walk, page, span, number):
            return len(shown)


def _settle(walk: _Walk, page: Page, span: Span, part: str, shown: set[str]) -> int | None:
    """None when what is known is what the source counts, else how many rows it showed."""
    if page.total is None or page.unchanged:
        return None
    if len(shown) >= page.total and not part:
        walk.forget(span, shown)
    accounted = len(shown) if part else walk.counted(span)
    return None if accounted >= page.total else len(shown)


def _is_beyond(walk: _Walk, page: Page, span: Span, number: int) -> bool:
    """Whether what is missing lies beyond the rows that are shown of one question."""
    cap, total = walk.listing.cap, page.total
    if cap is None or total is None or total <= cap:
        return False
    return total - walk.counted(span) > cap or number * len(page.rows) >= cap


def _is_over(walk: _Walk, page: Page, span: Span, part: str, *, known: bool) -> bool:
    """Whether no further page is needed: there is none, or this one ends in what is known and nothing is missing."""
    if page.unchanged or not page.rows or not page.more:
        return True
    if page.total is None:
        return known or all(walk.day(row) < span.first for row in page.rows)
    short = walk.thorough and page.total <= _SHORT * len(page.rows)
    return known and not part and not short and page.total == walk.counted(span)


def _gather(walk: _Walk, page: Page, span: Span) -> None:
    walk.kept.update(page.kept)
    walk.unchanged = walk.unchanged or page.unchanged
    for row in page.rows:
        if walk.day(row) in span:
            walk.rows[row.id] = row
        elif walk.listing.windowed:
            raise SourceError(f"lists a filing of {row.day}, outside of what was asked for", source=walk.listing.source)


def _ask(walk: _Walk, span: Span, part: str, number: int) -> Page:
    """One page with every row checked; asked again when its answer was damaged on the way."""
    for tried in range(1, _TRIES + 1):
        try:
            page = walk.listing.ask(span, part, number)
            break
        except SourceError as error:
            if not error.passing or tried == _TRIES:
                raise
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, InvalidFiling) as error:
            words = f"answers in another shape than it used to ({type(error).__name__}: {error})"
            raise SourceError(words, source=walk.listing.source) from error
    stranger = next((row.filer for row in page.rows if not walk.listing.belongs(row.filer)), None)
    if stranger is not None:
        words = f"lists filings of another company: {stranger.code or stranger.id} {stranger.name}".rstrip()
        raise SourceError(words, source=walk.listing.source)
    return page


def _in_order(filing: Filing) -> tuple[float, int, str]:
    """Oldest first; of one moment the lower id, compared as numbers where they are."""
    at = filing.published.at.timestamp() if filing.published else 0.0
    return at, int(filing.id) if filing.id.isdecimal() else 0, filing.id
