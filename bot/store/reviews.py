"""Queries on reviews: what people decided about changes. None is rewritten; a later one stands beside it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Select, func, select

from bot.store import record
from bot.store.record import What
from bot.store.rows import ReviewRow
from bot.store.tables import changes, reviews


class Decision(StrEnum):
    """What a person decided. What is escalated is held: nothing that it rests on is removed."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    ESCALATED = "escalated"


def add_review(
    connection: Connection, change: int, decision: Decision, *, who: str, note: str = "", now: datetime
) -> int:
    """The number of the review of a change, by its row, which is on the record."""
    columns = {"change": change, "decision": decision, "who": who, "note": note}
    number = int(
        connection.execute(reviews.insert().values(**columns, decided=now).returning(reviews.c.id)).scalar_one()
    )
    names = select(changes.c.diff, changes.c.change).where(changes.c.id == change)
    diff, name = connection.execute(names).one()
    record.append(connection, What.REVIEW, f"review:{number}", {**columns, "diff": diff, "name": name}, now=now)
    return number


def reviews_of(connection: Connection, diff: int) -> list[ReviewRow]:
    """Every review of the changes of a diff, oldest first."""
    columns = (*reviews.c, changes.c.diff, changes.c.change.label("name"))
    chosen = select(*columns).join_from(reviews, changes).where(changes.c.diff == diff).order_by(reviews.c.id)
    return [ReviewRow(**row._asdict()) for row in connection.execute(chosen)]


def held() -> Select[tuple[int]]:
    """The diffs that hold a change whose last review has escalated it."""
    newest = select(func.max(reviews.c.id)).group_by(reviews.c.change)
    chosen = select(changes.c.diff).join_from(reviews, changes).where(reviews.c.id.in_(newest))
    return chosen.where(reviews.c.decision == Decision.ESCALATED)
