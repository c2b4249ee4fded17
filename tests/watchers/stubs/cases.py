"""Every source with the stub that speaks its protocol: a new source is tested by being listed here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from stubs.cninfo import CninfoStub
from stubs.edgar import EdgarMarketStub, EdgarStub
from stubs.exchanges import BseStub, IrmStub, SseInfoStub, SseStub, SzseStub
from stubs.hkex import HkexMarketStub, HkexStub
from stubs.pages import FeedStub
from stubs.publishing import Company, Publisher
from stubs.server import StubServer

from watchers.fetching import Fetcher
from watchers.filing import Filer, Poll
from watchers.naming import Directory
from watchers.source import Source
from watchers.sources import (
    bse,
    cninfo,
    cninfo_search,
    edgar,
    edgar_market,
    feed,
    hkex,
    hkex_market,
    irm,
    sse,
    sseinfo,
    szse,
)

NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)
STAR = Company(id="9900999001", code="300999", name="星河股份")
MOON = Company(id="gssz0000998", code="000998", name="月湖科技")
WFBI = Company(id="0000999001", code="WFBI", name="Willow Fork Brands Inc.")
OAKS = Company(id="0000999002", code="OAKS", name="Oaks Corp.")
HARBOUR = Company(id="97001", code="09001", name="HARBOUR LANE")
PEAK = Company(id="97002", code="09002", name="PEAK TRAM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A source, the stub that speaks its protocol, and what a watch of it is told."""

    publisher: Callable[[], Publisher]
    build: Callable[[Fetcher, str], Source]
    filer: Filer | None = None
    # Who its filings belong to where the watch names nobody.
    owner: str = STAR.id
    # How many requests settle that nothing is new.
    cost: int = 1
    # What it says of anything that is not a list, where lists are no JSON.
    otherwise: str = ""


def _cninfo(tab: str) -> Callable[[Fetcher, str], Source]:
    def build(fetcher: Fetcher, at: str) -> Source:
        names = _names(fetcher, at)
        return cninfo_search.TwoDoors(
            first=cninfo.Cninfo(fetcher=fetcher, directory=names, tab=tab, www=at, static=at),
            second=cninfo_search.CninfoSearch(fetcher=fetcher, directory=names, tab=tab, www=at, static=at),
        )

    return build


def _edgar(fetcher: Fetcher, at: str) -> Source:
    directory = Directory(source="edgar", load=lambda: edgar.load_companies(fetcher, at))
    return edgar.Edgar(fetcher=fetcher, directory=directory, submissions=at, archives=at)


def _hkex(language: str) -> Callable[[Fetcher, str], Source]:
    def build(fetcher: Fetcher, at: str) -> Source:
        directory = Directory(source="hkex", load=lambda: hkex.load_companies(fetcher, at))
        return hkex.Hkex(fetcher=fetcher, directory=directory, language=language, www=at)

    return build


def _names(fetcher: Fetcher, at: str) -> Directory:
    return Directory(source="cninfo", load=lambda: cninfo.load_companies(fetcher, at))


def _szse(fetcher: Fetcher, at: str) -> Source:
    return szse.Szse(fetcher=fetcher, directory=_names(fetcher, at), www=at, files=at, static=at)


def _sse(fetcher: Fetcher, at: str) -> Source:
    return sse.Sse(fetcher=fetcher, directory=_names(fetcher, at), query=at, files=at)


def _sseinfo(fetcher: Fetcher, at: str) -> Source:
    return sseinfo.SseInfo(fetcher=fetcher, directory=_names(fetcher, at), sns=at)


def _bse(fetcher: Fetcher, at: str) -> Source:
    return bse.Bse(fetcher=fetcher, directory=_names(fetcher, at), www=at)


def _hkex_market(fetcher: Fetcher, at: str) -> Source:
    names = Directory(source="hkex", load=lambda: hkex.load_companies(fetcher, at))
    return hkex_market.HkexMarket(fetcher=fetcher, directory=names, www=at)


def _edgar_market(fetcher: Fetcher, at: str) -> Source:
    return edgar_market.EdgarMarket(fetcher=fetcher, archives=at)


def _irm(fetcher: Fetcher, at: str) -> Source:
    return irm.Irm(fetcher=fetcher, irm=at, static=at)


def _feed(fetcher: Fetcher, at: str) -> Source:
    return feed.Feed(name="feed:ir", fetcher=fetcher, address=f"{at}/feed.xml")


CASES: dict[str, Case] = {
    "cninfo": Case(
        publisher=lambda: CninfoStub(STAR, MOON),
        build=_cninfo("announcements"),
        filer=Filer(id="star", code=STAR.code),
    ),
    "cninfo-periodic": Case(
        publisher=lambda: CninfoStub(STAR, MOON), build=_cninfo("periodic"), filer=Filer(id=STAR.id)
    ),
    "cninfo-market": Case(publisher=lambda: CninfoStub(STAR, MOON), build=_cninfo("announcements")),
    "edgar": Case(publisher=lambda: EdgarStub(WFBI, OAKS), build=_edgar, filer=Filer(id="wf", code="WFBI")),
    "edgar-market": Case(
        publisher=lambda: EdgarMarketStub(WFBI, OAKS),
        build=_edgar_market,
        owner=WFBI.id,
        otherwise="answers with what is no feed",
    ),
    "hkex": Case(publisher=lambda: HkexStub(HARBOUR, PEAK), build=_hkex("en"), filer=Filer(id="hl", code="09001")),
    "hkex-zh": Case(publisher=lambda: HkexStub(HARBOUR, PEAK), build=_hkex("zh"), filer=Filer(id="hl", code="09001")),
    "szse": Case(publisher=lambda: SzseStub(STAR, MOON), build=_szse, filer=Filer(id="star", code=STAR.code)),
    "szse-market": Case(publisher=lambda: SzseStub(STAR, MOON), build=_szse),
    "sse": Case(publisher=lambda: SseStub(STAR, MOON), build=_sse, filer=Filer(id="star", code=STAR.code)),
    "sse-market": Case(publisher=lambda: SseStub(STAR, MOON), build=_sse),
    "sseinfo": Case(
        publisher=lambda: SseInfoStub(STAR, MOON),
        build=_sseinfo,
        filer=Filer(id="star", code=STAR.code),
        otherwise="answers with what is no list of posts",
    ),
    "sseinfo-market": Case(
        publisher=lambda: SseInfoStub(STAR, MOON),
        build=_sseinfo,
        otherwise="answers with what is no list of posts",
    ),
    "bse": Case(publisher=lambda: BseStub(STAR, MOON), build=_bse, filer=Filer(id="star", code=STAR.code)),
    "bse-market": Case(publisher=lambda: BseStub(STAR, MOON), build=_bse),
    "hkex-market": Case(publisher=lambda: HkexMarketStub(HARBOUR, PEAK), build=_hkex_market, owner=HARBOUR.id, cost=2),
    "irm": Case(publisher=lambda: IrmStub(STAR, MOON), build=_irm),
    "feed": Case(
        publisher=lambda: FeedStub(STAR, MOON),
        build=_feed,
        owner="feed:ir",
        otherwise="answers with what is no feed",
    ),
}
OF_A_COMPANY = [name for name, case in CASES.items() if case.filer is not None]


@dataclass
class Open:
    """A source and the stub it asks."""

    case: Case
    publisher: Publisher
    server: StubServer
    source: Source

    def poll(self, checkpoint: str | None = None, *, after: timedelta = timedelta()) -> Poll:
        """One poll, of which the requests are counted anew."""
        self.server.asked.clear()
        return self.source.list_filings(self.case.filer, checkpoint, now=NOON + after)
