"""What the ledger costs at a million figures: a figure's history, and holding a new filing of 300 pages against it.

Twenty filers have stated 50,000 figures each, in ten filings; one files again, 15,000 figures, of which a tenth
differs from what it said before. On SQLite, and on the PostgreSQL of the package index. Run: python -m bench ledger
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, insert, text

from bench.crashing.databases import databases
from bot.ledger import Entry, entries_of
from bot.store import Store, open_database
from bot.store import ledger as queries
from bot.store.tables import filers, filings, ledger, versions, watches
from diffing.figure import Figure, Period, PeriodSource

FILERS, FILINGS, FIGURES, NEW = 20, 10, 5_000, 15_000
# What is wanted: milliseconds.
HISTORY, CHECK = 30.0, 1000.0
_NOW = datetime(2024, 4, 24, tzinfo=UTC)
_ROUNDS = 15
# So many measures, each for several years and cut in several ways; every fiftieth row is one of many called "other".
_MEASURES, _YEARS, _OTHERS = 900, 4, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one database, in milliseconds: a history, noting a new filing, holding it against the ledger."""

    database: str
    history: float
    noted: float
    checked: float
    contested: int
    rows: int


def figures(filer: int, filing: int, count: int, *, differing: int = 0) -> Iterator[Figure]:
    """What one filing states; a figure that differs is one higher than it was before."""
    for at in range(count):
        other = at % _OTHERS == 0
        name = "其他" if other else f"科目{at % _MEASURES}"
        year = 2014 + filing - at // _MEASURES % _YEARS
        dimensions = (
            (("segment", f"分部{at // (_MEASURES * _YEARS)}"),) if at >= _MEASURES * _YEARS and not other else ()
        )
        differs = bool(differing) and at % differing == 1
        value = Decimal(1_000_000 + filer * 7 + at % _MEASURES * 131 + year * 17 + (at if other else 0) + differs)
        yield Figure(
            text=f"{value:,}", start=at * 12, end=at * 12 + 9, numeral=f"{value:,}", value=value, decimals=0,
            unit="CNY", sentence=f"{name}合计金额为{value:,}元，详见附注。", metric=name, dimensions=dimensions,
            confidence=0.9, period=Period(first=date(year, 1, 1), last=date(year, 12, 31)),
            period_source=PeriodSource.TABLE,
        )  # fmt: skip


def fill(connection: Connection) -> None:
    """The twenty filers with their filings and figures."""
    connection.execute(insert(watches).values(name="w", settings={}, first_seen=_NOW))
    number = 0
    for filer in range(FILERS):
        connection.execute(insert(filers).values(id=f"{filer}", code="", name=f"公司{filer}"))
        for filing in range(FILINGS):
            number += 1
            _file(connection, number, filer, entries_of(list(figures(filer, filing, FIGURES)), []))


def _file(connection: Connection, number: int, filer: int, entries: Sequence[Entry]) -> None:
    seen = {"watch": "w", "source": "s", "source_id": f"{number}", "source_version": "", "filer": f"{filer}"}
    connection.execute(insert(versions).values(
        id=number, filer=f"{filer}", sha256=f"{number}", media_type="", size=0, fetched=_NOW, stated=len(entries)
    ))  # fmt: skip
    connection.execute(insert(filings).values(
        **seen, title=f"年报{number}", address="x", first_seen=_NOW, stage="done", version=number
    ))  # fmt: skip
    rows = [asdict(entry) | {"version": number, "filer": f"{filer}"} for entry in entries]
    if rows:
        connection.execute(insert(ledger), rows)


def measure(name: str, store: Store) -> Cost:
    """What the queries cost on one database, medians of several."""
    with store.writing() as connection:
        fill(connection)
    number, filer = FILERS * FILINGS + 1, FILERS // 2
    with store.writing() as connection:
        _file(connection, number, filer, ())
    with store.database.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    entries = entries_of(list(figures(filer, FILINGS, NEW, differing=10)), [])
    began = time.perf_counter()
    with store.writing() as connection:
        connection.execute(versions.update().where(versions.c.id == number).values(stated=None))
        queries.record(connection, number, entries)
    noted = 1000 * (time.perf_counter() - began)
    among = range(filer * FILINGS + 1, (filer + 1) * FILINGS + 1)
    with store.reading() as connection:
        history = _timed(lambda at: queries.history(connection, f"{filer}", (f"科目{at * 37 % _MEASURES}",)))
        checked = _timed(lambda _: queries.contested(connection, number, among))
        contested = len(queries.contested(connection, number, among))
    rows = FILERS * FILINGS * FIGURES + NEW
    return Cost(database=name, history=history, noted=noted, checked=checked, contested=contested, rows=rows)


def _timed(what: Callable[[int], object]) -> float:
    spent = []
    for at in range(_ROUNDS):
        began = time.perf_counter()
        what(at)
        spent.append(1000 * (time.perf_counter() - began))
    return median(spent)


@contextmanager
def _opened(address: str) -> Iterator[Store]:
    store = Store(open_database(address, archive_is_empty=lambda: True))
    try:
        yield store
    finally:
        store.close()


def main() -> None:
    """Prints the table; exits with 1 when something takes longer than is wanted."""
    costs = []
    with tempfile.TemporaryDirectory() as folder, _opened(f"sqlite:///{Path(folder) / 'ledger.db'}") as store:
        costs.append(measure("SQLite", store))
    with databases() as made, _opened(made.make()) as store:
        costs.append(measure("PostgreSQL", store))
    print(f"{'':12}{'rows':>11}{'history ms':>12}{'noting ms':>11}{'checking ms':>13}{'contested':>11}")
    for cost in costs:
        print(
            f"{cost.database:12}{cost.rows:>11,}{cost.history:>12.1f}{cost.noted:>11.0f}{cost.checked:>13.0f}"
            f"{cost.contested:>11,}"
        )
    print(f"wanted: a history in {HISTORY:.0f} ms, checking in {CHECK:.0f} ms")
    sys.exit(any(cost.history > HISTORY or cost.checked > CHECK for cost in costs))


if __name__ == "__main__":
    main()
