"""BSE 北交所: announcements of its companies, grouped by company.

POST /disclosureInfoController/initDisclosureList.do takes a form with repeated names and counts pages from 0. It has
two totals, one of companies and one of filings; the pages are pages of companies. Codes were moved from 43, 83 and 87
to 920: a company is found by today's code.
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
    """One page of the list. Its companies may have more filings than are shown, so no total is taken from it."""
    listed = answer["data"]
    if int(listed["number"]) != number:
        raise SourceError(f"answers page {int(listed['number']) + 1} for page {number + 1}", source=NAME)
    if not listed["content"] and int(listed["totalElements"]):
        raise SourceError(f"counts {listed['totalElements']} companies and lists none", source=NAME)
    for company in listed["content"]:
        _refuse_cut(company)
    rows = tuple(_row(raw, www, own) for company in listed["content"] for raw in company["disclosures"])
    return Page(rows=rows, more=number + 1 < int(listed["totalPages"]))


def _refuse_cut(company: dict[str, Any]) -> None:
    """A company that counts filings and shows none is no empty one."""
    if company["totalElements"] and not company["disclosures"]:
        raise SourceError(f"counts {company['totalElements']} filings and lists none", source=NAME)


def _row(raw: dict[str, Any], www: str, own: Own) -> Row:
    listed = Filer(id=raw["companyCd"], code=raw["companyCd"], name=plain_name(raw["companyName"]))
    day = date.fromisoformat(raw["publishDate"])
    title, path = plain_title(raw["disclosureTitle"] + raw["disclosurePostTitle"]), raw["destFilePath"]
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
