"""Opens the database: its address, what each connection is told, and the migrations it is behind by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from bot.errors import ConfigError, OutOfOrderError
from bot.store.migrating import migrate

# WAL lets people read while the bot writes; FULL keeps a commit through a power cut; the timeout is in milliseconds.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON")


@dataclass(frozen=True, slots=True)
class Store:
    """A database that `open_database` opened. Reading sees one moment of it and never waits for a writer."""

    database: Engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction that is committed at the end, or rolled back by an exception.

        Raises OutOfOrderError when the database cannot be reached or written: it was rolled back then.
        """
        with _in_order(), self.database.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from. Raises OutOfOrderError like `writing`."""
        with _in_order(), self.database.connect() as connection:
            yield connection.execution_options(only_reading=True)

    def close(self) -> None:
        """Lets go of the connections."""
        self.database.dispose()


@contextmanager
def _in_order() -> Iterator[None]:
    """Tells a database that is out of order from a query that is wrong: the latter is a bug and stays one."""
    try:
        yield
    except OperationalError as error:
        raise OutOfOrderError(f"database: {error.orig}") from error


def open_database(written: str, *, archive_is_empty: Callable[[], bool]) -> Engine:
    """The database at the address as it is written, migrated to the newest form.

    Raises ConfigError when it cannot be opened, and when it is empty while the archive is not: then the address is
    wrong or the database is lost, and starting anew would tell everything twice.
    """
    address = _address(written)
    _make_room(address)
    database = create_engine(address)
    if database.dialect.name == "sqlite":
        event.listen(database, "connect", _prepare)
        event.listen(database, "begin", _begin)
    try:
        empty = not inspect(database).has_table("filings")
        if empty and not archive_is_empty():
            raise ConfigError(
                f"database: {address.render_as_string()} is empty, but the archive of originals is not: "
                "set the address of the database that belongs to it, or restore it from a backup"
            )
        migrate(database)
    except DatabaseError as error:
        raise ConfigError(f"database: {address.render_as_string()}: {error.orig}") from error
    return database


def _address(written: str) -> URL:
    try:
        return make_url(written)
    except ArgumentError:
        raise ConfigError("database: is not the address of a database, as sqlite:////path/to/file.db") from None


def _make_room(address: URL) -> None:
    if address.get_backend_name() != "sqlite" or not address.database:
        return
    folder = Path(address.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"folder: {folder}: {(error.strerror or str(error)).lower()}") from error


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
