"""The record: what was known, compared, told and decided, and when. It only grows, and every entry is chained.

Whoever stores something worth proving appends an entry in the same transaction, as the last thing in it: on PostgreSQL
the others wait for the end of the chain until that transaction ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, select

from bot.keeping.chaining import Entry, following
from bot.store.dialects import extend_alone
from bot.store.tables import diffs, filings, outbox, record, reviews


class What(StrEnum):
    """What an entry is about. Each has a subject: the name and number of a row."""

    BEGAN = "began"
    FILING = "filing"
    RETURNED = "returned"
    ASIDE = "aside"
    DIFF = "diff"
    ALERT = "alert"
    REVIEW = "review"
    REMOVED = "removed"
    RESTORED = "restored"


# The rows that were there before the record: the greatest number of each table.
_BEFORE = {What.FILING: filings, What.DIFF: diffs, What.ALERT: outbox, What.REVIEW: reviews}


def append(connection: Connection, what: What, subject: str, content: Mapping[str, Any], *, now: datetime) -> int:
    """The number of the new entry, which says `content`: text, whole numbers, true, false, null, and of these."""
    extend_alone(connection)
    said = {**content, "at": now.isoformat()}
    entry = following(last(connection), kind=what, subject=subject, content=said)
    columns = {"number": entry.number, "kind": entry.kind, "subject": entry.subject}
    connection.execute(record.insert().values(**columns, entry=entry.text, hash=entry.hash))
    return entry.number


def begin(connection: Connection, *, now: datetime) -> None:
    """The first entry, if there is none: it says up to which numbers rows are older than the record."""
    if last(connection) is None:
        before = {name: connection.execute(select(func.max(t.c.id))).scalar() or 0 for name, t in _BEFORE.items()}
        append(connection, What.BEGAN, "record:1", {"before": before}, now=now)


def last(connection: Connection) -> Entry | None:
    """The newest entry, or None."""
    row = connection.execute(select(record).order_by(record.c.number.desc()).limit(1)).first()
    return None if row is None else _entry(row)


def entries(connection: Connection, first: int = 1, end: int | None = None) -> Iterator[Entry]:
    """The entries from one number to another, both included, in order; never all of them in memory."""
    chosen = select(record).where(record.c.number >= first).order_by(record.c.number)
    if end is not None:
        chosen = chosen.where(record.c.number <= end)
    yield from map(_entry, connection.execution_options(yield_per=500).execute(chosen))


def about(connection: Connection, subjects: Collection[str]) -> list[Entry]:
    """The entries about any of these subjects, in order."""
    chosen = select(record).where(record.c.subject.in_(subjects)).order_by(record.c.number)
    return [_entry(row) for row in connection.execute(chosen)]


def _entry(row: Row[Any]) -> Entry:
    return Entry(number=row.number, kind=row.kind, subject=row.subject, text=row.entry, hash=row.hash)
