"""Looks at a database as it is: nothing is made, migrated or written, whatever state it is in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, inspect, select, text
from sqlalchemy.exc import DatabaseError, InterfaceError

from bot.errors import OutOfOrderError
from bot.store.dialects import SQLITE, connect, only_reading, read_address
from bot.store.migrating import HEAD
from bot.store.opening import cause_of
from bot.store.tables import metadata, versions

# What is looked through, for those who have no database of their own.
__all__ = ["Connection", "damage", "form_of", "is_current", "is_newer", "looked_at", "originals"]

# Nobody reads more faults of one database than this.
_MOST = 10


@contextmanager
def looked_at(written: str) -> Iterator[Connection | None]:
    """A connection to read from, at the address as it is written; None where there is no database yet.

    Raises ConfigError for an address that is none, OutOfOrderError when the database cannot be read.
    """
    address = read_address(written)
    if address.get_backend_name() != SQLITE:
        database = connect(address)
    elif address.database is None or not Path(address.database).exists():
        yield None
        return
    else:
        # The pragmas of an ordinary start would write into the file.
        place = Path(address.database).absolute().as_uri()
        database = create_engine(f"sqlite:///{place}?mode=ro&uri=true")
    try:
        with database.connect() as connection:
            yield only_reading(connection)
    except (DatabaseError, InterfaceError) as error:
        raise OutOfOrderError(f"database: {address.render_as_string()}: {cause_of(error)}") from error
    finally:
        database.dispose()


def form_of(connection: Connection) -> str | None:
    """Which migration the database stands at; None where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def is_current(form: str | None) -> bool:
    """Whether the program can work with it as it is."""
    return form == HEAD


def is_newer(form: str) -> bool:
    """Whether a newer program has made it."""
    return form > HEAD


def damage(connection: Connection) -> list[str]:
    """What is wrong with the database as a file, in its own words. PostgreSQL says it when its tables are read."""
    if connection.dialect.name == SQLITE:
        asked = (f"PRAGMA integrity_check({_MOST})", "PRAGMA foreign_key_check")
        rows = [tuple(row) for one in asked for row in connection.execute(text(one)).all()]
        return [" ".join(map(str, row)) for row in rows if row != ("ok",)][:_MOST]
    for table in metadata.sorted_tables:
        connection.execute(select(func.count()).select_from(table)).scalar_one()
    return []


def is_whole(connection: Connection) -> str:
    """Nothing, or the first thing that is wrong with the file of a SQLite database, indexes left out."""
    if connection.dialect.name != SQLITE:
        return ""
    said = str(connection.execute(text("PRAGMA quick_check(1)")).scalar())
    return "" if said == "ok" else " ".join(said.split())


def originals(connection: Connection) -> dict[str, int]:
    """The hash and size of every original that the database knows and that has not been removed."""
    chosen = select(versions.c.sha256, func.max(versions.c.size)).where(versions.c.removed.is_(None))
    return {row[0]: row[1] for row in connection.execute(chosen.group_by(versions.c.sha256))}
