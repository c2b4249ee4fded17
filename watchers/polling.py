"""One poll of a list: the window that is asked for, and what came of the walk through its pages.

    window    ├── from the last poll, or the newest filing known, and some days before ── tomorrow ──┤
    page 1    all known, and as many as the source says there are?  nothing is new: one request

A window always holds a filing that is known, unless none is: an empty answer is then no answer. What is published
late, in the evening, or dated back lies in the days before. `watchers.walking` has the walk and the checks on it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from watchers.checkpoints import NOTHING, Checkpoint, Mark, dump_checkpoint, fingerprint, read_checkpoint
from watchers.errors import SourceError
from watchers.filing import Filing, Outcome, Poll
from watchers.gathering import Walk
from watchers.listing import Listing, Row, Span
from watchers.walking import walk_span

_AHEAD = timedelta(days=1)


def poll_list(listing: Listing, checkpoint: str | None, *, now: datetime) -> Poll:
    """What is new in a list since `checkpoint`; broken, with the reason, when the answers cannot be right."""
    before = read_checkpoint(checkpoint)
    today = now.astimezone(listing.zone).date()
    span = _window(listing, before, today)
    walk = Walk(listing, before.marks, today, span, thorough=before.asked != today)
    try:
        walk_span(walk, span)
        _refuse_nothing(walk, span)
    except SourceError as error:
        return Poll.failed(error)
    return _outcome(walk, before, span, checkpoint)


def _refuse_nothing(walk: Walk, span: Span) -> None:
    """Raises SourceError when a list is empty that cannot be: the window holds what it showed before."""
    if not walk.rows and not walk.unchanged and any(day in span for day in walk.known.days):
        words = "says it has nothing, and listed filings of these days before"
        raise SourceError(words, source=walk.listing.source)


def _window(listing: Listing, before: Checkpoint, today: date) -> Span:
    if before.asked is None:
        return Span(first=today - listing.history, last=today + _AHEAD)
    first = min(before.asked, today) - listing.overlap
    newest = before.newest
    return Span(first=min(first, newest) if newest else first, last=max(before.asked, today) + _AHEAD)


def _outcome(walk: Walk, before: Checkpoint, span: Span, stored: str | None) -> Poll:
    new = [row for row in walk.rows.values() if not walk.is_known(row)]
    filings = [filing for row in new for filing in _versions(row, walk.mark(row))]
    left_out = tuple(f"{row.id}: {row.why}" for row in new if row.why)
    marks = before.marks.after(span.first, walk.gone - walk.rows.keys(), walk.seen())
    asked = max(before.asked, walk.today) if before.asked else walk.today
    after = Checkpoint(asked=asked, marks=marks, kept={**before.kept, **walk.kept})
    seen = max(len(walk.rows), len(filings)) or (sum(map(marks.count, marks.days)) if walk.unchanged else 0)
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


def _in_order(filing: Filing) -> tuple[float, int, str]:
    """Oldest first; of one moment the lower id, compared as numbers where they are."""
    at = filing.published.at.timestamp() if filing.published else 0.0
    number = filing.id.partition("-")[0]  # attachments are numbered behind the id of their row
    return at, int(number) if number.isdecimal() else 0, filing.id
