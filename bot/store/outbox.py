"""Queries on the outbox: each alert has one key, and goes pending → sending → sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select, update

from bot.store.rows import OutboxRow, State, Turn
from bot.store.tables import deliveries, outbox


def add_alert(connection: Connection, channel: str, filing: int, diff: int | None, *, now: datetime) -> None:
    """Puts one alert into the outbox. Its key makes a second one impossible."""
    subject = f"diff:{diff}" if diff is not None else f"filing:{filing}"
    row = {"key": f"{channel}:{subject}", "channel": channel, "filing": filing, "diff": diff}
    connection.execute(outbox.insert().values(**row, state=State.PENDING, created=now))


def add_outage(connection: Connection, channel: str, outage: int, turn: Turn, *, now: datetime) -> None:
    """Puts the begin or the end of an outage into the outbox, each once."""
    row = {"key": f"{channel}:outage:{outage}:{turn}", "channel": channel, "outage": outage, "turn": turn}
    connection.execute(outbox.insert().values(**row, state=State.PENDING, created=now))


def alerts_at(connection: Connection, *states: State) -> list[OutboxRow]:
    """The alerts in one of these states, oldest first."""
    rows = connection.execute(_alerts().where(outbox.c.state.in_(states)).order_by(outbox.c.id))
    return [
        OutboxRow(**{**row._asdict(), "state": State(row.state), "turn": row.turn and Turn(row.turn)}) for row in rows
    ]


def take(connection: Connection, row: OutboxRow, *, now: datetime) -> int | None:
    """The number of the delivery that begins, or None when the alert is not pending any more."""
    if not _move(connection, row, State.SENDING):
        return None
    started = deliveries.insert().values(outbox=row.id, started=now).returning(deliveries.c.id)
    return int(connection.execute(started).scalar_one())


def settle(
    connection: Connection,
    row: OutboxRow,
    state: State,
    *,
    receipt: str,
    now: datetime,
    outcome: State | None = None,
) -> bool:
    """Whether the alert was still where `row` saw it; then its last delivery ends in `outcome`, or else in `state`."""
    told = {"told": now} if state is State.SENT else {}
    if not _move(connection, row, state, **told):
        return False
    last = select(func.max(deliveries.c.id)).where(deliveries.c.outbox == row.id).scalar_subquery()
    ended = update(deliveries).where(deliveries.c.id == last)
    connection.execute(ended.values(ended=now, outcome=outcome or state, receipt=receipt))
    return True


def _move(connection: Connection, row: OutboxRow, state: State, **columns: Any) -> bool:
    moved = update(outbox).where(outbox.c.id == row.id, outbox.c.state == row.state)
    return connection.execute(moved.values(state=state, **columns)).rowcount == 1


def _outbox_row(row: Row[Any]) -> OutboxRow:
    turn = Turn(row.turn) if row.turn else None
    return OutboxRow(**{**row._asdict(), "state": State(row.state), "turn": turn})


def _alerts() -> Select[Any]:
    of_it = select(func.count()).where(deliveries.c.outbox == outbox.c.id)
    # One that has no end yet may be under way, or was cut off.
    open_ended = or_(deliveries.c.outcome.is_(None), deliveries.c.outcome == State.UNKNOWN)
    unsure = of_it.where(open_ended).correlate(outbox).scalar_subquery()
    names = ("id", "key", "channel", "filing", "diff", "outage", "turn", "state")
    return select(*(outbox.c[name] for name in names), unsure.label("unsure"))
