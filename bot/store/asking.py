"""Queries behind what people ask: which filers are known, and whether a pair has been compared already."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.asking.naming import Known
from bot.store.tables import diffs, filers, versions


def known_filers(connection: Connection) -> list[Known]:
    """Everybody of whom a version has been read: as their source lists them, and as covers name them beside it."""
    chosen = select(filers.c.id, filers.c.code, filers.c.name, versions.c.cover).join_from(filers, versions)
    found: dict[tuple[str, str], Known] = {}
    for row in connection.execute(chosen.where(versions.c.cover.is_not(None))):
        found.setdefault((row.id, ""), Known(id=row.id, code=row.code, name=row.name))
        code, name = (row.cover.get(key) or "" for key in ("code", "filer"))
        if (code and code != row.code) or (name and name != row.name):
            found.setdefault((row.id, code or name), Known(id=row.id, code=code, name=name, cover=code or name))
    return list(found.values())


def diff_between(connection: Connection, old: int, new: int) -> int | None:
    """The last stored diff of these two versions, or None."""
    chosen = select(diffs.c.id).where(diffs.c.old == old, diffs.c.new == new).order_by(diffs.c.id.desc())
    return connection.execute(chosen.limit(1)).scalar()
