"""Queries on stored diffs and their changes. What was stored is never rewritten."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from bot.lineage import Comparison
from bot.store import record
from bot.store.filings import get_filing, get_original, reason_column, reason_of
from bot.store.record import What
from bot.store.rows import ChangeLog, DiffRow, FilingRow
from bot.store.tables import changes, diffs, filers, filings, outbox, versions
from diffing.change import Diff, Reason, Severity
from diffing.serialising import to_json

# Beside the mark of the settings stands which notices a diff was made with.
_NOTICE = "notice:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which stored diffs are asked for; what is None or empty does not narrow them."""

    watch: str | None = None
    filer: str | None = None
    at_least: Severity = Severity.INFO
    words: str = ""
    since: datetime | None = None
    limit: int = 50


def add_diff(connection: Connection, row: FilingRow, made: tuple[Comparison, Diff], *, now: datetime) -> int:
    """The number of the diff, which is stored whole together with its changes, on the record."""
    comparison, diff = made
    body = to_json(diff)
    written = json.dumps(body, separators=(",", ":")).encode()
    columns = {
        "filing": row.id,
        "old": comparison.old.id,
        "new": row.version,
        "basis": str(diff.basis),
        "reason": reason_column(comparison.reason),
        "body": zlib.compress(written),
        "engine": diff.made_with.engine,
        "lexicon": diff.made_with.lexicon,
        "settings": " ".join((diff.made_with.settings, *_given(comparison))),
        "created": now,
        "print": _print(diff),
    }
    number = int(connection.execute(diffs.insert().values(columns).returning(diffs.c.id)).scalar_one())
    rows = [_change_columns(number, place, change) for place, change in enumerate(body["changes"])]
    if rows:
        connection.execute(changes.insert(), rows)
    record.append(connection, What.DIFF, f"diff:{number}", _recorded(columns, comparison, diff, written), now=now)
    return number


def made_before(connection: Connection, filing: int, comparison: Comparison) -> tuple[bool, bool]:
    """Whether a filing has been compared with this baseline, and whether it was with these notices."""
    alike = diffs.c.filing == filing, diffs.c.old == comparison.old.id
    made = connection.execute(select(diffs.c.settings).where(*alike)).scalars().all()
    return bool(made), _given(comparison) in (
        [mark for mark in one.split() if mark.startswith(_NOTICE)] for one in made
    )


def _given(comparison: Comparison) -> list[str]:
    """The marks of the notices that a comparison was given: with others it is another comparison."""
    return sorted(f"{_NOTICE}{notice.id}" for notice in comparison.notices)


def list_diffs(connection: Connection, wanted: Wanted) -> list[DiffRow]:
    """The stored diffs that are asked for, newest first."""
    chosen = _diffs().order_by(diffs.c.id.desc()).limit(wanted.limit)
    if wanted.watch:
        chosen = chosen.where(filings.c.watch == wanted.watch)
    if wanted.filer:
        chosen = chosen.where(or_(*(filers.c[name] == wanted.filer for name in ("id", "code", "name"))))
    if wanted.since:
        chosen = chosen.where(diffs.c.created >= wanted.since)
    if wanted.words or wanted.at_least is not Severity.INFO:
        chosen = chosen.where(diffs.c.id.in_(_having(wanted)))
    return [_diff_row(connection, row) for row in connection.execute(chosen).all()]


def diff_rows(connection: Connection, numbers: Collection[int]) -> list[DiffRow]:
    """The lines of these diffs, newest first."""
    chosen = _diffs().where(diffs.c.id.in_(numbers)).order_by(diffs.c.id.desc())
    return [_diff_row(connection, row) for row in connection.execute(chosen).all()]


def find_diff(connection: Connection, number: int) -> ChangeLog | None:
    """One stored diff in full, or None."""
    row = connection.execute(_diffs().where(diffs.c.id == number)).first()
    if row is None:
        return None
    body = connection.execute(select(diffs.c.body).where(diffs.c.id == number)).scalar_one()
    return ChangeLog(
        row=_diff_row(connection, row),
        body=json.loads(zlib.decompress(body)),
        old=get_original(connection, row.old),
        new=get_original(connection, row.new),
        told=connection.execute(select(func.min(outbox.c.told)).where(outbox.c.diff == number)).scalar(),
    )


def _having(wanted: Wanted) -> Select[Any]:
    """The diffs with a change as grave as asked for that says the words."""
    chosen = select(changes.c.diff).where(changes.c.severity_rank >= wanted.at_least.rank)
    if wanted.words:
        texts = (
            changes.c[name].icontains(wanted.words, autoescape=True) for name in ("old_text", "new_text", "section")
        )
        chosen = chosen.where(or_(*texts))
    return chosen


def _print(diff: Diff) -> str | None:
    """A mark of what changed, whatever else stands in the two documents."""
    said = sorted(
        "\0".join((change.kind, change.relation, *(quote.text if quote else "" for quote in (change.old, change.new))))
        for change in diff.changes
    )
    return sha256("\1".join(said).encode(errors="replace")).hexdigest()[:32] if said else None


def _change_columns(diff: int, place: int, change: dict[str, Any]) -> dict[str, Any]:
    old, new = (change[side]["text"] if change[side] else None for side in ("old", "new"))
    named = {name: change[name] for name in ("kind", "relation", "severity")}
    return {
        "diff": diff,
        "place": place,
        "change": change["id"],
        **named,
        "severity_rank": Severity(change["severity"]).rank,
        "section": " › ".join(change["section"]),
        "old_text": old,
        "new_text": new,
        "body": change,
    }


def _recorded(columns: dict[str, Any], comparison: Comparison, diff: Diff, written: bytes) -> dict[str, Any]:
    """A diff as the record has it: what was compared with what, why, by which rules, and the hash of its JSON."""
    same = ("filing", "old", "new", "basis", "reason", "engine", "lexicon", "settings")
    hashes = {"old_sha256": diff.old.sha256, "new_sha256": diff.new.sha256, "sha256": sha256(written).hexdigest()}
    notices = [notice.id for notice in comparison.notices]
    return {**{name: columns[name] for name in same}, **hashes, "notices": notices, "changes": len(diff.changes)}


def _diffs() -> Select[Any]:
    joined = diffs.join(filings, filings.c.id == diffs.c.filing).join(filers, filers.c.id == filings.c.filer)
    named = ("id", "filing", "old", "new", "basis", "reason", "created")
    return select(*(diffs.c[name] for name in named)).select_from(joined)


def _diff_row(connection: Connection, row: Row[Any]) -> DiffRow:
    counted = select(changes.c.severity, func.count()).where(changes.c.diff == row.id).group_by(changes.c.severity)
    counts = {counted_row.severity: counted_row[1] for counted_row in connection.execute(counted)}
    reason = reason_of(row.reason)
    old, new = (_cover(connection, version) for version in (row.old, row.new))
    filing = get_filing(connection, row.filing)
    return DiffRow(
        id=row.id,
        filing=filing,
        filer=filing.filing.filer.name or new["filer"] or filing.filing.filer.id,
        old=row.old,
        new=row.new,
        old_title=old["title"],
        new_title=new["title"],
        basis=row.basis,
        reason=reason if reason is not None else Reason(code="lineage_none"),
        created=row.created,
        counts={str(severity): counts[severity] for severity in reversed(Severity) if severity in counts},
    )


def _cover(connection: Connection, version: int) -> dict[str, Any]:
    found: dict[str, Any] = connection.execute(select(versions.c.cover).where(versions.c.id == version)).scalar_one()
    return found
