"""The newest filings of all companies on EDGAR: the feed, the daily indexes, and which document is fetched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from stubs.edgar import EdgarMarketStub, accession
from stubs.publishing import Company
from stubs.server import Asked, Reply, StubServer

from watchers.errors import SourceError
from watchers.fetching import Fetcher
from watchers.filing import Filer, Outcome, Poll
from watchers.sources.edgar_market import EdgarMarket, main_document, read_index

Serve = Callable[[Callable[[Asked], Reply]], StubServer]
# Friday, four in the afternoon in New York.
NOW = datetime(2026, 8, 7, 20, tzinfo=UTC)
FORK = Company(id="0000999001", code="", name="Willow Fork Brands Inc.")
OAKS = Company(id="0000999002", code="", name="Oaks & Sons, Corp. (The)")


@pytest.fixture
def stub() -> EdgarMarketStub:
    """A day's filings of two companies."""
    return EdgarMarketStub(FORK, OAKS)


def poll(
    stub: EdgarMarketStub, server: StubServer, fetcher: Fetcher, checkpoint: str | None = None, *, at: datetime = NOW
) -> Poll:
    """One poll that is not broken, of which the requests are counted anew."""
    server.asked.clear()
    done = EdgarMarket(fetcher=fetcher, archives=server.address).list_filings(None, checkpoint, now=at)
    assert done.outcome is not Outcome.BROKEN, done.reason
    assert len(stub.publications) >= len(done.filings)
    return done


def indexes(server: StubServer) -> list[str]:
    """Which daily indexes were asked for."""
    return [asked.path.rpartition(".")[0][-8:] for asked in server.asked if asked.path.endswith(".idx")]


def test_days_of_being_off_come_from_their_indexes(stub: EdgarMarketStub, serve: Serve, fetcher: Fetcher) -> None:
    """A week that the feed has forgotten is found whole, and each index is read once."""
    stub.publish(101, at=NOW - timedelta(days=1))
    server = serve(stub)
    first = poll(stub, server, fetcher)
    assert indexes(server)[-1] == "20260806"
    for day in range(1, 8):
        stub.publish(*range(200 + 10 * day, 205 + 10 * day), at=NOW + timedelta(days=day))
    stub.most = 5
    later = poll(stub, server, fetcher, first.checkpoint, at=NOW + timedelta(days=7, hours=1))
    # Saturday's and Sunday's stand in no index; nothing is filed on these days.
    weekend = {accession(200 + 10 * day + number) for day in (1, 2) for number in range(5)}
    assert {filing.id for filing in later.filings} | weekend == {accession(p.number) for p in stub.publications[1:]}
    assert indexes(server) == ["20260807", "20260810", "20260811", "20260812", "20260813"]
    poll(stub, server, fetcher, later.checkpoint, at=NOW + timedelta(days=7, hours=2))
    assert len(server.asked) == 1


def test_an_index_that_comes_late_is_read_later(stub: EdgarMarketStub, serve: Serve, fetcher: Fetcher) -> None:
    """Yesterday's is looked for all morning, and again the next day; what the feed had lost is found then."""
    stub.late = frozenset({date(2026, 8, 6)})
    stub.publish(*range(101, 111), at=NOW - timedelta(days=1))
    stub.most = 2
    server = serve(stub)
    first = poll(stub, server, fetcher, at=NOW - timedelta(hours=10))
    assert len(first.filings) == 2
    stub.late = frozenset()
    second = poll(stub, server, fetcher, first.checkpoint, at=NOW - timedelta(hours=9))
    assert len(second.filings) == 8


def test_pages_of_other_forms_are_passed_over(stub: EdgarMarketStub, serve: Serve, fetcher: Fetcher) -> None:
    """Hundreds of ownership forms between two reports do not end the walk."""
    stub.noise = 250
    stub.publish(101, 102, at=NOW)
    assert [filing.id for filing in poll(stub, serve(stub), fetcher).filings] == [accession(101), accession(102)]


def test_one_filing_of_several_filers_is_one(stub: EdgarMarketStub, serve: Serve, fetcher: Fetcher) -> None:
    """Listed once for each role, it is found once, and never under who only reports about it."""
    stub.roles = ("Filed by", "Filer", "Subject")
    stub.publish(101, at=NOW)
    found = poll(stub, serve(stub), fetcher).filings
    assert [(filing.id, filing.filer.id) for filing in found] == [(accession(101), FORK.id)]


def test_the_exhibits_of_a_current_report_come_with_it(stub: EdgarMarketStub, serve: Serve, fetcher: Fetcher) -> None:
    """The main document of an 8-K is a cover sheet, so the whole submission is fetched."""
    stub.publish(101, at=NOW, title="8-K")
    server = serve(stub)
    filing = poll(stub, server, fetcher).filings[0]
    content = EdgarMarket(fetcher=fetcher, archives=server.address).fetch(filing, now=NOW)
    assert (filing.title, b"EX-99.1" in content.body, content.media_type) == (f"{FORK.name} 8-K", True, "text/html")


def test_an_outage_is_no_end_of_the_list(stub: EdgarMarketStub, serve: Serve, fetcher: Fetcher) -> None:
    """A 503 on the second page breaks the poll; far beyond what a day has, it is the end."""
    stub.publish(*range(101, 201), at=NOW)
    server = serve(stub)
    source = EdgarMarket(fetcher=fetcher, archives=server.address)
    assert "file is unavailable" in source.list_filings(None, None, now=NOW).reason
    stub.publish(*range(1001, 2901), at=NOW)
    assert len(source.list_filings(None, None, now=NOW).filings) == 2000


def test_a_company_is_watched_elsewhere(fetcher: Fetcher) -> None:
    """A watch of one company is told so."""
    assert "use edgar" in EdgarMarket(fetcher=fetcher).list_filings(Filer(id="1"), None, now=NOW).reason


HEAD = b"Form Type   Company Name    CIK  Date Filed  File Name\n" + b"-" * 99 + b"\n"
LINE = b"10-K        \xc9MILE  CO     7654321     20261002    edgar/data/7654321/0007654321-26-000003.txt         \n"


def test_lines_of_an_index_are_read() -> None:
    """Names in Latin-1 with spaces, forms of two words, days in two spellings."""
    other = LINE.replace(b"10-K        ", b"NT 10-K     ").replace(b"20261002", b"2026-10-02")
    entries = read_index(HEAD + LINE + other)
    assert [(entry.form, entry.filer.name, entry.day) for entry in entries] == [
        ("10-K", "ÉMILE  CO", date(2026, 10, 2)),
        ("NT 10-K", "ÉMILE  CO", date(2026, 10, 2)),
    ]


@pytest.mark.parametrize("body", [b"", b"<html></html>", HEAD + LINE + LINE[:60], HEAD + LINE[:50] + b"\n"])
def test_a_piece_of_an_index_is_refused(body: bytes) -> None:
    """An index that is cut, or none, is not an index of few filings."""
    with pytest.raises((SourceError, ValueError)):
        read_index(body)


INDEX = "https://www.sec.gov/Archives/edgar/data/1/000000000126000001/0000000001-26-000001-index.htm"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/a.htm", "../../2/000000000226000001/a.htm", "//evil.example/a.htm", "?doc=http://a/"],
)
def test_only_documents_of_the_submission_are_fetched(target: str) -> None:
    """An index page leads nowhere else."""
    row = f"<tr><td>1</td><td>10-K</td><td><a href='{target}'>a.htm</a></td></tr>"
    page = f"<html><table summary='Document Format Files'>{row}</table></html>"
    with pytest.raises(SourceError, match="names no document"):
        main_document(page.encode(), INDEX)
