"""BSE 北交所: announcements of its companies, grouped by company.

POST /disclosureInfoController/initDisclosureList.do takes a form with repeated names and counts pages from 0. It has
two totals, one of companies and one of filings; the pages are pages of companies. Codes were moved from 43, 83 and 87
to 920: a company is found by today's code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from watchers.checkpoints import read_checkpoint
from watchers.downloading import download, media_hint, plain_name, plain_title
from watchers.errors import SourceError
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll, Published
from watchers.naming import Directory
from watchers.polling import HISTORY, OVERLAP, Listing, Page, Row, Span, poll_list
from watchers.verifying import read_json

WWW = "https://www.bse.cn"
NAME = "bse"
ZONE = ZoneInfo("Asia/Shanghai")
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
        try:
            known = read_checkpoint(checkpoint).kept.get("filer", "")
            company = self.directory.get(filer, known=known, now=now) if filer else None
        except SourceError as error:
            return Poll.broken(error.cause)
        listing = Listing(
            source=NAME,
            ask=self._asking(company, filer, now),
            zone=ZONE,
            belongs=lambda row: company is None or row.code == company.code,
            history=HISTORY if company else OVERLAP,
        )
        return poll_list(listing, checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now)

    def _asking(self, company: Filer | None, wanted: Filer | None, now: datetime) -> Callable[[Span, str, int], Page]:
        def ask(span: Span, _part: str, number: int) -> Page:
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
            page = read_page(answer, number, www=self.www, own=lambda row: self._own(row, wanted, now))
            return replace(page, kept={"filer": company.id} if company else {})

        return ask

    def _own(self, listed: Filer, wanted: Filer | None, now: datetime) -> Filer:
        """The filer under the id that CNINFO knows it by, so that both name one company."""
        known = self.directory.find_code(listed.code, now=now) if wanted is None else None
        return replace(listed, id=wanted.id if wanted else known.id if known else listed.code)


def read_page(answer: Any, number: int, *, www: str = WWW, own: Callable[[Filer], Filer] = lambda row: row) -> Page:
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


def _row(raw: dict[str, Any], www: str, own: Callable[[Filer], Filer]) -> Row:
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
