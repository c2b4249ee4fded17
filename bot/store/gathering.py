"""Everything that is stored about one diff: its bytes, the filings of both sides, what was told, and the record."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.keeping.chaining import NOTHING, Entry
from bot.store import record
from bot.store.record import What
from bot.store.reviews import reviews_of
from bot.store.rows import ReviewRow
from bot.store.tables import changes, deliveries, diffs, filers, filings, outbox, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the versions a diff rests on: `part` is old, new or notice. `removed` is when its original was removed."""

    part: str
    version: int
    sha256: str
    media_type: str
    removed: datetime | None
    filings: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The record from the first entry about a diff to the last one: those entries, and the digest of every one."""

    before: str
    first: int
    digests: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that is stored about one diff; `body` is its JSON as it was stored, `chain` None where it is on no record."""

    diff: int
    body: bytes
    sides: tuple[Side, ...]
    alerts: tuple[dict[str, Any], ...]
    reviews: tuple[ReviewRow, ...]
    chain: Chain | None


def diffs_with(connection: Connection, change: str) -> list[int]:
    """The diffs that hold a change of this id, oldest first."""
    chosen = select(changes.c.diff).where(changes.c.change == change).order_by(changes.c.diff)
    return list(connection.execute(chosen).scalars())


def gather(connection: Connection, diff: int) -> Gathered | None:
    """What is stored about a diff, or None where there is none of that number."""
    row = connection.execute(select(diffs.c.old, diffs.c.new, diffs.c.body).where(diffs.c.id == diff)).first()
    if row is None:
        return None
    made = record.about(connection, [f"diff:{diff}"])
    notices = made[0].content()["notices"] if made else []
    parts = [("old", row.old), ("new", row.new), *(("notice", number) for number in notices)]
    sides = tuple(_side(connection, part, number) for part, number in parts)
    alerts, decided = _alerts(connection, diff), tuple(reviews_of(connection, diff))
    subjects = [f"diff:{diff}", *(f"alert:{alert['id']}" for alert in alerts), *(f"review:{one.id}" for one in decided)]
    subjects += [f"filing:{filing['id']}" for side in sides for filing in side.filings]
    subjects += [f"version:{side.version}" for side in sides]
    chain = _chain(connection, subjects)
    return Gathered(diff=diff, body=zlib.decompress(row.body), sides=sides, alerts=alerts, reviews=decided, chain=chain)


def _side(connection: Connection, part: str, number: int) -> Side:
    kept = connection.execute(select(versions).where(versions.c.id == number)).one()
    joined = filings.join(filers, filers.c.id == filings.c.filer)
    names = ("id", "source", "source_id", "source_version", "title", "address", "published", "first_seen", "filer")
    columns = (*(filings.c[name] for name in names), filers.c.name.label("filer_name"))
    chosen = select(*columns).select_from(joined).where(filings.c.version == number).order_by(filings.c.id)
    found = tuple({**row._asdict(), "fetched": kept.fetched} for row in connection.execute(chosen))
    return Side(
        part=part,
        version=number,
        sha256=kept.sha256,
        media_type=kept.media_type,
        removed=kept.removed,
        filings=found,
    )


def _alerts(connection: Connection, diff: int) -> tuple[dict[str, Any], ...]:
    names = ("id", "key", "channel", "state", "created", "told")
    chosen = select(*(outbox.c[name] for name in names)).where(outbox.c.diff == diff).order_by(outbox.c.id)
    return tuple({**row._asdict(), "deliveries": _deliveries(connection, row.id)} for row in connection.execute(chosen))


def _deliveries(connection: Connection, alert: int) -> list[dict[str, Any]]:
    names = ("id", "started", "ended", "outcome", "receipt", "message")
    chosen = select(*(deliveries.c[name] for name in names)).where(deliveries.c.outbox == alert)
    rows = (row._asdict() for row in connection.execute(chosen.order_by(deliveries.c.id)))
    return [{**row, "message": _message(row["message"])} for row in rows]


def _message(stored: bytes | None) -> str | None:
    return None if stored is None else zlib.decompress(stored).decode()


def _chain(connection: Connection, subjects: Collection[str]) -> Chain | None:
    about = record.about(connection, subjects)
    if not any(entry.kind == What.DIFF for entry in about):
        return None
    first, last = about[0].number, about[-1].number
    before = next((entry.hash for entry in record.entries(connection, first - 1, first - 1)), NOTHING)
    digests = tuple(entry.digest for entry in record.entries(connection, first, last))
    return Chain(before=before, first=first, digests=digests, entries=tuple(about))
