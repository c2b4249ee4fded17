"""CNINFO by its second door: what the search brings while the list is broken, and that nothing doubles or is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from stubs.cninfo import CninfoStub
from stubs.publishing import CHALLENGE, Company
from stubs.server import Asked, Reply, StubServer, page

from watchers.fetching import Fetcher
from watchers.filing import Filer, Outcome
from watchers.naming import Directory
from watchers.source import Source
from watchers.sources.cninfo import Cninfo, load_companies
from watchers.sources.cninfo_search import CninfoSearch, TwoDoors

Serve = Callable[[Callable[[Asked], Reply]], StubServer]
NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)
STAR = Company(id="9900999001", code="300999", name="星河股份")
MOON = Company(id="gssz0000998", code="000998", name="月湖科技")
US = Filer(id="star", code=STAR.code)
NULL = page({"totalAnnouncement": 31, "announcements": None, "hasMore": False, "totalpages": 0})
NOTHING = page({"totalAnnouncement": 0, "announcements": None, "hasMore": False, "totalpages": 0})


@pytest.fixture
def stub() -> CninfoStub:
    """Two companies of which one has filed."""
    stub = CninfoStub(STAR, MOON)
    stub.publish(101, at=NOON - timedelta(days=1))
    return stub


def both_doors(fetcher: Fetcher, at: str, tab: str = "announcements") -> Source:
    """CNINFO as it is built, asking a stub."""
    names = Directory(source="cninfo", load=lambda: load_companies(fetcher, at))
    return TwoDoors(
        first=Cninfo(fetcher=fetcher, directory=names, tab=tab, www=at, static=at),
        second=CninfoSearch(fetcher=fetcher, directory=names, tab=tab, www=at, static=at),
    )


@pytest.mark.parametrize("broken", [NULL, Reply(body=CHALLENGE), Reply(status=403)])
def test_the_search_brings_what_the_list_does_not(
    stub: CninfoStub, serve: Serve, fetcher: Fetcher, broken: Reply
) -> None:
    """While the list is broken, what is new is found once under its own id; when it is well, nothing comes again."""
    source = both_doors(fetcher, serve(stub).address)
    first = source.list_filings(US, None, now=NOON)
    stub.first_door = broken
    stub.publish(102, at=NOON)
    stub.publish(103, at=NOON, company=MOON)
    second = source.list_filings(US, first.checkpoint, now=NOON)
    assert [(filing.id, filing.source, filing.filer.id) for filing in second.filings] == [("102", "cninfo", "star")]
    assert second.reason.startswith("the list is broken (")
    third = source.list_filings(US, second.checkpoint, now=NOON + timedelta(minutes=15))
    assert (third.outcome, third.filings) == (Outcome.OK, ())
    stub.first_door = None
    stub.publish(104, at=NOON)
    last = source.list_filings(US, third.checkpoint, now=NOON + timedelta(days=20))
    assert {filing.id for filing in last.filings} == {"102", "104"}
    assert "search" not in (last.checkpoint or "")
    assert not source.list_filings(US, last.checkpoint, now=NOON + timedelta(days=20)).filings


def test_what_the_search_missed_is_found_by_the_list(stub: CninfoStub, serve: Serve, fetcher: Fetcher) -> None:
    """However long the list was broken, it is asked for all the days since."""
    source = both_doors(fetcher, serve(stub).address)
    checkpoint = source.list_filings(US, None, now=NOON).checkpoint
    stub.first_door = NULL
    for day in range(1, 40, 3):
        poll = source.list_filings(US, checkpoint, now=NOON + timedelta(days=day))
        assert poll.outcome is Outcome.OK
        checkpoint = poll.checkpoint
    # Dated back to the second day, and known to nobody until now.
    stub.publish(150, at=NOON + timedelta(days=2))
    stub.first_door = None
    found = source.list_filings(US, checkpoint, now=NOON + timedelta(days=40)).filings
    assert [filing.id for filing in found] == ["150"]


def test_a_list_that_is_broken_is_left_alone_for_an_hour(stub: CninfoStub, serve: Serve, fetcher: Fetcher) -> None:
    """Every quarter of an hour the search is asked, and the list every hour."""
    server = serve(stub)
    source = both_doors(fetcher, server.address)
    checkpoint = source.list_filings(US, None, now=NOON).checkpoint
    stub.first_door = NULL
    server.asked.clear()
    for quarter in range(8):
        checkpoint = source.list_filings(US, checkpoint, now=NOON + timedelta(minutes=15 * quarter)).checkpoint
    asked = [each.path.rpartition("/")[2] for each in server.asked]
    assert (asked.count("query"), asked.count("full")) == (2, 8)


def test_a_search_that_finds_nothing_proves_nothing(stub: CninfoStub, serve: Serve, fetcher: Fetcher) -> None:
    """With the list broken and no hit, the poll is broken, by the list's own reason, also while the list rests."""
    source = both_doors(fetcher, serve(stub).address)
    first = source.list_filings(US, None, now=NOON)
    stub.first_door = NULL
    second = source.list_filings(US, first.checkpoint, now=NOON)
    stub.publications.clear()
    for later in (timedelta(minutes=15), timedelta(days=30)):
        poll = source.list_filings(US, second.checkpoint, now=NOON + later)
        assert poll.outcome is Outcome.BROKEN
        assert "announcements: null" in poll.reason


def test_a_first_poll_is_the_lists_alone(stub: CninfoStub, serve: Serve, fetcher: Fetcher) -> None:
    """What a watch starts from is not what a search happens to find."""
    stub.first_door = NULL
    assert both_doors(fetcher, serve(stub).address).list_filings(US, None, now=NOON).outcome is Outcome.BROKEN


def test_nothing_is_believed_when_the_search_says_so_too(stub: CninfoStub, serve: Serve, fetcher: Fetcher) -> None:
    """`announcements: null` with a total of 0 is none only where the search finds none either."""
    source = both_doors(fetcher, serve(stub).address)
    stub.first_door = NOTHING
    assert source.list_filings(US, None, now=NOON).reason == (
        "says it has nothing, and its search lists 1 filings of these days"
    )
    stub.publications.clear()
    assert source.list_filings(US, None, now=NOON).outcome is Outcome.EMPTY


def test_the_search_is_told_apart_by_titles(stub: CninfoStub, serve: Serve, fetcher: Fetcher) -> None:
    """The search knows no tabs: for periodic reports and for records, titles tell what belongs there."""
    server = serve(stub)
    for tab, expected in (("periodic", {"101", "203"}), ("records", {"202"})):
        source = CninfoSearch(
            fetcher=fetcher,
            directory=Directory(source="cninfo", load=lambda: load_companies(fetcher, server.address)),
            tab=tab,
            www=server.address,
        )
        stub.publish(201, at=NOON, title="关于股份回购进展的公告")
        stub.publish(202, at=NOON, title="投资者关系活动记录表20260806")
        stub.publish(203, at=NOON, title="2025年年度报告摘要")
        assert {filing.id for filing in source.list_filings(US, None, now=NOON).filings} == expected


def test_hits_of_others_do_not_end_the_walk(stub: CninfoStub, serve: Serve, fetcher: Fetcher) -> None:
    """Three pages on which others name us are walked through to what is ours."""
    stub.publish(*range(201, 501), at=NOON, company=MOON, title=f"关于{STAR.code}的公告")
    server = serve(stub)
    names = Directory(source="cninfo", load=lambda: load_companies(fetcher, server.address))
    source = CninfoSearch(fetcher=fetcher, directory=names, www=server.address)
    assert [filing.id for filing in source.list_filings(US, None, now=NOON).filings] == ["101"]
