"""What a second worker is worth, and what storing costs: filings of ten pages of text, read and compared.

Scaling: the same filings worked off by one process and by two, on PostgreSQL; the best of several rounds of each.
Store: the wall time of a filing's steps beyond reading and comparing, on SQLite. Run: python -m bench throughput
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from bench.crashing.databases import databases
from bot.apart import Apart
from bot.app import build
from bot.configured import Config, FilerTable, Watch
from bot.inside import Original
from bot.ledger import Read
from bot.store.rows import UNFINISHED, Stage
from bot.store.tables import filings
from diffing.change import Basis, Diff
from diffing.figure import Figure
from diffing.settings import Settings

# So many filings of so many companies; what is wanted.
FILERS, YEARS = 6, 2
SCALE, STORE = 1.6, 15.0
_PARAGRAPHS = 150  # ten pages


def text(filer: int, year: int) -> str:
    """Ten pages that state something in every sentence."""
    lines = [f"Company {filer}\nAnnual report {year}\n"]
    for at in range(_PARAGRAPHS):
        value = 100 + (filer * 31 + at * 17 + year * (at % 7 == 0)) % 900
        lines += [
            f"Segment {at} had revenue of RMB {value}.{at % 10} million in {year}, up from RMB {value}.5 million in",
            f"{year - 1}. Its backlog stood at {value * 3} orders, and the board expects a margin of at least",
            f"{10 + at % 30}%. We do not depend on any single customer of segment {at}, and no claim is pending.",
            "",
        ]
    return "\n".join(lines)


def _fill(root: Path) -> None:
    for filer in range(FILERS):
        folder = root / f"{filer}"
        folder.mkdir(parents=True)
        for year in range(2022, 2022 + YEARS):
            (folder / f"{year}-annual-report.txt").write_text(text(filer, year))


def _config(root: Path, state: Path, database: str) -> Config:
    watches = tuple(
        Watch(name=f"w{at}", path=root / f"{at}", settle=0, baseline="compare", filer=FilerTable(id=f"{at}"))
        for at in range(FILERS)
    )
    return Config.model_validate({"folder": state, "database": database, "watches": watches, "health": {"listen": ""}})


def _work(config: Config, begin: object, number: int, workers: int) -> None:
    """The life of one worker: every filer that is its own, each filing read and compared."""
    app = build(config, say=lambda _: None)
    app.pipeline.comparing.warm_up()  # type: ignore[attr-defined]  # it is Apart
    begin.wait()  # type: ignore[attr-defined]
    for stage in (Stage.FETCHED, Stage.READ):
        for row in app.pipeline.due((stage,)):
            if int(row.filing.filer.id) % workers == number:
                app.pipeline.step(row)
    app.close()


def _round(root: Path, database: str, workers: int) -> float:
    """Seconds until these workers have read and compared everything."""
    with tempfile.TemporaryDirectory() as state:
        config = _config(root, Path(state), database)
        app = build(config, say=lambda _: None)
        app.duties().take_over()
        for name in app.pipeline.watches:
            app.pipeline.poll(name)
        app.pipeline.advance((Stage.LISTED,))
        context = multiprocessing.get_context("spawn")
        begin = context.Barrier(workers + 1)
        living = [context.Process(target=_work, args=(config, begin, at, workers)) for at in range(workers)]
        for one in living:
            one.start()
        begin.wait()
        began = time.perf_counter()
        for one in living:
            one.join()
        spent = time.perf_counter() - began
        with app.store.reading() as connection:
            open_ = select(func.count()).select_from(filings).where(filings.c.stage.in_(UNFINISHED))
            left = connection.execute(open_).scalar_one()
        app.close()
    assert left == 0, f"{left} filings are left"
    return spent


@dataclass
class _Timed:
    """Reads and compares apart, and remembers how long that took."""

    apart: Apart
    spent: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, original: Original, title: str, settings: Settings) -> Read:
        """What reading finds."""
        began = time.perf_counter()
        found = self.apart.read(original, title, settings)
        self.spent += time.perf_counter() - began
        return found

    def diff(
        self,
        pair: tuple[Original, Original],
        notices: Sequence[Original],
        basis: Basis,
        settings: Settings,
        earlier: Sequence[Figure] = (),
    ) -> Diff:
        """What comparing finds."""
        began = time.perf_counter()
        found = self.apart.diff(pair, notices, basis, settings, earlier)
        self.spent += time.perf_counter() - began
        return found


def store_cost(root: Path) -> tuple[float, float]:
    """Milliseconds of one filing beyond reading and comparing: of wall clock, and of our processor time."""
    with tempfile.TemporaryDirectory() as state:
        timed = _Timed(Apart())
        app = build(_config(root, Path(state), ""), comparing=timed, say=lambda _: None)
        timed.apart.warm_up()
        app.duties().take_over()
        for name in app.pipeline.watches:
            app.pipeline.poll(name)
        app.pipeline.advance((Stage.LISTED,))
        began, busy = time.perf_counter(), time.process_time()
        app.pipeline.advance((Stage.FETCHED, Stage.READ))
        wall, own = time.perf_counter() - began - timed.spent, time.process_time() - busy
        app.close()
    return 1000 * wall / (FILERS * YEARS), 1000 * own / (FILERS * YEARS)


def main() -> None:
    """Prints both; exits with 1 when one falls short."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases() as made:
        root = Path(folder) / "in"
        _fill(root)
        best = {workers: min(_round(root, made.make(), workers) for _ in range(asked.rounds)) for workers in (1, 2)}
        costs = [store_cost(root) for _ in range(asked.rounds)]
    scale = best[1] / best[2]
    wall, own = min(cost[0] for cost in costs), min(cost[1] for cost in costs)
    print(
        f"{FILERS * YEARS} filings: one worker {best[1]:.1f} s, two {best[2]:.1f} s: {scale:.2f} times (wanted {SCALE})"
    )
    print(f"the store adds {wall:.1f} ms a filing of wall clock, {own:.1f} ms of ours (wanted {STORE:.0f})")
    sys.exit(scale < SCALE or wall > STORE)


if __name__ == "__main__":
    main()
