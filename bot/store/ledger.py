"""Queries on the ledger: what a filer has stated, in whatever filing."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, select, update

from bot.ledger import Entry
from bot.store.restoring import restore_figure
from bot.store.rows import Statement
from bot.store.tables import filers, filings, ledger, versions
from diffing.figure import Figure

# Under a name that has more values than this for one time nobody can tell which is meant: 其他, total.
_VOICES = 8
# No filing contests more than this; what is beyond is more of the same misreading.
_MOST = 20_000
_NAMES = tuple(field.name for field in fields(Entry))
_VALUES = attrgetter(*_NAMES)
_KEY = ("filer", "measure", "scope", "period")


def record(connection: Connection, version: int, entries: Sequence[Entry]) -> None:
    """Notes what a version states, once."""
    stated = update(versions).where(versions.c.id == version, versions.c.stated.is_(None)).values(stated=len(entries))
    filer = connection.execute(stated.returning(versions.c.filer)).scalar()
    if filer is not None and entries:
        known = {"version": version, "filer": filer}
        # Not asdict, which copies every value deeply: a report has ten thousand of them.
        rows = [dict(zip(_NAMES, _VALUES(entry), strict=True)) | known for entry in entries]
        connection.execute(ledger.insert(), rows)


def contested(connection: Connection, version: int, among: Collection[int]) -> list[Figure]:
    """The figures of the versions `among` that stand beside figures of `version` with another value.

    All figures of one measure, scope and period come where one of them differs: others may bear the new one out.
    """
    if not among:
        return []
    new, old = ledger.alias("new"), ledger.alias("old")
    few = select(
        *(new.c[name] for name in _KEY), func.min(new.c.value).label("least"), func.max(new.c.value).label("most")
    )
    few = few.where(new.c.version == version, new.c.kind == "figure", new.c.measure != "", new.c.period != "")
    voices = few.group_by(*(new.c[name] for name in _KEY)).having(func.count(new.c.value.distinct()) <= _VOICES).cte()
    said = old.c.version.in_(among), old.c.kind == "figure"
    differs = (old.c.value != voices.c.least) | (old.c.value != voices.c.most)
    held = select(*(old.c[name] for name in _KEY)).join_from(voices, old, _alike(voices, old))
    wanted = held.where(*said, differs).distinct().cte()
    chosen = select(old.c.body).join_from(wanted, old, _alike(wanted, old)).where(*said).limit(_MOST)
    return [restore_figure(json.loads(body)) for body in connection.execute(chosen).scalars()]


def history(connection: Connection, filer: str, measures: Collection[str], *, limit: int = 500) -> list[Statement]:
    """What a filer stated of a measure, by the time it is for and then in the order of publication."""
    chosen = _statements().where(ledger.c.filer == filer, ledger.c.measure.in_(measures), ledger.c.kind == "figure")
    ordered = chosen.order_by(ledger.c.period, ledger.c.scope, filings.c.published, ledger.c.version, ledger.c.place)
    return [Statement(**row._asdict()) for row in connection.execute(ordered.limit(limit))]


def find_filers(connection: Connection, words: str) -> list[str]:
    """The ids of the filers of this id, code or name."""
    named = filers.c.id == words, filers.c.code == words, filers.c.name == words
    return list(
        connection.execute(select(filers.c.id).where(named[0] | named[1] | named[2]).order_by(filers.c.id)).scalars()
    )


def unstated(connection: Connection, *, limit: int) -> list[tuple[int, str]]:
    """Versions that have been read, but not for the ledger, with their titles: those of an older program."""
    chosen = select(versions.c.id, versions.c.cover).where(versions.c.stated.is_(None), versions.c.cover.is_not(None))
    rows = connection.execute(chosen.order_by(versions.c.id.desc()).limit(limit))
    return [(row.id, row.cover["title"]) for row in rows]


def _alike(one: Any, other: Table | Any) -> ColumnElement[bool]:
    return and_(*(one.c[name] == other.c[name] for name in _KEY))


def _statements() -> Select[Any]:
    first = select(func.min(filings.c.id)).where(filings.c.version == ledger.c.version).correlate(ledger)
    joined = ledger.join(filings, filings.c.id == first.scalar_subquery())
    names = ("version", "measure", "scope", "period", "unit", "value", "text")
    return select(*(ledger.c[name] for name in names), filings.c.title, filings.c.published).select_from(joined)
