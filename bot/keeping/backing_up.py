"""A backup: one moment of the database, every original that it names, and a manifest with the hashes of both.

    DEST/filingwatch-20240424T120000Z.db     copied while the program runs
    DEST/originals/sha256/ab/abcdef…         only what is not there yet
    DEST/manifest.json                       written last: what it does not name is no part of the backup

Originals never change, and the database names none before it is in the archive: so the copy comes first, and all that
it names can be had afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from bot.answering import RefusedError, write_whole
from bot.archive import Archive, Kept
from bot.errors import ArchiveError
from bot.store import Store
from bot.store.copying import copy_into, sync
from bot.store.looking import damage, form_of, looked_at, originals
from bot.store.proving import prove

SCHEMA = "filingwatch.backup/1"
MANIFEST, ORIGINALS = "manifest.json", "originals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds. `database` is the name of its file, none where another tool copies the database.

    `missing` are originals that the database knows and the archive did not have whole.
    """

    made: str
    form: str
    database: str | None
    sha256: str | None
    entries: int
    hash: str
    originals: Mapping[str, int]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What was made: its manifest, and how many originals were copied this time."""

    manifest: Manifest
    copied: int


def back_up(store: Store, archive: Archive, kept: Archive, folder: Path, *, now: datetime, again: bool) -> Backup:
    """Makes or renews the backup in `folder`, whose originals are `kept`; `again` reads those that are there too.

    Raises RefusedError for a database that is damaged: the backup that is there stays.
    """
    copy = _copied(store, folder, now)
    with looked_at(f"sqlite:///{copy}" if copy else store.address) as connection:
        assert connection is not None, "it was made a moment ago"
        _refuse_damaged([] if copy is None else damage(connection), copy)
        named, form, proof = originals(connection), form_of(connection), prove(connection)
    _refuse_damaged(proof.faults, copy)
    copied, missing = _gathered(archive, kept, named, again=again)
    manifest = Manifest(
        made=now.isoformat(),
        form=form or "",
        database=copy.name if copy else None,
        sha256=hash_of_file(copy) if copy else None,
        entries=proof.entries,
        hash=proof.hash,
        originals={sha256: size for sha256, size in named.items() if sha256 not in missing},
        missing=missing,
    )
    write_whole(folder / MANIFEST, json.dumps(_as_json(manifest), indent=1, sort_keys=True) + "\n")
    sync(folder)
    for old in folder.glob("filingwatch-*.db"):
        if old != copy:
            old.unlink()
    return Backup(manifest=manifest, copied=copied)


def read_manifest(folder: Path) -> Manifest:
    """What the backup in `folder` holds. Raises RefusedError where there is none, or one that cannot be read."""
    path = folder / MANIFEST
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["schema"] != SCHEMA:
            raise RefusedError(f"{path}: {said['schema']} is not known; update filingwatch")
        database = said["database"] or {"file": None, "sha256": None}
        if database["file"] and Path(database["file"]).name != database["file"]:
            raise RefusedError(f"{path}: names a database outside the backup")
        return Manifest(
            made=said["made"],
            form=said["form"],
            database=database["file"],
            sha256=database["sha256"],
            entries=said["record"]["entries"],
            hash=said["record"]["hash"],
            originals={one["sha256"]: one["size"] for one in said["originals"]},
            missing=tuple(said["missing"]),
        )
    except OSError as error:
        words = (error.strerror or str(error)).lower()
        raise RefusedError(f"{path}: {words}; name the folder that filingwatch backup has written") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError(f"{path}: is damaged; take another backup") from error


def hash_of_file(path: Path) -> str:
    """The hash of a file of any size. Raises RefusedError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise RefusedError(f"{path}: {(error.strerror or str(error)).lower()}") from error


def _copied(store: Store, folder: Path, now: datetime) -> Path | None:
    """The copy of the database, or None where its own tools copy it."""
    if not store.is_file:
        return None
    for half in folder.glob(".filingwatch-*"):
        half.unlink()
    half = folder / f".filingwatch-{now:%Y%m%dT%H%M%S%fZ}.db"
    copy_into(store, half)
    copy = folder / half.name.removeprefix(".")
    half.replace(copy)
    return copy


def _refuse_damaged(faults: Iterable[str], copy: Path | None) -> None:
    told = list(faults)
    if told:
        if copy is not None:
            copy.unlink()
        raise RefusedError(
            f"the database is damaged: {told[0]}; nothing was backed up, the last backup stays; filingwatch doctor "
            "tells more"
        )


def _gathered(archive: Archive, kept: Archive, named: Mapping[str, int], *, again: bool) -> tuple[int, tuple[str, ...]]:
    """How many originals were copied, and which could not be had."""
    there = {one.sha256: one.size for one in kept.kept()}
    copied, missing = 0, []
    for sha256, size in sorted(named.items()):
        if there.get(sha256) == size and not again:
            continue
        try:
            kept.put(archive.get(sha256))
            copied += sha256 not in there
        except ArchiveError:
            missing.append(sha256)
    return copied, tuple(missing)


def _as_json(manifest: Manifest) -> dict[str, Any]:
    kept = [Kept(sha256=sha256, size=size) for sha256, size in sorted(manifest.originals.items())]
    database = {"file": manifest.database, "sha256": manifest.sha256} if manifest.database else None
    return {
        "schema": SCHEMA,
        "made": manifest.made,
        "form": manifest.form,
        "database": database,
        "record": {"entries": manifest.entries, "hash": manifest.hash},
        "originals": [{"sha256": one.sha256, "size": one.size} for one in kept],
        "missing": list(manifest.missing),
    }
