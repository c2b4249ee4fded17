"""The same suite over every source: what is published is found once, fetched whole, and refusals have their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from stubs.cases import CASES, HARBOUR, MOON, NOON, OAKS, OF_A_COMPANY, PEAK, STAR, WFBI, Open
from stubs.cninfo import CninfoStub
from stubs.edgar import EdgarStub
from stubs.hkex import HkexStub
from stubs.publishing import CHALLENGE, FORBIDDEN
from stubs.server import Asked, Reply, StubServer

from watchers.errors import SourceError
from watchers.fetching import Fetcher
from watchers.filing import Filer, Outcome, Poll

Serve = Callable[[Callable[[Asked], Reply]], StubServer]

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
    filings = CASES["sse-market"].build(fetcher, serve(publisher).address).list_filings(None, None, now=NOON).filings
    assert filings[0].filer.id == STAR.id


def test_twins_are_told_apart(serve: Serve, fetcher: Fetcher) -> None:
    """English and Chinese of one filing have two ids, and no watch sees both."""
    publisher = HkexStub(HARBOUR, PEAK)
    publisher.publish(101, at=NOON)
    at = serve(publisher).address
    ids = [
        [filing.id for filing in CASES[name].build(fetcher, at).list_filings(Filer(id="09001"), None, now=NOON).filings]
        for name in ("hkex", "hkex-zh")
    ]
    assert ids == [["101"], ["1000101"]]


def test_older_pages_of_edgar_are_asked_for_when_needed(serve: Serve, fetcher: Fetcher) -> None:
    """A first poll reaches back over the page that the newest filings fill; the next one does not."""
    publisher = EdgarStub(WFBI, OAKS)
    publisher.recent = 10
    publisher.publish(*range(101, 131), at=NOON - timedelta(days=30))
    server = serve(publisher)
    source, filer = CASES["edgar"].build(fetcher, server.address), Filer(id=WFBI.id)
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
    poll = CASES["cninfo-market"].build(fetcher, serve(publisher).address).list_filings(None, None, now=NOON)
    assert found(poll) == 4040
