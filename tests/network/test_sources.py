"""The real sources, asked once each, and only when FILINGWATCH_NETWORK says whom their operators can write to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.configured import Config, Fetching, FilerTable, SourceName, Watch
from bot.sources import SOURCES, Asking
from watchers.filing import Filer, Outcome

CONTACT = os.environ.get("FILINGWATCH_NETWORK", "")
pytestmark = pytest.mark.skipif(not CONTACT, reason="set FILINGWATCH_NETWORK to a contact address to ask real sources")

# A company that files often, by source; lists of all companies have none.
WATCHED: dict[SourceName, str | None] = {
    "cninfo": "000001",
    "cninfo-periodic": "000001",
    "cninfo-records": "000001",
    "szse": "000001",
    "sse": "600519",
    "sseinfo": None,
    "bse": "920007",
    "irm": None,
    "hkex": "00700",
    "hkex-zh": "00700",
    "hkex-market": None,
    "edgar": "AAPL",
    "edgar-market": None,
}


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    """What all sources share: one pace, kept over the whole module."""
    made = Asking(config=Config(fetching=Fetching(contact=CONTACT)))
    yield made
    for fetcher in made.fetchers.values():
        fetcher.close()


@pytest.mark.parametrize("name", WATCHED)
def test_a_real_source_lists_and_gives(name: SourceName, asking: Asking) -> None:
    """A year of one company, or the last days of all, holds something, and its newest document is one."""
    code = WATCHED[name]
    filer = FilerTable(id=code, code=code) if code else None
    source = SOURCES[name](Watch(name=name, source=name, filer=filer), asking)
    now = datetime.now(UTC)
    poll = source.list_filings(Filer(id=code, code=code) if code else None, None, now=now)
    assert poll.outcome is Outcome.OK, poll.reason
    assert source.fetch(poll.filings[-1], now=now).body
