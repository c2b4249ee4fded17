"""What a list is to a poll: spans of days, rows, pages, and how its source is asked for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo

from watchers.filing import Filer, Filing

# CNINFO shows evening filings under the next day and dates late ones back; a week holds a holiday.
OVERLAP = timedelta(days=7)
# A company's year of records, and its last annual report: what the next filing is compared with.
HISTORY = timedelta(days=400)


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

    def each(self) -> tuple[Span, ...]:
        """Each of its days, earliest first."""
        days = (self.first + timedelta(days=place) for place in range(self.days))
        return tuple(Span(first=day, last=day) for day in days)

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
