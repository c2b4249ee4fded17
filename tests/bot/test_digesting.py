"""What is not told at once is told in a digest: at its times, once, with how far it reaches."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import build as build_app
from bot.clocks import Clock
from bot.configured import Config, FilerTable, Watch
from bot.covers import Cover
from bot.digesting import slot_before
from bot.inside import Original
from bot.ledger import Read
from bot.operating import App
from diffing.change import Counts, Severity
from watchers import titles

TIMES = (time(8, 30), time(21))


@pytest.mark.parametrize(
    ("now", "zone", "slot"),
    [
        ("2024-05-16T00:29:59+00:00", "Asia/Shanghai", "2024-05-15T13:00:00+00:00"),
        ("2024-05-16T00:30:00+00:00", "Asia/Shanghai", "2024-05-16T00:30:00+00:00"),
        ("2024-05-16T12:59:00+00:00", "Asia/Shanghai", "2024-05-16T00:30:00+00:00"),
        ("2024-05-16T12:29:00+00:00", "America/New_York", "2024-05-16T01:00:00+00:00"),
        # The day of New York is not that of UTC, and its clock goes on by an hour that night.
        ("2024-03-10T12:31:00+00:00", "America/New_York", "2024-03-10T12:30:00+00:00"),
    ],
)
def test_the_last_time_of_day_is_found(now: str, zone: str, slot: str) -> None:
    """In the zone of the watch, whatever the clock is set to there."""
    assert slot_before(datetime.fromisoformat(now), TIMES, zone).astimezone(UTC) == datetime.fromisoformat(slot)


@dataclass
class Room:
    """A watched folder whose app is built anew at each turn, on a clock of its own."""

    root: Path
    database: str
    build: Any
    # Later than the files, which a folder takes once they have been left alone.
    now: datetime = datetime(2090, 5, 16, 6, tzinfo=UTC)
    severity: Severity = Severity.LOW
    said: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)

    def read(self, _original: Original, title: str, _settings: object) -> Read:
        """What the file name says."""
        said = titles.read_title(title)
        names = ("form", "period", "revision", "rank", "complete", "about", "names")
        fields = {name: getattr(said, name) for name in names}
        return Read(cover=Cover(title=title, language="en", filer="Whalefall", **fields))

    def diff(self, pair: tuple[Original, Original], _n: object, basis: Any, *_: object) -> Any:
        """One change of the severity that is set, the same words in every pair."""
        sides = [self.build.side(name=original.name) for original in pair]
        counts = Counts(unchanged_figures=21, relations=(("new_period", 10),))
        change = self.build.change(severity=self.severity)
        return self.build.diff(change, basis=basis, old=sides[0], new=sides[1], counts=counts)

    def app(self) -> App:
        """The application, as a new process would build it."""
        filer = FilerTable(id="999001", name="Whalefall Bay")
        watch = Watch(name="w", path=self.root / "in", settle=0, baseline="compare", filer=filer, zone="Asia/Shanghai")
        given = {"folder": self.root / "state", "database": self.database, "watches": [watch], **self.settings}
        clock = Clock(now=lambda: self.now)
        config = Config.model_validate(given)
        return build_app(config, comparing=self, say=self.said.append, clock=clock)

    def turn(self, *names: str, **later: float) -> list[str]:
        """What is told by one check, so much later, with these files new in the folder."""
        self.now += timedelta(**later)
        for name in names:
            path = self.root / "in" / name
            path.write_text(name)
            os.utime(path, (0, 0))
        before = len(self.said)
        app = self.app()
        app.check()
        app.close()
        return self.said[before:]


@pytest.fixture
def room(tmp_path: Path, database: str, build: Any) -> Room:
    """A room that has one report, at two in the afternoon of Shanghai; the digest before is long past."""
    (tmp_path / "in").mkdir()
    made = Room(tmp_path, database, build)
    made.turn("2022-annual-report.txt")
    return made


def test_what_is_quiet_is_told_in_the_next_digest_once(room: Room) -> None:
    """One line says with what it was compared and how many figures agree; the digest comes at nine, and only once."""
    assert room.turn("2023-annual-report.txt", hours=1) == []
    (told,) = room.turn(hours=6)
    assert told.startswith("2090-05-16 21:00 Asia/Shanghai: nothing to tell")
    assert "Whalefall Bay" in told
    assert "compared with 2022-annual-report: 21 figures agree, 10 first stated here" in told
    assert "1 watch checked, 1 filing compared" in told
    assert room.turn(minutes=1) == []


def test_a_quiet_day_is_stated(room: Room) -> None:
    """Without anything new the digest says how many watches were checked."""
    (told,) = room.turn(hours=8)
    assert "nothing to tell" in told
    assert "1 watch checked, 0 filings compared" in told


def test_a_program_that_was_away_makes_the_last_digest(room: Room) -> None:
    """Of several that were missed one is made, which holds all that waited."""
    room.turn("2023-annual-report.txt", hours=1)
    (told,) = room.turn(days=3)
    assert told.startswith("2090-05-19 08:30")
    assert "21 figures agree" in told


def test_medium_changes_wait_and_high_ones_do_not(room: Room) -> None:
    """By default what is high is told at once, and what is medium in the digest with its gravest change."""
    room.severity = Severity.MEDIUM
    assert room.turn("2023-annual-report.txt", hours=1) == []
    room.severity = Severity.HIGH
    assert len(room.turn("2024-annual-report.txt", minutes=1)) == 1
    (told,) = room.turn(hours=6)
    assert "1 medium" in told
    assert "营业收入" in told


def test_what_was_told_in_the_same_words_is_collapsed(room: Room) -> None:
    """The second set of the same changes is not told at once; the digest names the first and counts it."""
    room.severity = Severity.HIGH
    assert len(room.turn("2023-annual-report.txt", hours=1)) == 1
    assert room.turn("2024-annual-report.txt", minutes=1) == []
    (told,) = room.turn(hours=6)
    assert "the same changes as in change log 1" in told
    assert "1 told before in the same words" in told


def test_what_is_muted_is_counted(room: Room) -> None:
    """A muted change is told to nobody at once, and the digest says how many there were."""
    room.severity = Severity.HIGH
    room.settings = {"mute": [{"relations": ["value_changed"], "until": "2090-06-01T00:00:00Z"}]}
    assert room.turn("2023-annual-report.txt", hours=1) == []
    (told,) = room.turn(hours=6)
    assert "1 change muted" in told


def test_a_stale_watch_is_named(room: Room) -> None:
    """A watch that could not be asked is named with since when: silence there says nothing."""
    (room.root / "in").rename(room.root / "gone")
    told = [said for said in _broken(room, lambda: room.turn(hours=8)) if "08:30" in said or "21:00" in said]
    assert "w has not been checked since 2090-05-16 06:00 UTC" in told[0]


def _broken(room: Room, turn: Callable[[], list[str]]) -> list[str]:
    """What is told while the folder of the watch is a file, which no folder watch can list."""
    (room.root / "in").write_text("")
    return turn()


def test_without_times_nothing_is_gathered(room: Room) -> None:
    """Whoever wants no digest gets none, and what is quiet is only stored."""
    room.settings = {"telling": {"digest": []}}
    assert room.turn("2023-annual-report.txt", hours=1) == []
    assert room.turn(days=1) == []


def test_a_later_version_is_told_below_the_alert_it_replaces(room: Room) -> None:
    """Whoever read the alert about a report hears that a corrected one has come."""
    room.severity = Severity.HIGH
    room.turn("2023-annual-report.txt", hours=1)
    told = room.turn("2023-annual-report-corrected.txt", minutes=1)
    assert any("A later version is there: 2023-annual-report-corrected" in said for said in told)
