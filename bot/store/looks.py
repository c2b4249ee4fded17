"""Queries on the looks at documents that were fetched of late."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bot.patience import AGES
from bot.store.filings import filing_rows, select_filings
from bot.store.rows import FilingRow, Look
from bot.store.tables import filings, looks
from watchers.filing import Content


def note(connection: Connection, row: FilingRow, content: Content) -> None:
    """Sets the first look at a document that was fetched now; those at what it replaces end.

    There is none at what was there when its watch began, and none at a file on this machine.
    """
    forget(connection, row)
    if row.silent or not row.filing.address.startswith("http"):
        return
    named = {"etag": content.etag, "modified": content.modified, "sha256": content.sha256, "fetched": content.fetched}
    connection.execute(looks.insert().values(filing=row.id, due=content.fetched + AGES[0], made=0, **named))


def forget(connection: Connection, row: FilingRow) -> None:
    """Ends the looks at a filing, whichever of its versions they are at."""
    same = filings.c.source == row.filing.source, filings.c.source_id == row.filing.id
    connection.execute(delete(looks).where(looks.c.filing.in_(select(filings.c.id).where(*same))))


def due(connection: Connection, watches: Collection[str], *, now: datetime) -> list[Look]:
    """The looks to be made by now at filings of these watches, the oldest first."""
    chosen = select(looks).join(filings, filings.c.id == looks.c.filing)
    found = connection.execute(
        chosen.where(looks.c.due <= now, filings.c.watch.in_(watches)).order_by(looks.c.due, looks.c.filing)
    ).all()
    numbers = [one.filing for one in found]
    rows = {row.id: row for row in filing_rows(connection, select_filings().where(filings.c.id.in_(numbers)))}
    names = ("etag", "modified", "sha256", "fetched", "made")
    return [Look(row=rows[one.filing], **{name: getattr(one, name) for name in names}) for one in found]


def go_on(connection: Connection, look: Look, due: datetime, content: Content | None) -> None:
    """Sets the next look; `content` is what was fetched whole and was the same."""
    named = {"etag": content.etag, "modified": content.modified} if content else {}
    chosen = update(looks).where(looks.c.filing == look.row.id)
    connection.execute(chosen.values(due=due, made=look.made + 1, **named))


def put_off(connection: Connection, look: Look, due: datetime) -> None:
    """Makes the same look later."""
    connection.execute(update(looks).where(looks.c.filing == look.row.id).values(due=due))
