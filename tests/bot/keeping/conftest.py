"""A folder that is watched, and the program over it, with texts that are one number each."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bench.crashing import reading
from bot.app import build
from bot.clocks import Clock
from bot.configured import Config, Watch
from bot.inside import Original
from bot.ledger import Read
from bot.operating import App
from bot.store import reviews
from bot.store.reviews import Decision
from bot.store.tables import changes
from diffing.change import Basis, Diff
from diffing.settings import Settings


class Direct:
    """Reads and compares in this process: what is tried is keeping, not reading."""

    def read(self, original: Original, title: str, settings: Settings) -> Read:  # noqa: ARG002 - the protocol's
        """What the title says."""
        return Read(cover=reading.cover(title))

    def diff(
        self,
        pair: tuple[Original, Original],
        notices: Sequence[Original],  # noqa: ARG002 - the protocol's
        basis: Basis,
        settings: Settings,  # noqa: ARG002 - the protocol's
        earlier: object = (),  # noqa: ARG002 - the protocol's
    ) -> Diff:
        """One change."""
        return reading.diff(pair, basis)


@dataclass
class House:
    """The watched folder is `root`/in, everything of the program is in `root`/state."""

    root: Path
    database: str = ""
    archive: str = ""
    clock: Clock = field(default_factory=Clock)
    printed: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)

    def file(self, name: str, text: str) -> None:
        """A file in the watched folder."""
        path = self.root / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        os.utime(path, (0, 0))

    def config(self) -> Config:
        """One watch that compares from the first poll on."""
        watch = Watch(name="w", path=self.root / "in", settle=0, baseline="compare")
        named = {"archive": self.archive} if self.archive else {}
        return Config(
            folder=self.root / "state", database=self.database, watches=(watch,), **{**named, **self.settings}
        )

    def app(self, crossing: Callable[[str], None] = lambda _: None) -> App:
        """The application, built anew as a new process would."""
        handed: dict[str, Any] = {"say": self.printed.append, "clock": self.clock, "crossing": crossing}
        return build(self.config(), comparing=Direct(), **handed)

    def check(self) -> None:
        """One poll, with all that follows."""
        app = self.app()
        app.check()
        app.close()

    def story(self) -> None:
        """An annual report, its correction, next year's report, and what is told of them."""
        self.file("annual-2022.txt", "1")
        self.file("annual-2022-corrected.txt", "2")
        self.file("annual-2023.txt", "3")
        self.check()

    def review(self, diff: int, decision: Decision) -> None:
        """Somebody decides about the first change of a diff."""
        app = self.app()
        with app.store.writing() as connection:
            number = connection.execute(changes.select().where(changes.c.diff == diff)).first()
            assert number is not None
            reviews.add_review(connection, number.id, decision, who="Ann", note="see p. 3", now=self.clock.now())
        app.close()


@pytest.fixture
def house(tmp_path: Path, database: str) -> House:
    """A house with an empty folder, on each kind of database."""
    (tmp_path / "in").mkdir()
    return House(tmp_path, database)


@pytest.fixture
def small_house(tmp_path: Path) -> House:
    """A house with a database of its own in its folder."""
    (tmp_path / "in").mkdir()
    return House(tmp_path)
