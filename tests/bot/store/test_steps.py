"""What may be done next, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.store import Store, filings, open_database, polls, steps
from bot.store.rows import FilingRow, Stage
from bot.store.tables import filings as table
from bot.urgency import Urgency, urgency_of
from watchers.filing import Filer, Filing, Outcome, Poll

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
TITLES = ("2022年年度报告", "2023年年度报告", "2023年年度报告（更正后）", "关于2023年年度报告的更正公告")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """Two filers with four filings each, all of them listed."""
    store = Store(open_database(database, archive_is_empty=lambda: True))
    rows = tuple(
        Filing(source="s", id=f"{filer}/{number}", filer=Filer(id=filer), title=title, address="a")
        for filer in ("one", "two")
        for number, title in enumerate(TITLES)
    )
    with store.writing() as connection:
        polls.upsert_watch(connection, "w", {}, now=NOON)
        polls.record_poll(connection, "w", Poll(outcome=Outcome.OK, filings=rows, seen=8), silent=False, now=NOON)
    yield store
    store.close()


def put(store: Store, **columns: object) -> None:
    """Changes every filing whose source id is among `ids`."""
    ids = columns.pop("ids")
    with store.writing() as connection:
        connection.execute(update(table).where(table.c.source_id.in_(ids)).values(columns))


def due(store: Store, *stages: Stage, **asked: object) -> list[str]:
    """The source ids of what is due now."""
    with store.reading() as connection:
        rows: list[FilingRow] = steps.due(connection, ["w"], stages, now=NOON, **asked)  # type: ignore[arg-type]
    return [row.filing.id for row in rows]


def test_amendments_and_their_notices_go_first(store: Store) -> None:
    """Then news in the order they were found; of all this only as many as are asked for."""
    assert due(store, Stage.LISTED) == ["one/2", "one/3", "two/2", "two/3", "one/0", "one/1", "two/0", "two/1"]
    assert due(store, Stage.LISTED, limit=3) == ["one/2", "one/3", "two/2"]


@pytest.mark.parametrize(
    ("title", "silent", "urgency"),
    [
        ("2023年年度报告（更正后）", True, Urgency.ARCHIVE),
        ("2023年年度报告", False, Urgency.NEWS),
        ("Form 10-K/A", False, Urgency.AMENDMENT),
        ("关于2023年年度报告的更正公告", False, Urgency.AMENDMENT),
    ],
)
def test_urgency(title: str, silent: bool, urgency: Urgency) -> None:  # noqa: FBT001 - a row of a table
    """An archive waits, whatever is in it."""
    assert urgency_of(title, silent=silent) is urgency


def test_nothing_is_compared_before_all_of_its_filer_is_read(store: Store) -> None:
    """What is left alone, in trouble, or another filer's does not hold it up."""
    put(store, ids=["one/2"], stage=Stage.READ)
    assert due(store, Stage.READ) == []
    put(store, ids=["one/0"], stage=Stage.DONE)
    put(store, ids=["one/1"], wait=LATER)
    assert due(store, Stage.READ) == []
    put(store, ids=["one/3"], failures=1)
    assert due(store, Stage.READ) == ["one/2"]


def test_a_silent_baseline_is_compared_with_nothing_and_waits_for_nothing(store: Store) -> None:
    """It goes to its end as soon as it is read."""
    put(store, ids=["one/2"], stage=Stage.READ, silent=True)
    assert due(store, Stage.READ) == ["one/2"]


def test_what_is_in_trouble_comes_last_and_only_again(store: Store) -> None:
    """A step that failed is not handed out at once, or it would be out of tries in a moment."""
    put(store, ids=["one/2"], failures=1, attempts=1)
    assert due(store, Stage.LISTED)[-1] == "one/2"
    assert "one/2" not in due(store, Stage.LISTED, again=False)


def test_other_watches_are_not_touched(store: Store) -> None:
    """Filings of a watch that is not configured here stay where they are."""
    with store.reading() as connection:
        assert steps.due(connection, ["other"], [Stage.LISTED], now=NOON) == []
        assert filings.unfinished(connection)
