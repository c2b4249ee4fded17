"""HKEXnews: the filings of one company of the Hong Kong exchange, in one language.

GET /search/titleSearchServlet.do answers JSON inside JSON, "null" when there is nothing. It is cumulative: a longer
range begins with all rows of the shorter one. Each filing is there twice, in English and in Chinese, under two ids;
a watch follows one language, so twins never meet. Times are day/month/year on the clock of Hong Kong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from watchers.checkpoints import read_checkpoint
from watchers.downloading import download, media_hint, plain_title, published_at
from watchers.errors import SourceError
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll
from watchers.listing import Listing, Page, Row, Span
from watchers.naming import Directory
from watchers.polling import poll_list
from watchers.verifying import read_json

WWW = "https://www1.hkexnews.hk"
NAME = "hkex"
ZONE = ZoneInfo("Asia/Hong_Kong")
LANGUAGES = {"en": "E", "zh": "ZH"}

_PAGE = 100
_DIGITS = 5
_HEADERS = {"X-Requested-With": "XMLHttpRequest"}
_SIZE = re.compile(r"([\d.]+)\s*(KB|MB)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hkex:
    """The filings of one company in one language, `en` or `zh`."""

    fetcher: Fetcher
    directory: Directory
    language: str = "en"
    www: str = WWW

    @property
    def name(self) -> str:
        """What its filings carry."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        if filer is None:
            return Poll.broken("lists one company: the watch needs a filer")
        try:
            known = read_checkpoint(checkpoint).kept.get("filer", "")
            company = self.directory.get(_in_five(filer), known=known, now=now)
        except SourceError as error:
            return Poll.failed(error)
        listing = Listing(
            source=NAME,
            ask=self._asking(company, filer),
            zone=ZONE,
            belongs=lambda row: company.code in row.code.split(),
        )
        return poll_list(listing, checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now)

    def _asking(self, company: Filer, wanted: Filer) -> Callable[[Span, str, int], Page]:
        def ask(span: Span, _part: str, number: int) -> Page:
            fields = {
                "sortDir": "0",
                "sortByOptions": "DateTime",
                "category": "0",
                "market": "SEHK",
                "stockId": company.id,
                "documentType": "-1",
                "fromDate": f"{span.first:%Y%m%d}",
                "toDate": f"{span.last:%Y%m%d}",
                "title": "",
                "searchType": "0",
                "t1code": "-2",
                "t2Gcode": "-2",
                "t2code": "-2",
                "rowRange": str(_PAGE * (number + 1)),
                "lang": LANGUAGES[self.language],
            }
            query = "&".join(f"{name}={value}" for name, value in fields.items())
            headers = {**_HEADERS, "Referer": f"{self.www}/search/titlesearch.xhtml"}
            request = Request(address=f"{self.www}/search/titleSearchServlet.do?{query}", headers=headers)
            answer = read_json(self.fetcher.ask(request, source=NAME), source=NAME)
            if int(answer["rowRange"]) != _PAGE * (number + 1):
                words = f"shows {answer['rowRange']} rows where {_PAGE * (number + 1)} were asked for"
                raise SourceError(words, source=NAME)
            page = read_page(answer, www=self.www, wanted=wanted)
            return replace(page, kept={"filer": company.id})

        return ask


def _in_five(filer: Filer) -> Filer:
    """The filer with the code in five digits: people write 700 for 00700."""
    code = filer.code or (filer.id if len(filer.id) <= _DIGITS else "")
    return replace(filer, code=code.zfill(_DIGITS)) if code.isdecimal() else filer


def read_page(answer: Any, *, www: str = WWW, wanted: Filer | None = None) -> Page:
    """All rows up to this page: the list is cumulative. Raises SourceError when there is more and it lists none."""
    listed = json.loads(answer["result"]) or []
    if answer["hasNextRow"] and not listed:
        raise SourceError("says that there is more and lists none", source=NAME)
    return Page(rows=tuple(_row(raw, www, wanted) for raw in listed), more=bool(answer["hasNextRow"]))


def _row(raw: dict[str, Any], www: str, wanted: Filer | None) -> Row:
    codes = plain_title(raw["STOCK_CODE"])
    listed = Filer(id=codes, code=codes, name=plain_title(raw["STOCK_NAME"].partition("<br/>")[0]))
    at = datetime.strptime(raw["DATE_TIME"], "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)
    row = Row(id=str(raw["NEWS_ID"]), filer=listed, day=at.date(), filings=())
    title, path = plain_title(raw["TITLE"] or ""), raw["FILE_LINK"]
    if not path:
        return replace(row, why=f"{title}: has no document")
    own = Filer(id=wanted.id if wanted else codes.split()[0], code=codes.split()[0], name=listed.name)
    filing = Filing(
        source=NAME,
        id=row.id,
        filer=own,
        title=title,
        address=f"{www}{path}",
        published=published_at(at.astimezone(UTC), ZONE),
        media_hint=media_hint(path),
        size_hint=size_of(raw.get("FILE_INFO", "")),
    )
    return replace(row, filings=(filing,))


def size_of(words: str) -> int | None:
    """The bytes that 88KB or 1.2MB stand for, as near as they say."""
    found = _SIZE.search(words)
    return round(float(found[1]) * (1 << 20 if found[2].upper() == "MB" else 1 << 10)) if found else None


def read_companies(answer: Any) -> list[Filer]:
    """The companies of activestock_sehk_e.json: `i` is the stockId, `s` is not."""
    return [Filer(id=str(row["i"]), code=row["c"], name=row["n"]) for row in answer]


def load_companies(fetcher: Fetcher, www: str = WWW) -> Sequence[Filer]:
    """All stocks that trade and those that do not any more; a code that both have is that of the one that trades."""
    companies: dict[str, Filer] = {}
    for listed in ("activestock", "inactivestock"):
        request = Request(address=f"{www}/ncms/script/eds/{listed}_sehk_e.json")
        try:
            found = read_companies(read_json(fetcher.ask(request, source=NAME), source=NAME))
        except (KeyError, TypeError) as error:
            raise SourceError("lists its companies in another shape than it used to", source=NAME) from error
        for company in found:
            companies.setdefault(company.code, company)
    return list(companies.values())
