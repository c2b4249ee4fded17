"""What is particular to HKEXnews: codes in five digits, cumulative ranges, two boards, nights, two languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from stubs.hkex import HkexMarketStub, HkexStub
from stubs.publishing import Company
from stubs.server import Asked, Reply, StubServer, page

from watchers.fetching import Fetcher
from watchers.filing import Filer, Outcome
from watchers.naming import Directory
from watchers.sources.hkex import Hkex, load_companies
from watchers.sources.hkex_market import HkexMarket, read_rows

Serve = Callable[[Callable[[Asked], Reply]], StubServer]
NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)
HARBOUR = Company(id="97001", code="00901", name="HARBOUR LANE")
TRAM = Company(id="97002", code="08902", name="PEAK TRAM")


def stocks(fetcher: Fetcher, at: str) -> Directory:
    """The companies as HKEX lists them."""
    return Directory(source="hkex", load=lambda: load_companies(fetcher, at))


@pytest.mark.parametrize("filer", [Filer(id="h", code="901"), Filer(id="901"), Filer(id="97001"), Filer(id="0901")])
def test_a_code_is_known_without_its_zeros(serve: Serve, fetcher: Fetcher, filer: Filer) -> None:
    """People write 901 for 00901; the stockId does as well."""
    stub = HkexStub(HARBOUR, TRAM)
    stub.publish(101, at=NOON)
    at = serve(stub).address
    poll = Hkex(fetcher=fetcher, directory=stocks(fetcher, at), www=at).list_filings(filer, None, now=NOON)
    assert [(filing.id, filing.filer.id) for filing in poll.filings] == [("101", filer.id)]


def test_a_number_that_is_one_companys_id_and_anothers_code_is_refused(serve: Serve, fetcher: Fetcher) -> None:
    """Nobody's filings are taken for another's."""
    stub = HkexStub(HARBOUR, replace(TRAM, id="901"))
    at = serve(stub).address
    poll = Hkex(fetcher=fetcher, directory=stocks(fetcher, at), www=at).list_filings(Filer(id="901"), None, now=NOON)
    assert poll.reason == (
        "has PEAK TRAM under the id 901 and HARBOUR LANE under the code 00901; "
        "give the filer an id or a code that is one company's"
    )


def test_a_list_that_shows_less_than_was_asked_for_is_broken(serve: Serve, fetcher: Fetcher) -> None:
    """A range that is cut in silence would hide what lies behind."""
    stub = HkexStub(HARBOUR, TRAM)
    stub.publish(*range(101, 251), at=NOON)
    stub.spoil = lambda _, right: replace(right, body=right.body.replace(b'"rowRange": 200', b'"rowRange": 100'))
    at = serve(stub).address
    poll = Hkex(fetcher=fetcher, directory=stocks(fetcher, at), www=at).list_filings(Filer(id="901"), None, now=NOON)
    assert poll.reason == "shows 100 rows where 200 were asked for"


def test_both_boards_are_listed(serve: Serve, fetcher: Fetcher) -> None:
    """Filings of GEM stand in lists of their own; each board is walked as far as it has something new."""
    stub = HkexMarketStub(HARBOUR, TRAM)
    stub.publish(*range(101, 221), at=NOON - timedelta(hours=2))
    stub.publish(*range(301, 381), at=NOON - timedelta(hours=2), company=TRAM)
    at = serve(stub).address
    source = HkexMarket(fetcher=fetcher, directory=stocks(fetcher, at), www=at)
    first = source.list_filings(None, None, now=NOON)
    assert {filing.filer.id for filing in first.filings} == {HARBOUR.id, TRAM.id}
    assert len(first.filings) == 200
    stub.publish(*range(401, 461), at=NOON - timedelta(hours=1), company=TRAM)
    stub.publish(501, at=NOON - timedelta(hours=1))
    second = source.list_filings(None, first.checkpoint, now=NOON)
    assert len(second.filings) == 61


def test_a_night_without_filings_is_no_fault(serve: Serve, fetcher: Fetcher) -> None:
    """After midnight the lists of the day are empty; what was known of yesterday makes that no lie."""
    stub = HkexMarketStub(HARBOUR, TRAM)
    stub.publish(101, at=NOON)
    at = serve(stub).address
    source = HkexMarket(fetcher=fetcher, directory=stocks(fetcher, at), www=at)
    checkpoint = source.list_filings(None, None, now=NOON).checkpoint
    for hours in (13, 14, 15):
        stub.now = NOON + timedelta(hours=hours)
        poll = source.list_filings(None, checkpoint, now=stub.now)
        assert poll.outcome is Outcome.OK, poll.reason
        checkpoint = poll.checkpoint
    stub.publish(102, at=stub.now)
    poll = source.list_filings(None, checkpoint, now=stub.now)
    assert [filing.id for filing in poll.filings] == ["102"]
    stub.publications.clear()
    assert source.list_filings(None, poll.checkpoint, now=stub.now).outcome is Outcome.BROKEN


def test_a_row_without_a_stock_is_said() -> None:
    """One row that belongs to nobody does not break the list."""
    row = {"newsId": 1, "title": "Notice", "relTime": "07/08/2026 12:00", "webPath": "/a.pdf", "size": "", "stock": []}
    found = read_rows({"newsInfoLst": [row]})
    assert [(each.filings, each.why) for each in found] == [((), "Notice: has no stock")]


def test_the_page_says_null_for_nothing(serve: Serve, fetcher: Fetcher) -> None:
    """The word "null" inside the JSON is none; anything else is another shape."""
    stub = HkexStub(HARBOUR, TRAM)
    at = serve(stub).address
    source = Hkex(fetcher=fetcher, directory=stocks(fetcher, at), www=at)
    assert source.list_filings(Filer(id="901"), None, now=NOON).outcome is Outcome.EMPTY
    stub.spoil = lambda asked, right: page({"result": None}) if "Servlet" in asked.path else right
    assert "in another shape" in source.list_filings(Filer(id="901"), None, now=NOON).reason
