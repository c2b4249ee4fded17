"""Queries on reviews: what people decided about changes. None is rewritten; a later one stands beside it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Select, func, select

from bot.store import record
from bot.store.record import What
from bot.store.rows import ReviewRow
from bot.store.tables import changes, reviews
from diffing.change import Severity


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


def change_rows(connection: Connection, diff: int) -> dict[str, int]:
    """The rows of the changes of a diff, by what the diff calls them, in their order."""
    chosen = select(changes.c.change, changes.c.id).where(changes.c.diff == diff).order_by(changes.c.place)
    return {row.change: row.id for row in connection.execute(chosen)}


def decisions(connection: Connection, diff: int) -> dict[str, Decision]:
    """The last decision about each change of a diff that has been reviewed."""
    return {row.name: Decision(row.decision) for row in reviews_of(connection, diff)}


def open_diffs(connection: Connection, severity: Severity, limit: int) -> list[int]:
    """The newest diffs with a change of at least this severity about which nobody has decided yet."""
    decided = select(reviews.c.change).where(reviews.c.decision != Decision.OPEN)
    chosen = select(changes.c.diff).where(changes.c.severity_rank >= severity.rank, changes.c.id.not_in(decided))
    ordered = chosen.group_by(changes.c.diff).order_by(changes.c.diff.desc())
    return list(connection.execute(ordered.limit(limit)).scalars())
