"""Evidence is one archive that is the same every time, can be verified alone, and shows whatever was changed in it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.archive.archive import path_of
from bot.commands.evidence import evidence, verify
from bot.errors import BotError
from bot.keeping.checks.finding import Standing
from bot.keeping.verifying import verify as verified
from bot.rendering.looks import Look
from bot.store import record
from bot.store.reviews import Decision

NOWHERE = "sqlite:////nowhere/at/all.db"


def pack(house: Any, asked: str = "1", name: str = "evidence.zip") -> Path:
    """The archive about a change log."""
    app = house.app()
    answer = evidence(app, asked, house.root / name, Look())
    app.close()
    assert answer.code == 0
    assert sha256((house.root / name).read_bytes()).hexdigest() in answer.text
    return Path(house.root / name)


def unpacked(path: Path) -> dict[str, bytes]:
    """The files in an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path: Path, files: dict[str, bytes], *, compressed: bool = False) -> None:
    """An archive of these files, in place of what was there."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)


def amended(files: dict[str, bytes], name: str, change: Callable[[Any], object]) -> dict[str, bytes]:
    """The files with one of them changed, and a manifest that agrees, as a careful forger would leave it."""
    said = json.loads(files[name])
    change(said)
    files = {**files, name: json.dumps(said).encode()}
    manifest = json.loads(files["manifest.json"])
    for one in manifest["files"]:
        one["sha256"], one["size"] = sha256(files[one["name"]]).hexdigest(), len(files[one["name"]])
    return {**files, "manifest.json": json.dumps(manifest).encode()}


@pytest.fixture
def told(house: Any) -> Any:
    """A story with a review, on each kind of database."""
    house.story()
    house.review(1, Decision.ESCALATED)
    return house


def test_everything_is_in_it_and_verifies_alone(told: Any, tmp_path: Path) -> None:
    """Originals, diff, report, reviews, alerts with their words, and the piece of the record that names them all."""
    path = pack(told)
    files = unpacked(path)
    manifest = json.loads(files["manifest.json"])
    assert {one["part"]: files[one["file"]] for one in manifest["sides"]} == {"old": b"1", "new": b"2"}
    assert set(files) >= {"manifest.json", "README.txt", "diff.json", "report.html", "reviews.json", "alerts.json"}
    assert json.loads(files["reviews.json"])[0]["who"] == "Ann"
    alert = json.loads(files["alerts.json"])[0]
    assert alert["state"] == "sent"
    assert f"{json.loads(alert['deliveries'][0]['message'])}\n" in told.printed
    assert {one.standing for one in verified(path.read_bytes())} == {Standing.OK}
    answer = verify(path, NOWHERE, Look())
    assert (answer.code, answer.remark) == (0, "")
    # The text in it tells how to verify without the program: so it is done here.
    held = json.loads(files["record.json"])
    hashes, before = {}, held["before"]
    for number, digest in enumerate(held["digests"], held["first"]):
        before = sha256(f"{before}{digest}".encode()).hexdigest()
        hashes[number] = before
    for entry in held["entries"]:
        assert entry["hash"] == hashes[entry["number"]]
        assert held["digests"][entry["number"] - held["first"]] == sha256(entry["entry"].encode()).hexdigest()
    assert tmp_path.exists()


def test_it_is_the_same_every_time(told: Any) -> None:
    """The same bytes for the same record, also when the record has grown by other things since."""
    first = pack(told, name="one.zip").read_bytes()
    told.file("annual-2024.txt", "9")
    told.check()
    assert pack(told, name="two.zip").read_bytes() == first


def test_it_is_held_against_the_record_here(told: Any, tmp_path: Path) -> None:
    """Where the record is, the end of the piece is looked up in it; another record says so."""
    path = pack(told)
    address = told.config().database_address
    assert "of the record here is the same" in verify(path, address, Look()).text
    other = type(told)(tmp_path / "other")
    (tmp_path / "other/in").mkdir(parents=True)
    other.story()
    other.review(1, Decision.CONFIRMED)
    answer = verify(path, other.config().database_address, Look())
    assert answer.code == 1
    assert "of the record here is another" in answer.text


def test_a_change_names_its_change_log(told: Any) -> None:
    """The id of a change will do; one that there is not is refused."""
    app = told.app()
    change = app.show(1).body["changes"][0]["id"]
    app.close()
    assert pack(told, change, "one.zip").read_bytes() == pack(told, "1", "two.zip").read_bytes()
    for wrong in ("99", "nothing"):
        app = told.app()
        with pytest.raises(BotError, match="filingwatch log lists them"):
            evidence(app, wrong, None, Look())
        app.close()


def edit(name: str, change: Callable[[Any], object]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """Changes one JSON file as a careful forger would."""
    return lambda files: amended(files, name, change)


def other_original(files: dict[str, bytes]) -> dict[str, bytes]:
    """Another file in place of the new original, everywhere but in the record."""
    manifest = json.loads(files["manifest.json"])
    body = b"forged"
    side = manifest["sides"][1]
    before, side["sha256"] = side["sha256"], sha256(body).hexdigest()
    diff = files["diff.json"].replace(before.encode(), side["sha256"].encode())
    files = {**files, side["file"]: body, "diff.json": diff, "manifest.json": json.dumps(manifest).encode()}
    return amended(files, "reviews.json", lambda _: None)


def rechained(said: Any) -> None:
    """The diff's entry rewritten, and its own digest and hash with it."""
    for entry in said["entries"]:
        entry["entry"] = entry["entry"].replace('"basis":"amendment"', '"basis":"next-period"')
        said["digests"][entry["number"] - said["first"]] = sha256(entry["entry"].encode()).hexdigest()


FORGED: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = {
    "a byte of an original": (lambda f: {**f, "originals/1-old-annual-2022.txt": b"9"}, "has been changed"),
    "the report": (lambda f: {**f, "report.html": f["report.html"] + b" "}, "report.html has been changed"),
    "one file less": (lambda f: {name: body for name, body in f.items() if name != "alerts.json"}, "is missing"),
    "one file more": (lambda f: {**f, "more.txt": b""}, "more.txt is not in the manifest"),
    "the verdict": (edit("diff.json", lambda said: said["changes"].clear()), "another diff was recorded"),
    "an original everywhere": (other_original, "was recorded otherwise"),
    "a review": (edit("reviews.json", lambda said: said[0].update(decision="dismissed")), "review 1 was recorded"),
    "what was told": (
        edit("alerts.json", lambda said: said[0]["deliveries"][0].update(message='"calm"')), "alert 1 was recorded",
    ),
    "an entry": (edit("record.json", lambda said: said["entries"][0].update(entry="{}")), "has been changed"),
    "a digest": (edit("record.json", lambda said: said["digests"].__setitem__(0, "0" * 64)), "has been changed"),
    "an entry with its digest": (edit("record.json", rechained), "has been changed"),
    "a part of it": (edit("record.json", lambda said: said.pop("digests")), "is missing or of another form"),
    "another form": (edit("alerts.json", lambda said: said.append(7)), "of another form"),
}  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
def test_what_was_forged_is_found(small_house: Any, forged: str) -> None:
    """However careful the forger: the chain is what he cannot make anew."""
    small_house.story()
    small_house.review(1, Decision.ESCALATED)
    path = pack(small_house)
    forge, words = FORGED[forged]
    repacked(path, forge(unpacked(path)))
    answer = verify(path, NOWHERE, Look())
    assert answer.code == 1
    assert words in answer.text


NONE: dict[str, tuple[Callable[[Path], object], str]] = {
    "another file": (lambda path: path.write_bytes(b"x"), "no archive of evidence, or damaged"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-40]), "no archive of evidence, or damaged"),
    "an empty one": (lambda path: repacked(path, {}), "has no manifest"),
    "a bomb": (lambda path: repacked(path, {"manifest.json": b"0" * 10**7}, compressed=True), "compressed"),
    "of a newer form": (lambda path: repacked(path, {"manifest.json": b'{"schema": "x/9"}'}), "update filingwatch"),
    "gone": (lambda path: path.unlink(), "no such file"),
}


@pytest.mark.parametrize("none", NONE)
def test_what_is_no_archive_of_evidence_is_refused(small_house: Any, none: str) -> None:
    """In one line that names the file."""
    small_house.story()
    path = pack(small_house)
    spoil, words = NONE[none]
    spoil(path)
    with pytest.raises(BotError, match=words) as refused:
        verify(path, NOWHERE, Look())
    assert str(path) in str(refused.value)


def test_a_damaged_byte_anywhere_never_passes(small_house: Any) -> None:
    """Each byte of a small archive, turned: it is refused, or found, unless it is none that says anything."""
    small_house.story()
    path = pack(small_house)
    whole = path.read_bytes()
    files = unpacked(path)
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        spoiled = whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :]
        try:
            passed = all(one.standing is not Standing.FAIL for one in verified(spoiled))
            same = {name: zipfile.ZipFile(BytesIO(spoiled)).read(name) for name in files} == files if passed else True
        except (BotError, KeyError):
            continue
        assert not passed or same


def test_an_original_that_is_gone_is_named(small_house: Any) -> None:
    """The rest is still evidence: the hash stands in the record."""
    small_house.story()
    app = small_house.app()
    (small_house.root / "state/originals" / path_of(app.show(1).old.sha256)).unlink()
    answer = evidence(app, "1", small_house.root / "e.zip", Look())
    assert (answer.code, "old" in answer.remark) == (1, True)
    found = {one.words: one.standing for one in verified((small_house.root / "e.zip").read_bytes())}
    assert Standing.FAIL not in found.values()
    assert any("the old one is not in it" in words for words in found)


def test_what_is_older_than_the_record_says_so(small_house: Any) -> None:
    """Nothing is claimed that nothing proves."""
    small_house.story()
    app = small_house.app()
    with app.store.writing() as connection:
        connection.execute(text("DROP TRIGGER keep_record_delete"))
        connection.execute(text("DELETE FROM record"))
        record.begin(connection, now=small_house.clock.now())
    app.close()
    answer = verify(pack(small_house), NOWHERE, Look())
    assert answer.code == 0
    assert "older than the record" in answer.text


def test_from_the_command_line(small_house: Any) -> None:
    """Neither an id nor a file, or both, is refused; a file verifies without any configuration."""
    small_house.story()
    path = pack(small_house)
    command = [sys.executable, "-m", "bot", "evidence"]
    root = Path(__file__).parents[3]
    environment = {"PYTHONPATH": str(root), "HOME": str(small_house.root), "PATH": ""}
    asked = ([], ["1", "--verify", str(path)], ["--verify", str(path)])
    ended = [
        subprocess.run(
            [*command, *more], cwd=small_house.root, env=environment, capture_output=True, text=True, check=False
        )
        for more in asked
    ]
    assert [one.returncode for one in ended] == [2, 2, 0], ended[2].stderr
