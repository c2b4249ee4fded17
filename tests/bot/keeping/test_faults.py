"""What goes away under the program, for real: disk, archive, database, clock, server. Nothing is lost or told twice."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from bench.crashing.postgres import CannotStartError, serving
from bot.app import build_world
from bot.errors import BotError, ConfigError, DamagedError
from bot.keeping.examining import examine
from bot.operating import App
from bot.store.diffs import Wanted
from bot.store.proving import prove


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def whole(house: Any) -> tuple[int, int]:
    """How many diffs and alerts there are, after the record and everything else was found whole."""
    app = house.app()
    with app.store.reading() as connection:
        assert prove(connection).faults == ()
    logged = len(app.log(Wanted()))
    assert app.alerts() == []
    assert app.set_aside() == []
    app.close()
    seen = replace(build_world(house.clock, network=False), variables={})
    assert [one for one in examine(house.config, seen, quick=False) if one.standing == "fail"] == []
    assert not [path for path in (house.root / "state").rglob("*") if path.suffix == ".tmp"]
    return logged, len(house.printed)


def file_story(house: Any) -> None:
    """Three reports of a hundred kilobytes."""
    for year in (2011, 2012, 2013):
        house.file(f"annual-{year}.txt", f"{year}" * 25_000)


# Below these sizes one write after the other fails: the first page of the log, the tables, originals, diffs, reports.
SIZES = [1_000, 8_000, 40_000, 90_000, 110_000, 180_000, 260_000, 340_000, 420_000, 600_000, 900_000, 1_500_000]


@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk_loses_nothing(small_house: Any, size: int) -> None:
    """Wherever it is full, it is an error in one line; with room again, everything is stored and told once."""
    file_story(small_house)
    refused = ""
    try:
        with no_file_beyond(size):
            small_house.check()
    except BotError as error:
        refused = str(error)
    # What is larger than each file that is written is room enough.
    assert bool(refused) == (size < 100_000 or "database" in refused)
    assert "\n" not in refused
    small_house.check()
    assert whole(small_house) == (2, 3)


@pytest.mark.parametrize("size", SIZES[3:])
def test_a_disk_that_fills_up_later_loses_nothing(small_house: Any, size: int) -> None:
    """The same for a program that has been at work, and whose full disk it meets again and again."""
    small_house.file("annual-2010.txt", "x")
    small_house.check()
    file_story(small_house)
    for _ in range(4):  # more often than a filing may fail
        with no_file_beyond(size), suppress(BotError):
            small_house.check()
    small_house.check()
    now = small_house.clock.now()
    small_house.clock = replace(small_house.clock, now=lambda: now + timedelta(hours=2))
    small_house.check()
    assert whole(small_house) == (3, 4)


def test_a_database_that_may_not_grow_loses_nothing(small_house: Any) -> None:
    """SQLite's own word for a full disk, at a transaction in the middle."""
    small_house.file("annual-2010.txt", "x")
    small_house.check()
    file_story(small_house)
    app = small_house.app()
    with app.store.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()

    @event.listens_for(app.store.database, "checkout")
    def _limit(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    app.store.database.dispose()
    with pytest.raises(BotError, match="full"):
        app.check()
    app.close()
    small_house.check()
    assert whole(small_house) == (3, 4)


@pytest.fixture
def nobody() -> Callable[[], Any]:
    """Makes this process one that may not write everywhere, meanwhile: root may, whatever a folder says."""

    @contextmanager
    def be() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65_534)
        try:
            yield
        finally:
            os.seteuid(0)

    return be


def test_an_archive_that_may_only_be_read_blames_no_filing(small_house: Any, nobody: Callable[[], Any]) -> None:
    """Old originals are read, new ones wait, and are taken once it may be written again."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        small_house.root = root
        (root / "in").mkdir()
        small_house.story()
        owner = 65_534 if os.geteuid() == 0 else -1
        for path in [root, *root.rglob("*")]:
            os.chown(path, owner, -1)
        archive = root / "state/originals"
        kept = [archive, *(path for path in archive.rglob("*") if path.is_dir())]
        for path in kept:
            path.chmod(0o555)
        small_house.file("annual-2024.txt", "9")
        with nobody():
            for _ in range(5):
                with pytest.raises(BotError, match=r"archive: .*permission denied"):
                    small_house.check()
        seen = replace(build_world(small_house.clock, network=False), variables={})
        assert [one for one in examine(small_house.config, seen, quick=False) if one.standing == "fail"] == []
        for path in kept:
            path.chmod(0o755)
        with nobody():
            small_house.check()
        assert whole(small_house) == (3, 4)


def lose_pages(path: Path) -> None:
    """All but the first pages of the file are noise; the log is gone."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(os.urandom(size - 4096 * 2))
    Path(f"{path}-wal").unlink(missing_ok=True)


def test_a_damaged_database_stops_the_program_and_is_left_alone(small_house: Any) -> None:
    """`run` and `check` say so in a line that names doctor and restore; the file stays as it is."""
    small_house.story()
    path = small_house.root / "state/filingwatch.db"
    lose_pages(path)
    before = path.read_bytes()
    small_house.file("annual-2024.txt", "9")
    for act in (small_house.check, lambda: running(small_house)):
        with pytest.raises((ConfigError, DamagedError), match=r"filingwatch doctor.*restore a backup"):
            act()
    assert path.read_bytes() == before


def running(house: Any) -> None:
    """The program, until it stops by itself."""
    app = house.app()
    try:
        app.run()
    finally:
        app.close()


def test_damage_that_is_met_later_stops_the_program_too(small_house: Any) -> None:
    """Nothing is written once a damaged page was met, and no filing is blamed for it."""
    small_house.story()
    app = small_house.app()
    with sqlite3.connect(small_house.root / "state/filingwatch.db") as database:
        page = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'filings'").fetchone()[0]
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    app.store.database.dispose()
    with (small_house.root / "state/filingwatch.db").open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)
    small_house.file("annual-2024.txt", "9")
    with pytest.raises(DamagedError, match="restore a backup"):
        app.check()
    assert app.stopped.is_set()
    with pytest.raises(DamagedError), app.store.writing():
        pass
    app.close()


@pytest.mark.parametrize("off", [timedelta(days=400), -timedelta(days=400), timedelta(hours=30)])
def test_a_wrong_clock_loses_nothing(house: Any, off: timedelta) -> None:
    """Put forward or back while the program works, and put right again: everything is found, compared and told once."""
    house.story()
    right = house.clock
    house.clock = replace(right, now=lambda: right.now() + off)
    house.file("annual-2024.txt", "8")
    with suppress(BotError):
        house.check()
    app = house.app()
    with app.store.writing() as connection:
        # As a source that was broken, or a channel that was away, while the clock was wrong.
        later = (house.clock.now() + timedelta(hours=6)).replace(tzinfo=None)
        connection.execute(text("UPDATE watches SET wait = :later"), {"later": later})
    app.close()
    house.clock = right
    house.file("annual-2025.txt", "9")
    house.check()
    app = house.app()
    told = [row.new_title for row in app.log(Wanted())]
    rests = [row.wait for row in app.watches() if row.wait is not None and row.wait > right.now() + timedelta(days=2)]
    assert rests == []
    assert app.alerts() == []
    with app.store.reading() as connection:
        assert prove(connection).faults == ()
    app.close()
    assert sorted(told) == ["annual-2022-corrected", "annual-2023", "annual-2024", "annual-2025"]


def test_a_postgresql_that_is_away_is_waited_for(small_house: Any) -> None:
    """The program neither ends nor blames a filing; when the server is back, all that came meanwhile is told once."""
    try:
        with serving() as server:
            small_house.database = server.address()
            small_house.story()
            leads = threading.Event()
            app: App = small_house.app(lambda name: leads.set() if name == "leading" else None)
            working = threading.Thread(target=app.run)
            with _signals_elsewhere():
                working.start()
                assert leads.wait(60)
                server.stop(signal.SIGQUIT)
                small_house.file("annual-2024.txt", "8")
                time.sleep(4)
                assert working.is_alive()
                server.start()
                _wait_for(small_house, 4)
                app.stopped.set()
                working.join(60)
            assert not working.is_alive()
            app.close()
            assert whole(small_house) == (3, 4)
    except CannotStartError as error:
        pytest.skip(f"no PostgreSQL: {error}")


@contextmanager
def _signals_elsewhere() -> Iterator[None]:
    """Signals belong to the main thread, where the test is; the program is asked to stop by its event."""
    real, signal.signal = signal.signal, lambda *_: signal.SIG_DFL  # type: ignore[assignment]
    try:
        yield
    finally:
        signal.signal = real


def _wait_for(house: Any, alerts: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and len(house.printed) < alerts:
        time.sleep(0.2)
