"""The database is opened safely, and brought to the newest form."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text

from bench.crashing.databases import Databases
from bot.errors import ConfigError, OutOfOrderError
from bot.store import Store, open_database
from bot.store.migrating import HEAD, migrations
from bot.store.tables import metadata, watches

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)


def opened(database: str) -> Store:
    """A store at the address."""
    return Store(open_database(database, archive_is_empty=lambda: True))


def test_migrations_make_the_tables(database: str) -> None:
    """After the migrations the database is what the tables say, and the newest one is the one we know."""
    store = opened(database)
    with store.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert ScriptDirectory.from_config(migrations(connection)).get_current_head() == HEAD


def test_opening_again_changes_nothing(database: str) -> None:
    """A database at the newest form is opened as it is."""
    store = opened(database)
    with store.writing() as connection:
        connection.execute(insert(watches).values(name="w", settings={}, first_seen=NOON))
    store.close()
    with opened(database).reading() as connection:
        assert connection.execute(select(watches.c.first_seen)).scalar() == NOON


def test_each_connection_to_sqlite_is_told_how_to_be_safe(tmp_path: Path) -> None:
    """Write-ahead log, full synchronisation, foreign keys."""
    with opened(f"sqlite:///{tmp_path / 'test.db'}").reading() as connection:
        told = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert told == ["wal", 2, 1]


def test_reading_sees_one_moment_and_waits_for_nobody(database: str) -> None:
    """A reader goes on while a writer holds the database, and does not see what it has not committed."""
    store = opened(database)
    with store.writing() as writer, store.reading() as reader:
        writer.execute(insert(watches).values(name="w", settings={}, first_seen=NOON))
        assert reader.execute(select(watches.c.name)).all() == []


def test_a_time_without_a_zone_is_refused(database: str) -> None:
    """Every stored time says its zone."""
    with pytest.raises(Exception, match="zone"), opened(database).writing() as connection:
        connection.execute(insert(watches).values(name="w", settings={}, first_seen=NOON.replace(tzinfo=None)))


def test_an_empty_database_over_a_full_archive_is_refused(database: str) -> None:
    """A lost or mistaken database does not start anew: it would tell everything twice."""
    with pytest.raises(ConfigError, match="archive of originals is not"):
        open_database(database, archive_is_empty=lambda: False)


@pytest.mark.parametrize(
    "written",
    [
        "not an address",
        "mysql://somebody@somewhere/db",
        "sqlite:////dev/null/x.db",
        "sqlite:////proc/none.db",
        "postgresql://somebody:secret@/none?host=/nowhere",
    ],
)
def test_a_database_that_cannot_be_opened_is_named(written: str) -> None:
    """A wrong address is one clear line without its password."""
    with pytest.raises(ConfigError) as refused:
        open_database(written, archive_is_empty=lambda: True)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """A damaged database is refused, not overwritten."""
    (tmp_path / "test.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(ConfigError, match=r"test\.db"):
        opened(f"sqlite:///{tmp_path / 'test.db'}")


def test_a_database_of_a_newer_program_is_refused(database: str) -> None:
    """Migrations go forward only."""
    store = opened(database)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigError, match="newer"):
        opened(database)


def test_several_may_open_a_new_database_at_once(database: str) -> None:
    """Each waits until the one that makes the tables is done."""
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(opened, [database] * 4))
    with stores[0].reading() as connection:
        assert connection.execute(select(watches.c.name)).all() == []
    for store in stores:
        store.close()


def test_reading_cannot_write_on_postgresql(postgresql: Databases) -> None:
    """There the server itself refuses it; SQLite knows no such promise."""
    store = opened(postgresql.make())
    with pytest.raises(OutOfOrderError, match="read-only"), store.reading() as connection:
        connection.execute(insert(watches).values(name="w", settings={}, first_seen=NOON))


def test_a_server_that_goes_away_is_out_of_order_and_asked_anew(postgresql: Databases) -> None:
    """What it was asked meanwhile is rolled back and told as such; a dead connection in reserve is replaced."""
    database = postgresql.make()
    store, other = opened(database), opened(database)
    for _ in range(2):
        with pytest.raises(OutOfOrderError, match="terminat"):
            _write_while_sessions_end(store, other)
    with store.reading() as connection:
        assert connection.execute(select(watches.c.name)).all() == []
    _end_sessions(other)
    with store.reading() as connection:
        assert connection.execute(select(watches.c.name)).all() == []


def _write_while_sessions_end(store: Store, other: Store) -> None:
    with store.writing() as connection:
        connection.execute(insert(watches).values(name="w", settings={}, first_seen=NOON))
        _end_sessions(other)
        connection.execute(select(watches.c.name))


def _end_sessions(store: Store) -> None:
    """Ends every other session on the same database, as a server does that stops."""
    others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with store.writing() as connection:
        for (number,) in connection.execute(text(others)).all():
            connection.execute(text("SELECT pg_terminate_backend(:number, 5000)"), {"number": number})


def test_text_that_databases_refuse_is_stored_without_it(database: str) -> None:
    """NUL and halves of characters become the sign for what cannot be shown, and are found under it."""
    store = opened(database)
    with store.writing() as connection:
        connection.execute(insert(watches).values(name="a\0b\ud800", settings={"x": "\0"}, first_seen=NOON))
        found = connection.execute(select(watches.c.name).where(watches.c.name == "a\0b\ud800")).scalar()
    assert found == "a\ufffdb?"
