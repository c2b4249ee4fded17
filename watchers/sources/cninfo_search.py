"""CNINFO's second door: its search, asked while the list is broken; and the source that knows both doors.

GET /new/fulltextSearch/full answers rows as the list does, at times nested, with the same ids, a hundred a page and
twenty thousand a question; `type` must be empty. It was measured to work while the list said `announcements: null`.

    list ok          what it brings; the search is forgotten
    list broken      the search brings what it knows; what the list was last asked stays open until it answers again
    list empty       of a watch that never had anything: the search is asked once a day whether that can be

A search is no proof of absence: one that finds nothing leaves the poll broken, as the list was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from watchers.checkpoints import Checkpoint, dump_checkpoint, read_checkpoint
from watchers.errors import SourceError
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Outcome, Poll
from watchers.listing import HISTORY, OVERLAP, Listing, Page, Row, Span
from watchers.naming import Directory
from watchers.polling import poll_list
from watchers.sources.cninfo import NAME, STATIC, WWW, ZONE, Cninfo, read_row
from watchers.titles import NOTICES, PERIODIC, read_title
from watchers.verifying import read_json

_PAGE = 100
_CAP = 20_000
# The list is left alone for this long after it was broken, while the search answers.
_REST = timedelta(hours=1)
# What the search leaves in the checkpoint of the list.
_OF_THE_SEARCH = ("search", "rests", "why")
# What each tab of the list has, by what titles say; the search knows no tabs.
_FORMS: dict[str, frozenset[str] | None] = {
    "announcements": None,
    "periodic": PERIODIC | NOTICES | {"earnings_forecast", "earnings_flash"},
    "records": frozenset({"ir_record"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CninfoSearch:
    """The search, for one company or all, as far as it lists what a tab has."""

    fetcher: Fetcher
    directory: Directory
    tab: str = "announcements"
    www: str = WWW
    static: str = STATIC

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What the search knows and did not know before; as `Source.list_filings`, but that empty proves nothing."""
        known = read_checkpoint(checkpoint).kept.get("filer", "")
        try:
            company = self.directory.get(filer, known=known, now=now) if filer else None
        except SourceError as error:
            return Poll.failed(error)
        starts = {0: 0}

        def ask(span: Span, _part: str, number: int) -> Page:
            rows, place, more = list[Row](), starts[number], True
            while more and not rows:
                answer = self._ask(company, span, place)
                found = (read_row(raw, static=self.static, wanted=filer) for raw in flat(answer["announcements"] or ()))
                rows = [row for row in found if self._is_wanted(row, company)]
                place += 1
                more = place * _PAGE < min(int(answer["totalAnnouncement"]), _CAP)
            starts[number + 1] = place
            return Page(rows=tuple(rows), more=more, kept={"filer": company.id} if company else {})

        history = HISTORY if company else OVERLAP
        return poll_list(Listing(source=NAME, ask=ask, zone=ZONE, windowed=False, history=history), checkpoint, now=now)

    def _ask(self, company: Filer | None, span: Span, place: int) -> Any:
        fields = {
            "searchkey": company.code if company else "",
            "sdate": span.first.isoformat(),
            "edate": span.last.isoformat(),
            "isfulltext": "false",
            "sortName": "pubdate",
            "sortType": "desc",
            "pageNum": str(place + 1),
            "pageSize": str(_PAGE),
            "type": "",
        }
        request = Request(
            address=f"{self.www}/new/fulltextSearch/full?{urlencode(fields)}",
            headers={"X-Requested-With": "XMLHttpRequest", "Referer": f"{self.www}/new/fulltextSearch"},
        )
        answer = read_json(self.fetcher.ask(request, source=NAME), source=NAME)
        if not answer["announcements"] and int(answer["totalAnnouncement"]) > place * _PAGE:
            raise SourceError(f"counts {answer['totalAnnouncement']} filings and lists none", source=NAME)
        return answer

    def _is_wanted(self, row: Row, company: Filer | None) -> bool:
        """Whether a hit is one: of the company, and of a form that the tab has."""
        own = company is None or row.filer.id == company.id or row.filer.code == company.code
        forms = _FORMS[self.tab]
        return own and (forms is None or any(read_title(filing.title).form in forms for filing in row.filings))


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoDoors:
    """CNINFO by its list, and by its search while the list is broken."""

    first: Cninfo
    second: CninfoSearch

    @property
    def name(self) -> str:
        """What its filings carry: the ids are the same at both doors."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`. The first poll is the list's alone: it is what a watch starts from."""
        before = read_checkpoint(checkpoint)
        poll = self.first.list_filings(filer, checkpoint, now=now) if _is_due(before, now) else _RESTING
        if poll.outcome is Outcome.BROKEN:
            return self._by_search(poll, before, filer, now) if checkpoint else poll
        if poll.outcome is Outcome.EMPTY and before.asked != now.astimezone(ZONE).date():
            return self._unless_search_knows(poll, filer, now)
        return replace(poll, checkpoint=_without_search(poll.checkpoint))

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return self.first.fetch(filing, now=now)

    def _by_search(self, broken: Poll, before: Checkpoint, filer: Filer | None, now: datetime) -> Poll:
        """What the search brings; its own checkpoint lies in that of the list, which stays as it was otherwise."""
        own = before.kept.get("search") or dump_checkpoint(before)
        poll = self.second.list_filings(filer, own, now=now)
        if poll.outcome is not Outcome.OK:
            return Poll.broken(before.kept.get("why", broken.reason) if broken is _RESTING else broken.reason)
        kept = {**before.kept, "search": poll.checkpoint or own}
        if broken is not _RESTING:
            kept |= {"rests": (now + _REST).isoformat(), "why": broken.reason}
        words = f"the list is broken ({kept['why']}): asked by its search"
        return replace(poll, checkpoint=dump_checkpoint(replace(before, kept=kept)), reason=words)

    def _unless_search_knows(self, poll: Poll, filer: Filer | None, now: datetime) -> Poll:
        """The empty poll, or a broken one where the search lists what the list says it has not."""
        found = self.second.list_filings(filer, None, now=now)
        if found.outcome is not Outcome.OK:
            return poll
        return Poll.broken(f"says it has nothing, and its search lists {found.seen} filings of these days")


_RESTING = Poll.broken("is left alone for an hour")


def _is_due(before: Checkpoint, now: datetime) -> bool:
    """Whether the list is asked; it rests after it was broken, while the search answers."""
    rests = before.kept.get("rests", "")
    return not rests or now >= datetime.fromisoformat(rests)


def _without_search(checkpoint: str | None) -> str | None:
    """The checkpoint of a list that is well again."""
    found = read_checkpoint(checkpoint)
    if checkpoint is None or "search" not in found.kept:
        return checkpoint
    kept = {name: words for name, words in found.kept.items() if name not in _OF_THE_SEARCH}
    return dump_checkpoint(replace(found, kept=kept))


def flat(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The rows, which the search groups in lists at times."""
    for row in rows:
        if isinstance(row, list):
            yield from flat(row)
        else:
            yield row
