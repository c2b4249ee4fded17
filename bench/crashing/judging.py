"""Judges what is left after a trial: every filing, change and alert once, and nothing lying about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from bench.crashing.member import Trial
from bot.operating import App
from bot.store.proving import prove
from bot.store.record import entries
from bot.store.rows import UNFINISHED, State
from bot.store.tables import changes, diffs, filings, outbox, versions

# What is stored, but for numbers and times, which differ from run to run.
_WANTED = {
    "filings": select(filings.c.watch, filings.c.source_id, filings.c.stage, filings.c.reason),
    "diffs": select(filings.c.watch, filings.c.source_id, diffs.c.basis, diffs.c.body).join_from(diffs, filings),
    "changes": select(changes.c.change, changes.c.relation, changes.c.old_text, changes.c.new_text),
    # Whether there is a reply below an alert hangs on whether that was out when the next version was compared; of all
    # that is sent, replies included, each must have been accepted once.
    "alerts": select(outbox.c.channel, outbox.c.state, filings.c.watch, filings.c.source_id)
    .join_from(outbox, filings, filings.c.id == outbox.c.filing)
    .where(outbox.c.below.is_(None)),
}


def stored(app: App) -> dict[str, list[str]]:
    """The rows of each kind, in an order of their own."""
    with app.store.reading() as connection:
        return {name: sorted(map(repr, connection.execute(query).all())) for name, query in _WANTED.items()}


def left(app: App, wanted: int) -> int:
    """How many filings and alerts have not come to their end, of so many filings."""
    with app.store.reading() as connection:
        stages = connection.execute(select(filings.c.stage)).scalars().all()
        unsent = connection.execute(select(outbox.c.id).where(outbox.c.state != State.SENT)).all()
    return wanted - sum(stage not in UNFINISHED for stage in stages) + len(unsent)


def faults(trial: Trial, app: App, record: Path, expected: dict[str, list[str]]) -> list[str]:
    """Everything that is wrong after a trial; `expected` is what a run without a kill has stored."""
    found = stored(app)
    wrong = [f"{name}: {_difference(found[name], rows)}" for name, rows in expected.items() if found[name] != rows]
    wrong += _alerts_not_once(app, record)
    wrong += _originals(trial, app)
    litter = [path for path in (trial.folder / "state").rglob("*") if path.suffix == ".tmp" or _half(path)]
    wrong += [f"left lying: {path.name}" for path in litter]
    return [*wrong, *_damage(app), *_record(app)]


def _difference(found: list[str], expected: list[str]) -> str:
    more, less = Counter(found) - Counter(expected), Counter(expected) - Counter(found)
    return f"{more.total()} too many, {less.total()} missing, as {str([*more, *less][:2])[:400]}"


def _alerts_not_once(app: App, record: Path) -> Iterator[str]:
    accepted = Counter(record.read_text().split("\n")[:-1]) if record.exists() else Counter[str]()
    with app.store.reading() as connection:
        keys = set(connection.execute(select(outbox.c.key)).scalars())
    yield from (f"alert {key}: accepted {accepted[key]} times" for key in keys | accepted.keys() if accepted[key] != 1)


def _originals(trial: Trial, app: App) -> Iterator[str]:
    with app.store.reading() as connection:
        known = set(connection.execute(select(versions.c.sha256)).scalars())
    kept = {path.name: path for path in (trial.folder / "state/originals/sha256").glob("*/*")}
    yield from (f"original {name[:12]} is an orphan" for name in kept.keys() - known)
    yield from (f"original {name[:12]} is missing" for name in known - kept.keys())
    for name, path in kept.items():
        if sha256(path.read_bytes()).hexdigest() != name:
            yield f"original {name[:12]} is not what it was"


def _record(app: App) -> list[str]:
    """What is wrong with the record, and entries that are there twice."""
    with app.store.reading() as connection:
        proof = prove(connection)
        told = Counter((entry.kind, entry.subject) for entry in entries(connection))
    twice = [f"{kind} {subject}: {count} entries" for (kind, subject), count in told.items() if count > 1]
    return [*proof.faults, *twice]


def _half(path: Path) -> bool:
    return path.parent.name == "reports" and path.name.startswith(".")


def _damage(app: App) -> list[str]:
    checks: dict[str, tuple[str, ...]] = {"sqlite": ("PRAGMA integrity_check", "PRAGMA foreign_key_check")}
    with app.store.reading() as connection:
        rows: list[Any] = [
            row
            for statement in checks.get(connection.dialect.name, ())
            for row in connection.execute(text(statement)).all()
        ]
        if connection.dialect.name == "postgresql":
            rows = [(f"{count} steps left in the queue",) for count in _queued(connection) if count]
    return [str(row) for row in rows if tuple(row) != ("ok",)]


def _queued(connection: Any) -> list[int]:
    return list(connection.execute(text("SELECT count(*) FROM filingwatch_queue.procrastinate_jobs")).scalars())
