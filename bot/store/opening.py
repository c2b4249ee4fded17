"""Opens the database: its address, the archive that belongs to it, and the migrations it is behind by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError, InterfaceError, InternalError, OperationalError

from bot.errors import ConfigError, OutOfOrderError
from bot.store.dialects import SQLITE, connect, is_missing, only_reading, read_address
from bot.store.migrating import migrate


@dataclass(frozen=True, slots=True)
class Store:
    """A database that `open_database` opened. Reading sees one moment of it and never waits for a writer."""

    database: Engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction that is committed at the end, or rolled back by an exception.

        Raises OutOfOrderError when the database cannot be reached or written: it was rolled back then.
        """
        with in_order(), self.database.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from. Raises OutOfOrderError like `writing`."""
        with in_order(), self.database.connect() as connection:
            yield only_reading(connection)

    @property
    def is_file(self) -> bool:
        """Whether it is a file, which we copy ourselves."""
        return self.database.dialect.name == SQLITE

    @property
    def address(self) -> str:
        """Its address, with the password."""
        return self.database.url.render_as_string(hide_password=False)

    def close(self) -> None:
        """Lets go of the connections."""
        self.database.dispose()


@contextmanager
def in_order() -> Iterator[None]:
    """Tells a database that is out of order from a query that is wrong: the latter is a bug and stays one."""
    try:
        yield
    except (OperationalError, InterfaceError, InternalError) as error:
        raise OutOfOrderError(f"database: {cause_of(error)}") from error


def is_there(written: str) -> bool:
    """Whether there is a database of ours at the address; none is made by asking. Raises ConfigError."""
    address = read_address(written)
    if is_missing(address):
        return False
    database = connect(address)
    try:
        return bool(inspect(database).has_table("filings"))
    except (DatabaseError, InterfaceError) as error:
        raise ConfigError(f"database: {address.render_as_string()}: {cause_of(error)}") from error
    finally:
        database.dispose()


def open_database(written: str, *, archive_is_empty: Callable[[], bool]) -> Engine:
    """The database at the address as it is written, migrated to the newest form.

    Raises ConfigError when it cannot be opened, and when it is empty while the archive is not: then the address is
    wrong or the database is lost, and starting anew would tell everything twice.
    """
    address = read_address(written)
    lost = ConfigError(
        f"database: {address.render_as_string()} is empty, but the archive of originals is not: "
        "set the address of the database that belongs to it, or restore it from a backup"
    )
    # Asked before the file is made: a restore puts its copy only where there is none.
    if is_missing(address) and not archive_is_empty():
        raise lost
    database = connect(address)
    try:
        if not inspect(database).has_table("filings") and not archive_is_empty():
            raise lost
        migrate(database)
    except (DatabaseError, InterfaceError) as error:
        raise ConfigError(f"database: {address.render_as_string()}: {cause_of(error)}") from error
    return database


def cause_of(error: DatabaseError | InterfaceError) -> str:
    """What the database said, in one line."""
    return " ".join(str(error.orig).split())
