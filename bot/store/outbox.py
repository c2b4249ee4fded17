"""Queries on the outbox: each alert has one key, and goes pending → sending → sent, unknown or dead."""

from __future__ import annotations

import zlib
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select, update

from bot.store import dialects, record
from bot.store.record import What
from bot.store.rows import OutboxRow, State, Turn
from bot.store.tables import deliveries, diffs, outbox


def add_alert(connection: Connection, channel: str, filing: int, diff: int | None, *, now: datetime) -> None:
    """Puts one alert into the outbox, once: its key makes a second one impossible."""
    subject = f"diff:{diff}" if diff is not None else f"filing:{filing}"
    row = {"key": f"{channel}:{subject}", "channel": channel, "filing": filing, "diff": diff}
    added = dialects.insert(connection)(outbox).values(**row, state=State.PENDING, created=now)
    connection.execute(added.on_conflict_do_nothing(index_elements=["key"]))


def add_outage(connection: Connection, channel: str, outage: int, turn: Turn, *, now: datetime) -> None:
    """Puts the begin or the end of an outage into the outbox, each once."""
    row = {"key": f"{channel}:outage:{outage}:{turn}", "channel": channel, "outage": outage, "turn": turn}
    connection.execute(outbox.insert().values(**row, state=State.PENDING, created=now))


def add_replies(connection: Connection, filing: int, replaced: int, *, now: datetime) -> None:
    """Puts a reply below every alert about the version `replaced` that was sent: the filing is a later version of it.

    The key ends with the receipt of that alert, which says where it stands.
    """
    about = diffs.c.new == replaced, outbox.c.state == State.SENT, outbox.c.below.is_(None)
    told = select(outbox.c.id, outbox.c.channel).join_from(outbox, diffs, diffs.c.id == outbox.c.diff).where(*about)
    insert = dialects.insert(connection)(outbox)
    for number, channel in connection.execute(told).all():
        key = f"{channel}:later:{filing}:{_receipt(connection, number)}"
        row = {"key": key, "channel": channel, "filing": filing, "below": number, "state": State.PENDING}
        connection.execute(insert.values({**row, "created": now}).on_conflict_do_nothing(index_elements=["key"]))


def _receipt(connection: Connection, number: int) -> str:
    sent = deliveries.c.outbox == number, deliveries.c.outcome == State.SENT
    return connection.execute(select(deliveries.c.receipt).where(*sent).order_by(deliveries.c.id.desc())).scalar() or ""


def alerts_at(connection: Connection, *states: State, now: datetime | None = None) -> list[OutboxRow]:
    """The alerts in one of these states, oldest first; with `now`, without those that are left alone until later."""
    chosen = _alerts().where(outbox.c.state.in_(states)).order_by(outbox.c.id)
    if now is not None:
        chosen = chosen.where(outbox.c.wait.is_(None) | (outbox.c.wait <= now))
    return [_outbox_row(row) for row in connection.execute(chosen)]


def find_alert(connection: Connection, number: int) -> OutboxRow | None:
    """The alert of that number, or None."""
    row = connection.execute(_alerts().where(outbox.c.id == number)).first()
    return None if row is None else _outbox_row(row)


def alert_about(connection: Connection, channel: str, diff: int) -> OutboxRow | None:
    """The alert that told a diff in a channel, or None; its receipt says where it stands once it was sent."""
    row = connection.execute(_alerts().where(outbox.c.channel == channel, outbox.c.diff == diff)).first()
    return None if row is None else _outbox_row(row)


def sent_message(connection: Connection, alert: int) -> bytes | None:
    """What was sent for an alert, as JSON, or None where nothing was."""
    chosen = select(deliveries.c.message).where(deliveries.c.outbox == alert, deliveries.c.outcome == State.SENT)
    body = connection.execute(chosen.order_by(deliveries.c.id.desc()).limit(1)).scalar()
    return zlib.decompress(body) if body else None


def take(connection: Connection, row: OutboxRow, *, now: datetime, message: bytes = b"null") -> int | None:
    """The number of the delivery of `message`, JSON, that begins; None when the alert is not pending any more."""
    if not _move(connection, row, State.SENDING, wait=None):
        return None
    begun = {"outbox": row.id, "started": now, "message": zlib.compress(message)}
    started = deliveries.insert().values(begun).returning(deliveries.c.id)
    return int(connection.execute(started).scalar_one())


def settle(
    connection: Connection,
    row: OutboxRow,
    state: State,
    *,
    receipt: str,
    now: datetime,
    outcome: State | None = None,
    wait: datetime | None = None,
) -> bool:
    """Whether the alert was still where `row` saw it; then its last delivery ends in `outcome`, or else in `state`.

    It is left alone until `wait`.
    """
    told = {"told": now} if state is State.SENT else {}
    if not _move(connection, row, state, wait=wait, **told):
        return False
    last = select(func.max(deliveries.c.id)).where(deliveries.c.outbox == row.id).scalar_subquery()
    ended = update(deliveries).where(deliveries.c.id == last)
    connection.execute(ended.values(ended=now, outcome=outcome or state, receipt=receipt))
    if state in (State.SENT, State.DEAD):
        _record(connection, row, state, receipt=receipt, now=now)
    return True


def leave_alone(connection: Connection, row: OutboxRow, until: datetime) -> None:
    """Passes the alert over until then."""
    connection.execute(update(outbox).where(outbox.c.id == row.id, outbox.c.state == row.state).values(wait=until))


def rest(connection: Connection, channel: str, until: datetime) -> None:
    """Passes over every alert that waits for the channel until then, whoever sends it."""
    waiting = update(outbox).where(outbox.c.channel == channel, outbox.c.state == State.PENDING)
    sooner = outbox.c.wait.is_(None) | (outbox.c.wait < until)
    connection.execute(waiting.where(sooner).values(wait=until))


def revive(connection: Connection, row: OutboxRow) -> bool:
    """Whether the alert was still where `row` saw it, and is now to be sent anew."""
    return _move(connection, row, State.PENDING, wait=None)


def _record(connection: Connection, row: OutboxRow, state: State, *, receipt: str, now: datetime) -> None:
    """Puts on the record what became of an alert: where it was told, in which words, and what the channel said."""
    chosen = select(deliveries).where(deliveries.c.outbox == row.id).order_by(deliveries.c.id.desc()).limit(1)
    delivery = connection.execute(chosen).first()
    said = {name: getattr(row, name) for name in ("key", "channel", "filing", "diff", "outage", "turn")}
    said |= {"state": state, "receipt": receipt, "created": row.created.isoformat()}
    if delivery is not None:
        sent = zlib.decompress(delivery.message) if delivery.message else None
        said |= {"delivery": delivery.id, "started": delivery.started.isoformat()}
        said |= {"sha256": sha256(sent).hexdigest() if sent else None}
    record.append(connection, What.ALERT, f"alert:{row.id}", said, now=now)


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
    counts = {"tries": of_it, "unsure": of_it.where(open_ended)}
    newest = select(func.max(deliveries.c.id)).where(deliveries.c.outbox == outbox.c.id).correlate(outbox)
    joined = outbox.outerjoin(deliveries, deliveries.c.id == newest.scalar_subquery())
    names = ("id", "key", "channel", "filing", "diff", "outage", "turn", "digest", "below", "state", "created", "wait")
    columns = (*(outbox.c[name] for name in names), deliveries.c.started, deliveries.c.receipt)
    counted = (count.correlate(outbox).scalar_subquery().label(name) for name, count in counts.items())
    return select(*columns, *counted).select_from(joined)
