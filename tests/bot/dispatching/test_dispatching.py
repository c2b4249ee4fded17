"""One process or many machines: the same filings end in the same rows, and whoever goes away is replaced."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bench.crashing.databases import Databases
from bot.app import build
from bot.configured import Config, Watch
from bot.dispatching import Beats
from bot.dispatching.cluster import Cluster
from bot.dispatching.embedded import Embedded
from bot.dispatching.queue import SCHEMA
from bot.errors import ConfigError
from bot.operating import App
from bot.store.rows import UNFINISHED, Stage
from bot.store.tables import changes, diffs, filings, gathered, ledger, outbox

FAST = Beats(tick=0.05, seat=0.05, heartbeat=0.2, stalled=1, pause=0.1, litter=2)
FILINGS = {
    "annual-2022.txt": "Example Holdings\nAnnual report 2022\n\nRevenue in 2022 was RMB 12.6 million.\n",
    "annual-2023.txt": "Example Holdings\nAnnual report 2023\n\nRevenue in 2023 was RMB 13.1 million.\n",
    "annual-2023-corrected.txt": "Example Holdings\nAnnual report 2023\n\nRevenue in 2023 was RMB 11.3 million.\n",
    "ir-record-2024-05.txt": "Example Holdings\nIR record\n\nRevenue in 2023 was RMB 11.3 million.\n",
    "damaged.pdf": "%PDF-1.7 and then nothing",
}


@dataclass
class Room:
    """A watched folder and one database; applications over it, each as a machine of its own would have."""

    root: Path
    database: str
    said: list[str] = field(default_factory=list)
    open: list[App] = field(default_factory=list)

    def machine(self, crossing: Callable[[str], None] = lambda _: None) -> App:
        """One more application over the same folder and database."""
        watch = Watch(name="w", path=self.root / "in", settle=0, baseline="compare", at_least="low")
        config = Config(folder=self.root / "state", database=self.database, watches=(watch,))
        app = build(config, say=self.said.append, crossing=crossing, beats=FAST)
        self.open.append(app)
        return app

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """What is stored, but for numbers and times."""
        wanted = {
            "filings": select(filings.c.source_id, filings.c.stage, filings.c.reason),
            "diffs": select(filings.c.source_id, diffs.c.basis, diffs.c.body).join_from(diffs, filings),
            "changes": select(changes.c.change, changes.c.relation, changes.c.severity, changes.c.new_text),
            "ledger": select(ledger.c.measure, ledger.c.period, ledger.c.value, ledger.c.text, ledger.c.body),
            "gathered": select(gathered.c.channel, filings.c.source_id).join_from(gathered, filings),
            "outbox": select(outbox.c.channel, outbox.c.state, filings.c.source_id).join_from(outbox, filings),
        }
        with self.open[0].store.reading() as connection:
            return {name: sorted(map(repr, connection.execute(query).all())) for name, query in wanted.items()}

    def ended(self) -> bool:
        """Whether every filing has come to its end and every alert is sent."""
        with self.open[0].store.reading() as connection:
            stages = connection.execute(select(filings.c.stage)).scalars().all()
            unsent = connection.execute(select(outbox.c.id).where(outbox.c.state != "sent")).all()
        return len(stages) == len(FILINGS) and not set(stages) & set(UNFINISHED) and not unsent


def room(root: Path, database: str) -> Room:
    """A room with the filings in its folder."""
    (root / "in").mkdir(parents=True)
    for name, body in FILINGS.items():
        (root / "in" / name).write_text(body)
    return Room(root, database)


@contextmanager
def running(*lives: Callable[[], None]) -> Iterator[None]:
    """These lives, each in a thread; they have ended at the end."""
    threads = [threading.Thread(target=life, daemon=True) for life in lives]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def wait(until: Callable[[], bool], seconds: float = 40) -> None:
    """Waits for it, and fails when it does not come."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


def duties(app: App) -> Any:
    """What this application does when it leads."""
    return app.duties()


def test_the_address_of_the_database_alone_decides(tmp_path: Path, database: str) -> None:
    """A file is worked on by one process, PostgreSQL by any number."""
    app = room(tmp_path, database).machine()
    kind = {"sqlite": Embedded, "postgresql": Cluster}[app.store.database.dialect.name]
    assert type(app.dispatcher) is kind


def test_both_ways_end_in_the_same_rows(tmp_path: Path, postgresql: Databases) -> None:
    """The same filings, alone and by a leader with two workers: the same stages, diffs, changes and alerts."""
    alone = room(tmp_path / "alone", f"sqlite:///{tmp_path / 'test.db'}")
    many = room(tmp_path / "many", postgresql.make())
    app, stopped = alone.machine(), threading.Event()
    with running(lambda: app.dispatcher.run(duties(app), stopped)):
        wait(alone.ended)
        stopped.set()
    leader, *workers = (many.machine() for _ in range(3))
    stopped = threading.Event()
    with running(
        lambda: leader.dispatcher.run(duties(leader), stopped),
        *(lambda one=one: one.dispatcher.work(stopped, at_once=2) for one in workers),
    ):
        wait(many.ended)
        stopped.set()
    assert alone.rows() == many.rows()
    assert len(alone.said) == len(many.said) > 3
    assert Stage.SET_ASIDE in repr(alone.rows()["filings"])


def test_a_worker_needs_postgresql(tmp_path: Path) -> None:
    """With a file as the database there is nobody to work for, which is said in one line."""
    app = room(tmp_path, f"sqlite:///{tmp_path / 'test.db'}").machine()
    with pytest.raises(ConfigError, match="worker needs PostgreSQL"):
        app.work()


def test_there_is_one_leader_and_another_takes_over(tmp_path: Path, postgresql: Databases) -> None:
    """The second one stands by; when the first one stops, it leads, and goes on with what is left."""
    house = room(tmp_path, postgresql.make())
    led: list[str] = []
    first, second = (
        house.machine(lambda name, who=who: led.append(who) if name == "leading" else None) for who in ("a", "b")
    )
    stops = threading.Event(), threading.Event()
    with running(lambda: first.dispatcher.run(duties(first), stops[0])):
        wait(lambda: led == ["a"])
        with running(lambda: second.dispatcher.run(duties(second), stops[1])):
            with pytest.raises(ConfigError, match="another filingwatch leads"):
                house.machine().check()
            time.sleep(0.5)
            assert led == ["a"]
            stops[0].set()
            wait(lambda: led == ["a", "b"])
            wait(house.ended)
            stops[1].set()


def test_a_leader_that_loses_its_seat_stops_leading_and_stands_again(tmp_path: Path, postgresql: Databases) -> None:
    """When the server ends its sessions, as at a restart, the leader and the worker in it go on afterwards."""
    house = room(tmp_path, postgresql.make())
    led: list[str] = []
    app = house.machine(lambda name: led.append(name) if name == "leading" else None)
    stopped = threading.Event()
    with running(lambda: app.dispatcher.run(duties(app), stopped)):
        wait(lambda: len(led) == 1)
        for _ in range(2):
            _end_sessions(house)
        wait(lambda: len(led) > 1)
        wait(house.ended)
        stopped.set()


def _end_sessions(house: Room) -> None:
    with house.machine().store.writing() as connection:
        others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        for (number,) in connection.execute(text(others)).all():
            connection.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})


def test_a_newer_queue_is_not_thrown_away(tmp_path: Path, postgresql: Databases) -> None:
    """An older program refuses a queue that it does not know; it would break it for the others."""
    app = room(tmp_path, postgresql.make()).machine()
    with app.store.writing() as connection:
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS '99.0.0'"))
    with pytest.raises(ConfigError, match="newer filingwatch"):
        app.dispatcher.work(threading.Event(), at_once=1)


def test_nothing_else_knows_which_way_it_is() -> None:
    """Beside dispatching, the builder and the store, no module asks which database there is, or who makes the steps."""
    told = ("POSTGRESQL", "dialect.name", "Cluster(", "procrastinate", "advisory")
    allowed = ("bot/dispatching/", "bot/store/", "bot/app.py", "bot/keeping/")
    root = Path(__file__).parents[3]
    found = {
        path.relative_to(root).as_posix()
        for path in (root / "bot").rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in told)
    }
    assert {"bot/app.py", "bot/dispatching/queue.py"} <= found
    assert [path for path in sorted(found) if not path.startswith(allowed)] == []
