"""The query of a person who names a stored version by its number."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.store.filings import get_original
from bot.store.rows import OriginalRow
from bot.store.tables import versions


def find_original(connection: Connection, version: int) -> OriginalRow | None:
    """Which contents that version has, or None when none is stored under this number."""
    known = connection.execute(select(versions.c.id).where(versions.c.id == version, versions.c.cover.is_not(None)))
    return get_original(connection, version) if known.first() else None
