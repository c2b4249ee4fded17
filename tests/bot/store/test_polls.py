"""What is kept of a watch from one start to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.store import Store, open_database, polls
from bot.store.tables import filings
from watchers.filing import Filer, Filing, Outcome, Poll

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)
FOLDER: dict[str, Any] = {"source": "folder", "path": "/inbox", "address": "", "filer": None}
FILING = Filing(source="s", id="1", filer=Filer(id="f"), title="2023年年度报告", address="a")


def polled(database: str) -> Store:
    """A watch of a folder that was polled once."""
    store = Store(open_database(database, archive_is_empty=lambda: True))
    with store.writing() as connection:
        polls.upsert_watch(connection, "w", FOLDER, now=NOON)
        poll = Poll(outcome=Outcome.OK, filings=(FILING,), seen=1, checkpoint="of a folder")
        polls.record_poll(connection, "w", poll, silent=True, now=NOON)
    return store


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        (FOLDER, True),
        (FOLDER | {"at_least": "high", "every": "PT5M"}, True),
        ({"source": "folder", "path": "/inbox"}, True),  # as an older version wrote it
        (FOLDER | {"path": "/elsewhere"}, False),
        (FOLDER | {"source": "cninfo", "path": None}, False),
        (FOLDER | {"filer": {"id": "other"}}, False),
    ],
)
def test_a_watch_that_follows_something_else_begins_anew(database: str, now: dict[str, Any], *, kept: bool) -> None:
    """The checkpoint of another source means nothing; what is there then is the baseline, and silent."""
    store, then = polled(database), NOON + timedelta(hours=1)
    later = replace(FILING, id="2", title="2024年一季度报告")
    with store.writing() as connection:
        polls.upsert_watch(connection, "w", now, now=then)
        assert (polls.find_checkpoint(connection, "w") == "of a folder") is kept
        polls.record_poll(connection, "w", Poll(outcome=Outcome.OK, filings=(later,), seen=1), silent=True, now=then)
        silent = connection.execute(select(filings.c.silent).where(filings.c.source_id == "2")).scalar()
    assert silent is not kept
    store.close()
