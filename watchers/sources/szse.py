"""SZSE 深交所: announcements of its companies, with the moment they were published.

POST /api/disc/announcement/annList answers fifty rows a page. `annId` is the announcement id of CNINFO, so a filing
seen in both places is one. `secCode` is a list, or that list written as text. The file host answers some networks with
403; CNINFO has the same file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from watchers.checkpoints import read_checkpoint
from watchers.downloading import download, media_hint, plain_name, plain_title, published_at
from watchers.errors import SourceError
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll
from watchers.naming import Directory
from watchers.polling import HISTORY, OVERLAP, Listing, Page, Row, Span, poll_list
from watchers.verifying import read_json

WWW = "https://www.szse.cn"
FILES = "https://disc.static.szse.cn/download"
# Its filings carry CNINFO's name, because they have CNINFO's ids.
NAME = "cninfo"
ASKED = "szse"
ZONE = ZoneInfo("Asia/Shanghai")

_PAGE = 50
_HEADERS = {"X-Request-Type": "ajax", "X-Requested-With": "XMLHttpRequest"}
_CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Szse:
    """The announcements of one company, or of all."""

    fetcher: Fetcher
    directory: Directory
    www: str = WWW
    files: str = FILES

    @property
    def name(self) -> str:
        """What its filings carry."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        try:
            known = read_checkpoint(checkpoint).kept.get("filer", "")
            company = self.directory.get(filer, known=known, now=now) if filer else None
        except SourceError as error:
            return Poll.broken(error.cause)
        listing = Listing(
            source=ASKED,
            ask=self._asking(company, filer, now),
            zone=ZONE,
            belongs=lambda row: company is None or company.code in row.code.split(),
            history=HISTORY if company else OVERLAP,
        )
        return poll_list(listing, checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now)

    def _asking(self, company: Filer | None, wanted: Filer | None, now: datetime) -> Callable[[Span, str, int], Page]:
        def ask(span: Span, _part: str, number: int) -> Page:
            asked: dict[str, Any] = {
                "seDate": [span.first.isoformat(), span.last.isoformat()],
                "channelCode": ["listedNotice_disc"],
                "pageSize": _PAGE,
                "pageNum": number + 1,
            }
            if company:
                asked["stock"] = [company.code]
            headers = {**_HEADERS, "Referer": f"{self.www}/disclosure/listed/notice/index.html"}
            request = Request(address=f"{self.www}/api/disc/announcement/annList", json=asked, headers=headers)
            answer = read_json(self.fetcher.ask(request, source=ASKED), source=ASKED)
            page = read_page(answer, number, files=self.files, own=lambda row: self._own(row, wanted, now))
            return replace(page, kept={"filer": company.id} if company else {})

        return ask

    def _own(self, listed: Filer, wanted: Filer | None, now: datetime) -> Filer:
        """The filer under the id that CNINFO knows it by, so that both name one company."""
        code = listed.code.split()[0]
        known = self.directory.find_code(code, now=now) if wanted is None else None
        return replace(listed, id=wanted.id if wanted else known.id if known else code, code=code)


def read_page(answer: Any, number: int, *, files: str = FILES, own: Callable[[Filer], Filer] = lambda row: row) -> Page:
    """One page of the list."""
    total = int(answer["announceCount"])
    rows = tuple(_row(raw, files, own) for raw in answer["data"] or ())
    if not rows and total > number * _PAGE:
        raise SourceError(f"counts {total} filings and lists none", source=ASKED)
    return Page(rows=rows, total=total, more=(number + 1) * _PAGE < total)


def _row(raw: dict[str, Any], files: str, own: Callable[[Filer], Filer]) -> Row:
    codes = " ".join(_CODE.findall(str(raw["secCode"])))
    names = raw["secName"] if isinstance(raw["secName"], list) else []
    listed = Filer(id=codes, code=codes, name=plain_name(names[0]) if names else "")
    at = datetime.fromisoformat(raw["publishTime"]).replace(tzinfo=ZONE)
    title, path, key = plain_title(raw["title"]), raw["attachPath"], str(int(raw["annId"]))
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
