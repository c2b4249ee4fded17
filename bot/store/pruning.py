"""Queries of retention: what is held, and noting on the record what is removed before it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.store import record
from bot.store.filings import read_versions
from bot.store.record import What
from bot.store.reviews import held as held_diffs
from bot.store.rows import UNFINISHED
from bot.store.tables import diffs, filings, versions
from bot.versions import Version


def versions_by_filer(connection: Connection) -> Iterator[tuple[str, list[Version]]]:
    """The versions of each filer that have been read."""
    for filer in connection.execute(select(versions.c.filer).distinct().order_by(versions.c.filer)).scalars().all():
        yield filer, read_versions(connection, filer)


def held(connection: Connection) -> set[int]:
    """The versions that stay whatever their age: of escalated changes, and of filings that are under way."""
    under_way = select(filings.c.version).where(filings.c.stage.in_(UNFINISHED), filings.c.version.is_not(None))
    kept = set(connection.execute(under_way).scalars())
    for row in connection.execute(select(diffs.c.id, diffs.c.old, diffs.c.new).where(diffs.c.id.in_(held_diffs()))):
        kept |= {row.old, row.new, *_notices(connection, row.id)}
    return kept


def compared_since(connection: Connection, moment: datetime) -> set[int]:
    """The versions that a diff made since then rests on."""
    rows = connection.execute(select(diffs.c.id, diffs.c.old, diffs.c.new).where(diffs.c.created >= moment)).all()
    return {number for row in rows for number in (row.old, row.new, *_notices(connection, row.id))}


def only_these(connection: Connection, chosen: Collection[int]) -> dict[str, list[int]]:
    """The originals that no other version has, each with the versions that are chosen."""
    wanted = select(versions.c.sha256).where(versions.c.id.in_(chosen))
    of: dict[str, list[int]] = defaultdict(list)
    for row in connection.execute(select(versions.c.id, versions.c.sha256).where(versions.c.sha256.in_(wanted))):
        of[row.sha256].append(row.id)
    return {sha256: numbers for sha256, numbers in of.items() if set(numbers) <= set(chosen)}


def note_removed(connection: Connection, originals: Mapping[str, Collection[int]], *, now: datetime) -> None:
    """Puts on the record which originals go, and names them removed: what is deleted stays named."""
    for sha256, numbers in sorted(originals.items()):
        for number in sorted(numbers):
            connection.execute(update(versions).where(versions.c.id == number).values(removed=now))
            size = connection.execute(select(versions.c.size).where(versions.c.id == number)).scalar_one()
            said = {"sha256": sha256, "size": size}
            record.append(connection, What.REMOVED, f"version:{number}", said, now=now)


def _notices(connection: Connection, diff: int) -> list[int]:
    return [number for entry in record.about(connection, [f"diff:{diff}"]) for number in entry.content()["notices"]]
