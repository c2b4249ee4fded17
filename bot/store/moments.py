"""Queries on times: the newest that is stored, and waits that no clock but a wrong one can have set."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from bot.store import record
from bot.store.tables import filings, outbox, versions, watches

# Nothing is left alone for longer on purpose: sources and documents rest for six hours (bot/patience.py), and an alert
# for as long as its channel asks, or until the next digest.
_LONGEST = {filings: timedelta(days=2), watches: timedelta(days=2), outbox: timedelta(days=8)}
_MOMENTS = (watches.c.polled, versions.c.fetched, outbox.c.created, outbox.c.told)


def newest(connection: Connection) -> datetime | None:
    """When something was stored last."""
    found = [connection.execute(select(func.max(column))).scalar() for column in _MOMENTS]
    last = record.last(connection)
    found += [datetime.fromisoformat(last.content()["at"])] if last else []
    return max((moment for moment in found if moment is not None), default=None)


def late_waits(connection: Connection, now: datetime) -> int:
    """How many watches, filings and alerts are left alone until long after any wait on purpose would be over."""
    counted = (
        select(func.count()).select_from(table).where(table.c.wait > now + longest)
        for table, longest in _LONGEST.items()
    )
    return sum(connection.execute(one).scalar_one() for one in counted)


def end_late_waits(connection: Connection, now: datetime) -> int:
    """How many such waits were ended: the clock that set them was ahead, and has been put right."""
    ended = (update(table).where(table.c.wait > now + longest).values(wait=None) for table, longest in _LONGEST.items())
    return sum(connection.execute(one).rowcount for one in ended)
