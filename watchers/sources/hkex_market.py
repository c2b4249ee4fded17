"""HKEXnews: the newest filings of all companies, from the lists that its own page is made of.

GET /ncms/json/eds/lcisehk1relsde_N.json has those of today, up to five hundred a page; lcisehk7 has those of seven
days, and is asked first on each day, so that a night or a week of being off is caught up. They are files: a list that
has not changed costs a 304.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from watchers.checkpoints import Checkpoint, read_checkpoint
from watchers.downloading import download, media_hint, plain_title, published_at
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll
from watchers.listing import Listing, Page, Row, Span
from watchers.polling import poll_list
from watchers.sources.hkex import NAME, WWW, size_of
from watchers.verifying import read_json

ZONE = ZoneInfo("Asia/Hong_Kong")
# How the lists of a language end.
_LANGUAGES = {"en": "e", "zh": "c"}
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class HkexMarket:
    """The filings of all companies in one language, `en` or `zh`."""

    fetcher: Fetcher
    language: str = "en"
    www: str = WWW

    @property
    def name(self) -> str:
        """What its filings carry: the ids are those of the search."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        if filer is not None:
            return Poll.broken("lists all companies: use hkex to watch one")
        before = read_checkpoint(checkpoint)
        days = "1" if before.asked == now.astimezone(ZONE).date() else "7"
        ask = self._asking(f"lcisehk{days}relsd{_LANGUAGES[self.language]}", before)
        listing = Listing(source=NAME, ask=ask, zone=ZONE, windowed=False, history=_WEEK)
        return poll_list(listing, checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now)

    def _asking(self, listed: str, before: Checkpoint) -> Callable[[Span, str, int], Page]:
        same = before.kept.get("list") == listed
        tags = {"etag": before.kept.get("etag", ""), "modified": before.kept.get("modified", "")} if same else {}

        def ask(_span: Span, _part: str, number: int) -> Page:
            address = f"{self.www}/ncms/json/eds/{listed}_{number + 1}.json"
            request = Request(address=address, **({} if number else tags))  # type: ignore[arg-type]
            answer = self.fetcher.ask(request, source=NAME)
            if answer.unchanged:
                return Page(unchanged=True)
            found = read_json(answer, source=NAME)
            page = Page(rows=read_rows(found, www=self.www), more=number + 1 < int(found["maxNumOfFile"]))
            kept = {"etag": answer.headers.get("etag", ""), "modified": answer.headers.get("last-modified", "")}
            return page if number else replace(page, kept={**kept, "list": listed})

        return ask


def read_rows(found: Any, *, www: str = WWW) -> tuple[Row, ...]:
    """The rows of one list."""
    return tuple(_row(raw, www) for raw in found["newsInfoLst"])


def _row(raw: dict[str, Any], www: str) -> Row:
    stock = raw["stock"][0]
    listed = Filer(id=stock["sc"], code=stock["sc"], name=plain_title(stock["sn"]))
    at = datetime.strptime(raw["relTime"], "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)
    title, path = plain_title(raw["title"]), raw["webPath"]
    row = Row(id=str(raw["newsId"]), filer=listed, day=at.date(), filings=())
    if not path:
        return replace(row, why=f"{title}: has no document")
    filing = Filing(
        source=NAME,
        id=row.id,
        filer=listed,
        title=title,
        address=f"{www}{path}",
        published=published_at(at.astimezone(UTC), ZONE),
        media_hint=media_hint(path),
        size_hint=size_of(raw["size"]),
    )
    return replace(row, filings=(filing,))
