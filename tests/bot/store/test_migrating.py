"""Migrations keep what is stored: from the first form on, on both kinds of database, with rows in every table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, insert, select
from sqlalchemy.types import JSON, Boolean, DateTime, Integer, LargeBinary

from bot.store.dialects import connect, read_address
from bot.store.migrating import migrate, migrations

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)


def revisions() -> list[str]:
    """Every form the database has had, oldest first."""
    scripts = ScriptDirectory.from_config(migrations(None))  # type: ignore[arg-type]  # listing connects to nothing
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def upgrade(engine: Engine, revision: str) -> None:
    """Brings the database to the form of a program of that time."""
    with engine.begin() as connection:
        command.upgrade(migrations(connection), revision)


def fill(engine: Engine) -> dict[str, dict[str, Any]]:
    """One row in every table that the database has now, every column set; those rows by table."""
    tables = MetaData()
    tables.reflect(engine)
    tables.remove(tables.tables["alembic_version"])
    rows = {table.name: {column.name: _value(column) for column in table.c} for table in tables.sorted_tables}
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            connection.execute(insert(table), rows[table.name])
    return rows


def _value(column: Any) -> Any:
    """A value that fits the column and every reference to it: rows and names are all number one."""
    kinds = {Boolean: True, DateTime: NOON, LargeBinary: b"\x00\xff", JSON: {"a": ["b", 1]}, Integer: 1}
    return next((value for kind, value in kinds.items() if isinstance(column.type, kind)), "鲸落湾")


def stored(engine: Engine, tables: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the database holds now in those columns of those tables."""
    now = MetaData()
    now.reflect(engine)
    with engine.connect() as connection:
        rows = {name: connection.execute(select(now.tables[name])).mappings().one() for name in tables}
    return {name: {column: _aware(rows[name][column]) for column in row} for name, row in tables.items()}


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


@pytest.mark.parametrize("revision", revisions())
def test_a_database_of_any_program_keeps_its_rows(database: str, revision: str) -> None:
    """Made and filled by a program of that time, it has the same rows when today's program has opened it."""
    engine = connect(read_address(database))
    upgrade(engine, revision)
    before = fill(engine)
    assert len(before) > 10
    migrate(engine)
    assert stored(engine, before) == before
    engine.dispose()
