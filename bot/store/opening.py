"""Opens the database: its address, the archive that belongs to it, and the migrations it is behind by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError, InterfaceError, InternalError, OperationalError

from bot.errors import ConfigError, DamagedError, OutOfOrderError
from bot.store.dialects import SQLITE, connect, is_missing, only_reading, read_address
from bot.store.migrating import migrate

_DAMAGED = "it is damaged: stop, look with filingwatch doctor, and restore a backup into another folder"
# SQLITE_CORRUPT and SQLITE_NOTADB (https://sqlite.org/rescode.html), data and index corrupted of PostgreSQL.
_DAMAGE = {11, 26, "XX001", "XX002"}


@dataclass(frozen=True, slots=True)
class Store:
    """A database that `open_database` opened. Reading sees one moment of it and never waits for a writer."""

    database: Engine
    # Called when damage is met; from then on nothing more is written: it would go into what is left.
    stop: Callable[[], None] = lambda: None
    _damage: list[str] = field(default_factory=list, repr=False, compare=False)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction that is committed at the end, or rolled back by an exception.

        Raises OutOfOrderError when the database cannot be reached or written: it was rolled back then.
        """
        self.refuse_damage()
        with self._noting(), in_order(), self.database.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from. Raises OutOfOrderError like `writing`."""
        with self._noting(), in_order(), self.database.connect() as connection:
            yield only_reading(connection)

    def refuse_damage(self) -> None:
        """Raises DamagedError where damage was met, in this process."""
        if self._damage:
            raise DamagedError(self._damage[0])

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
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except DamagedError as error:
            self._damage.append(str(error))
            self.stop()
            raise


@contextmanager
def in_order() -> Iterator[None]:
    """Tells a database that is out of order from a query that is wrong: the latter is a bug and stays one."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        if is_damage(error):
            raise DamagedError(f"database: {cause_of(error)}; {_DAMAGED}") from error
        if isinstance(error, OperationalError | InterfaceError | InternalError):
            raise OutOfOrderError(f"database: {cause_of(error)}") from error
        raise


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
        advice = f"; {_DAMAGED}" if is_damage(error) else ""
        raise ConfigError(f"database: {address.render_as_string()}: {cause_of(error)}{advice}") from error
    return database


def is_damage(error: DatabaseError | InterfaceError) -> bool:
    """Whether the database says that it is damaged, or is none."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return (code & 0xFF if code is not None else getattr(error.orig, "sqlstate", None)) in _DAMAGE


def cause_of(error: DatabaseError | InterfaceError) -> str:
    """What the database said, in one line."""
    return " ".join(str(error.orig).split())
