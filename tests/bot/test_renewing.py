"""Another configuration is taken when it changes, and refused when it is wrong; watches are added by command."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain, repeat
from pathlib import Path

import pytest

from bot import renewing
from bot.answering import RefusedError
from bot.app import build
from bot.commands.backfill import backfill
from bot.commands.watches import add, listed, remove
from bot.config import load
from bot.configured import Config
from bot.errors import ConfigError
from bot.logs import configure_logs
from bot.operating import App
from bot.rendering.looks import Look
from bot.renewing import keep_living
from bot.store import asked, spans
from bot.store.rows import Stage
from bot.store.tables import filings


class House:
    """A folder with a configuration, and the applications that were made of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lived: list[Config] = []
        self.living: App | None = None
        (root / "filingwatch.toml").write_text(f'folder = "{root}/state"\n[health]\nlisten = ""\n')
        self.write("w")

    def write(self, *names: str) -> None:
        """The file of watches, each of a folder of its name."""
        for name in names:
            (self.root / name).mkdir(exist_ok=True)
        text = "".join(f'[[watch]]\nname = "{name}"\npath = "{name}"\nsettle = 0\n' for name in names)
        (self.root / "watches.toml").write_text(text)

    def app(self) -> App:
        """The application of the configuration as it stands."""
        return build(load(self.root / "filingwatch.toml", {}), say=lambda _: None)

    def mark(self, app: App) -> object:
        """What stands in the files, and what was asked for."""
        with app.store.reading() as connection:
            return (self.root / "watches.toml").read_text(), asked.wished(connection)

    def live(self, app: App) -> None:
        """Until it is asked to stop."""
        self.lived.append(app.config)
        self.living = app
        assert app.stopped.wait(20)

    def names(self) -> list[list[str]]:
        """The watches of each application that lived."""
        return [[watch.name for watch in config.watches] for config in self.lived]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house with one watch, which looks often for what has changed."""
    monkeypatch.setattr("bot.renewing._LOOK", 0.1)
    return House(tmp_path)


def during(house: House, *steps: Callable[[], None]) -> None:
    """These steps, one after the other, while applications live; the last one ends it."""

    def go() -> None:
        while house.living is None:
            time.sleep(0.1)
        for step in steps:
            time.sleep(1)
            step()
        time.sleep(3)
        assert house.living is not None
        house.living.stopped.set()

    thread = threading.Thread(target=go)
    thread.start()
    keep_living(house.app, house.mark, house.live)
    thread.join()


def test_a_changed_file_is_taken_and_a_wrong_one_refused(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """The old configuration goes on until the new one is right, and nobody has to start anything."""
    wrong = house.root / "watches.toml"
    during(house, lambda: (wrong.write_text("[[watch]]\nname = 3\n"), None)[1], lambda: house.write("w", "v"))
    assert house.names()[:2] == [["w"], ["w", "v"]]
    said = capsys.readouterr().err
    assert "configuration refused, the old one goes on" in said
    assert "watch 1" in said


def test_sighup_asks_for_it(house: House) -> None:
    """A signal that changes nothing says so, and nothing is begun anew."""

    def ask() -> None:
        configure_logs(logging.INFO)
        os.kill(os.getpid(), signal.SIGHUP)

    before = signal.getsignal(signal.SIGHUP)
    during(house, ask)
    assert house.names() == [["w"]]
    assert signal.getsignal(signal.SIGHUP) is before
    assert house.living is not None


def test_a_watch_that_is_added_by_command_is_taken_up(house: House) -> None:
    """It lives in the database, beside those of the file, until it is removed."""

    def command() -> None:
        app = house.app()
        (house.root / "v").mkdir()
        add(app, "v", {"source": "folder", "path": str(house.root / "v")}, Look())
        app.close()

    during(house, command)
    assert house.names()[:2] == [["w"], ["w", "v"]]
    app = house.app()
    assert "asked for" in listed(app, Look()).text
    remove(app, "v", Look())
    app.close()
    assert [watch.name for watch in house.app().config.watches] == ["w"]


def test_what_cannot_be_a_watch_is_refused(house: House) -> None:
    """By its name, by what it lacks, and a watch of the file is not for the command."""
    app = house.app()
    for name, table, words in (
        ("w", {"source": "folder", "path": "x"}, "there is a watch of this name"),
        ("x", {"source": "feed"}, "address: is needed"),
        ("x", {"source": "edgar", "filer": {"id": "1"}}, "SEC wants an address"),
        ("x", {"source": "gazette"}, "gazette"),
    ):
        with pytest.raises(RefusedError, match=words):
            add(app, name, table, Look())
    with pytest.raises(RefusedError, match="stands in the file"):
        remove(app, "w", Look())
    app.close()


def test_the_first_configuration_has_to_be_right(house: House) -> None:
    """There is no old one to go on with."""
    (house.root / "watches.toml").write_text("watch = 3")
    with pytest.raises(ConfigError):
        keep_living(house.app, house.mark, house.live)


def test_a_backfill_is_silent(house: House) -> None:
    """What it finds is stored and read, and told to nobody; the watch goes on where it was."""
    (house.root / "w" / "2022-annual-report.txt").write_text("Annual report 2022\n\nRevenue was RMB 1 million.\n")
    app = house.app()
    answer = backfill(app, "w", "2020-01-01", Look())
    assert answer.text == "w  1 listed, 1 new\n"
    with app.store.reading() as connection:
        rows = connection.execute(filings.select()).all()
        assert spans.asked_span(connection, "w") is None
    assert [(row.silent, row.stage) for row in rows] == [(True, Stage.DONE)]
    assert app.alerts() == []
    app.close()


def test_a_backfill_beside_a_leader_is_left_to_it(house: House) -> None:
    """It is noted, and done after the next poll of the watch."""
    app = house.app()
    app._take_over()
    with app.dispatcher.alone():
        other = house.app()
        assert "Another filingwatch leads" in backfill(other, "w", "2020-01-01", Look()).text
        other.close()
        with app.store.reading() as connection:
            assert spans.asked_span(connection, "w") == datetime(2020, 1, 1, tzinfo=UTC)
        app._poll("w")
    with app.store.reading() as connection:
        assert spans.asked_span(connection, "w") is None
    app.close()


@pytest.mark.parametrize("since", ["yesterday", "2999-01-01"])
def test_a_backfill_needs_a_day_that_was(house: House, since: str) -> None:
    """One line says how it is written."""
    app = house.app()
    with pytest.raises(RefusedError, match="--since"):
        backfill(app, "w", since, Look())
    app.close()


def test_a_file_is_taken_when_it_is_written_to_its_end(monkeypatch: pytest.MonkeyPatch, house: House) -> None:
    """One that is still growing at the next look waits: its first half may be a configuration too."""
    monkeypatch.setattr(renewing, "_LOOK", 0.01)
    marks = chain([1, 2, 3], repeat(4))
    seen: list[int] = []
    app = house.app()

    def mark(_: object) -> int:
        seen.append(next(marks))
        return seen[-1]

    def refuse() -> App:
        app.stopped.set()
        raise ConfigError("enough")

    looking = renewing._Renewal(app, refuse, mark, threading.Event())
    with looking.looked_for():
        assert app.stopped.wait(10)
    app.close()
    assert seen[:5] == [1, 2, 3, 4, 4]
