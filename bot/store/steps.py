"""The query that says which filings may take their next step, and in which order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists

from bot.store.filings import filing_rows, select_filings
from bot.store.rows import FilingRow, Stage
from bot.store.tables import filings


def due(
    connection: Connection,
    watches: Collection[str],
    stages: Collection[Stage],
    *,
    now: datetime,
    again: bool = True,
    limit: int | None = None,
) -> list[FilingRow]:
    """The filings of these watches that stand at one of these stages and may go on, the most urgent first.

    Those in trouble come last, and without `again` not at all. Nothing is compared before all that its filer has
    published is read, but for what is in trouble: so a correction notice is there when the re-issue it announces is
    compared, in whatever order a source lists them and whoever reads them.
    """
    earlier = filings.alias()
    unread = exists().where(
        earlier.c.filer == filings.c.filer,
        earlier.c.stage.in_((Stage.LISTED, Stage.FETCHED)),
        earlier.c.failures == 0,
        *_goes_on(earlier, watches, now),
    )
    chosen = select_filings().where(filings.c.stage.in_(stages), *_goes_on(filings, watches, now))
    chosen = chosen.where((filings.c.stage != Stage.READ) | filings.c.silent | ~unread)
    if not again:
        chosen = chosen.where(filings.c.failures == 0)
    ordered = chosen.order_by(filings.c.attempts, filings.c.urgency.desc(), filings.c.id)
    return filing_rows(connection, ordered.limit(limit))


def _goes_on(table: Any, watches: Collection[str], now: datetime) -> tuple[ColumnElement[bool], ...]:
    return table.c.watch.in_(watches), table.c.wait.is_(None) | (table.c.wait <= now)
