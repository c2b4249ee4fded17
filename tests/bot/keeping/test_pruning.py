"""Pruning tells first, removes only what nothing needs, keeps it named on the record, and can be killed anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.archive import Archive
from bot.commands.prune import prune
from bot.errors import ConfigError
from bot.keeping.pruning import planned
from bot.store import record
from bot.store.diffs import Wanted
from bot.store.proving import prove
from bot.store.record import What
from bot.store.reviews import Decision


@pytest.fixture(params=["folder", "bucket"])
def aged(request: pytest.FixtureRequest, house: Any) -> Any:
    """Six years of annual reports, ten years later, and a house that keeps one year."""
    if request.param == "bucket":
        house.archive = request.getfixturevalue("bucket")
    now = house.clock.now()
    for year in range(2008, 2014):
        house.file(f"annual-{year}.txt", str(year))
    house.check()
    house.clock = replace(house.clock, now=lambda: now + timedelta(days=3650))
    house.settings = {"keep": "365d"}
    return house


def said(house: Any, *, really: bool = False) -> str:
    """What a pruning says."""
    app = house.app()
    try:
        return prune(app, really=really).text
    finally:
        app.close()


def kept(house: Any) -> set[bytes]:
    """The originals that are there."""
    app = house.app()
    try:
        return {app.archive.get(one.sha256) for one in app.archive.kept()}
    finally:
        app.close()


def test_it_is_told_first_and_done_when_asked(aged: Any) -> None:
    """Five of six go, the newest stays; the log shows what it showed, and the record names what went."""
    before = kept(aged)
    assert "5 originals, 0.0 MiB, would be removed" in said(aged)
    assert kept(aged) == before
    assert "5 originals, 0.0 MiB, were removed" in said(aged, really=True)
    assert kept(aged) == {b"2013"}
    app = aged.app()
    assert len(app.log(Wanted())) == 5
    with app.store.reading() as connection:
        assert prove(connection).faults == ()
        went = [entry.content() for entry in record.entries(connection) if entry.kind == What.REMOVED]
    assert len({one["sha256"] for one in went}) == 5
    app.close()
    assert "nothing to remove" in said(aged, really=True)


def test_the_next_filing_is_compared_as_ever(aged: Any) -> None:
    """And a correction of a removed year says that its baseline is gone."""
    said(aged, really=True)
    aged.file("annual-2014.txt", "2014")
    aged.file("annual-2010-corrected.txt", "x")
    aged.check()
    app = aged.app()
    assert [(row.old_title, row.new_title) for row in app.log(Wanted(limit=1))] == [("annual-2013", "annual-2014")]
    app.close()
    assert any("its original was removed" in words for words in aged.printed)


def test_what_comes_again_is_there_again(small_house: Any) -> None:
    """The same contents, filed once more, are kept anew."""
    small_house.file("annual-2008.txt", "1")
    small_house.file("annual-2013.txt", "2")
    small_house.check()
    small_house.settings = {"keep": "1s"}
    now = small_house.clock.now()
    small_house.clock = replace(small_house.clock, now=lambda: now + timedelta(days=1))
    said(small_house, really=True)
    assert kept(small_house) == {b"2"}
    small_house.file("copy/annual-2008.txt", "1")
    small_house.check()
    assert kept(small_house) == {b"1", b"2"}


def test_held_cases_and_filers_stay(aged: Any) -> None:
    """Both sides of an escalated change, until it is decided otherwise; and all of a filer that is held."""
    aged.review(1, Decision.ESCALATED)
    said(aged, really=True)
    assert kept(aged) == {b"2008", b"2009", b"2013"}
    aged.review(1, Decision.DISMISSED)
    assert "2 originals" in said(aged)
    app = aged.app()
    with app.store.reading() as connection:
        filer = connection.execute(text("SELECT filer FROM versions")).scalar()
    app.close()
    aged.settings = {"keep": "365d", "hold": (filer,)}
    assert "nothing to remove" in said(aged, really=True)


def test_by_default_everything_stays(aged: Any) -> None:
    """Without `keep` only what nothing names goes, as a killed program leaves it."""
    aged.settings = {}
    assert "nothing to remove (`keep` is not set" in said(aged, really=True)
    app = aged.app()
    app.archive.put(b"left by a killed one")
    app.close()
    assert "named by nothing" in said(aged)
    said(aged, really=True)
    assert len(kept(aged)) == 6


def test_nothing_is_removed_while_another_works(aged: Any) -> None:
    """What it is fetching is named by nothing yet."""
    app = aged.app()
    with app.dispatcher.alone(), pytest.raises(ConfigError, match="another filingwatch"):
        said(aged, really=True)
    app.close()
    assert len(kept(aged)) == 6


class Killed(BaseException):
    """The end of the process."""


class Dying:
    """An archive whose user is killed at one of its removals."""

    def __init__(self, archive: Archive, after: int) -> None:
        self.archive, self.left = archive, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self.archive, name)

    def remove(self, sha256: str) -> None:
        """Removes, or dies."""
        self.left -= 1
        if self.left < 0:
            raise Killed
        self.archive.remove(sha256)


@pytest.mark.parametrize("after", [0, 2])
def test_killed_in_the_middle_it_ends_the_next_time(aged: Any, after: int) -> None:
    """What was noted as removed and is still there is named by nothing, and goes then; no original is ever missing."""
    app = aged.app()
    dying = replace(app, archive=Dying(app.archive, after))
    with pytest.raises(Killed):
        prune(dying, really=True)
    app.close()
    app = aged.app()
    left = planned(app.store, app.archive, keep=None, hold=(), now=datetime.now().astimezone())
    assert len(left.strange) == 5 - after
    app.close()
    said(aged, really=True)
    assert kept(aged) == {b"2013"}


def test_copies_beside_the_reports_go_too(small_house: Any) -> None:
    """A replaced file's old contents lie beside its report; they are no less removed there."""
    small_house.file("annual-2008.txt", "1")
    small_house.check()
    small_house.file("annual-2008.txt", "one")
    small_house.check()
    copies = [path for path in (small_house.root / "state/reports").iterdir() if path.suffix == ".txt"]
    assert [path.read_bytes() for path in copies] == [b"1"]
    small_house.settings = {"keep": "1s"}
    now = small_house.clock.now()
    small_house.clock = replace(small_house.clock, now=lambda: now + timedelta(days=1))
    said(small_house, really=True)
    assert not any(path.exists() for path in copies)
    assert Path(small_house.root / "in/annual-2008.txt").exists()
