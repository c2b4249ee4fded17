"""The database is opened safely, and brought to the newest form."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, select, text

from bot.errors import ConfigError
from bot.store import Store, open_database
from bot.store.migrating import HEAD, migrations
from bot.store.tables import metadata, watches

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)


def address(folder: Path) -> str:
    """The address of a database file in the folder."""
    return f"sqlite:///{folder / 'test.db'}"


def opened(folder: Path) -> Store:
    """A store in the folder."""
    return Store(open_database(address(folder), archive_is_empty=lambda: True))


def test_migrations_make_the_tables(tmp_path: Path) -> None:
    """After the migrations the database is what the tables say, and the newest one is the one we know."""
    store = opened(tmp_path)
    with store.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert ScriptDirectory.from_config(migrations(connection)).get_current_head() == HEAD


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    """A database at the newest form is opened as it is."""
    store = opened(tmp_path)
    with store.writing() as connection:
        connection.execute(insert(watches).values(name="w", settings={}, first_seen=NOON))
    store.close()
    with opened(tmp_path).reading() as connection:
        assert connection.execute(select(watches.c.first_seen)).scalar() == NOON


def test_each_connection_is_told_how_to_be_safe(tmp_path: Path) -> None:
    """Write-ahead log, full synchronisation, foreign keys."""
    with opened(tmp_path).reading() as connection:
        told = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert told == ["wal", 2, 1]


def test_reading_sees_one_moment_and_waits_for_nobody(tmp_path: Path) -> None:
    """A reader goes on while a writer holds the database, and does not see what it has not committed."""
    store = opened(tmp_path)
    with store.writing() as writer, store.reading() as reader:
        writer.execute(insert(watches).values(name="w", settings={}, first_seen=NOON))
        assert reader.execute(select(watches.c.name)).all() == []


def test_a_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    """Every stored time says its zone."""
    with pytest.raises(Exception, match="zone"), opened(tmp_path).writing() as connection:
        connection.execute(insert(watches).values(name="w", settings={}, first_seen=NOON.replace(tzinfo=None)))


def test_an_empty_database_over_a_full_archive_is_refused(tmp_path: Path) -> None:
    """A lost or mistaken database does not start anew: it would tell everything twice."""
    with pytest.raises(ConfigError, match="archive of originals is not"):
        open_database(address(tmp_path), archive_is_empty=lambda: False)


@pytest.mark.parametrize("written", ["not an address", "sqlite:////dev/null/x.db", "sqlite:////proc/none.db"])
def test_a_database_that_cannot_be_opened_is_named(written: str) -> None:
    """A wrong address is one clear line."""
    with pytest.raises(ConfigError):
        open_database(written, archive_is_empty=lambda: True)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """A damaged database is refused, not overwritten."""
    (tmp_path / "test.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(ConfigError, match=r"test\.db"):
        opened(tmp_path)


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    """Migrations go forward only."""
    opened(tmp_path).close()
    with create_engine(address(tmp_path)).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigError, match="newer"):
        opened(tmp_path)


def test_the_tables_are_those_of_postgresql_too() -> None:
    """Every type has a form in PostgreSQL."""
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in metadata.sorted_tables]
    assert any("TIMESTAMP WITH TIME ZONE" in table for table in made)
