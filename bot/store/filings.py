"""Queries on filings and versions. Each takes the connection of the transaction it is part of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select, update

from bot.covers import Cover
from bot.store import dialects, record
from bot.store.record import What
from bot.store.rows import UNFINISHED, FilingRow, OriginalRow, Stage
from bot.store.tables import filers, filings, sightings, versions
from bot.urgency import Urgency
from bot.versions import Version
from diffing.change import Reason
from watchers.filing import Content, Filer, Filing, Precision, Published


def unfinished(
    connection: Connection, stages: Iterable[Stage] = UNFINISHED, *, now: datetime | None = None
) -> list[FilingRow]:
    """The filings that stand at one of these stages, in the order they were found; those in trouble come last.

    With `now`, those that are left alone until later are passed over.
    """
    chosen = select_filings().where(filings.c.stage.in_(stages))
    if now is not None:
        chosen = chosen.where(filings.c.wait.is_(None) | (filings.c.wait <= now))
    return filing_rows(connection, chosen.order_by(filings.c.attempts, filings.c.id))


def set_aside(connection: Connection) -> list[FilingRow]:
    """The filings that could not be dealt with, newest first; not those in whose place others have come since."""
    later = filings.alias()
    replaced = exists().where(
        later.c.source == filings.c.source, later.c.source_id == filings.c.source_id, later.c.id > filings.c.id
    )
    chosen = select_filings().where(filings.c.stage == Stage.SET_ASIDE, ~replaced)
    return filing_rows(connection, chosen.order_by(filings.c.id.desc()))


def get_filing(connection: Connection, filing: int) -> FilingRow:
    """The filing with this number; KeyError when there is none."""
    found = filing_rows(connection, select_filings().where(filings.c.id == filing))
    if not found:
        raise KeyError(filing)
    return found[0]


def begin_step(connection: Connection, row: FilingRow) -> int:
    """How often this step of the filing has been begun, this time included; noted before it, as it may kill us."""
    return _count(connection, row, "attempts")


def forgive_step(connection: Connection, row: FilingRow) -> None:
    """Takes back that a step was begun: it was not the filing's fault that it did not end."""
    forgiven = update(filings).where(filings.c.id == row.id, filings.c.stage == row.stage)
    connection.execute(forgiven.values(attempts=filings.c.attempts - 1))


def fail_step(connection: Connection, row: FilingRow, reason: Reason) -> int:
    """How often this step of the filing has failed, this time included; the reason is that of the last time."""
    noted = update(filings).where(filings.c.id == row.id, filings.c.stage == row.stage)
    connection.execute(noted.values(reason=reason_column(reason)))
    return _count(connection, row, "failures")


def leave_alone(connection: Connection, row: FilingRow, until: datetime | None) -> None:
    """Passes the filing over until then."""
    connection.execute(update(filings).where(filings.c.id == row.id).values(wait=until))


def advance(connection: Connection, row: FilingRow, stage: Stage, reason: Reason | None = None) -> bool:
    """Whether the filing was still where `row` saw it and now stands at `stage`; when not, somebody else was faster."""
    moved = update(filings).where(filings.c.id == row.id, filings.c.stage == row.stage)
    reached = moved.values(stage=stage, attempts=0, failures=0, reason=reason_column(reason))
    return connection.execute(reached).rowcount == 1


def reopen(connection: Connection, version: int) -> list[int]:
    """The filings of this version that were compared, and are now to be compared again; silent ones never are."""
    done = filings.c.version == version, filings.c.stage == Stage.DONE, ~filings.c.silent
    again = (
        update(filings).where(*done, _brought(version)).values(stage=Stage.READ, attempts=0, failures=0, reason=None)
    )
    return list(connection.execute(again.returning(filings.c.id)).scalars())


def _brought(version: int) -> ColumnElement[bool]:
    """The filing that brought the version first: further sightings of it were never compared."""
    first = select(func.min(filings.c.id)).where(filings.c.version == version)
    return filings.c.id == first.scalar_subquery()


def reason_column(reason: Reason | None) -> dict[str, Any] | None:
    """A reason as it is stored."""
    return None if reason is None else {"code": reason.code, "values": dict(reason.values)}


def reason_of(column: dict[str, Any] | None) -> Reason | None:
    """A stored reason."""
    return None if column is None else Reason(code=column["code"], values=tuple(sorted(column["values"].items())))


def add_version(connection: Connection, row: FilingRow, content: Content, *, now: datetime) -> bool:
    """Whether the content is a new version; the filing and its sightings are tied to it either way, on the record.

    Contents are new when the same source id had others before, or when the filer has never filed them.
    """
    # Two that fetch the same contents at a time would each find them new.
    connection.execute(select(filers.c.id).where(filers.c.id == row.filing.filer.id).with_for_update())
    known = _same_contents(connection, row, content.sha256)
    number = known if known is not None else _new_version(connection, row, content)
    # One that was removed and comes again is there again.
    connection.execute(update(versions).where(versions.c.id == number).values(removed=None))
    connection.execute(update(filings).where(filings.c.id == row.id).values(version=number))
    connection.execute(update(sightings).where(sightings.c.filing == row.id).values(version=number))
    said = _recorded(row, content) | {"version": number, "new": known is None}
    record.append(connection, What.FILING, f"filing:{row.id}", said, now=now)
    return known is None


def hand_back(connection: Connection, row: FilingRow, reason: Reason, *, until: datetime, now: datetime) -> None:
    """Puts a filing back to where it stood before it was fetched, to be fetched again then."""
    back = update(filings).where(filings.c.id == row.id, filings.c.stage == row.stage)
    columns = {"stage": Stage.LISTED, "version": None, "wait": until, "attempts": 0, "failures": 0}
    if connection.execute(back.values(**columns, reason=reason_column(reason))).rowcount != 1:
        return
    connection.execute(update(sightings).where(sightings.c.filing == row.id).values(version=None))
    if connection.execute(select(filings.c.id).where(filings.c.version == row.version).limit(1)).first() is None:
        connection.execute(versions.delete().where(versions.c.id == row.version))
    said = {"reason": reason_column(reason), "version": row.version}
    record.append(connection, What.RETURNED, f"filing:{row.id}", said, now=now)


def put_aside(connection: Connection, row: FilingRow, reason: Reason, *, now: datetime) -> bool:
    """Whether the filing was still where `row` saw it, and is now set aside for good, on the record."""
    moved = advance(connection, row, Stage.SET_ASIDE, reason)
    if moved:
        record.append(connection, What.ASIDE, f"filing:{row.id}", {"reason": reason_column(reason)}, now=now)
    return moved


def list_anew(connection: Connection, row: FilingRow, filing: Filing, *, now: datetime) -> None:
    """Lists a filing once more, in another version, with every sighting of the one that it replaces."""
    named = filing_columns(filing) | {"watch": row.watch, "first_seen": now, "stage": Stage.LISTED, "silent": False}
    named["urgency"] = Urgency.AMENDMENT
    insert = dialects.insert(connection)
    added = insert(filings).values(named).on_conflict_do_nothing().returning(filings.c.id)
    number = connection.execute(added).scalar()
    if number is None:
        return
    seen = connection.execute(select(sightings.c.watch, sightings.c.address).where(sightings.c.filing == row.id)).all()
    connection.execute(sightings.insert(), [{**one._asdict(), "filing": number, "seen": now} for one in seen])


def any_version(connection: Connection) -> bool:
    """Whether any original has ever been fetched."""
    return connection.execute(select(versions.c.id).limit(1)).first() is not None


def set_cover(connection: Connection, version: int, cover: Cover) -> None:
    """Stores what a version says it is."""
    stored = update(versions).where(versions.c.id == version)
    connection.execute(stored.values(cover=asdict(cover)))


def cover_title(connection: Connection, row: FilingRow) -> str:
    """The title on the cover of a filing, or nothing where it has not been read."""
    cover = connection.execute(select(versions.c.cover).where(versions.c.id == row.version)).scalar()
    return str(cover["title"]) if cover else ""


def read_versions(connection: Connection, filer: str) -> list[Version]:
    """Every version of a filer that has been read."""
    first = select(func.min(filings.c.id)).where(filings.c.version == versions.c.id).correlate(versions)
    joined = versions.join(filings, filings.c.id == first.scalar_subquery())
    chosen = select(
        *versions.c, *(filings.c[name] for name in ("source", "source_id", "published", "first_seen"))
    ).select_from(joined)
    rows = connection.execute(chosen.where(versions.c.filer == filer, versions.c.cover.is_not(None)))
    return [_version(row) for row in rows]


def get_original(connection: Connection, version: int) -> OriginalRow:
    """Which contents a version has, and what they were called when they were first seen."""
    joined = versions.join(sightings, sightings.c.version == versions.c.id)
    joined = joined.join(filings, filings.c.id == sightings.c.filing)
    columns = (*(versions.c[name] for name in ("sha256", "media_type", "fetched")), sightings.c.address)
    named = (filings.c[name] for name in ("source_id", "title", "published"))
    chosen = select(*columns, *named).select_from(joined).where(versions.c.id == version)
    return OriginalRow(**connection.execute(chosen.order_by(sightings.c.id).limit(1)).one()._asdict())


def _count(connection: Connection, row: FilingRow, column: str) -> int:
    counted = update(filings).where(filings.c.id == row.id, filings.c.stage == row.stage)
    connection.execute(counted.values({column: filings.c[column] + 1}))
    return int(connection.execute(select(filings.c[column]).where(filings.c.id == row.id)).scalar_one())


def _same_contents(connection: Connection, row: FilingRow, sha256: str) -> int | None:
    here = (filings.c.source == row.filing.source) & (filings.c.source_id == row.filing.id)
    joined = filings.join(versions, versions.c.id == filings.c.version)
    chosen = select(versions.c.id, versions.c.sha256).select_from(joined).order_by(filings.c.id.desc())
    before = connection.execute(chosen.where(here, filings.c.id != row.id).limit(1)).first()
    if before is not None:
        return before.id if before.sha256 == sha256 else None
    elsewhere = versions.c.filer == row.filing.filer.id, versions.c.sha256 == sha256
    return connection.execute(select(versions.c.id).where(*elsewhere).order_by(versions.c.id.desc())).scalar()


def _new_version(connection: Connection, row: FilingRow, content: Content) -> int:
    described = {"sha256": content.sha256, "media_type": content.media_type, "size": len(content.body)}
    added = versions.insert().values(filer=row.filing.filer.id, fetched=content.fetched, **described)
    return int(connection.execute(added.returning(versions.c.id)).scalar_one())


def _recorded(row: FilingRow, content: Content) -> dict[str, Any]:
    """A fetched filing as the record has it: who filed what, where and when it was found, and which bytes came."""
    said = filing_columns(row.filing) | {"watch": row.watch, "silent": row.silent}
    times = {"published": said["published"], "first_seen": row.first_seen, "fetched": content.fetched}
    said |= {name: at.isoformat() if at else None for name, at in times.items()}
    return said | {"sha256": content.sha256, "media_type": content.media_type, "size": len(content.body)}


def filing_columns(filing: Filing) -> dict[str, Any]:
    """What a filing is stored as, but for what becomes of it here."""
    named = {"source": filing.source, "source_id": filing.id, "source_version": filing.version}
    hints = {"media_hint": filing.media_hint, "size_hint": filing.size_hint}
    published = {
        "published": filing.published.at if filing.published else None,
        "published_precision": filing.published.precision if filing.published else None,
    }
    return {**named, **hints, **published, "filer": filing.filer.id, "title": filing.title, "address": filing.address}


def select_filings() -> Select[Any]:
    """Filings with their filers, as `filing_rows` takes them."""
    joined = filings.join(filers, filers.c.id == filings.c.filer)
    return select(filings, filers.c.code, filers.c.name).select_from(joined)


def filing_rows(connection: Connection, chosen: Select[Any]) -> list[FilingRow]:
    """The filings that are chosen."""
    return [_filing_row(row) for row in connection.execute(chosen)]


def _filing_row(row: Row[Any]) -> FilingRow:
    published = Published(at=row.published, precision=Precision(row.published_precision)) if row.published else None
    filing = Filing(
        source=row.source,
        id=row.source_id,
        version=row.source_version,
        filer=Filer(id=row.filer, code=row.code, name=row.name),
        title=row.title,
        address=row.address,
        published=published,
        media_hint=row.media_hint,
        size_hint=row.size_hint,
    )
    return FilingRow(
        id=row.id,
        watch=row.watch,
        filing=filing,
        first_seen=row.first_seen,
        silent=row.silent,
        stage=Stage(row.stage),
        version=row.version,
        reason=reason_of(row.reason),
        urgency=Urgency(row.urgency),
    )


def _version(row: Row[Any]) -> Version:
    lists = {name: tuple(row.cover[name]) for name in ("names", "warnings")}
    return Version(
        id=row.id,
        filer=row.filer,
        source=row.source,
        source_id=row.source_id,
        sha256=row.sha256,
        cover=Cover(**{**row.cover, **lists}),
        published=row.published,
        first_seen=row.first_seen,
        removed=row.removed is not None,
    )
