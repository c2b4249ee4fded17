"""SZSE 深交所: announcements of its companies, with the moment they were published.

POST /api/disc/announcement/annList answers fifty rows a page. `annId` is the announcement id of CNINFO, so a filing
seen in both places is one. `secCode` is a list, or that list written as text. The file host answers some networks with
403; CNINFO has the same file, and is asked for it then. `random` keeps caches on the way from answering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from watchers.downloading import download, media_hint, plain_name, plain_title, published_at
from watchers.errors import SourceError, UnavailableError
from watchers.exchange import ZONE, Own, poll_exchange
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll
from watchers.listing import Page, Row, Span
from watchers.naming import Directory
from watchers.verifying import read_json

WWW = "https://www.szse.cn"
FILES = "https://disc.static.szse.cn/download"
STATIC = "https://static.cninfo.com.cn"
# Its filings carry CNINFO's name, because they have CNINFO's ids.
NAME = "cninfo"
ASKED = "szse"

_PAGE = 50
_HEADERS = {"X-Request-Type": "ajax", "X-Requested-With": "XMLHttpRequest"}
# 平安银行 has filed every month for thirty years.
_CANARY = "000001"
_FINAL = re.compile(r"/finalpage/(\d{4}-\d\d-\d\d)/[^/]+\.pdf$", re.IGNORECASE)
_CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Szse:
    """The announcements of one company, or of all."""

    fetcher: Fetcher
    directory: Directory
    www: str = WWW
    files: str = FILES
    static: str = STATIC

    @property
    def name(self) -> str:
        """What its filings carry."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        names = self.directory
        return poll_exchange(self._ask, filer, checkpoint, now=now, source=ASKED, directory=names, canary=_CANARY)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document, from CNINFO where the exchange's own host refuses it; see `Source`."""
        try:
            return download(self.fetcher, filing, now=now)
        except UnavailableError:
            mirrored = at_cninfo(filing, self.static)
            if mirrored is None:
                raise
            return download(self.fetcher, replace(filing, address=mirrored), now=now)

    def _ask(self, company: Filer | None, span: Span, number: int, own: Own) -> Page:
        asked: dict[str, Any] = {
            "seDate": [span.first.isoformat(), span.last.isoformat()],
            "channelCode": ["listedNotice_disc"],
            "pageSize": _PAGE,
            "pageNum": number + 1,
        }
        if company:
            asked["stock"] = [company.code]
        headers = {**_HEADERS, "Referer": f"{self.www}/disclosure/listed/notice/index.html"}
        address = f"{self.www}/api/disc/announcement/annList?random={self.fetcher.chance():.4f}"
        request = Request(address=address, json=asked, headers=headers)
        answer = read_json(self.fetcher.ask(request, source=ASKED), source=ASKED)
        return read_page(answer, number, files=self.files, own=own)


def at_cninfo(filing: Filing, static: str = STATIC) -> str | None:
    """Where CNINFO has the same file, which it names after the announcement id; None where the day is not known."""
    day = _FINAL.search(filing.address)
    return f"{static}/finalpage/{day[1]}/{filing.id}.PDF" if day else None


def read_page(answer: Any, number: int, *, files: str = FILES, own: Own = lambda row: row) -> Page:
    """One page of the list."""
    total = int(answer["announceCount"])
    rows = tuple(_row(raw, files, own) for raw in answer["data"] or ())
    if not rows and total > number * _PAGE:
        raise SourceError(f"counts {total} filings and lists none", source=ASKED)
    return Page(rows=rows, total=total, more=(number + 1) * _PAGE < total)


def _row(raw: dict[str, Any], files: str, own: Own) -> Row:
    codes = " ".join(_CODE.findall(str(raw["secCode"])))
    names = raw["secName"] if isinstance(raw["secName"], list) else []
    listed = Filer(id=codes, code=codes, name=plain_name(names[0]) if names else "")
    at = datetime.fromisoformat(raw["publishTime"]).replace(tzinfo=ZONE)
    title, path, key = plain_title(raw["title"] or ""), raw["attachPath"], str(int(raw["annId"]))
    row = Row(id=key, filer=listed, day=at.date(), filings=())
    if not path:
        return replace(row, why=f"{title}: has no document")
    filing = Filing(
        source=NAME,
        id=key,
        filer=own(listed),
        title=title,
        address=f"{files}{path}",
        published=published_at(at.astimezone(UTC), ZONE),
        media_hint=media_hint(path),
        size_hint=int(raw.get("attachSize") or 0) * 1024 or None,
    )
    return replace(row, filings=(filing,))
