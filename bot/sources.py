"""What builds the source of a watch: one row for each that a configuration can name.

Sources share one pace, their connections, and the companies that a publisher lists. Each is loaded when it is built.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.clocks import Clock

if TYPE_CHECKING:
    from bot.configured import Config, Watch
    from watchers.fetching import Fetcher
    from watchers.filing import Filer
    from watchers.naming import Directory
    from watchers.pacing import Pacing
    from watchers.source import Source


@dataclass(slots=True, kw_only=True)
class Asking:
    """What sources share: one pace for all, connections, and the companies that a publisher lists."""

    config: Config
    clock: Clock = field(default_factory=Clock)
    fetchers: dict[bool, Fetcher] = field(default_factory=dict)
    directories: dict[tuple[str, str], Directory] = field(default_factory=dict)
    pacing: Pacing | None = None

    def fetcher(self, address: str) -> Fetcher:
        """The fetcher for an address: this machine is asked only where a watch is configured for it."""
        from importlib.metadata import version

        from watchers.addresses import is_loopback
        from watchers.fetching import Fetcher
        from watchers.pacing import Pacing

        own = self.config.fetching
        self.pacing = self.pacing or Pacing(clock=self.clock.ticks, sleep=self.clock.sleep, own=own.intervals)
        loopback = is_loopback(address)
        if loopback not in self.fetchers:
            self.fetchers[loopback] = Fetcher(
                pacing=self.pacing,
                contact=own.contact,
                version=version("filingwatch"),
                clock=lambda: self.clock.now().timestamp(),
                sleep=self.clock.sleep,
                loopback=loopback,
            )
        return self.fetchers[loopback]

    def fetcher_of(self, address: str, hosts: Collection[str]) -> Fetcher:
        """A fetcher for an address that somebody named: it asks these hosts alone, at the pace that all keep."""
        return replace(self.fetcher(address), hosts=frozenset(hosts), _session=None)

    def directory(
        self,
        source: str,
        address: str,
        load: Callable[[Fetcher, str], Sequence[Filer]],
        former: Callable[[Filer], str] = lambda _: "",
    ) -> Directory:
        """The companies of a publisher, asked for once a day for all watches."""
        from watchers.naming import Directory

        key = source, address
        if key not in self.directories:
            fetcher = self.fetcher(address)
            self.directories[key] = Directory(source=source, load=lambda: load(fetcher, address), former=former)
        return self.directories[key]


def _folder(watch: Watch, _: Asking) -> Source:
    from watchers.sources.folder import Folder

    assert watch.path is not None, "a watch of a folder has a path"
    limit = watch.size_limit << 20
    return Folder(name=f"folder:{watch.name}", path=watch.path, settle=watch.settle, size_limit=limit)


def _companies_of_china(watch: Watch, asking: Asking) -> Directory:
    """CNINFO's list of the companies of all three exchanges."""
    from watchers.sources import cninfo

    www = watch.address or cninfo.WWW
    return asking.directory(cninfo.NAME, www, cninfo.load_companies, cninfo.former_code)


def _cninfo(tab: str) -> Callable[[Watch, Asking], Source]:
    def build(watch: Watch, asking: Asking) -> Source:
        from watchers.sources import cninfo, cninfo_search

        www, static = watch.address or cninfo.WWW, watch.address or cninfo.STATIC
        directory = _companies_of_china(watch, asking)
        fetcher = asking.fetcher(www)
        return cninfo_search.TwoDoors(
            first=cninfo.Cninfo(fetcher=fetcher, directory=directory, tab=tab, www=www, static=static),
            second=cninfo_search.CninfoSearch(fetcher=fetcher, directory=directory, tab=tab, www=www, static=static),
        )

    return build


def _edgar(watch: Watch, asking: Asking) -> Source:
    from watchers.sources import edgar

    archives, submissions = watch.address or edgar.ARCHIVES, watch.address or edgar.SUBMISSIONS
    directory = asking.directory(edgar.NAME, archives, edgar.load_companies)
    fetcher = asking.fetcher(archives)
    return edgar.Edgar(fetcher=fetcher, directory=directory, submissions=submissions, archives=archives)


def _edgar_market(watch: Watch, asking: Asking) -> Source:
    from watchers.sources import edgar, edgar_market

    archives = watch.address or edgar.ARCHIVES
    return edgar_market.EdgarMarket(fetcher=asking.fetcher(archives), archives=archives)


def _hkex(language: str) -> Callable[[Watch, Asking], Source]:
    def build(watch: Watch, asking: Asking) -> Source:
        from watchers.sources import hkex

        www = watch.address or hkex.WWW
        directory = asking.directory(hkex.NAME, www, hkex.load_companies)
        return hkex.Hkex(fetcher=asking.fetcher(www), directory=directory, language=language, www=www)

    return build


def _hkex_market(language: str) -> Callable[[Watch, Asking], Source]:
    def build(watch: Watch, asking: Asking) -> Source:
        from watchers.sources import hkex, hkex_market

        www = watch.address or hkex.WWW
        names = asking.directory(hkex.NAME, www, hkex.load_companies)
        return hkex_market.HkexMarket(fetcher=asking.fetcher(www), directory=names, language=language, www=www)

    return build


def _bse(watch: Watch, asking: Asking) -> Source:
    from watchers.sources import bse

    www = watch.address or bse.WWW
    names = _companies_of_china(watch, asking)
    return bse.Bse(fetcher=asking.fetcher(www), directory=names, www=www)


def _szse(watch: Watch, asking: Asking) -> Source:
    from watchers.sources import szse

    www, files, static = (watch.address or known for known in (szse.WWW, szse.FILES, szse.STATIC))
    names = _companies_of_china(watch, asking)
    return szse.Szse(fetcher=asking.fetcher(www), directory=names, www=www, files=files, static=static)


def _sse(watch: Watch, asking: Asking) -> Source:
    from watchers.sources import sse

    query, files = watch.address or sse.QUERY, watch.address or sse.FILES
    names = _companies_of_china(watch, asking)
    return sse.Sse(fetcher=asking.fetcher(query), directory=names, query=query, files=files)


def _sseinfo(watch: Watch, asking: Asking) -> Source:
    from watchers.sources import sseinfo

    sns = watch.address or sseinfo.SNS
    names = _companies_of_china(watch, asking)
    return sseinfo.SseInfo(fetcher=asking.fetcher(sns), directory=names, sns=sns)


def _irm(watch: Watch, asking: Asking) -> Source:
    from watchers.sources import irm

    at, static = watch.address or irm.IRM, watch.address or irm.STATIC
    return irm.Irm(fetcher=asking.fetcher(at), irm=at, static=static)


def _feed(watch: Watch, asking: Asking) -> Source:
    from watchers.sources.feed import Feed

    return Feed(name=f"feed:{watch.name}", fetcher=asking.fetcher(watch.address), address=watch.address)


def _page(watch: Watch, asking: Asking) -> Source:
    from watchers.sources.page import SinglePage

    return SinglePage(name=f"page:{watch.name}", fetcher=asking.fetcher(watch.address), address=watch.address)


# The host that each source asks for its list: whose quiet hours a watch keeps, and with whom it waits.
HOSTS = {
    **dict.fromkeys(("cninfo", "cninfo-periodic", "cninfo-records"), "www.cninfo.com.cn"),
    "szse": "www.szse.cn",
    "bse": "www.bse.cn",
    "sse": "query.sse.com.cn",
    "sseinfo": "sns.sseinfo.com",
    "irm": "irm.cninfo.com.cn",
    "edgar": "data.sec.gov",
    "edgar-market": "www.sec.gov",
    **dict.fromkeys(("hkex", "hkex-zh", "hkex-market", "hkex-market-zh"), "www1.hkexnews.hk"),
}

# Where the built-in sources have their files: what somebody names elsewhere is not fetched unless it is configured.
PUBLISHERS = (
    "www.sec.gov",
    "www1.hkexnews.hk",
    "www.cninfo.com.cn",
    "static.cninfo.com.cn",
    "irm.cninfo.com.cn",
    "www.bse.cn",
    "www.szse.cn",
    "disc.static.szse.cn",
    "static.sse.com.cn",
    "www.sse.com.cn",
    "sns.sseinfo.com",
)

# What builds each source that a watch can name; `SourceName` in bot/configured.py lists the same names.
SOURCES: dict[str, Callable[[Watch, Asking], Source]] = {
    "folder": _folder,
    "cninfo": _cninfo("announcements"),
    "cninfo-periodic": _cninfo("periodic"),
    "cninfo-records": _cninfo("records"),
    "edgar": _edgar,
    "edgar-market": _edgar_market,
    "hkex": _hkex("en"),
    "hkex-zh": _hkex("zh"),
    "hkex-market": _hkex_market("en"),
    "hkex-market-zh": _hkex_market("zh"),
    "bse": _bse,
    "szse": _szse,
    "sse": _sse,
    "sseinfo": _sseinfo,
    "irm": _irm,
    "feed": _feed,
    "page": _page,
}
