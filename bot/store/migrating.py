"""Brings a database to the newest form, forward only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from bot.clocks import Clock
from bot.errors import ConfigError
from bot.store import record
from bot.store.dialects import migrate_alone

if TYPE_CHECKING:
    from alembic.config import Config

# The newest migration. A test holds it against the folder; it is here so that an ordinary start need not load Alembic.
HEAD = "0010"


def migrate(database: Engine) -> None:
    """Runs the migrations that are missing. Raises ConfigError for a database of a newer program."""
    if stands_at(database) == HEAD:
        return
    # Loaded only when there is something to do: it takes as long as everything else in an ordinary start.
    from alembic import command
    from alembic.util import CommandError

    try:
        with database.begin() as connection:
            migrate_alone(connection)
            command.upgrade(migrations(connection), "head")
            record.begin(connection, now=Clock().now())
    except CommandError as error:
        raise ConfigError(f"database: was made by a newer filingwatch: {error}") from error


def migrations(connection: Connection) -> Config:
    """What Alembic needs to find our migrations and run them on `connection`."""
    from alembic.config import Config

    found = Config()
    found.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    found.attributes["connection"] = connection
    return found


def stands_at(database: Engine) -> str | None:
    """The migration that a database stands at, or None where there was none."""
    with database.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
