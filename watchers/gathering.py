"""What one poll gathers: pages with every row checked, and how what is known adds up to what a source counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from watchers.checkpoints import Mark, Marks, fingerprint
from watchers.errors import InvalidFiling, SourceError
from watchers.listing import Listing, Page, Row, Span

TRIES = 3  # of one page, and of a walk whose rows do not add up


@dataclass(slots=True)
class Walk:
    """What one poll of the days `whole` has gathered; `thorough` is the first of a day.

    `size` is how many rows a full page has, as far as one was seen.
    """

    listing: Listing
    known: Marks
    today: date
    whole: Span
    thorough: bool = False
    rows: dict[str, Row] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    unchanged: bool = False
    gone: set[str] = field(default_factory=set)
    size: int = 1

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

    def ask(self, span: Span, part: str, number: int) -> Page:
        """One page with every row checked, and gathered.

        Asked again when its answer was damaged on the way, or shows a row twice, so that another may have fallen out.
        A refusal ends the poll, unless others were answered before it: a walk of a hundred pages would else never come
        to its end where one answer in fifty is none.
        """
        for tried in range(1, TRIES + 1):
            try:
                page = self._ask_once(span, part, number)
            except SourceError as error:
                if tried == TRIES or not (error.passing or self.rows):
                    raise
                continue
            if tried > 1 or not self._may_have_lost(page):
                break
        self._gather(page, span)
        return page

    def _may_have_lost(self, page: Page) -> bool:
        doubled = len({row.id for row in page.rows}) < len(page.rows)
        return doubled and not all(map(self.is_known, page.rows))

    def _gather(self, page: Page, span: Span) -> None:
        self.kept.update(page.kept)
        self.unchanged = self.unchanged or page.unchanged
        self.size = max(self.size, len(page.rows))
        for row in page.rows:
            if self.day(row) in span:
                self.rows[row.id] = row
            elif self.listing.windowed:
                words = f"lists a filing of {row.day}, outside of what was asked for"
                raise SourceError(words, source=self.listing.source)

    def _ask_once(self, span: Span, part: str, number: int) -> Page:
        listing = self.listing
        try:
            page = listing.ask(span, part, number)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, InvalidFiling) as error:
            words = f"answers in another shape than it used to ({type(error).__name__}: {error})"
            raise SourceError(words, source=listing.source) from error
        stranger = next((row.filer for row in page.rows if not listing.belongs(row.filer)), None)
        if stranger is not None:
            words = f"lists filings of another company: {stranger.code or stranger.id} {stranger.name}".rstrip()
            raise SourceError(words, source=listing.source)
        return page
