"""`doctor` finds each thing that is wrong, names it in one line with what to do, and writes nothing."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bench.crashing.databases import Databases
from bench.slack.stub import Fault, serving
from bot.app import build_world
from bot.archive import FolderArchive
from bot.clocks import Clock
from bot.commands.doctor import doctor
from bot.config import load
from bot.configured import Config
from bot.keeping.checks.finding import Finding, Standing
from bot.keeping.examining import World, examine
from bot.rendering.looks import Look
from watchers.errors import UnavailableError

ROOT = Path(__file__).parents[3]


def looked(house: Any, *, quick: bool = False, network: bool = False, **world: Any) -> dict[str, Finding]:
    """What is not well, by name; the last of each."""
    seen = replace(build_world(house.clock, network=network), **({"variables": {}} | world))
    return {one.name: one for one in examine(house.config, seen, quick=quick) if one.standing is not Standing.OK}


def everything(folder: Path) -> dict[str, tuple[int, float]]:
    """Every file below a folder with its size and time; what a reader of SQLite shares with others does not count."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {str(path): (path.stat().st_size, path.stat().st_mtime) for path in files}


def test_a_house_in_order_has_nothing_to_do(house: Any) -> None:
    """After a story all is well, on both kinds of database, and looking wrote nothing."""
    house.story()
    before = everything(house.root)
    assert looked(house) == {}
    assert {key: value for key, value in everything(house.root).items() if not key.endswith("-wal")} == {
        key: value for key, value in before.items() if not key.endswith("-wal")
    }


def test_a_house_that_was_never_used_is_well_too(small_house: Any) -> None:
    """Nothing is made by looking."""
    assert looked(small_house) == {}
    assert not (small_house.root / "state").exists()


def test_it_works_beside_a_program_at_work(house: Any) -> None:
    """It waits for no writer."""
    house.story()
    app = house.app()
    with app.dispatcher.alone(), app.store.writing() as connection:
        connection.execute(text("UPDATE watches SET seen = 1"))
        assert looked(house) == {}
    app.close()


def an_original(house: Any) -> Path:
    """Where one of the originals lies."""
    return next(path for path in sorted((house.root / "state/originals").rglob("*")) if path.is_file())


def put_strange(house: Any) -> None:
    """An original that the database does not know."""
    FolderArchive.at(house.root / "state/originals").put(b"strange")


def damage_quietly(house: Any) -> None:
    """One byte of an original is another, its size the same."""
    path = an_original(house)
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def rewrite(house: Any) -> None:
    """Somebody changes a verdict in the file."""
    with sqlite3.connect(house.root / "state/filingwatch.db") as database:
        database.execute("DROP TRIGGER keep_diffs_update")
        database.execute("UPDATE diffs SET body = x'00' WHERE id = 1")


def spoil_the_file(house: Any) -> None:
    """A page in the middle of the database is lost, as by a bad disk."""
    path = house.root / "state/filingwatch.db"
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 8))


def newer(house: Any) -> None:
    """The database is that of a newer program."""
    with sqlite3.connect(house.root / "state/filingwatch.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def older(house: Any) -> None:
    """The database is that of an older program."""
    with sqlite3.connect(house.root / "state/filingwatch.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '0004'")


def rest_for_ever(house: Any) -> None:
    """A clock that was ahead has put a watch off by a year."""
    app = house.app()
    with app.store.writing() as connection:
        later = house.clock.now() + timedelta(days=365)
        connection.execute(text("UPDATE watches SET wait = :later"), {"later": later.replace(tzinfo=None)})
    app.close()


SPOILED: dict[str, tuple[Callable[[Any], object], str, Standing, str]] = {
    "missing": (lambda h: an_original(h).unlink(), "archive", Standing.FAIL, "missing"),
    "shortened": (lambda h: an_original(h).write_bytes(b""), "archive", Standing.FAIL, "damaged"),
    "one byte": (damage_quietly, "archive", Standing.FAIL, "damaged"),
    "strange": (put_strange, "archive", Standing.WARN, "named by nothing"),
    "moved away": (
        lambda h: (h.root / "state/originals").rename(h.root / "elsewhere"), "archive", Standing.FAIL, "is not there",
    ),
    "rewritten": (rewrite, "record", Standing.FAIL, "diff 1 is not what was recorded"),
    "a lost page": (spoil_the_file, "database", Standing.FAIL, "filingwatch.db"),
    "no database": (
        lambda h: (h.root / "state/filingwatch.db").write_bytes(b"x" * 9999),
        "database",
        Standing.FAIL,
        "not a database",
    ),
    "newer": (newer, "database", Standing.FAIL, "newer"),
    "older": (older, "database", Standing.WARN, "older form"),
    "watched folder": (lambda h: (h.root / "in").rename(h.root / "out"), "source", Standing.FAIL, "no such folder"),
    "put off": (rest_for_ever, "clock", Standing.WARN, "far into the future"),
}  # fmt: skip


@pytest.mark.parametrize("spoiled", SPOILED)
def test_what_was_spoiled_is_found(small_house: Any, spoiled: str) -> None:
    """It is named in one line, with what to do; nothing is mended or overwritten behind the operator's back."""
    small_house.story()
    spoil, name, standing, words = SPOILED[spoiled]
    spoil(small_house)
    before = (small_house.root / "state/filingwatch.db").read_bytes()
    found = looked(small_house)[name]
    assert found.standing is standing
    assert words in found.words
    assert found.advice
    assert "\n" not in found.words
    assert (small_house.root / "state/filingwatch.db").read_bytes() == before


def test_quick_reads_no_original(small_house: Any) -> None:
    """What only reading finds is not found; what the size tells is."""
    small_house.story()
    damage_quietly(small_house)
    assert looked(small_house, quick=True) == {}
    an_original(small_house).write_bytes(b"")
    assert "archive" in looked(small_house, quick=True)


def test_originals_in_a_bucket_are_looked_at_too(small_house: Any, bucket: str) -> None:
    """A bucket that is away is found, and so is an original that is gone from it."""
    small_house.archive = bucket
    small_house.story()
    assert looked(small_house) == {}
    app = small_house.app()
    app.archive.remove(next(app.archive.kept()).sha256)
    app.close()
    assert "missing" in looked(small_house)["archive"].words
    small_house.archive = "s3://there-is-none/x"
    assert "there-is-none" in looked(small_house)["archive"].words


def test_a_postgresql_that_is_away_is_named(small_house: Any, postgresql: Databases) -> None:
    """Without its password."""
    small_house.database = f"{postgresql.make()}_gone".replace("postgresql://", "postgresql://somebody:secret@")
    found = looked(small_house)["database"]
    assert found.standing is Standing.FAIL
    assert "secret" not in found.words


def test_a_clock_that_was_put_back_is_found(small_house: Any) -> None:
    """What is stored cannot come from the future."""
    small_house.story()
    small_house.clock = Clock(now=lambda: datetime(2020, 1, 1, tzinfo=UTC))
    assert "something was stored at" in looked(small_house)["clock"].words


def asking(status: int = 200, off: timedelta = timedelta(), trouble: str = "") -> dict[str, Any]:
    """Hosts that answer so, with a clock that is off by so much from ours."""

    def ask(_: str) -> tuple[int, str | None]:
        if trouble:
            raise UnavailableError(trouble, source="doctor")
        return status, f"{datetime.now(UTC) + off:%a, %d %b %Y %H:%M:%S GMT}"

    return {"ask": lambda _: ask, "scopes": None, "hosts": {"cninfo": "www.example.org"}}


ANSWERS = {
    "well": (asking(), {}),
    "refused": (asking(403), {"source": "answers 403"}),
    "broken": (asking(503), {"source": "answers 503"}),
    "away": (asking(trouble="cannot be reached"), {"source": "cannot be reached"}),
    "ahead": (asking(off=timedelta(hours=1)), {"clock": "is off by"}),
    "a little behind": (asking(off=-timedelta(minutes=1)), {"clock": "is off by"}),
}


@pytest.mark.parametrize("answers", ANSWERS)
def test_hosts_are_asked_once_each_and_for_the_time(small_house: Any, answers: str) -> None:
    """What a host answers, and what time it says that it is, are held against what should be."""
    watch = {"name": "a", "source": "cninfo"}
    small_house.settings = {"watches": (watch, {"name": "b", "source": "cninfo"})}
    world, wanted = ANSWERS[answers]
    found = looked_with(small_house.settings, small_house, world)
    assert {name: words in found[name].words for name, words in wanted.items()} == dict.fromkeys(wanted, True)
    assert set(found) == set(wanted)


def looked_with(table: dict[str, Any], house: Any, world: dict[str, Any]) -> dict[str, Finding]:
    """What is not well with that configuration."""
    config = Config.model_validate({"folder": house.root / "state", **table})
    seen = replace(build_world(house.clock, network=False), variables={}, **world)
    return {one.name: one for one in examine(lambda: config, seen, quick=True) if one.standing is not Standing.OK}


def test_slack_is_asked_for_the_token_and_its_scopes(small_house: Any) -> None:
    """Only where a channel is there; a token that is not good or may too little is told with what is lacking."""
    table = {
        "telling": {"channels": ["slack:#filings"]},
        "watches": ({"name": "w", "path": str(small_house.root / "in")},),
    }
    assert "SLACK_BOT_TOKEN is not set" in looked_with(table, small_house, {})["slack"].words
    with serving() as stub:
        table["slack"] = {"address": stub.address, "token": "xoxb-1"}
        scopes = build_world(network=True).scopes
        assert looked_with(table, small_house, {"scopes": scopes}) == {}
        stub.scopes = ("chat:write",)
        found = looked_with(table, small_house, {"scopes": scopes})["slack"]
        assert "files:write" in found.words
        assert "chat:write" not in found.words
        stub.fault = lambda *_: Fault.REVOKED
        assert "token is not good" in looked_with(table, small_house, {"scopes": scopes})["slack"].words
        assert "xoxb-1" not in str(looked_with(table, small_house, {"scopes": scopes}))


VARIABLES = {
    "a proxy": ({"HTTPS_PROXY": "http://user:secret@proxy.example.org:3128"}, None, ""),
    "no proxy at all": ({"https_proxy": "http://"}, "proxy", "no address of a proxy"),
    "a port that is none": ({"HTTP_PROXY": "http://proxy:abc"}, "proxy", "no address of a proxy"),
    "no such file": ({"SSL_CERT_FILE": "/nowhere.pem"}, "certificates", "no such file"),
    "no certificate": ({"REQUESTS_CA_BUNDLE": __file__}, "certificates", __file__),
}


@pytest.mark.parametrize("kind", VARIABLES)
def test_the_way_to_the_world_is_looked_at(small_house: Any, kind: str) -> None:
    """Variables that cannot work are named; passwords in them never are."""
    variables, name, words = VARIABLES[kind]
    found = looked(small_house, variables=variables)
    if name is None:
        assert found == {}
    else:
        assert words in found[name].words
    seen = replace(build_world(network=False), variables=variables)
    assert "secret" not in str(list(examine(small_house.config, seen, quick=True)))


def test_certificates_that_are_over_are_found(small_house: Any) -> None:
    """A bundle of which none is valid any more is of no use."""
    import certifi

    small_house.clock = Clock(now=lambda: datetime(2090, 1, 1, tzinfo=UTC))
    found = looked(small_house, variables={"SSL_CERT_FILE": certifi.where()})["certificates"]
    assert "holds none that is valid today" in found.words


def test_a_wrong_configuration_is_a_line_for_each_mistake(tmp_path: Path) -> None:
    """What does not hang on it is looked at all the same."""
    (tmp_path / "filingwatch.toml").write_text('languag = "en"\nfolder = 3\n')
    seen = World(variables={}, now=lambda: datetime.now(UTC), open_archive=lambda _: FolderArchive.at(tmp_path))
    found = list(examine(lambda: load(tmp_path / "filingwatch.toml", {}), seen, quick=True))
    assert [one.name for one in found if one.standing is Standing.FAIL] == ["configuration", "configuration"]
    assert "proxy" in {one.name for one in found}


def test_it_says_a_line_each_and_the_same_as_json() -> None:
    """The code is 1 when anything fails, and 0 when there are only doubts."""
    doubt = Finding(name="disk", standing=Standing.WARN, words="a\nb", advice="do")
    failed = replace(doubt, standing=Standing.FAIL)
    assert doctor([doubt], Look(), as_json=False).text.split() == ["warn", "disk", "a", "b:", "do"]
    assert [doctor([one], Look(), as_json=False).code for one in (doubt, failed)] == [0, 1]
    said = json.loads(doctor([failed], Look(), as_json=True).text)
    assert said["schema"] == "filingwatch.doctor/1"
    assert said["checks"] == [{"name": "disk", "standing": "fail", "words": "a b", "advice": "do"}]


def test_the_command_tells_and_exits(tmp_path: Path) -> None:
    """From the command line, on a folder that was never used."""
    command = [sys.executable, "-m", "bot", "doctor"]
    environment = {**os.environ, "FILINGWATCH_FOLDER": str(tmp_path / "state"), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "warn  configuration" in ended.stdout
    assert not (tmp_path / "state").exists()
