"""The same suite over every source: what is published is found once, fetched whole, and refusals have their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from stubs.cninfo import CninfoStub
from stubs.edgar import EdgarMarketStub, EdgarStub
from stubs.exchanges import BseStub, IrmStub, SseInfoStub, SseStub, SzseStub
from stubs.hkex import HkexMarketStub, HkexStub
from stubs.pages import FeedStub
from stubs.publishing import CHALLENGE, FORBIDDEN, Company, Publisher
from stubs.server import Asked, Reply, StubServer

from watchers.errors import SourceError
from watchers.fetching import Fetcher
from watchers.filing import Filer, Outcome, Poll
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

Serve = Callable[[Callable[[Asked], Reply]], StubServer]
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


@pytest.fixture
def opened(request: pytest.FixtureRequest, serve: Serve, fetcher: Fetcher) -> Open:
    """The source of a case, asking its stub."""
    case = CASES[request.param]
    publisher = case.publisher()
    server = serve(publisher)
    return Open(case, publisher, server, case.build(fetcher, server.address))


every_source = pytest.mark.parametrize("opened", CASES, indirect=True)
of_a_company = pytest.mark.parametrize("opened", OF_A_COMPANY, indirect=True)


def found(poll: Poll) -> int:
    """How many filings a poll brings; it is not broken."""
    assert poll.outcome is not Outcome.BROKEN, poll.reason
    assert len({filing.id for filing in poll.filings}) == len(poll.filings)
    return len(poll.filings)


@every_source
def test_all_is_found_once(opened: Open) -> None:
    """The first poll brings all of the last days over as many pages as it takes, the next one nothing."""
    opened.publisher.publish(*range(101, 236), at=NOON - timedelta(days=2))
    first = opened.poll()
    assert found(first) == 135
    assert [filing.published.at for filing in first.filings if filing.published] == sorted(
        filing.published.at for filing in first.filings if filing.published
    )
    again = opened.poll(first.checkpoint)
    assert (found(again), again.outcome) == (0, Outcome.OK)


@every_source
def test_nothing_new_costs_little(opened: Open) -> None:
    """One list query settles that nothing is new; where there are two lists, one of each."""
    opened.publisher.publish(*range(101, 131), at=NOON - timedelta(days=2))
    first = opened.poll()
    opened.poll(first.checkpoint)
    assert len(opened.server.asked) == opened.case.cost


@every_source
def test_what_is_new_is_found_and_fetched(opened: Open) -> None:
    """A new filing comes with its title, its filer and, when fetched, exactly its bytes."""
    opened.publisher.publish(101, at=NOON - timedelta(days=2))
    first = opened.poll()
    opened.publisher.publish(202, at=NOON)
    second = opened.poll(first.checkpoint, after=timedelta(hours=1))
    assert found(second) == 1
    filing = second.filings[0]
    assert filing.source == opened.source.name
    assert filing.filer.id == (opened.case.filer.id if opened.case.filer else opened.case.owner)
    assert "<" not in filing.title
    assert "&" not in filing.title.replace("& more;", "")
    content = opened.source.fetch(filing, now=NOON)
    assert (content.body, content.media_type) == (opened.publisher.publications[1].document, "application/pdf")


@every_source
def test_nothing_is_empty(opened: Open) -> None:
    """A list that says properly that it has nothing is empty."""
    assert opened.poll().outcome is Outcome.EMPTY


@of_a_company
def test_others_are_refused(opened: Open) -> None:
    """A list that takes our company for any company is broken."""
    opened.publisher.publish(101, at=NOON)
    opened.publisher.publish(102, at=NOON, company=opened.publisher.other)
    assert found(opened.poll()) == 1
    opened.publisher.widened = True
    assert "lists filings of another company" in opened.poll().reason


SPOILT: dict[str, tuple[Reply, str]] = {
    "a challenge": (Reply(body=CHALLENGE), "answers with a JavaScript challenge"),
    "a 403 page": (Reply(status=403, body=FORBIDDEN), "403 Forbidden"),
    "a 403 page that says 200": (Reply(body=FORBIDDEN), "403 Forbidden"),
    "an excuse": (Reply(body='({"success":"false","error":"系统繁忙，请稍后再试"})'.encode()), "系统繁忙"),
    "an outage": (Reply(status=503), "is not available"),
    "a page": (Reply(body=b"<html><body>Maintenance</body></html>"), "a page of HTML"),
    "nothing": (Reply(), "answers with nothing"),
    "half": (Reply(body=b'{"announcements": [', cut=None), "not all of it"),
    "another shape": (Reply(body=b'{"rows": []}'), "in another shape than it used to"),
    "null": (Reply(body=b"null"), "what is no JSON"),
}


@every_source
@pytest.mark.parametrize("spoilt", SPOILT)
def test_refusals_are_named_and_pass(opened: Open, spoilt: str) -> None:
    """A list that is not one is broken, by name; when it is one again, all that came meanwhile is found."""
    opened.publisher.publish(101, at=NOON - timedelta(days=1))
    first = opened.poll()
    opened.publisher.publish(102, at=NOON)
    reply, words = SPOILT[spoilt]
    opened.publisher.spoil = lambda _, __: reply
    broken = opened.poll(first.checkpoint)
    assert broken.outcome is Outcome.BROKEN
    assert words in broken.reason or broken.reason == opened.case.otherwise
    opened.publisher.spoil = lambda _, right: right
    assert found(opened.poll(first.checkpoint)) == 1


@every_source
def test_cut_answers_are_asked_for_again(opened: Open) -> None:
    """An answer that ends before its declared length is thrown away, and breaks nothing."""
    opened.publisher.publish(*range(101, 121), at=NOON)
    cut = {"left": 2}

    def spoil(_: Asked, right: Reply) -> Reply:
        cut["left"] -= 1
        return replace(right, cut=len(right.body) // 2) if cut["left"] >= 0 else right

    opened.publisher.spoil = spoil
    assert found(opened.poll()) == 20


@every_source
@pytest.mark.parametrize("body", [CHALLENGE, FORBIDDEN, b"%PDF-1.7\n" + b"0" * 900, b""])
def test_what_is_not_the_document_is_refused(opened: Open, body: bytes) -> None:
    """A challenge or a piece of the file is no content; the file itself is, later."""
    opened.publisher.publish(101, at=NOON)
    filing = opened.poll().filings[0]
    opened.publisher.spoil = lambda _, __: Reply(body=body)
    with pytest.raises(SourceError):
        opened.source.fetch(filing, now=NOON)
    opened.publisher.spoil = lambda _, right: right
    assert opened.source.fetch(filing, now=NOON).body == opened.publisher.publications[0].document


@of_a_company
def test_a_company_that_changes_its_name_stays_the_same(opened: Open) -> None:
    """Renamed and with another code, it is followed under the source's id, and known by its filer."""
    opened.publisher.publish(101, at=NOON)
    first = opened.poll()
    company = replace(opened.publisher.company, code="309777", name="Renamed")
    opened.publisher.company = company
    opened.publisher.publications = [replace(each, company=company) for each in opened.publisher.publications]
    opened.publisher.publish(102, at=NOON + timedelta(days=2))
    second = opened.poll(first.checkpoint, after=timedelta(days=2))
    assert found(second) == 1
    assert second.filings[0].filer.code == "309777"
    assert opened.case.filer is not None
    assert second.filings[0].filer.id == opened.case.filer.id


@of_a_company
def test_a_company_that_is_not_listed_is_said(opened: Open) -> None:
    """A mistake in the watch is no empty list."""
    opened.case = replace(opened.case, filer=Filer(id="nobody", code="XX"))
    assert "lists no company XX" in opened.poll().reason


def test_one_filing_is_one_wherever_it_is_seen(serve: Serve, fetcher: Fetcher) -> None:
    """CNINFO, SZSE and irm list the same filing of the same company under one id."""
    seen = set()
    for name in ("cninfo-market", "szse-market", "irm"):
        publisher = CASES[name].publisher()
        publisher.publish(1225464497, at=NOON, title="投资者关系活动记录表20260806")
        filing = CASES[name].build(fetcher, serve(publisher).address).list_filings(None, None, now=NOON).filings[0]
        seen.add((filing.source, filing.id, filing.version, filing.filer.id))
    assert seen == {("cninfo", "1225464497", "", STAR.id)}


def test_sse_files_belong_to_the_company_that_cninfo_knows(serve: Serve, fetcher: Fetcher) -> None:
    """SSE has ids of its own, so its filings meet CNINFO's by company and contents."""
    publisher = CASES["sse-market"].publisher()
    publisher.publish(101, at=NOON)
    filings = _sse(fetcher, serve(publisher).address).list_filings(None, None, now=NOON).filings
    assert filings[0].filer.id == STAR.id


def test_twins_are_told_apart(serve: Serve, fetcher: Fetcher) -> None:
    """English and Chinese of one filing have two ids, and no watch sees both."""
    publisher = HkexStub(HARBOUR, PEAK)
    publisher.publish(101, at=NOON)
    at = serve(publisher).address
    ids = [
        [filing.id for filing in _hkex(language)(fetcher, at).list_filings(Filer(id="09001"), None, now=NOON).filings]
        for language in ("en", "zh")
    ]
    assert ids == [["101"], ["1000101"]]


def test_older_pages_of_edgar_are_asked_for_when_needed(serve: Serve, fetcher: Fetcher) -> None:
    """A first poll reaches back over the page that the newest filings fill; the next one does not."""
    publisher = EdgarStub(WFBI, OAKS)
    publisher.recent = 10
    publisher.publish(*range(101, 131), at=NOON - timedelta(days=30))
    server = serve(publisher)
    source, filer = _edgar(fetcher, server.address), Filer(id=WFBI.id)
    first = source.list_filings(filer, None, now=NOON)
    assert len(first.filings) == 30
    server.asked.clear()
    source.list_filings(filer, first.checkpoint, now=NOON)
    assert len(server.asked) == 1


def test_a_list_without_end_is_sliced_by_days_and_markets(serve: Serve, fetcher: Fetcher) -> None:
    """An evening with more than CNINFO shows of one question is found whole."""
    publisher = CninfoStub(STAR, MOON)
    publisher.publish(*range(10_000, 12_900), at=NOON)
    publisher.publish(*range(20_000, 21_100), at=NOON, company=MOON)
    publisher.publish(*range(30_000, 30_040), at=NOON - timedelta(days=3))
    poll = _cninfo("announcements")(fetcher, serve(publisher).address).list_filings(None, None, now=NOON)
    assert found(poll) == 4040
