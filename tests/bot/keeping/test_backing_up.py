"""A backup that is taken while the program writes comes back whole and elsewhere, and tells nothing twice."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import build_archive, build_folder, build_store_of
from bot.archive import FolderArchive
from bot.archive.archive import path_of
from bot.clocks import Clock
from bot.commands.backup import backup, restore
from bot.errors import BotError, ConfigError
from bot.operating import App
from bot.store import outbox, record
from bot.store.diffs import Wanted
from bot.store.proving import prove
from bot.store.record import What
from bot.store.rows import State
from bot.store.tables import diffs, versions


def back_up(house: Any, folder: Path, *, again: bool = False) -> tuple[int, str]:
    """The exit code of a backup, and what it says."""
    app = house.app()
    answer = backup(app, folder, build_folder, again=again)
    app.close()
    return answer.code, answer.text


def bring_back(house: Any, folder: Path, *, only_originals: bool = False) -> tuple[int, str]:
    """The exit code of a restore, and what it says."""
    config = house.config()
    builders = (build_folder, build_store_of)
    now = Clock().now()
    found = restore(folder, config, build_archive(config), builders, now=now, only_originals=only_originals)
    return found.code, found.text


def told(app: App) -> list[tuple[Any, ...]]:
    """What the log shows."""
    return [(row.id, row.new_title, row.basis, row.counts) for row in app.log(Wanted())]


def another(house: Any, name: str) -> Any:
    """The same watched folder with another, empty state."""
    (house.root / name).mkdir()
    (house.root / name / "in").symlink_to(house.root / "in")
    return type(house)(house.root / name, archive=house.archive)


@pytest.fixture(params=["folder", "bucket"])
def stored(request: pytest.FixtureRequest, small_house: Any) -> Any:
    """A story, with its originals in each kind of archive."""
    if request.param == "bucket":
        small_house.archive = request.getfixturevalue("bucket")
    small_house.story()
    return small_house


def test_a_backup_comes_back_whole(stored: Any, tmp_path: Path) -> None:
    """In another place, from the backup alone, the log shows the same, the record holds, and the program goes on."""
    assert back_up(stored, tmp_path / "backup")[0] == 0
    new = another(stored, "new")
    new.archive = ""
    assert bring_back(new, tmp_path / "backup")[0] == 0
    before, after = stored.app(), new.app()
    assert told(after) == told(before)
    with after.store.reading() as connection:
        assert prove(connection).faults == ()
        last = record.last(connection)
    assert last is not None
    assert last.kind == What.RESTORED
    assert {kept.sha256 for kept in after.archive.kept()} == {kept.sha256 for kept in before.archive.kept()}
    new.file("annual-2024.txt", "5")
    new.check()
    assert told(after)[0][1] == "annual-2024"
    assert not [path for path in (new.root / "state").iterdir() if "tmp" in path.name]


def test_a_backup_is_one_moment_while_others_write(small_house: Any, tmp_path: Path) -> None:
    """Taken again and again beside a program at work, each backup is whole and holds every original it names."""
    small_house.file("annual-1990.txt", "0")
    small_house.check()
    done = threading.Event()

    def work() -> None:
        for year in range(1991, 2011):
            small_house.file(f"annual-{year}.txt", str(year))
            small_house.check()
        done.set()

    working = threading.Thread(target=work)
    working.start()
    taken = 0
    while not done.is_set():
        taken += 1
        assert back_up(small_house, tmp_path / "backup")[0] == 0
        new = another(small_house, f"new-{taken}")
        bring_back(new, tmp_path / "backup")
        app = new.app()
        with app.store.reading() as connection:
            assert prove(connection).faults == ()
            named = set(connection.execute(select(versions.c.sha256)).scalars())
        assert named <= {kept.sha256 for kept in app.archive.kept()}
        app.close()
    working.join()
    assert taken > 1


def test_only_what_is_new_is_copied(stored: Any, tmp_path: Path) -> None:
    """The second backup into a folder copies one original, and the database of the first one goes."""
    back_up(stored, tmp_path / "backup")
    stored.file("annual-2024.txt", "5")
    stored.check()
    assert "originals: 4, of which 1 are new here" in back_up(stored, tmp_path / "backup")[1]
    assert len(list((tmp_path / "backup").glob("*.db"))) == 1
    assert not list((tmp_path / "backup").glob(".filingwatch-*"))


def test_what_the_archive_does_not_hold_whole_is_named(small_house: Any, tmp_path: Path) -> None:
    """A missing and a damaged original are no part of the backup, which says so; the next copy mends them."""
    small_house.story()
    back_up(small_house, tmp_path / "backup")
    archive = small_house.root / "state/originals"
    gone, damaged = sorted(kept.sha256 for kept in FolderArchive.at(archive).kept())[:2]
    (archive / path_of(gone)).unlink()
    (archive / path_of(damaged)).write_bytes(b"x")
    code, said = back_up(small_house, tmp_path / "second")
    assert code == 1
    assert f"missing or damaged in the archive: {gone}" in said
    assert f"missing or damaged in the archive: {damaged}" in said
    assert bring_back(small_house, tmp_path / "backup", only_originals=True)[0] == 0
    assert back_up(small_house, tmp_path / "third")[0] == 0


def test_a_damaged_backup_is_mended_when_it_is_read_again(small_house: Any, tmp_path: Path) -> None:
    """Restoring says which originals it lost; a backup with --again puts them right."""
    small_house.story()
    back_up(small_house, tmp_path / "backup")
    sha256 = next(FolderArchive.at(tmp_path / "backup/originals").kept()).sha256
    lies = tmp_path / "backup/originals" / path_of(sha256)
    lies.write_bytes(lies.read_bytes()[:-1] + b"?")
    code, said = bring_back(another(small_house, "new"), tmp_path / "backup")
    assert code == 1
    assert f"missing or damaged in the backup: {sha256}" in said
    back_up(small_house, tmp_path / "backup", again=True)
    assert bring_back(another(small_house, "newer"), tmp_path / "backup")[0] == 0


def test_what_was_told_since_is_not_told_again(small_house: Any, tmp_path: Path) -> None:
    """An alert that waited when the backup was taken and was sent since is looked up first."""
    small_house.file("annual-2022.txt", "1")
    app = small_house.app()
    app.pipeline.poll("w") if app.config.watches and not app.duties().take_over() else None
    app.pipeline.advance()
    app.close()
    back_up(small_house, tmp_path / "backup")
    small_house.check()
    assert len(small_house.printed) == 1
    new = another(small_house, "new")
    assert "alerts: 1 were not sent then" in bring_back(new, tmp_path / "backup")[1]
    (new.root / "state/console.journal").write_bytes((small_house.root / "state/console.journal").read_bytes())
    new.check()
    assert new.printed == []
    app = new.app()
    with app.store.reading() as connection:
        assert len(outbox.alerts_at(connection, State.SENT)) == 1
    app.close()


def bring_back_beside(house: Any, folder: Path) -> int:
    """How many originals come back for a PostgreSQL database that is there; a SQLite one in another folder."""
    new = another(house, "new")
    new.database = house.database if house.database.startswith("postgresql") else ""
    bring_back(new, folder)
    app = new.app()
    with app.store.reading() as connection:
        last = record.last(connection)
    assert last is not None
    assert last.kind == What.RESTORED
    kept = len(list(app.archive.kept()))
    app.close()
    return kept


def refused(act: Callable[[], object]) -> str:
    """The one line with which something is refused."""
    with pytest.raises(BotError) as error:
        act()
    assert "\n" not in str(error.value)
    return str(error.value)


def test_nothing_is_overwritten(small_house: Any, tmp_path: Path) -> None:
    """A restore is refused over a database, over its log, and among originals of another one; nothing changes then."""
    small_house.story()
    back_up(small_house, tmp_path / "backup")
    assert "is there already" in refused(lambda: bring_back(small_house, tmp_path / "backup"))
    log = another(small_house, "log")
    (log.root / "state").mkdir()
    (log.root / "state/filingwatch.db-wal").write_bytes(b"x")
    assert "db-wal" in refused(lambda: bring_back(log, tmp_path / "backup"))
    other = another(small_house, "other")
    build_archive(other.config()).put(b"of another")
    assert "originals of another database" in refused(lambda: bring_back(other, tmp_path / "backup"))
    assert not (other.root / "state/filingwatch.db").exists()


def test_a_restore_that_was_killed_begins_again(small_house: Any, tmp_path: Path) -> None:
    """Originals that came back before are no obstacle, and until the database is back the program refuses to start."""
    small_house.story()
    back_up(small_house, tmp_path / "backup")
    new = another(small_house, "new")
    build_archive(new.config()).put((small_house.root / "in/annual-2022.txt").read_bytes())
    with pytest.raises(ConfigError, match="restore it from a backup"):
        new.app()
    assert bring_back(new, tmp_path / "backup")[0] == 0
    assert len(told(new.app())) == 2


MANIFESTS = {
    "none": (None, "name the folder"),
    "half": ('{"schema": "filingwatch.backup/1"', "is damaged"),
    "another thing": ('{"schema": "filingwatch.backup/9"}', "is not known"),
    "no table": ("[]", "is damaged"),
}


@pytest.mark.parametrize("kind", MANIFESTS)
def test_a_manifest_that_cannot_be_read_is_refused(small_house: Any, tmp_path: Path, kind: str) -> None:
    """One line says what is wrong with the backup."""
    written, words = MANIFESTS[kind]
    (tmp_path / "backup/originals").mkdir(parents=True)
    if written is not None:
        (tmp_path / "backup/manifest.json").write_text(written)
    assert words in refused(lambda: bring_back(small_house, tmp_path / "backup"))


CHANGED = {
    "another copy": ({"sha256": "0" * 64}, "is not what was backed up"),
    "a copy elsewhere": ({"file": "../state/filingwatch.db"}, "outside the backup"),
    "no copy": ({"file": "gone.db"}, "no such file"),
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_copy_that_was_changed_is_refused(small_house: Any, tmp_path: Path, kind: str) -> None:
    """A manifest is believed only where the copy beside it is the one that it names."""
    small_house.story()
    back_up(small_house, tmp_path / "backup")
    manifest = tmp_path / "backup/manifest.json"
    said = json.loads(manifest.read_text())
    changed, words = CHANGED[kind]
    said["database"] |= changed
    manifest.write_text(json.dumps(said))
    new = another(small_house, "new")
    assert words in refused(lambda: bring_back(new, tmp_path / "backup"))
    assert not (new.root / "state/filingwatch.db").exists()


def test_a_damaged_database_is_not_backed_up(small_house: Any, tmp_path: Path) -> None:
    """What does not agree with its record leaves the last backup as it was."""
    small_house.story()
    back_up(small_house, tmp_path / "backup")
    before = sorted(path.name for path in (tmp_path / "backup").iterdir())
    app = small_house.app()
    with app.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER keep_diffs_update")
        connection.execute(diffs.update().values(body=b"x"))
    app.close()
    assert "is damaged: diff 1" in refused(lambda: back_up(small_house, tmp_path / "backup"))
    assert sorted(path.name for path in (tmp_path / "backup").iterdir()) == before


def test_postgresql_is_copied_by_its_own_tools(house: Any, tmp_path: Path) -> None:
    """There the manifest names every original and the end of the record, and says what copies the database."""
    house.story()
    code, said = back_up(house, tmp_path / "backup")
    manifest = json.loads((tmp_path / "backup/manifest.json").read_text())
    assert code == 0
    assert (len(manifest["originals"]), manifest["missing"]) == (3, [])
    assert bring_back_beside(house, tmp_path / "backup") == 3
    assert ("pg_dump" in said) == (manifest["database"] is None) == house.database.startswith("postgresql")
