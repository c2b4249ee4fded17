"""Queries on older filings of a watch that somebody asked for: from which day on, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.store.polls import record_filings
from bot.store.tables import watches
from watchers.filing import Poll


def ask_span(connection: Connection, watch: str, since: datetime) -> bool:
    """Whether the watch is known; then whoever leads fetches what was published from that day on."""
    asked = update(watches).where(watches.c.name == watch).values(since=since)
    return connection.execute(asked).rowcount == 1


def asked_span(connection: Connection, watch: str) -> datetime | None:
    """From which day on older filings of a watch are to be fetched, or None."""
    return connection.execute(select(watches.c.since).where(watches.c.name == watch)).scalar()


def record_span(connection: Connection, watch: str, poll: Poll, *, now: datetime) -> int:
    """How many filings of a span are new. They are silent, and where the watch goes on stays as it is."""
    new = record_filings(connection, watch, poll.filings, silent=lambda _: True, now=now)
    connection.execute(update(watches).where(watches.c.name == watch).values(since=None))
    return new
