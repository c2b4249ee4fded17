"""What people asked for in a channel: what to be quiet about, until when something rests, and how it is told there.

Each row says who asked for it and when; what has ended stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Connection, ForeignKey, Table, Text, UniqueConstraint, delete, or_, select, update

from bot.store import dialects
from bot.store.columns import Moment, Number, Words, metadata
from bot.store.tables import outbox
from diffing.change import Severity

# What came is remembered for longer than Slack sends it again.
_REMEMBERED = timedelta(days=1)

hushes = Table(
    "hushes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("channel", Words, nullable=False, index=True),
    # One of the two: all of a filer, or what stands in a section whoever files it.
    Column("filer", Words),
    Column("section", Words),
    Column("until", Moment, nullable=False),
    Column("who", Words, nullable=False),
    Column("since", Moment, nullable=False),
)

snoozes = Table(
    "snoozes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("outbox", ForeignKey("outbox.id"), nullable=False, index=True),
    Column("until", Moment, nullable=False),
    Column("who", Words, nullable=False),
    Column("since", Moment, nullable=False),
    Column("told", Moment),
)

manners = Table(
    "manners",
    metadata,
    Column("channel", Words, primary_key=True),
    Column("language", Words),
    Column("at_least", Words),
    Column("who", Words, nullable=False),
    Column("since", Moment, nullable=False),
)

wishes = Table(
    "wishes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("name", Words, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("who", Words, nullable=False),
    Column("since", Moment, nullable=False),
    Column("ended", Moment),
    UniqueConstraint("name", "since"),
)

# What was taken on, by its key: what is received again after a restart is done once.
received = Table(
    "received",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hush:
    """A channel is not told at once of a filer, or of what stands in a section, before `until`."""

    id: int
    channel: str
    filer: str | None
    section: str | None
    until: datetime
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a channel is told otherwise than configured; None where it is not."""

    language: str | None = None
    at_least: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """An alert of the outbox whose snooze is over: which change log, by whom it was put off."""

    id: int
    outbox: int
    diff: int
    channel: str
    who: str


def take_on(connection: Connection, key: str, *, now: datetime) -> bool:
    """Whether this is taken on for the first time; asked in the transaction that does it."""
    connection.execute(delete(received).where(received.c.at < now - _REMEMBERED))
    inserted = dialects.insert(connection)(received).values(key=key, at=now).on_conflict_do_nothing()
    return connection.execute(inserted).rowcount == 1


def hush(connection: Connection, channel: str, *, who: str, until: datetime, now: datetime, **about: str) -> None:
    """Keeps a channel quiet about a `filer`, by its id, or a `section`, by its name."""
    connection.execute(hushes.insert().values(channel=channel, who=who, until=until, since=now, **about))


def hushed(connection: Connection, channel: str, *, now: datetime) -> list[Hush]:
    """What a channel is quiet about now."""
    names = [hushes.c[name] for name in Hush.__dataclass_fields__]
    chosen = select(*names).where(hushes.c.channel == channel, hushes.c.until > now).order_by(hushes.c.id)
    return [Hush(**row._asdict()) for row in connection.execute(chosen)]


def end_hush(connection: Connection, channel: str, about: str, *, now: datetime) -> int:
    """How many hushes about this filer or section were ended."""
    named = or_(hushes.c.filer == about, hushes.c.section == about)
    ended = update(hushes).where(hushes.c.channel == channel, hushes.c.until > now, named)
    return connection.execute(ended.values(until=now)).rowcount


def manner_of(connection: Connection, channel: str) -> Manner:
    """How a channel is told."""
    row = connection.execute(select(manners).where(manners.c.channel == channel)).first()
    if row is None:
        return Manner()
    return Manner(language=row.language, at_least=Severity(row.at_least) if row.at_least else None)


def set_manner(connection: Connection, channel: str, manner: Manner, *, who: str, now: datetime) -> None:
    """A channel is told so from now on."""
    columns: dict[str, Any] = {"language": manner.language, "at_least": manner.at_least, "who": who, "since": now}
    inserted = dialects.insert(connection)(manners).values(channel=channel, **columns)
    connection.execute(inserted.on_conflict_do_update(index_elements=["channel"], set_=columns))


def snooze(connection: Connection, alert: int, *, who: str, until: datetime, now: datetime) -> None:
    """Puts an alert of the outbox off until then."""
    connection.execute(snoozes.insert().values(outbox=alert, who=who, until=until, since=now))


def due_snoozes(connection: Connection, *, now: datetime) -> list[Snooze]:
    """The snoozes that are over and have not been told."""
    joined = snoozes.join(outbox, outbox.c.id == snoozes.c.outbox)
    columns = (snoozes.c.id, snoozes.c.outbox, snoozes.c.who, outbox.c.diff, outbox.c.channel)
    over = snoozes.c.told.is_(None), snoozes.c.until <= now, outbox.c.diff.is_not(None)
    return [Snooze(**row._asdict()) for row in connection.execute(select(*columns).select_from(joined).where(*over))]


def end_snooze(connection: Connection, number: int, *, now: datetime) -> bool:
    """Whether it had not been told, and is now taken to be."""
    told = update(snoozes).where(snoozes.c.id == number, snoozes.c.told.is_(None))
    return connection.execute(told.values(told=now)).rowcount == 1


def wish(connection: Connection, name: str, settings: dict[str, Any], *, who: str, now: datetime) -> None:
    """A watch that somebody asked for."""
    connection.execute(wishes.insert().values(name=name, settings=settings, who=who, since=now))


def end_wish(connection: Connection, name: str, *, now: datetime) -> bool:
    """Whether somebody had asked for this watch, and it is over."""
    ended = update(wishes).where(wishes.c.name == name, wishes.c.ended.is_(None))
    return connection.execute(ended.values(ended=now)).rowcount > 0


def wished(connection: Connection) -> list[dict[str, Any]]:
    """The settings of the watches that people asked for, oldest first."""
    chosen = select(wishes.c.settings).where(wishes.c.ended.is_(None)).order_by(wishes.c.id)
    return [row.settings for row in connection.execute(chosen)]
