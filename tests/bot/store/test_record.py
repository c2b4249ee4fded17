"""The record grows, is chained, and shows whatever was changed behind its back; on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.errors import BotError
from bot.keeping.chaining import NOTHING, broken, canonical, linked
from bot.store import Store, open_database, record
from bot.store.proving import prove
from bot.store.record import What

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty store."""
    opened = Store(open_database(database, archive_is_empty=lambda: True))
    yield opened
    opened.close()


def grow(store: Store, count: int, **content: Any) -> None:
    """So many entries more."""
    for number in range(count):
        with store.writing() as connection:
            record.append(connection, What.RETURNED, f"filing:{number}", content, now=NOON)


def behind_its_back(store: Store, *statements: str) -> None:
    """Changes the record as somebody would who may do anything with the database."""
    with store.writing() as connection:
        sqlite = connection.dialect.name == "sqlite"
        for act in ("update", "delete") if sqlite else ():
            connection.execute(text(f"DROP TRIGGER keep_record_{act}"))
        if not sqlite:
            connection.execute(text("ALTER TABLE record DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(text(statement))


def test_a_new_database_begins_its_record(store: Store) -> None:
    """The first entry says that nothing is older than the record."""
    with store.reading() as connection:
        first = record.last(connection)
    assert first is not None
    assert (first.number, first.kind) == (1, What.BEGAN)
    assert set(first.content()["before"].values()) == {0}
    assert first.hash == linked(NOTHING, first.digest)


def test_the_chain_holds_for_any_text(store: Store) -> None:
    """Entries with text that databases refuse come back as they were hashed."""
    grow(store, 3, title='鲸落湾\0\ud800\u2028"\\ \x07', list=["a", 1, None, True])
    with store.reading() as connection:
        assert [entry.number for entry in record.entries(connection)] == [1, 2, 3, 4]
        assert prove(connection).faults == ()
        assert record.about(connection, ["filing:1"])[0].content()["at"] == NOON.isoformat()


TAMPERED = {
    "an entry rewritten": ("UPDATE record SET entry = replace(entry, 'x', 'y') WHERE number = 3", "entry 3"),
    "an entry deleted": ("DELETE FROM record WHERE number = 3", "entry 3 is missing"),
    "the first one deleted": ("DELETE FROM record WHERE number = 1", "entry 1 is missing"),
    "another subject": ("UPDATE record SET subject = 'filing:9' WHERE number = 3", "subject is not what was recorded"),
    "no JSON": ("UPDATE record SET entry = '{' WHERE number = 3", "entry 3"),
    "two exchanged": (
        "UPDATE record SET number = CASE number WHEN 3 THEN 14 ELSE 3 END WHERE number IN (3, 4)",
        "entry",
    ),
}


@pytest.mark.parametrize("tampered", TAMPERED)
def test_what_was_changed_behind_its_back_is_named(store: Store, tampered: str) -> None:
    """Every way to rewrite it breaks the chain."""
    grow(store, 5, word="x")
    statement, words = TAMPERED[tampered]
    behind_its_back(store, statement)
    with store.reading() as connection:
        assert any(words in fault for fault in prove(connection).faults)


@pytest.mark.parametrize("statement", ["UPDATE record SET entry = ''", "DELETE FROM record"])
def test_the_database_itself_refuses_to_rewrite(store: Store, statement: str) -> None:
    """A bug of ours cannot change an entry."""
    with pytest.raises((BotError, DBAPIError), match="is kept as it was"), store.writing() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("table", ["diffs", "changes", "reviews"])
def test_verdicts_are_never_rewritten(store: Store, table: str) -> None:
    """The rows that the record tells of are as firm as the record."""
    with store.writing() as connection:
        kept = _triggers(connection)
    assert any(f"keep_{table}" in name for name in kept)


def _triggers(connection: Connection) -> list[str]:
    table = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'"}
    asked = table.get(connection.dialect.name, "SELECT tgname FROM pg_trigger")
    return list(connection.execute(text(asked)).scalars())


def test_many_append_at_once(store: Store) -> None:
    """Writers at the same time make one chain, whoever comes first."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: grow(store, 10), range(4)))
    with store.reading() as connection:
        assert (prove(connection).entries, prove(connection).faults) == (41, ())


def test_a_transaction_that_fails_leaves_no_gap(store: Store) -> None:
    """Numbers are taken from what is there, not counted on."""
    with suppress(ZeroDivisionError), store.writing() as connection:
        record.append(connection, What.RETURNED, "filing:1", {}, now=NOON)
        raise ZeroDivisionError
    grow(store, 1)
    with store.reading() as connection:
        assert prove(connection).entries == 2


def test_canonical_json_is_that_of_rfc_8785() -> None:
    """Keys are sorted, nothing is spaced, and only what must be is escaped."""
    assert canonical({"b": "é\x1f\u2028/", "a": [1, None, True]}) == '{"a":[1,null,true],"b":"é\\u001f\u2028/"}'
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})


def test_an_empty_chain_is_whole() -> None:
    """Nothing is wrong with nothing."""
    assert list(broken([])) == []
