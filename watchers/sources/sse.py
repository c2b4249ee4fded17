"""SSE 上交所: announcements of its companies.

GET /security/stock/queryCompanyBulletinNew.do answers JSONP; `beginPage` and `endPage` must be the page, else it is
page 1 for ever, and without the Referer it says 系统繁忙. A row is a list: the main file and its attachments, which
share an id. The total counts rows. Files are taken from static.sse.com.cn; www answers with a JavaScript challenge.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from watchers.downloading import download, media_hint, plain_name, plain_title
from watchers.errors import SourceError
from watchers.exchange import Own, poll_exchange
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll, Published
from watchers.listing import Page, Row, Span
from watchers.naming import Directory
from watchers.verifying import read_json

QUERY = "https://query.sse.com.cn"
FILES = "https://static.sse.com.cn"
NAME = "sse"
_REFERER = {"Referer": "https://www.sse.com.cn/"}
_PAGE = 25
# 浦发银行: networks abroad were measured to get a list of nothing, whatever is asked.
_CANARY = "600000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sse:
    """The announcements of one company, or of all."""

    fetcher: Fetcher
    directory: Directory
    query: str = QUERY
    files: str = FILES

    @property
    def name(self) -> str:
        """What its filings carry."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        names = self.directory
        return poll_exchange(self._ask, filer, checkpoint, now=now, source=NAME, directory=names, canary=_CANARY)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now, headers=_REFERER)

    def _ask(self, company: Filer | None, span: Span, number: int, own: Own) -> Page:
        place = str(number + 1)
        fields = {
            "jsonCallBack": "callback",
            "isPagination": "true",
            "pageHelp.pageSize": str(_PAGE),
            "pageHelp.pageNo": place,
            "pageHelp.beginPage": place,
            "pageHelp.endPage": place,
            "pageHelp.cacheSize": "1",
            "START_DATE": span.first.isoformat(),
            "END_DATE": span.last.isoformat(),
            "SECURITY_CODE": company.code if company else "",
            "TITLE": "",
            "BULLETIN_TYPE": "",
            "stockType": "",
        }
        address = f"{self.query}/security/stock/queryCompanyBulletinNew.do?{urlencode(fields)}"
        answer = read_json(self.fetcher.ask(Request(address=address, headers=_REFERER), source=NAME), source=NAME)
        return read_page(answer, number, files=self.files, own=own)


def read_page(answer: Any, number: int, *, files: str = FILES, own: Own = lambda row: row) -> Page:
    """One page of the list."""
    help_, total = answer["pageHelp"], int(answer["pageHelp"]["total"])
    rows = tuple(_row(files_of_row, files, own) for files_of_row in help_["data"] or ())
    if int(help_["pageNo"]) != number + 1:
        raise SourceError(f"answers page {help_['pageNo']} for page {number + 1}", source=NAME)
    if not rows and total > number * _PAGE:
        raise SourceError(f"counts {total} filings and lists none", source=NAME)
    return Page(rows=rows, total=total, more=(number + 1) * _PAGE < total)


def _row(nested: list[dict[str, Any]], files: str, own: Own) -> Row:
    main = nested[0]
    listed = Filer(id=main["SECURITY_CODE"], code=main["SECURITY_CODE"], name=plain_name(main["SECURITY_NAME"] or ""))
    filings = tuple(_filing(raw, number, files, own(listed)) for number, raw in enumerate(nested) if raw["URL"])
    why = "" if filings else f"{plain_title(main['TITLE'])}: has no document"
    day = date.fromisoformat(main["SSEDATE"])
    return Row(id=str(main["ORG_BULLETIN_ID"]), filer=listed, day=day, filings=filings, why=why)


def _filing(raw: dict[str, Any], number: int, files: str, filer: Filer) -> Filing:
    """One file of a row; attachments share the id of the main file, and are told apart by their place."""
    key = str(raw["ORG_BULLETIN_ID"])
    return Filing(
        source=NAME,
        id=f"{key}-{number}" if number else key,
        filer=filer,
        title=plain_title(raw["TITLE"] or ""),
        address=f"{files}{raw['URL']}",
        published=Published.on(date.fromisoformat(raw["SSEDATE"])),
        media_hint=media_hint(raw["URL"]),
    )
