"""The story of a filing: each step once, whatever is killed, and what goes wrong stays where it belongs."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.app import build as build_app
from bot.configured import Config, Watch
from bot.covers import Cover
from bot.errors import ConfigError, OutOfOrderError
from bot.inside import Original
from bot.ledger import Read
from bot.operating import App
from bot.pipeline import DEATHS
from bot.store import filings
from bot.store.diffs import Wanted
from bot.store.rows import Stage
from bot.store.tables import changes, deliveries, diffs, outbox
from bot.store.tables import filings as filing_table
from diffing.change import Basis, Diff, Severity
from diffing.errors import UnreadableDocument
from diffing.settings import Settings
from watchers import titles
from watchers.filing import Outcome


@dataclass(frozen=True)
class Reader:
    """Reads the title off the file name; a file that says so cannot be read, or ends the program."""

    build: Any

    def read(self, original: Original, title: str, _settings: Settings) -> Read:
        """What the file name says."""
        if original.body == b"damaged":
            raise UnreadableDocument("is damaged", name=original.name)
        if original.body == b"bug":
            raise ZeroDivisionError
        said = titles.read_title(title)
        names = ("form", "period", "revision", "rank", "complete", "about", "names")
        return Read(cover=Cover(title=title, language="zh", **{name: getattr(said, name) for name in names}))

    def diff(self, pair: tuple[Original, Original], notices: Sequence[Original], basis: Basis, *_: object) -> Diff:
        """One change, graver when a notice is there."""
        severity = Severity.CRITICAL if notices else Severity.HIGH
        change = self.build.change(id=pair[1].name, severity=severity, new=self.build.quote(pair[1].name))
        sides = [self.build.side(name=original.name) for original in pair]
        return self.build.diff(change, basis=basis, old=sides[0], new=sides[1])  # type: ignore[no-any-return]


@dataclass
class House:
    """A folder that is watched, and an application over it that prints into a file."""

    root: Path
    build: Any
    database: str
    baseline: str = "compare"
    settle: float = 0

    def file(self, name: str, text: str, at: int = 0) -> None:
        """A file in the watched folder, as old as said."""
        path = self.root / "in" / name
        path.write_text(text)
        os.utime(path, (at, at))

    def app(self, crossing: Callable[[str], None] = lambda _: None) -> App:
        """The application, built anew as a new process would."""
        watch = Watch(name="w", path=self.root / "in", settle=self.settle, baseline=self.baseline)  # type: ignore[arg-type]
        config = Config(folder=self.root / "state", database=self.database, watches=(watch,))
        return build_app(config, comparing=Reader(self.build), say=self.say, crossing=crossing)

    def say(self, text: str) -> None:
        """Prints."""
        with (self.root / "printed").open("a") as file:
            file.write(f"{text}\f")

    @property
    def printed(self) -> list[str]:
        """The alerts that were printed."""
        path = self.root / "printed"
        return path.read_text().split("\f")[:-1] if path.exists() else []

    def stages(self) -> dict[str, str]:
        """Where each file's filing stands; one that stands there twice fails."""
        app = self.app()
        with app.store.reading() as connection:
            rows = connection.execute(select(filing_table.c.source_id, filing_table.c.stage)).all()
        app.close()
        assert len(rows) == len({row.source_id for row in rows})
        return {row.source_id: row.stage for row in rows}

    def count(self, *tables: Any) -> list[int]:
        """How many rows the tables have."""
        app = self.app()
        with app.store.reading() as connection:
            counted = [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]
        app.close()
        return counted


@pytest.fixture
def house(tmp_path: Path, build: Any, database: str) -> House:
    """A house with an empty folder."""
    (tmp_path / "in").mkdir()
    return House(tmp_path, build, database)


def story(house: House) -> None:
    """An annual report, its re-issue with the notice, next year's report, and a file that cannot be read."""
    house.file("annual-2023-corrected.txt", "1")
    house.file("annual-2023.txt", "2")
    house.file("correction-notice-annual-2023.txt", "3")
    house.file("annual-2024.txt", "4")
    house.file("x.txt", "damaged")


def test_a_story_is_told_whole(house: House) -> None:
    """Each comparison has its baseline and its reason, in whatever order the files lie; each alert is printed once."""
    story(house)
    app = house.app()
    polled = app.check()
    assert (polled[0].poll.outcome, polled[0].new) == (Outcome.OK, 5)
    told = {row.new_title: (row.old_title, row.basis, row.counts) for row in app.log(Wanted())}
    assert told == {
        "annual-2023-corrected": ("annual-2023", "amendment", {"critical": 1}),
        "annual-2024": ("annual-2023-corrected", "next-period", {"high": 1}),
    }
    # Two diffs, the first report that nothing is comparable with, and the file that cannot be read.
    assert len(house.printed) == 4
    assert house.stages()["x.txt"] == Stage.SET_ASIDE
    assert app.set_aside()[0].reason is not None


def test_checking_again_finds_nothing_new(house: House) -> None:
    """A second check tells nothing and stores nothing."""
    story(house)
    house.app().check()
    before = house.printed
    assert house.app().check()[0].new == 0
    assert house.printed == before


def test_a_first_poll_is_a_silent_baseline(house: House) -> None:
    """What is there when a watch begins is stored in order and not told; what comes later is compared with it."""
    house.baseline = "silent"
    house.file("annual-2023.txt", "1")
    house.file("damaged.txt", "damaged")
    house.app().check()
    assert house.printed == []
    house.file("annual-2023-corrected.txt", "2")
    house.app().check()
    assert len(house.printed) == 1
    assert "annual-2023-corrected" in house.printed[0] or "星河" in house.printed[0]


def test_what_was_still_being_written_at_the_first_poll_is_baseline_too(house: House) -> None:
    """Starting a watch while a folder is being filled is no flood; what comes after it is news."""
    house.baseline = "silent"
    house.settle = 3600
    house.file("annual-2023.txt", "1")
    assert house.app().check()[0].poll.left_out
    house.app().check()
    assert house.stages() == {"annual-2023.txt": Stage.DONE}
    house.settle = 0
    house.file("annual-2024.txt", "2")
    house.app().check()
    assert len(house.printed) == 1


def test_a_replaced_file_is_a_new_version(house: House) -> None:
    """Other contents under the same path are compared with what was there, also when the first ones come back."""
    for at, text in enumerate(("one", "two", "one")):
        house.file("annual-2023.txt", text, at)
        house.app().check()
    reasons = [row.reason.code for row in house.app().log(Wanted())]
    assert reasons == ["lineage_replaced", "lineage_replaced"]


def test_a_copy_is_a_sighting(house: House) -> None:
    """The same contents under another name are no version of their own."""
    house.file("annual-2023.txt", "same", 1)
    house.file("copy of annual-2023.txt", "same", 2)
    house.app().check()
    assert (house.count(diffs), house.stages()["copy of annual-2023.txt"]) == ([0], Stage.DONE)


def test_a_poisonous_filing_blocks_nothing(house: House) -> None:
    """A bug at one filing is tried three times and then set aside with its reason; the others go on at once."""
    house.file("a.txt", "bug")
    house.file("annual-2023.txt", "1")
    stages = []
    for _ in range(3):
        house.app().check()
        stages.append(house.stages())
    assert [one["a.txt"] for one in stages] == [Stage.FETCHED, Stage.FETCHED, Stage.SET_ASIDE]
    assert stages[0]["annual-2023.txt"] == Stage.DONE
    assert "ZeroDivisionError" in house.printed[-1]


def test_a_filing_that_ends_the_program_is_set_aside(house: House) -> None:
    """A step is counted before it is made, so what kills us again and again is not begun for ever."""
    house.file("annual-2023.txt", "1")
    app = house.app(crossing=_stop_at("listed"))
    with pytest.raises(KeyboardInterrupt):
        app.check()
    with app.store.reading() as connection:
        row = filings.unfinished(connection)[0]
    for _ in range(DEATHS):
        with app.store.writing() as connection:
            filings.begin_step(connection, row)
    app.close()
    house.app().check()
    assert house.stages() == {"annual-2023.txt": Stage.SET_ASIDE}


def _stop_at(name: str) -> Callable[[str], None]:
    def crossing(crossed: str) -> None:
        if crossed == name:
            raise KeyboardInterrupt

    return crossing


def test_a_broken_source_keeps_its_checkpoint(house: House) -> None:
    """A folder that goes away is broken, and nothing is lost when it comes back."""
    house.file("annual-2023.txt", "1")
    house.app().check()
    (house.root / "in").rename(house.root / "away")
    assert house.app().check()[0].poll.outcome is Outcome.BROKEN
    assert house.app().watches()[0].reason
    (house.root / "away").rename(house.root / "in")
    assert house.app().check()[0].new == 0


def test_two_workers_do_not_share_a_folder(house: House) -> None:
    """A second one is refused in one line while the first works; looking is always allowed."""
    app = house.app()
    with app.dispatcher.alone(), pytest.raises(ConfigError, match="another filingwatch"):
        house.app().check()
    assert house.app().log(Wanted()) == []


class Killer:
    """Kills this process when it crosses a boundary of that name, or any boundary, for that time."""

    def __init__(self, times: int, name: str = "") -> None:
        self.left = times
        self.name = name

    def __call__(self, name: str) -> None:
        """One more boundary is crossed."""
        self.left -= self.name in ("", name)
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _checked(house: House, times: int, name: str = "") -> None:
    house.app(Killer(times, name)).check()


def test_killed_at_any_commit_the_next_run_goes_on(house: House) -> None:
    """SIGKILL again and again: every filing once, every change once, every alert once, none lost."""
    story(house)
    context = multiprocessing.get_context("fork")
    kills = 0
    for number in range(1, 100):
        child = context.Process(target=_checked, args=(house, 1 + number * 3 % 11))
        child.start()
        child.join()
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
        kills += 1
    assert kills > 5
    assert set(house.stages().values()) == {Stage.DONE, Stage.SET_ASIDE}
    assert house.count(diffs, changes, outbox) == [2, 2, 4]
    assert len(house.printed) == len(set(house.printed)) == 4
    assert list((house.root / "state" / "originals").glob("**/*.tmp")) == []


# Every boundary of the story, and for which time it is crossed when the kill comes.
BOUNDARIES = {
    "polled": 1, "listed": 1, "archived": 2, "fetched": 2, "read": 2, "set aside": 1,
    "compared": 2, "done": 2, "sending": 2, "sent": 2, "told": 2,
}  # fmt: skip


@pytest.mark.parametrize("name", BOUNDARIES)
def test_killed_once_at_each_boundary(house: House, name: str) -> None:
    """One kill at each boundary of the whole story, and one run after it."""
    story(house)
    child = multiprocessing.get_context("fork").Process(target=_checked, args=(house, BOUNDARIES[name], name))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    house.app().check()
    assert set(house.stages().values()) == {Stage.DONE, Stage.SET_ASIDE}
    assert house.count(diffs, changes, outbox) == [2, 2, 4]
    assert len(house.printed) == 4
    assert house.count(deliveries)[0] >= 4


def test_a_run_stops_between_two_steps_and_the_next_goes_on(house: House) -> None:
    """SIGTERM does not wait for all that is left to do, and nothing of it is lost."""
    story(house)
    app = house.app(crossing=_signal_at("fetched"))
    app.run()
    app.close()
    assert Stage.LISTED in house.stages().values()
    house.app().check()
    assert len(house.printed) == 4


def _signal_at(name: str) -> Callable[[str], None]:
    def crossing(crossed: str) -> None:
        if crossed == name:
            os.kill(os.getpid(), signal.SIGTERM)
            # The handler runs in the main thread; this one goes on only when it has.
            signal.sigtimedwait([signal.SIGUSR1], 0.2)

    return crossing


def test_a_full_disk_loses_nothing_and_blames_no_filing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the archive cannot be written every run says so; when it can, the story goes on."""
    story(house)

    def full(_folder: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        for _ in range(2):
            with pytest.raises(OutOfOrderError, match="no space left"):
                house.app().check()
    app = house.app()
    with app.store.reading() as connection:
        assert connection.execute(select(func.max(filing_table.c.attempts))).scalar() == 0
    app.close()
    house.app().check()
    assert len(house.printed) == 4
    assert list((house.root / "state" / "originals").glob("**/*.tmp")) == []


def test_a_database_that_cannot_be_written_is_out_of_order(house: House) -> None:
    """It is told as such, not as a bug, and nothing is half stored."""
    house.file("annual-2023.txt", "1")
    app = house.app()
    with _read_only(app), pytest.raises(OutOfOrderError, match="database: "):
        app.check()
    app.close()
    house.app().check()
    assert house.stages() == {"annual-2023.txt": Stage.DONE}


@contextmanager
def _read_only(app: App) -> Iterator[None]:
    """SQLite is told so for one connection, which is the only one here; PostgreSQL for the database."""
    name = app.store.database.url.database
    if app.store.database.dialect.name == "sqlite":
        with app.store.reading() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        yield
        return
    with app.store.writing() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    app.store.close()
    yield
    with app.store.writing() as connection:
        connection.exec_driver_sql("SET TRANSACTION READ WRITE")
        connection.exec_driver_sql(f"ALTER DATABASE {name} RESET default_transaction_read_only")


def test_an_archive_that_is_not_the_database_s_is_refused(house: House) -> None:
    """A machine whose folder was not mounted would set every filing aside: it does not start."""
    house.file("annual-2023.txt", "1")
    house.app().check()
    (house.root / "state" / "originals").rename(house.root / "elsewhere")
    with pytest.raises(ConfigError, match="the same archive"):
        house.app().check()


def test_what_a_killed_writer_of_reports_left_is_cleared(house: House) -> None:
    """Half a report has a name of its own, which the next one that leads takes away."""
    reports = house.root / "state" / "reports"
    reports.mkdir(parents=True)
    (reports / ".1-en.html.x7f").write_text("<html")
    os.utime(reports / ".1-en.html.x7f", (0, 0))
    (reports / "1-en.html").write_text("<html></html>")
    house.file("annual-2023.txt", "1")
    house.app().check()
    assert [path.name for path in reports.glob("*") if path.name.startswith((".", "1-en"))] == ["1-en.html"]
