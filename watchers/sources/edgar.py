"""SEC EDGAR: the submissions of one company, by its CIK.

GET /submissions/CIK##########.json answers columns, newest first; older pages are named in `files`. The time of
acceptance says Z and means Eastern time or UTC, so the day of filing is what counts. The order is that of the
accession number, which is the id. Amendments end in /A. The main document of an 8-K or 6-K is a cover sheet and what is
said stands in its exhibits, so of these the whole submission is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from watchers.checkpoints import read_checkpoint
from watchers.downloading import download, media_hint
from watchers.errors import SourceError
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll, Published
from watchers.listing import Listing, Page, Row, Span
from watchers.naming import Directory
from watchers.polling import poll_list
from watchers.verifying import read_json

ARCHIVES = "https://www.sec.gov"
SUBMISSIONS = "https://data.sec.gov"
NAME = "edgar"
ZONE = ZoneInfo("America/New_York")

# What states figures or corrects them; ownership forms (3, 4, 5, 13F) are not compared.
FORMS = ("10-K", "10-KT", "10-Q", "10-QT", "8-K", "20-F", "40-F", "6-K", "NT 10-K", "NT 10-Q", "ARS", "DEF 14A")
# What is said in these stands in the exhibits.
_COVERS = ("8-K", "6-K")
_CIK = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Edgar:
    """The submissions of one company; `forms` are those that are taken, with their amendments."""

    fetcher: Fetcher
    directory: Directory
    forms: Sequence[str] = FORMS
    submissions: str = SUBMISSIONS
    archives: str = ARCHIVES

    @property
    def name(self) -> str:
        """What its filings carry."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        if filer is None:
            return Poll.broken("lists one company: the watch needs a filer")
        known = read_checkpoint(checkpoint).kept.get("filer", "")
        try:
            cik = known or cik_of(filer) or self.directory.get(filer, now=now).id
        except SourceError as error:
            return Poll.failed(error)
        listing = Listing(
            source=NAME,
            ask=self._asking(cik, filer),
            zone=ZONE,
            windowed=False,
            belongs=lambda row: row.id == cik,
        )
        return poll_list(listing, checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The primary document; see `Source`."""
        return download(self.fetcher, filing, now=now)

    def _asking(self, cik: str, wanted: Filer) -> Callable[[Span, str, int], Page]:
        names = [f"CIK{cik}.json"]
        listed = Filer(id=cik, code=wanted.code, name=wanted.name)

        def ask(span: Span, _part: str, number: int) -> Page:
            request = Request(address=f"{self.submissions}/submissions/{names[number]}")
            answer = read_json(self.fetcher.ask(request, source=NAME), source=NAME)
            nonlocal listed
            if number == 0:
                listed = _listed(answer)
                names[1:] = [file["name"] for file in answer["filings"]["files"]]
            columns = answer["filings"]["recent"] if number == 0 else answer
            rows, oldest = read_columns(columns, listed, wanted=wanted, forms=self.forms, archives=self.archives)
            reaches = oldest is not None and oldest < span.first
            return Page(rows=rows, more=number + 1 < len(names) and not reaches, kept={"filer": cik})

        return ask


def cik_of(filer: Filer) -> str:
    """The CIK in ten digits, when that is what the filer's id is; "" otherwise."""
    bare = filer.id.upper().removeprefix("CIK")
    return bare.zfill(_CIK) if bare.isdecimal() and len(bare) <= _CIK else ""


def read_columns(
    columns: dict[str, Any], listed: Filer, *, wanted: Filer, forms: Sequence[str], archives: str = ARCHIVES
) -> tuple[tuple[Row, ...], date | None]:
    """The rows of the wanted forms, and the oldest day of any. Raises ValueError when columns differ in length."""
    names = ("accessionNumber", "filingDate", "reportDate", "form", "primaryDocument", "size")
    rows = [dict(zip(names, cells, strict=True)) for cells in zip(*(columns[name] for name in names), strict=True)]
    taken = [raw for raw in rows if raw["form"].removesuffix("/A") in forms]
    days = [date.fromisoformat(raw["filingDate"]) for raw in rows]
    return tuple(_row(raw, listed, wanted, archives) for raw in taken), min(days, default=None)


def _row(raw: dict[str, Any], listed: Filer, wanted: Filer, archives: str) -> Row:
    accession, form = raw["accessionNumber"], raw["form"]
    whole = is_cover(form) or not raw["primaryDocument"]
    document = f"{accession}.txt" if whole else raw["primaryDocument"]
    day = date.fromisoformat(raw["filingDate"])
    filing = Filing(
        source=NAME,
        id=accession,
        filer=replace(listed, id=wanted.id),
        title=f"{listed.name} {form} {raw['reportDate']}".rstrip(),
        address=f"{folder(archives, listed.id, accession)}/{document}",
        published=Published.on(day),
        media_hint=media_hint(document),
    )
    return Row(id=accession, filer=listed, day=day, filings=(filing,))


def folder(archives: str, cik: str, accession: str) -> str:
    """Where the files of a submission lie."""
    return f"{archives}/Archives/edgar/data/{int(cik)}/{accession.replace('-', '')}"


def is_cover(form: str) -> bool:
    """Whether the main document of this form is a cover sheet, so that the whole submission is what is read."""
    return form.removesuffix("/A") in _COVERS


def _listed(answer: Any) -> Filer:
    tickers = answer["tickers"]
    return Filer(id=str(answer["cik"]).zfill(_CIK), code=tickers[0] if tickers else "", name=answer["name"])


def read_companies(answer: Any) -> list[Filer]:
    """The companies of company_tickers.json, with a row for each ticker."""
    rows = answer.values()
    return [Filer(id=str(row["cik_str"]).zfill(_CIK), code=row["ticker"], name=row["title"]) for row in rows]


def load_companies(fetcher: Fetcher, archives: str = ARCHIVES) -> Sequence[Filer]:
    """All companies with a ticker, and their CIK."""
    request = Request(address=f"{archives}/files/company_tickers.json")
    try:
        return read_companies(read_json(fetcher.ask(request, source=NAME), source=NAME))
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError("lists its companies in another shape than it used to", source=NAME) from error
