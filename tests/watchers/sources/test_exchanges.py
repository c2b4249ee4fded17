"""What is particular to each exchange: totals, canaries, a second place for files, other kinds in the same list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from stubs.exchanges import BseStub, IrmStub, SseStub, SzseStub
from stubs.publishing import FORBIDDEN, Company, Publication
from stubs.server import Asked, Reply, StubServer

from watchers.errors import SourceError
from watchers.fetching import Fetcher
from watchers.filing import Filer, Outcome, Poll
from watchers.naming import Directory
from watchers.source import Source
from watchers.sources import bse, cninfo, irm, sse, szse

Serve = Callable[[Callable[[Asked], Reply]], StubServer]
NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)
STAR = Company(id="9900999001", code="300999", name="星河股份")
MOON = Company(id="gssz0000998", code="000998", name="月湖科技")
US = Filer(id="star", code=STAR.code)


def names(fetcher: Fetcher, at: str) -> Directory:
    """The companies as CNINFO lists them."""
    return Directory(source="cninfo", load=lambda: cninfo.load_companies(fetcher, at), former=cninfo.former_code)


def ids(poll: Poll) -> set[str]:
    """What a poll brings; it is not broken."""
    assert poll.outcome is not Outcome.BROKEN, poll.reason
    return {filing.id.removeprefix("c5f0") for filing in poll.filings}


@pytest.mark.parametrize("apart", [False, True])
def test_new_filings_on_later_pages_of_bse_are_found(serve: Serve, fetcher: Fetcher, *, apart: bool) -> None:
    """Pages are of companies: one with nothing new on the first page says nothing about the second."""
    stub = BseStub(STAR, MOON)
    stub.apart = apart
    stub.publish(*range(1001, 1201), at=NOON - timedelta(days=2))
    server = serve(stub)
    source = bse.Bse(fetcher=fetcher, directory=names(fetcher, server.address), www=server.address)
    first = source.list_filings(None, None, now=NOON)
    assert len(ids(first)) == 200
    # Dated back to before all others, it stands on the last page.
    stub.publish(999, at=NOON - timedelta(days=3))
    assert ids(source.list_filings(None, first.checkpoint, now=NOON)) == {"999"}


def test_pages_of_bse_are_walked_only_when_a_count_has_changed(serve: Serve, fetcher: Fetcher) -> None:
    """With one count of all filings, one page settles that nothing is new."""
    stub = BseStub(STAR, MOON)
    stub.publish(*range(1001, 1201), at=NOON - timedelta(days=2))
    server = serve(stub)
    source = bse.Bse(fetcher=fetcher, directory=names(fetcher, server.address), www=server.address)
    second = source.list_filings(None, source.list_filings(None, None, now=NOON).checkpoint, now=NOON)
    server.asked.clear()
    source.list_filings(None, second.checkpoint, now=NOON)
    assert len(server.asked) == 1


@pytest.mark.parametrize("market", [False, True])
@pytest.mark.parametrize("name", ["sse", "szse"])
def test_an_exchange_that_serves_us_nothing_is_broken(
    serve: Serve, fetcher: Fetcher, name: str, *, market: bool
) -> None:
    """A proper list of nothing is believed only when the exchange has something of its canary."""
    stub = {"sse": SseStub, "szse": SzseStub}[name](STAR, MOON)
    server = serve(stub)
    directory = names(fetcher, server.address)
    source: Source = (
        sse.Sse(fetcher=fetcher, directory=directory, query=server.address)
        if name == "sse"
        else szse.Szse(fetcher=fetcher, directory=directory, www=server.address)
    )
    filer = None if market else US
    empty = source.list_filings(filer, None, now=NOON)
    assert empty.outcome is Outcome.EMPTY
    server.asked.clear()
    source.list_filings(filer, empty.checkpoint, now=NOON)
    assert len(server.asked) == 1
    stub.silent = True
    assert "does not serve us" in source.list_filings(filer, None, now=NOON).reason
    assert "does not serve us" in source.list_filings(filer, empty.checkpoint, now=NOON + timedelta(days=1)).reason


def test_a_file_that_szse_refuses_comes_from_cninfo(serve: Serve, fetcher: Fetcher) -> None:
    """Its file host answers some networks with 403; CNINFO has the file under the announcement id."""
    stub = SzseStub(STAR, MOON)
    stub.publish(1225464497, at=NOON)
    stub.spoil = lambda asked, right: Reply(status=403, body=FORBIDDEN) if "/disk03/" in asked.path else right
    server = serve(stub)
    at = server.address
    source = szse.Szse(fetcher=fetcher, directory=names(fetcher, at), www=at, files=at, static=at)
    filing = source.list_filings(US, None, now=NOON).filings[0]
    server.asked.clear()
    assert source.fetch(filing, now=NOON).body == stub.publications[0].document
    assert server.asked[-1].path == "/finalpage/2026-08-07/1225464497.PDF"
    stub.spoil = lambda _, __: Reply(status=403, body=FORBIDDEN)
    with pytest.raises(SourceError, match="403"):
        source.fetch(filing, now=NOON)
    with pytest.raises(SourceError, match="403"):
        source.fetch(replace(filing, address=f"{at}/disc/1.PDF"), now=NOON)


def test_what_investors_ask_is_no_record(serve: Serve, fetcher: Fetcher) -> None:
    """Questions in the place of records break the poll: they are no word of a company."""
    stub = IrmStub(STAR, MOON)
    stub.publish(101, at=NOON, title="请问公司订单如何？")
    stub.spoil = lambda _, right: replace(right, body=right.body.replace(b'"contentType": 4', b'"contentType": 11'))
    source = irm.Irm(fetcher=fetcher, irm=serve(stub).address)
    assert source.list_filings(None, None, now=NOON).reason == "lists what is no activity record (contentType 11)"


def test_the_files_of_one_row_of_sse_are_filings_each(serve: Serve, fetcher: Fetcher) -> None:
    """Attachments share the id of the main file, and are told apart by their place."""
    stub = SseStub(STAR, MOON)
    stub.publish(101, at=NOON)
    attached = Publication(number=102, at=NOON, title="核查意见", company=STAR)
    stub.attachments = {101: attached}
    at = serve(stub).address
    source = sse.Sse(fetcher=fetcher, directory=names(fetcher, at), query=at, files=at)
    found = source.list_filings(US, None, now=NOON)
    assert [(filing.id, filing.title) for filing in found.filings] == [
        ("101", "2025年年度报告"),
        ("101-1", "核查意见"),
    ]


def test_a_company_of_beijing_is_found_by_its_old_code(serve: Serve, fetcher: Fetcher) -> None:
    """Codes were moved to 920; the orgId holds the old one."""
    moved = Company(id="gfbj0830799", code="920799", name="北岸制造")
    stub = BseStub(moved, MOON)
    stub.publish(101, at=NOON)
    at = serve(stub).address
    poll = bse.Bse(fetcher=fetcher, directory=names(fetcher, at), www=at).list_filings(
        Filer(id="north", code="830799"), None, now=NOON
    )
    assert [(filing.filer.id, filing.filer.code) for filing in poll.filings] == [("north", "920799")]
