"""Queries on watches: how their polls ended, and what they saw. Each takes the connection of its transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from bot.patience import wait_until
from bot.store import dialects
from bot.store.filings import filing_columns
from bot.store.rows import UNFINISHED, OutageRow, Stage, Turn, WatchRow
from bot.store.tables import checkpoints, filers, filings, outages, sightings, watches
from bot.urgency import urgency_of
from watchers.filing import Filing, Outcome, Poll


def upsert_watch(connection: Connection, name: str, settings: dict[str, Any], *, now: datetime) -> None:
    """Notes a configured watch; the settings are those it is configured with now.

    One that follows something else now begins anew: where another source stopped says nothing, and what is there is its
    baseline.
    """
    before = connection.execute(select(watches.c.settings).where(watches.c.name == name)).scalar()
    changed: dict[str, Any] = {"settings": settings}
    if before is not None and _followed(before) != _followed(settings):
        connection.execute(delete(checkpoints).where(checkpoints.c.watch == name))
        changed |= dict.fromkeys(("baseline", "polled", "outcome", "reason", "seen", "wait")) | {"failures": 0}
    row = {"name": name, "settings": settings, "first_seen": now}
    insert = dialects.insert(connection)(watches).values(row)
    connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_=changed))


def _followed(settings: dict[str, Any]) -> tuple[Any, ...]:
    """What a watch follows: the source, the place, the filer."""
    place = (settings.get(key) or "" for key in ("source", "path", "address"))
    return (*place, (settings.get("filer") or {}).get("id"))


def find_checkpoint(connection: Connection, watch: str) -> str | None:
    """Where the last poll of a watch stopped, or None before the first."""
    return connection.execute(select(checkpoints.c.value).where(checkpoints.c.watch == watch)).scalar()


def find_failures(connection: Connection, watch: str) -> int:
    """How often the last polls of a watch were broken, in a row."""
    return connection.execute(select(watches.c.failures).where(watches.c.name == watch)).scalar() or 0


def find_wait(connection: Connection, watch: str) -> datetime | None:
    """Until when a watch is left alone because its source was broken, or None."""
    return connection.execute(select(watches.c.wait).where(watches.c.name == watch)).scalar()


def record_poll(connection: Connection, watch: str, poll: Poll, *, silent: bool, now: datetime) -> int:
    """How many filings of the poll are new; they, the checkpoint and the outcome are stored together.

    `now` is when the source was asked. With `silent`, what was there at the first poll of the watch is its baseline,
    also what that poll saw and could not take yet.
    """
    before = connection.execute(select(watches.c.baseline, watches.c.failures).where(watches.c.name == watch)).one()
    first = before.baseline or now

    def early(filing: Filing) -> bool:
        return silent and (filing.noticed or now) <= first

    new = record_filings(connection, watch, poll.filings, silent=early, now=now)
    _save_checkpoint(connection, watch, poll.checkpoint, now)
    failures = before.failures + 1 if poll.outcome is Outcome.BROKEN else 0
    ended: dict[str, Any] = {"polled": now, "outcome": poll.outcome, "reason": poll.reason, "seen": poll.seen}
    ended |= {"found": new, "failures": failures, "wait": wait_until(failures, now)}
    if poll.outcome is not Outcome.BROKEN:
        ended |= {"baseline": first, "well": now}
    connection.execute(update(watches).where(watches.c.name == watch).values(ended))
    return new


def record_filings(
    connection: Connection, watch: str, found: Sequence[Filing], *, silent: Callable[[Filing], bool], now: datetime
) -> int:
    """How many of these filings are new; it is noted that the watch saw them, old or new."""
    _upsert_filers(connection, found)
    return sum(_record_filing(connection, filing, watch, silent=silent(filing), now=now) for filing in found)


def record_outage(
    connection: Connection, watch: str, source: str, poll: Poll, *, now: datetime
) -> tuple[int, Turn] | None:
    """The outage that begins or ends with this poll of a watch of `source`, and which of the two; or None."""
    if poll.outcome is Outcome.BROKEN:
        begun = _join_outage(connection, watch, source, poll.reason, now=now)
        return None if begun is None else (begun, Turn.BEGAN)
    over = _leave_outage(connection, watch, now=now)
    return None if over is None else (over, Turn.ENDED)


def forget_others(connection: Connection, configured: Collection[str], *, now: datetime) -> None:
    """Takes watches that are not configured any more out of their outages, which would else never end."""
    connection.execute(update(watches).where(watches.c.name.not_in(configured)).values(outage=None))
    still = select(watches.c.outage).where(watches.c.outage.is_not(None))
    over = outages.c.ended.is_(None) & outages.c.id.not_in(still)
    connection.execute(update(outages).where(over).values(ended=now))


def get_outage(connection: Connection, number: int) -> OutageRow:
    """One outage, with the watches that are in it now."""
    row = connection.execute(select(outages).where(outages.c.id == number)).one()
    within = select(watches.c.name).where(watches.c.outage == number).order_by(watches.c.name)
    return OutageRow(**row._asdict(), watches=tuple(connection.execute(within).scalars()))


def watch_rows(connection: Connection) -> list[WatchRow]:
    """Every watch that was ever configured, by name, and how its last poll ended."""
    names = ("name", "first_seen", "polled", "outcome", "reason", "seen", "found", "well", "failures", "wait")
    open_, aside = _counted(connection, UNFINISHED), _counted(connection, (Stage.SET_ASIDE,))
    rows = connection.execute(select(*(watches.c[name] for name in names)).order_by(watches.c.name))
    return [
        WatchRow(**row._asdict(), unfinished=open_.get(row.name, 0), set_aside=aside.get(row.name, 0)) for row in rows
    ]


def _join_outage(connection: Connection, watch: str, source: str, cause: str, *, now: datetime) -> int | None:
    """The number of a new outage, or None where one goes on: the watch is in one, or joins one of this cause."""
    if connection.execute(select(watches.c.outage).where(watches.c.name == watch)).scalar() is not None:
        return None
    alike = outages.c.source == source, outages.c.cause == cause, outages.c.ended.is_(None)
    going_on = connection.execute(select(outages.c.id).where(*alike)).scalar()
    number = going_on
    if number is None:
        begun = outages.insert().values(source=source, cause=cause, began=now).returning(outages.c.id)
        number = int(connection.execute(begun).scalar_one())
    connection.execute(update(watches).where(watches.c.name == watch).values(outage=number))
    return number if going_on is None else None


def _leave_outage(connection: Connection, watch: str, *, now: datetime) -> int | None:
    """The number of the outage that ended as its last watch is well again, or None."""
    number = connection.execute(select(watches.c.outage).where(watches.c.name == watch)).scalar()
    if number is None:
        return None
    connection.execute(update(watches).where(watches.c.name == watch).values(outage=None))
    if connection.execute(select(watches.c.name).where(watches.c.outage == number).limit(1)).first():
        return None
    connection.execute(update(outages).where(outages.c.id == number).values(ended=now))
    return int(number)


def _counted(connection: Connection, stages: Collection[Stage]) -> dict[str, int]:
    """How many filings of each watch stand at one of these stages."""
    counted = select(filings.c.watch, func.count()).where(filings.c.stage.in_(stages)).group_by(filings.c.watch)
    return {row[0]: row[1] for row in connection.execute(counted)}


def _upsert_filers(connection: Connection, found: Collection[Filing]) -> None:
    for filer in {filing.filer.id: filing.filer for filing in found}.values():
        named = {"code": filer.code, "name": filer.name}
        known = dialects.insert(connection)(filers).values(id=filer.id, **named)
        connection.execute(known.on_conflict_do_update(index_elements=["id"], set_=named))


def _record_filing(connection: Connection, filing: Filing, watch: str, *, silent: bool, now: datetime) -> bool:
    """Whether the filing is new; it is noted that the watch saw it either way."""
    insert = dialects.insert(connection)
    row = filing_columns(filing) | {"watch": watch, "first_seen": now, "stage": Stage.LISTED, "silent": silent}
    row["urgency"] = urgency_of(filing.title, silent=silent)
    added = insert(filings).values(row).on_conflict_do_nothing().returning(filings.c.id)
    number = connection.execute(added).scalar()
    new, version = number is not None, None
    if not new:
        same = (filings.c[name] == row[name] for name in ("source", "source_id", "source_version"))
        number, version = connection.execute(select(filings.c.id, filings.c.version).where(*same)).one()
    seen = {"filing": number, "watch": watch, "version": version, "address": filing.address, "seen": now}
    connection.execute(insert(sightings).values(seen).on_conflict_do_nothing())
    return new


def _save_checkpoint(connection: Connection, watch: str, checkpoint: str | None, now: datetime) -> None:
    if checkpoint is None or checkpoint == find_checkpoint(connection, watch):
        return
    mark = {"value": checkpoint, "saved": now}
    saved = dialects.insert(connection)(checkpoints).values(watch=watch, **mark)
    connection.execute(saved.on_conflict_do_update(index_elements=["watch"], set_=mark))
