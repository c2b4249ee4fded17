"""Verifies an archive of evidence by itself: no database, no network, and nothing in it is believed unheld."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from bot.answering import RefusedError
from bot.keeping.chaining import digest, linked
from bot.keeping.checks.finding import Finding, doubtful, well, wrong
from bot.keeping.evidence import ALERTS, DIFF, MANIFEST, RECORD, REVIEWS, SCHEMA

# Two of the largest filings with a notice; a stored file cannot be larger than the archive itself.
_MOST_FILES = 1_000
_ADVICE = "do not rely on this archive; make it again where the record is"


def verify(content: bytes) -> Iterator[Finding]:
    """What each check found. Raises RefusedError for what is no archive of evidence at all."""
    files = _unpacked(content)
    manifest = _manifest(files)
    yield from _files(manifest, files)
    try:
        yield from _originals(manifest, files)
        if not manifest["on_record"] and RECORD not in files:
            yield doubtful("record", "the change log is older than the record", "nothing proves when it was stored")
            return
        held = json.loads(files[RECORD])
        yield from _chain(held)
        yield from _said(manifest, files, [json.loads(one["entry"]) for one in held["entries"]])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        yield wrong("form", f"a part is missing or of another form ({type(error).__name__}: {error})", _ADVICE)


def end_of_record(content: bytes) -> tuple[int, str] | None:
    """The number and hash of the last entry in a verified archive, to be held against a record; None without one."""
    files = _unpacked(content)
    if RECORD not in files:
        return None
    last = json.loads(files[RECORD])["entries"][-1]
    return int(last["number"]), str(last["hash"])


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if len(members) > _MOST_FILES or len(set(names)) != len(names):
                raise RefusedError("is no archive of evidence: too many files, or two of one name")
            # What is compressed might unpack to anything; ours never is.
            if any(member.compress_type != ZIP_STORED or member.flag_bits & 1 for member in members):
                raise RefusedError("is no archive of evidence: its files are compressed or encrypted")
            return {member.filename: archive.read(member) for member in members}
    except (BadZipFile, OSError, NotImplementedError, EOFError) as error:
        raise RefusedError(f"is no archive of evidence, or damaged: {error}") from error


def _manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(files[MANIFEST])
        if said["schema"] != SCHEMA:
            raise RefusedError(f"{said['schema']} is not known; update filingwatch")
    except (KeyError, TypeError, ValueError) as error:
        raise RefusedError("is no archive of evidence: it has no manifest") from error
    return said


def _files(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Whether exactly the files of the manifest are there, with its hashes."""
    try:
        named = {one["name"]: one["sha256"] for one in manifest["files"]}
    except (KeyError, TypeError):
        yield wrong("files", "the manifest names none", _ADVICE)
        return
    there = {name: sha256(body).hexdigest() for name, body in files.items() if name != MANIFEST}
    for name in sorted(named.keys() | there.keys()):
        if name not in there:
            yield wrong("files", f"{name} is missing", _ADVICE)
        elif name not in named:
            yield wrong("files", f"{name} is not in the manifest", _ADVICE)
        elif named[name] != there[name]:
            yield wrong("files", f"{name} has been changed", _ADVICE)
    if named == there:
        yield well("files", f"{len(named)} files, each with the hash of the manifest")


def _originals(manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Whether the originals are those that the diff was made of."""
    diff = json.loads(files[DIFF])
    sides = manifest["sides"]
    compared = {part: diff[part]["sha256"] for part in ("old", "new")}
    for side in sides:
        held = sha256(files[side["file"]]).hexdigest() if side["file"] else None
        if held is None:
            yield doubtful(
                "originals", f"the {side['part']} one is not in it: {side['missing']}", "its hash is all there is"
            )
        if held not in (None, side["sha256"]) or compared.get(side["part"], side["sha256"]) != side["sha256"]:
            yield wrong("originals", f"the {side['part']} one is not what was compared", _ADVICE)
            return
    if {side["part"] for side in sides} >= {"old", "new"}:
        yield well("originals", "what was compared are these bytes")
    else:
        yield wrong("originals", "one of the two sides is not named", _ADVICE)


def _chain(held: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether the piece of the record is a chain, with its entries in their places."""
    first, hashes, before = held["first"], [], held["before"]
    for one in held["digests"]:
        before = linked(before, one)
        hashes.append(before)
    for entry in held["entries"]:
        place = entry["number"] - first
        said = json.loads(entry["entry"])
        same = (digest(entry["entry"]), entry["hash"], entry["number"])
        if place < 0 or same != (held["digests"][place], hashes[place], said.get("number")):
            yield wrong("record", f"entry {entry['number']} has been changed", _ADVICE)
            return
    yield well("record", f"entries {first} to {first + len(hashes) - 1} are one chain, which ends in {hashes[-1]}")


def _said(manifest: Mapping[str, Any], files: Mapping[str, bytes], entries: list[dict[str, Any]]) -> Iterator[Finding]:
    """Whether the record says the same as the files: which bytes, which verdict, which words, which decisions."""
    of = {(entry["kind"], entry["subject"]): entry for entry in entries}
    number, wrongs = manifest["diff"], []
    made = of["diff", f"diff:{number}"]
    if made["sha256"] != sha256(files[DIFF]).hexdigest():
        wrongs.append("another diff was recorded")
    for side in manifest["sides"]:
        fetched = {entry["sha256"] for (kind, about), entry in of.items() if kind == "filing" and about in _names(side)}
        if not fetched:
            yield doubtful("record", f"the {side['part']} one is older than the record", "its day is not proven")
        elif side["sha256"] not in fetched:
            wrongs.append(f"the {side['part']} one was recorded otherwise")
    for alert in json.loads(files[ALERTS]):
        wrongs += _alert_wrong(alert, of.get(("alert", f"alert:{alert['id']}")))
    for one in json.loads(files[REVIEWS]):
        recorded = of.get(("review", f"review:{one['id']}"), {})
        if any(recorded.get(name) != one[name] for name in ("name", "decision", "who", "note")):
            wrongs.append(f"review {one['id']} was recorded otherwise")
    yield from (wrong("record", words, _ADVICE) for words in wrongs)
    if not wrongs:
        yield well("record", f"says the same; the diff was recorded at {made['at']}")


def _names(side: Mapping[str, Any]) -> set[str]:
    return {f"filing:{filing['id']}" for filing in side["filings"]}


def _alert_wrong(alert: Mapping[str, Any], recorded: Mapping[str, Any] | None) -> list[str]:
    if alert["state"] not in ("sent", "dead"):
        return []
    if recorded is None:
        return [f"alert {alert['id']} is not on the record"]
    told = next((one for one in alert["deliveries"] if one["id"] == recorded.get("delivery")), None)
    message = told["message"] if told else None
    same = message is None or sha256(message.encode()).hexdigest() == recorded["sha256"]
    return [] if same and recorded["key"] == alert["key"] else [f"alert {alert['id']} was recorded otherwise"]
