"""HKEXnews: the newest filings of all companies, from the lists that its own page is made of.

GET /ncms/json/eds/lcisehk1relsde_N.json has those of today on the main board, up to five hundred a page, and lcigem1
those on GEM; lcisehk7 and lcigem7 have those of seven days, and are asked first on each day, so that a night or a week
of being off is caught up. They are files: a list that has not changed costs a 304.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from watchers.checkpoints import Checkpoint, read_checkpoint
from watchers.downloading import download, media_hint, plain_title, published_at
from watchers.exchange import Own
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll
from watchers.listing import Listing, Page, Row, Span
from watchers.naming import Directory
from watchers.polling import poll_list
from watchers.sources.hkex import NAME, WWW, size_of
from watchers.verifying import read_json

ZONE = ZoneInfo("Asia/Hong_Kong")
# How the lists of a language end.
_LANGUAGES = {"en": "e", "zh": "c"}
_BOARDS = ("sehk", "gem")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class HkexMarket:
    """The filings of all companies in one language, `en` or `zh`."""

    fetcher: Fetcher
    directory: Directory
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
        ask = _Asking(source=self, before=before, now=now)
        listing = Listing(source=NAME, ask=ask, zone=ZONE, windowed=False, history=_WEEK)
        return poll_list(listing, checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now)

    def own(self, listed: Filer, now: datetime) -> Filer:
        """The filer under its stockId, because codes are given anew."""
        known = self.directory.find_code(listed.code, now=now)
        return replace(listed, id=known.id) if known else listed


@dataclass(slots=True, kw_only=True)
class _Asking:
    """One walk through the lists of both boards side by side; a board that ends in what is known is left out."""

    source: HkexMarket
    before: Checkpoint
    now: datetime
    going: dict[int, tuple[str, ...]] = field(default_factory=lambda: {0: _BOARDS})

    def __call__(self, _span: Span, _part: str, number: int) -> Page:
        pages = {board: self._ask(board, number) for board in self.going[number]}
        going = tuple(board for board, page in pages.items() if page.more and not self._is_known(page.rows[-1:]))
        self.going[number + 1] = going
        # A walk goes on while the last row is new, so boards that go on come last.
        rows = tuple(row for board in sorted(pages, key=lambda each: each in going) for row in pages[board].rows)
        unchanged = not rows and (any(page.unchanged for page in pages.values()) or self._is_young())
        kept = {name: words for page in pages.values() for name, words in page.kept.items()}
        return Page(rows=rows, more=bool(going), kept=kept, unchanged=unchanged)

    @property
    def _days(self) -> str:
        return "1" if self.before.asked == self._today else "7"

    @property
    def _today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def _is_young(self) -> bool:
        """Whether nothing is published yet on a day of which nothing is known."""
        return self._days == "1" and self._today not in self.before.marks.days

    def _is_known(self, rows: Sequence[Row]) -> bool:
        marks = [self.before.marks.find(row.id, row.day or self._today) for row in rows]
        return all(mark is not None for mark in marks)

    def _ask(self, board: str, number: int) -> Page:
        listed = f"lci{board}{self._days}relsd{_LANGUAGES[self.source.language]}"
        same = self.before.kept.get(f"{board}-list") == listed and number == 0
        tags = {name: self.before.kept.get(f"{board}-{name}", "") if same else "" for name in ("etag", "modified")}
        request = Request(address=f"{self.source.www}/ncms/json/eds/{listed}_{number + 1}.json", **tags)  # type: ignore[arg-type]
        answer = self.source.fetcher.ask(request, source=NAME)
        if answer.unchanged:
            return Page(unchanged=True)
        found = read_json(answer, source=NAME)
        rows = read_rows(found, www=self.source.www, own=lambda filer: self.source.own(filer, self.now))
        page = Page(rows=rows, more=number + 1 < int(found["maxNumOfFile"]))
        kept = {"list": listed, "etag": answer.headers.get("etag", "")}
        kept["modified"] = answer.headers.get("last-modified", "")
        return page if number else replace(page, kept={f"{board}-{name}": words for name, words in kept.items()})


def read_rows(found: Any, *, www: str = WWW, own: Own = lambda row: row) -> tuple[Row, ...]:
    """The rows of one list."""
    return tuple(_row(raw, www, own) for raw in found["newsInfoLst"])


def _row(raw: dict[str, Any], www: str, own: Own) -> Row:
    stocks = raw["stock"] or [{"sc": "", "sn": ""}]
    listed = Filer(id=stocks[0]["sc"] or NAME, code=stocks[0]["sc"], name=plain_title(stocks[0]["sn"]))
    at = datetime.strptime(raw["relTime"], "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)
    title, path = plain_title(raw["title"]), raw["webPath"]
    row = Row(id=str(raw["newsId"]), filer=listed, day=at.date(), filings=())
    if not path or not listed.code:
        return replace(row, why=f"{title}: has no {'stock' if path else 'document'}")
    filing = Filing(
        source=NAME,
        id=row.id,
        filer=own(listed),
        title=title,
        address=f"{www}{path}",
        published=published_at(at.astimezone(UTC), ZONE),
        media_hint=media_hint(path),
        size_hint=size_of(raw["size"] or ""),
    )
    return replace(row, filings=(filing,))
