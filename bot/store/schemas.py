"""A room of its own in PostgreSQL for what is no memory: it is made anew when a newer program brings another form."""

from __future__ import annotations

from sqlalchemy import text

from bot.errors import ConfigError
from bot.store.dialects import migrate_alone
from bot.store.opening import Store


def renew(store: Store, name: str, form: str, version: tuple[int, ...]) -> None:
    """Sees to it that the schema `name` has the tables that the statements of `form` make.

    Nothing in it outlives a change of version. Raises ConfigError when a newer program has made it.
    """
    with store.writing() as connection:
        migrate_alone(connection)
        found = connection.execute(text("SELECT obj_description(to_regnamespace(:name))"), {"name": name}).scalar()
        made = tuple(int(part) for part in found.split(".")) if found else ()
        if made == version:
            return
        if made > version:
            raise ConfigError(f"database: the schema {name} was made by a newer filingwatch; update this one")
        connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {name}"))
        connection.execute(text(f"SET LOCAL search_path = {name}"))
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(form)
        connection.execute(text(f"COMMENT ON SCHEMA {name} IS '{'.'.join(map(str, version))}'"))
