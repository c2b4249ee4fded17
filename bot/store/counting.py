"""Queries that count what there is, for whoever looks after the program. Looking writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from bot.store.rows import UNFINISHED, State
from bot.store.tables import changes, diffs, filings, gathered, outages, outbox, versions

# What is still to be told.
_UNSENT = (State.PENDING, State.SENDING, State.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How much there is of what. Moments are those of the oldest of its kind, None where there is none."""

    filings: dict[str, int]
    waiting_since: datetime | None
    alerts: dict[tuple[str, str], int]
    unsent_since: datetime | None
    gathered: int
    outages: int
    versions: int
    diffs: int
    changes: dict[str, int]
    ledger: int


def counted(connection: Connection) -> Counted:
    """Everything that is counted, as it is at one moment."""
    unfinished, unsent = filings.c.stage.in_(UNFINISHED), outbox.c.state.in_(_UNSENT)
    by_alert = select(outbox.c.channel, outbox.c.state, func.count()).group_by(outbox.c.channel, outbox.c.state)
    return Counted(
        filings=_by(connection, filings.c.stage),
        waiting_since=connection.execute(select(func.min(filings.c.first_seen)).where(unfinished)).scalar(),
        alerts={(row[0], row[1]): row[2] for row in connection.execute(by_alert)},
        unsent_since=connection.execute(select(func.min(outbox.c.created)).where(unsent)).scalar(),
        gathered=_count(connection, gathered, gathered.c.digest.is_(None)),
        outages=_count(connection, outages, outages.c.ended.is_(None)),
        versions=_count(connection, versions),
        diffs=_count(connection, diffs),
        changes=_by(connection, changes.c.severity),
        # What versions say of it: counting a ledger of millions would take longer than everything else.
        ledger=int(connection.execute(select(func.sum(versions.c.stated))).scalar() or 0),
    )


def _by(connection: Connection, column: ColumnElement[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(select(column, func.count()).group_by(column))}


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
