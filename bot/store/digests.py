"""Queries on digests: what waits for one, which was made last, and what it tells. Each is made once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, func, select, update

from bot.routing import Destination
from bot.store import dialects
from bot.store.rows import DigestRow, GatheredRow, State
from bot.store.tables import diffs, digests, filings, gathered, outbox


def gather(
    connection: Connection, place: Destination, diff: int, *, zone: str, twin: int | None, now: datetime
) -> None:
    """Keeps a diff for the next digest of its destination."""
    filing = select(diffs.c.filing).where(diffs.c.id == diff).scalar_subquery()
    row = {"channel": place.channel, "zone": zone, "filing": filing, "diff": diff, "muted": place.muted, "twin": twin}
    connection.execute(gathered.insert().values(**row, created=now))


def find_twin(connection: Connection, channel: str, diff: int) -> int | None:
    """An earlier diff of the same filer with the same changes that the channel has been told of at once, or None."""
    mine, other, about = diffs.alias("mine"), diffs.alias("other"), filings.alias()
    of_filer = select(filings.c.filer).where(filings.c.id == mine.c.filing).scalar_subquery()
    joined = mine.join(other, (other.c.print == mine.c.print) & (other.c.id < mine.c.id))
    joined = joined.join(about, about.c.id == other.c.filing)
    told = exists().where(outbox.c.diff == other.c.id, outbox.c.channel == channel)
    chosen = select(func.min(other.c.id)).select_from(joined)
    return connection.execute(chosen.where(mine.c.id == diff, about.c.filer == of_filer, told)).scalar()


def last_slot(connection: Connection, channel: str, zone: str) -> datetime | None:
    """When the last digest of a channel was due, or None before the first."""
    of_it = digests.c.channel == channel, digests.c.zone == zone
    return connection.execute(select(digests.c.slot).where(*of_it).order_by(digests.c.slot.desc()).limit(1)).scalar()


def make_digest(
    connection: Connection,
    channel: str,
    zone: str,
    *,
    slot: datetime,
    since: datetime | None,
    checked: dict[str, Any],
    now: datetime,
) -> bool:
    """Whether the digest was not there yet: then it holds all that waited for it, and an alert tells of it.

    The very first one only says from when on is gathered, and nobody is told.
    """
    row = {"channel": channel, "zone": zone, "slot": slot, "since": since, "checked": checked}
    added = dialects.insert(connection)(digests).values(row).on_conflict_do_nothing().returning(digests.c.id)
    number = connection.execute(added).scalar()
    if number is None:
        return False
    if since is None:
        return True
    waits = gathered.c.channel == channel, gathered.c.zone == zone, gathered.c.digest.is_(None)
    connection.execute(update(gathered).where(*waits).values(digest=number))
    alert = {"key": f"{channel}:digest:{number}", "channel": channel, "digest": number}
    connection.execute(outbox.insert().values(**alert, state=State.PENDING, created=now))
    return True


def get_digest(connection: Connection, number: int) -> DigestRow:
    """One digest with what it tells, oldest first."""
    row = connection.execute(select(digests).where(digests.c.id == number)).one()
    return DigestRow(**row._asdict(), gathered=tuple(_gathered(connection, number)))


def _gathered(connection: Connection, number: int) -> Sequence[GatheredRow]:
    chosen = select(gathered.c.diff, gathered.c.muted, gathered.c.twin).where(gathered.c.digest == number)
    return [GatheredRow(**row._asdict()) for row in connection.execute(chosen.order_by(gathered.c.id))]
