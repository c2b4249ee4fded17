"""Holds the record against itself and against the rows it tells of: what was changed behind its back, in words."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from bot.keeping.chaining import broken
from bot.store import record
from bot.store.record import What
from bot.store.rows import State
from bot.store.tables import deliveries, diffs, filings, outbox, reviews, versions
from bot.store.tables import record as entries

# So many faults are named; a record that was rewritten has one for every entry.
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How long the record is, the hash at its end, and what is wrong with it; `older` rows came before it began."""

    entries: int
    hash: str
    older: int
    faults: tuple[str, ...]


def prove(connection: Connection) -> Proof:
    """The record, held against itself and against every filing, diff, alert and review that is stored."""
    last = record.last(connection)
    faults = list(_some(broken(record.entries(connection))))
    said = {what: _last_said(connection, what) for what in _CHECKS}
    before = _before(connection)
    older = 0
    for what, check in _CHECKS.items():
        for number, fault in check(connection, said[what]):
            if number <= before.get(what, 0) and f"{what}:{number}" not in said[what]:
                older += 1
            elif fault and len(faults) < MOST:
                faults.append(f"{what} {number} {fault}")
    return Proof(entries=last.number if last else 0, hash=last.hash if last else "", older=older, faults=tuple(faults))


_Said = dict[str, dict[str, Any]]
_UNKNOWN = "is not on the record"


def _some(faults: Iterator[str]) -> Iterator[str]:
    yield from (fault for _, fault in zip(range(MOST), faults, strict=False))


def _last_said(connection: Connection, what: What) -> _Said:
    """What the record says of each subject, in its newest entry about it."""
    chosen = select(entries.c.subject, entries.c.entry).where(entries.c.kind == what).order_by(entries.c.number)
    return {row.subject: _kept(row.entry) for row in connection.execute(chosen)}


def _kept(entry: str) -> dict[str, Any]:
    """What the rows are held against; an entry that is no JSON any more is a fault of the chain already."""
    try:
        said = json.loads(entry)
    except ValueError:
        return {}
    wanted = ("sha256", "version", "state", "decision", "who", "note", "change", "delivery")
    return {name: said.get(name) for name in wanted}


def _before(connection: Connection) -> dict[str, int]:
    first = next(record.entries(connection, 1, 1), None)
    before: dict[str, int] = first.content().get("before", {}) if first and first.kind == What.BEGAN else {}
    return before


def _filings(connection: Connection, said: _Said) -> Iterator[tuple[int, str]]:
    chosen = select(filings.c.id, filings.c.version, versions.c.sha256).join_from(filings, versions)
    for row in _each(connection, chosen):
        known = said.get(f"filing:{row.id}")
        if known is None:
            yield row.id, _UNKNOWN
        else:
            same = (known["version"], known["sha256"]) == (row.version, row.sha256)
            yield row.id, "" if same else "names other bytes than were recorded"


def _diffs(connection: Connection, said: _Said) -> Iterator[tuple[int, str]]:
    found = set()
    for row in _each(connection, select(diffs.c.id, diffs.c.body)):
        found.add(f"diff:{row.id}")
        known = said.get(f"diff:{row.id}")
        if known is None:
            yield row.id, _UNKNOWN
        else:
            yield row.id, "" if _hash_of(row.body) == known["sha256"] else "is not what was recorded"
    yield from (
        (int(subject.partition(":")[2]), "is recorded and not stored any more") for subject in said.keys() - found
    )


def _hash_of(body: bytes) -> str:
    try:
        return sha256(zlib.decompress(body)).hexdigest()
    except zlib.error:
        return ""


def _alerts(connection: Connection, said: _Said) -> Iterator[tuple[int, str]]:
    newest = select(deliveries.c.message, deliveries.c.outbox, deliveries.c.id).where(
        deliveries.c.outcome == State.SENT
    )
    sent = {row.outbox: row for row in _each(connection, newest.order_by(deliveries.c.id))}
    for row in _each(connection, select(outbox.c.id, outbox.c.told).where(outbox.c.state == State.SENT)):
        known = said.get(f"alert:{row.id}")
        last = sent.get(row.id)
        if known is None:
            yield row.id, _UNKNOWN
        elif last is None or known["delivery"] != last.id:
            yield row.id, "was not told as it is recorded"
        else:
            same = not known["sha256"] or _hash_of(last.message or b"") == known["sha256"]
            yield row.id, "" if same else "was told in other words than are recorded"


def _reviews(connection: Connection, said: _Said) -> Iterator[tuple[int, str]]:
    for row in _each(connection, select(reviews)):
        known = said.get(f"review:{row.id}")
        if known is None:
            yield row.id, _UNKNOWN
        else:
            same = all(known[name] == getattr(row, name) for name in ("change", "decision", "who", "note"))
            yield row.id, "" if same else "is not what was recorded"


def _each(connection: Connection, chosen: Select[Any]) -> Iterator[Row[Any]]:
    """The rows, a few at a time: diffs are large."""
    yield from connection.execution_options(yield_per=100).execute(chosen)


_CHECKS = {What.FILING: _filings, What.DIFF: _diffs, What.ALERT: _alerts, What.REVIEW: _reviews}
