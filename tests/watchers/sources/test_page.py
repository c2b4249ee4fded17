"""A page is a new version each time its contents change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from stubs.server import Asked, Reply, StubServer

from watchers.errors import SourceError
from watchers.fetching import Fetcher
from watchers.filing import Outcome
from watchers.sources.page import SinglePage

Serve = Callable[[Callable[[Asked], Reply]], StubServer]
NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)
FIRST = b"<!DOCTYPE html><html><body>Guidance: 3%</body></html>"
SECOND = FIRST.replace(b"3%", b"4%")


def test_a_silent_replacement_is_a_new_version(serve: Serve, fetcher: Fetcher) -> None:
    """Tags that change with the weather are no change; contents that change are one, under the same id."""
    shown = {"body": FIRST, "tag": 0}

    def answer(_: Asked) -> Reply:
        shown["tag"] = int(str(shown["tag"])) + 1
        return Reply(body=shown["body"], headers={"ETag": f'W/"{shown["tag"]}"'})  # type: ignore[arg-type]

    source = SinglePage(name="page:ir", fetcher=fetcher, address=f"{serve(answer).address}/guidance.html")
    first = source.list_filings(None, None, now=NOON)
    again = source.list_filings(None, first.checkpoint, now=NOON)
    shown["body"] = SECOND
    second = source.list_filings(None, again.checkpoint, now=NOON)
    assert [len(poll.filings) for poll in (first, again, second)] == [1, 0, 1]
    old, new = first.filings[0], second.filings[0]
    assert (old.id, old.title) == (new.id, "guidance")
    assert old.version != new.version
    assert source.fetch(new, now=NOON).body == SECOND
    with pytest.raises(SourceError, match="was replaced after it was listed"):
        source.fetch(old, now=NOON)


def test_a_host_that_says_nothing_changed_is_believed(serve: Serve, fetcher: Fetcher) -> None:
    """304 costs no body and is no empty answer."""
    stub = serve(
        lambda asked: (
            Reply(status=304) if "if-none-match" in asked.headers else Reply(body=FIRST, headers={"ETag": "1"})
        )
    )
    source = SinglePage(name="page:ir", fetcher=fetcher, address=f"{stub.address}/")
    first = source.list_filings(None, None, now=NOON)
    again = source.list_filings(None, first.checkpoint, now=NOON)
    assert (again.outcome, again.filings, again.seen) == (Outcome.OK, (), 1)


def test_a_page_that_is_gone_is_broken(serve: Serve, fetcher: Fetcher) -> None:
    """404 is no empty page."""
    stub = serve(lambda _: Reply(status=404, body=b"<html>not here</html>"))
    poll = SinglePage(name="page:ir", fetcher=fetcher, address=f"{stub.address}/a.pdf").list_filings(
        None, None, now=NOON
    )
    assert poll.reason == "is not there (404)"
