"""irm 互动易: the investor-relations activity records of all SZSE companies, in one list.

POST /newircs/index/search takes its fields in the query. `pageNo` counts pages; `pageNum` is ignored, and every page is
then page 1. `indexId` is the announcement id of CNINFO, `secid` its orgId, and the file lies there too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from watchers.downloading import download, media_hint, plain_name, plain_title, published_at
from watchers.errors import SourceError
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll
from watchers.listing import OVERLAP, Listing, Page, Row, Span
from watchers.polling import poll_list
from watchers.verifying import read_json

IRM = "https://irm.cninfo.com.cn"
STATIC = "https://static.cninfo.com.cn"
# Its filings carry CNINFO's name, because they have CNINFO's ids.
NAME = "cninfo"
ASKED = "irm"
ZONE = ZoneInfo("Asia/Shanghai")
_PAGE = 30
# Kinds of content: 4 is an activity record.
_RECORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Irm:
    """The records of all companies; a watch of one company is better served by CNINFO's tab."""

    fetcher: Fetcher
    irm: str = IRM
    static: str = STATIC

    @property
    def name(self) -> str:
        """What its filings carry."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        if filer is not None:
            return Poll.broken("lists all companies: use cninfo-records to watch one")
        listing = Listing(source=ASKED, ask=self._ask, zone=ZONE, history=OVERLAP)
        return poll_list(listing, checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now)

    def _ask(self, span: Span, _part: str, number: int) -> Page:
        fields = {
            "searchTypes": str(_RECORDS),
            "pageNo": str(number + 1),
            "pageSize": str(_PAGE),
            "startDate": f"{span.first} 00:00:00",
            "endDate": f"{span.last} 23:59:59",
            "stockCodes": "",
            "keywords": "",
            "onlyAttentionCompany": "2",
        }
        address = f"{self.irm}/newircs/index/search?{urlencode(fields)}"
        answer = read_json(self.fetcher.ask(Request(address=address, form=()), source=ASKED), source=ASKED)
        return read_page(answer, number, static=self.static)


def read_page(answer: Any, number: int, *, static: str = STATIC) -> Page:
    """One page of the list. Raises SourceError when it is another page than was asked for."""
    total, shown = int(answer["totalRecord"]), answer["results"] or ()
    if int(answer["pageNo"]) != number + 1:
        raise SourceError(f"answers page {answer['pageNo']} for page {number + 1}", source=ASKED)
    if not shown and total > number * _PAGE:
        raise SourceError(f"counts {total} filings and lists none", source=ASKED)
    # What investors ask stands in the same list under another kind, and is no word of the company.
    other = next((raw["contentType"] for raw in shown if int(raw["contentType"]) != _RECORDS), None)
    if other is not None:
        raise SourceError(f"lists what is no activity record (contentType {other})", source=ASKED)
    rows = tuple(_row(raw, static) for raw in shown)
    return Page(rows=rows, total=total, more=(number + 1) * _PAGE < total)


def _row(raw: dict[str, Any], static: str) -> Row:
    listed = Filer(id=raw["secid"], code=raw["stockCode"], name=plain_name(raw.get("companyShortName") or ""))
    at = datetime.fromtimestamp(int(raw["pubDate"]) / 1000, UTC)
    title, path, key = plain_title(raw["mainContent"] or ""), raw["attachmentUrl"], str(int(raw["indexId"]))
    row = Row(id=key, filer=listed, day=at.astimezone(ZONE).date(), filings=())
    if not path:
        return replace(row, why=f"{title}: has no document")
    filing = Filing(
        source=NAME,
        id=key,
        filer=listed,
        title=title,
        address=f"{static}/{path.lstrip('/')}",
        published=published_at(at, ZONE),
        media_hint=media_hint(path),
        size_hint=int(raw["size"] or 0) * 1024 or None,
    )
    return replace(row, filings=(filing,))
