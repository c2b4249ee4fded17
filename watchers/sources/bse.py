"""BSE 北交所: announcements of its companies, grouped by company.

POST /disclosureInfoController/initDisclosureList.do takes a form with repeated names and counts pages from 0. The pages
are pages of companies, each with its filings of these days. It has two totals: the one beside the pages counts
companies, the one beside each company's filings counts the filings of all. Should that one count the company's alone,
nothing tells when a later page has changed, and all pages are asked for. Codes were moved from 43, 83 and 87 to 920: a
company is found by today's code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from watchers.downloading import download, media_hint, plain_name, plain_title
from watchers.errors import SourceError
from watchers.exchange import Own, poll_exchange
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll, Published
from watchers.listing import Page, Row, Span
from watchers.naming import Directory
from watchers.verifying import read_json

WWW = "https://www.bse.cn"
NAME = "bse"
_FIELDS = (
    "companyCd",
    "companyName",
    "disclosureTitle",
    "disclosurePostTitle",
    "destFilePath",
    "publishDate",
    "xxfcbj",
    "fileExt",
    "xxzrlx",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bse:
    """The announcements of one company, or of all."""

    fetcher: Fetcher
    directory: Directory
    www: str = WWW

    @property
    def name(self) -> str:
        """What its filings carry."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        return poll_exchange(self._ask, filer, checkpoint, now=now, source=NAME, directory=self.directory)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now)

    def _ask(self, company: Filer | None, span: Span, number: int, own: Own) -> Page:
        page = self._page(company, span, number, own)
        while page.total is None and page.more:
            number += 1
            following = self._page(company, span, number, own)
            page = replace(page, rows=page.rows + following.rows, more=following.more)
        return page

    def _page(self, company: Filer | None, span: Span, number: int, own: Own) -> Page:
        form = [
            ("siteId", "6"),
            ("flag", "0"),
            ("disclosureType", ""),
            ("disclosureSubtype[]", ""),
            ("page", str(number)),
            ("companyCd", company.code if company else ""),
            ("isNewThree", "1"),
            ("startTime", span.first.isoformat()),
            ("endTime", span.last.isoformat()),
            ("keyword", ""),
            ("hyType", ""),
            ("xxfcbj[]", "2"),
            *(("needFields[]", field) for field in _FIELDS),
        ]
        address = f"{self.www}/disclosureInfoController/initDisclosureList.do?callback=cb"
        headers = {"Referer": f"{self.www}/disclosure/announcement.html"}
        answer = read_json(
            self.fetcher.ask(Request(address=address, form=form, headers=headers), source=NAME), source=NAME
        )
        return read_page(answer, number, www=self.www, own=own)


def read_page(answer: Any, number: int, *, www: str = WWW, own: Own = lambda row: row) -> Page:
    """One page of the list. Without a total where its counts of filings are not those of all companies together."""
    listed = answer["data"]
    if int(listed["number"]) != number:
        raise SourceError(f"answers page {int(listed['number']) + 1} for page {number + 1}", source=NAME)
    groups, companies = listed["content"], int(listed["totalElements"])
    if not groups and companies > number * int(listed["size"]):
        raise SourceError(f"counts {companies} companies and lists none", source=NAME)
    empty = next((group for group in groups if group["totalElements"] and not group["disclosures"]), None)
    if empty is not None:
        raise SourceError(f"counts {empty['totalElements']} filings and lists none", source=NAME)
    rows = tuple(_row(raw, www, own) for group in groups for raw in group["disclosures"])
    counts = {int(group["totalElements"]) for group in groups}
    total = next(iter(counts)) if len(counts) == 1 and max(counts) >= max(companies, len(rows)) else None
    return Page(rows=rows, total=total if groups else 0, more=number + 1 < int(listed["totalPages"]))


def _row(raw: dict[str, Any], www: str, own: Own) -> Row:
    listed = Filer(id=raw["companyCd"], code=raw["companyCd"], name=plain_name(raw["companyName"] or ""))
    day = date.fromisoformat(raw["publishDate"])
    title, path = plain_title((raw["disclosureTitle"] or "") + (raw["disclosurePostTitle"] or "")), raw["destFilePath"]
    row = Row(id=raw["disclosureCode"], filer=listed, day=day, filings=())
    if not path:
        return replace(row, why=f"{title}: has no document")
    filing = Filing(
        source=NAME,
        id=row.id,
        filer=own(listed),
        title=title,
        address=f"{www}{path}",
        published=Published.on(day),
        media_hint=media_hint(path),
    )
    return replace(row, filings=(filing,))
