"""CNINFO (巨潮资讯): announcements, periodic reports and IR activity records of all A-share companies.

POST /new/hisAnnouncement/query answers rows newest first, thirty a page and three thousand a question: page 101 is
page 1 again, so days are sliced. `announcements: null` means "none" and "not for you" alike: the total tells them
apart, and a window that holds a known filing. A category or market it does not know is silently all of them: each row
is checked. Times are milliseconds, midnight in Shanghai where only the day is known; sizes are kilobytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from watchers.checkpoints import read_checkpoint
from watchers.downloading import download, media_hint, plain_name, plain_title, published_at
from watchers.errors import SourceError
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll
from watchers.listing import HISTORY, OVERLAP, Listing, Page, Row, Span
from watchers.naming import Directory
from watchers.polling import poll_list
from watchers.verifying import read_json

WWW = "https://www.cninfo.com.cn"
STATIC = "https://static.cninfo.com.cn"
NAME = "cninfo"
ZONE = ZoneInfo("Asia/Shanghai")

# The tabs of the page, and what each asks for. IR records take no category.
TABS: dict[str, dict[str, str]] = {
    "announcements": {"tabName": "fulltext", "category": ""},
    "periodic": {
        "tabName": "fulltext",
        # Annual, half-year, first and third quarter; what corrects them; forecasts.
        "category": ";".join(
            f"category_{kind}_szsh" for kind in ("ndbg", "bndbg", "yjdbg", "sjdbg", "bcgz", "yjygjxz")
        ),
    },
    "records": {"tabName": "relation", "category": ""},
}
_PAGE = 30
_CAP = 3000
# The markets of a day that has more than three thousand, and how the codes of each begin.
_MARKETS = {"szmb": ("0", "2"), "szcy": ("3",), "shmb": ("60", "900"), "shkcp": ("68",), "bj": ("4", "8", "92")}
_HEADERS = {"X-Requested-With": "XMLHttpRequest"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cninfo:
    """One tab of CNINFO, of one company or of all."""

    fetcher: Fetcher
    directory: Directory
    tab: str = "announcements"
    www: str = WWW
    static: str = STATIC

    @property
    def name(self) -> str:
        """What its filings carry; SZSE and irm list the same ones under the same ids."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        before = read_checkpoint(checkpoint)
        try:
            company = self.directory.get(filer, known=before.kept.get("filer", ""), now=now) if filer else None
        except SourceError as error:
            return Poll.failed(error)
        listing = Listing(
            source=NAME,
            ask=self._asking(company, filer),
            zone=ZONE,
            cap=_CAP,
            parts=tuple(_MARKETS),
            belongs=lambda row: company is None or row.id == company.id or row.code == company.code,
            history=HISTORY if company else OVERLAP,
        )
        return poll_list(listing, checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now, headers={"Referer": f"{self.www}/"})

    def _asking(self, company: Filer | None, wanted: Filer | None) -> Callable[[Span, str, int], Page]:
        def ask(span: Span, part: str, number: int) -> Page:
            form = {
                "pageNum": str(number + 1),
                "pageSize": str(_PAGE),
                "column": "szse",
                **TABS[self.tab],
                "plate": part,
                "stock": f"{company.code},{company.id}" if company else "",
                "searchkey": "",
                "secid": "",
                "trade": "",
                "seDate": f"{span.first}~{span.last}",
                "sortName": "",
                "sortType": "",
                "isHLtitle": "true",
            }
            request = Request(
                address=f"{self.www}/new/hisAnnouncement/query",
                form=tuple(form.items()),
                headers={**_HEADERS, "Referer": f"{self.www}/new/commonUrl/pageOfSearch?url=disclosure/list/search"},
            )
            answer = read_json(self.fetcher.ask(request, source=NAME), source=NAME)
            page = read_page(answer, number, static=self.static, wanted=wanted)
            _refuse_other_markets(page, part)
            return replace(page, kept={"filer": company.id} if company else {})

        return ask


def read_page(answer: Any, number: int, *, static: str = STATIC, wanted: Filer | None = None) -> Page:
    """One page of the list. Raises SourceError when it counts filings and lists none."""
    total, listed = int(answer["totalAnnouncement"]), answer["announcements"]
    if not listed and total > number * _PAGE:
        raise SourceError(f"counts {total} filings and lists none (announcements: null)", source=NAME)
    rows = tuple(read_row(raw, static=static, wanted=wanted) for raw in listed or ())
    # `totalpages` is wrong, and `hasMore` is not always there.
    return Page(rows=rows, total=total, more=(number + 1) * _PAGE < total)


def read_row(raw: dict[str, Any], *, static: str = STATIC, wanted: Filer | None = None) -> Row:
    """One row. Its filings belong to the filer that was `wanted`, under today's name and code."""
    listed = Filer(id=raw["orgId"] or raw["secCode"], code=raw["secCode"] or "", name=plain_name(raw["secName"] or ""))
    at = datetime.fromtimestamp(int(raw["announcementTime"]) / 1000, UTC)
    title, path = plain_title(raw["announcementTitle"] or ""), raw["adjunctUrl"]
    key = str(int(raw["announcementId"]))
    row = Row(id=key, filer=listed, day=at.astimezone(ZONE).date(), filings=())
    if not path:
        return replace(row, why=f"{title}: has no document")
    filing = Filing(
        source=NAME,
        id=key,
        filer=replace(listed, id=wanted.id) if wanted else listed,
        title=title,
        address=f"{static}/{path.lstrip('/')}",
        published=published_at(at, ZONE),
        media_hint=media_hint(path),
        size_hint=int(raw["adjunctSize"] or 0) * 1024 or None,
    )
    return replace(row, filings=(filing,))


def read_companies(answer: Any) -> list[Filer]:
    """The companies of szse_stock.json, which holds all three exchanges."""
    rows = answer["stockList"]
    return [Filer(id=row["orgId"], code=row["code"], name=plain_name(row["zwjc"])) for row in rows]


def former_code(company: Filer) -> str:
    """The code that a company of Beijing had before it was moved to 920: its orgId holds it, as gfbj0830799 does."""
    return company.id[-6:] if company.id.startswith("gfbj") and company.id[-6:] != company.code else ""


def load_companies(fetcher: Fetcher, www: str = WWW) -> Sequence[Filer]:
    """All A-share companies with their orgId, which is looked up and never derived."""
    request = Request(address=f"{www}/new/data/szse_stock.json")
    try:
        companies = read_companies(read_json(fetcher.ask(request, source=NAME), source=NAME))
    except (KeyError, TypeError) as error:
        raise SourceError("lists its companies in another shape than it used to", source=NAME) from error
    if not companies:
        raise SourceError("lists no companies at all", source=NAME)
    return companies


def _refuse_other_markets(page: Page, part: str) -> None:
    starts = _MARKETS.get(part)
    stranger = next((row.filer for row in page.rows if starts and not row.filer.code.startswith(starts)), None)
    if stranger is not None:
        raise SourceError(f"lists {stranger.code} where only {part} was asked for", source=NAME)
