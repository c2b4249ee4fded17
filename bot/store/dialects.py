"""Where SQLite and PostgreSQL differ: how each is opened, how a transaction begins, and the statements of each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import ConfigError

SQLITE, POSTGRESQL = "sqlite", "postgresql"
# WAL lets people read while the bot writes; FULL keeps a commit through a power cut; the timeout is in milliseconds.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON")
# A machine that vanished is noticed within half a minute rather than the two hours of the kernel's default: seconds,
# but for the last, which is in milliseconds (libpq, "Parameter Key Words").
_KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}
# Any number that no other program on the same database is likely to lock on.
_MIGRATING = 0x66696C696E67
_EXTENDING = 0x7265636F7264


def read_address(written: str) -> URL:
    """The address of a database as it is written. Raises ConfigError when it is none, or one we do not speak to."""
    try:
        address = make_url(written)
    except ArgumentError:
        words = "is not the address of a database, as sqlite:////path/to/file.db or postgresql://user@host/name"
        raise ConfigError(f"database: {words}") from None
    name = address.get_backend_name()
    if name == SQLITE:
        return address
    if name != POSTGRESQL:
        raise ConfigError(f"database: {name} is not known; it begins with sqlite:// or postgresql://")
    if find_spec("psycopg") is None:
        raise ConfigError("database: PostgreSQL needs the extra cluster: pip install 'filingwatch[cluster]'")
    return address.set(drivername="postgresql+psycopg")


def for_libpq(written: str) -> str | None:
    """The address as libpq takes it, with its password; None for a database that is not PostgreSQL."""
    address = read_address(written)
    if address.get_backend_name() != POSTGRESQL:
        return None
    return address.set(drivername="postgresql").render_as_string(hide_password=False)


def is_missing(address: URL) -> bool:
    """Whether the address is that of a file which is not there."""
    named = address.get_backend_name() == SQLITE and address.database
    return bool(named) and not Path(str(address.database)).exists()


def connect(address: URL) -> Engine:
    """The database at the address, not asked for anything yet. Raises ConfigError where there can be none."""
    return _OPENERS[address.get_backend_name()](address)


def only_reading(connection: Connection) -> Connection:
    """The connection, which from here on sees one moment of the database and writes nothing."""
    if connection.dialect.name == SQLITE:
        return connection.execution_options(only_reading=True)
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def insert(connection: Connection) -> Any:
    """INSERT that knows ON CONFLICT, in the words of this database; those of the others are not loaded."""
    return import_module(f"sqlalchemy.dialects.{connection.dialect.name}").insert


def migrate_alone(connection: Connection) -> None:
    """Waits until nobody else migrates, to the end of the transaction; in SQLite there is one writer anyway."""
    if connection.dialect.name == POSTGRESQL:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})


def extend_alone(connection: Connection) -> None:
    """Waits until nobody else appends to the record, to the end of the transaction; SQLite has one writer anyway."""
    if connection.dialect.name == POSTGRESQL:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _EXTENDING})


def _open_sqlite(address: URL) -> Engine:
    if address.database:
        folder = Path(address.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"folder: {folder}: {(error.strerror or str(error)).lower()}") from error
    database = create_engine(address)
    event.listen(database, "connect", _prepare)
    event.listen(database, "begin", _begin)
    return database


def _open_postgresql(address: URL) -> Engine:
    # A connection that a restarted server has closed is found out before it is used, and replaced.
    told = {"connect_timeout": 10, "application_name": "filingwatch", **_KEEPALIVE}
    return create_engine(address, pool_pre_ping=True, connect_args=told)


def _prepare(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would begin them deferred.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once when another one writes: busy_timeout does not
    # cover that. Measured: 900 of 1,200 fail deferred, none immediate.
    reading = connection.get_execution_options().get("only_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


_OPENERS: dict[str, Callable[[URL], Engine]] = {SQLITE: _open_sqlite, POSTGRESQL: _open_postgresql}
