"""The way back from a backup: originals first, and the database last, so that whoever is killed can begin again.

A database is never put over another one, and originals never among those of another database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.answering import RefusedError
from bot.archive import Archive
from bot.errors import ArchiveError
from bot.keeping.backing_up import Manifest, hash_of_file, read_manifest
from bot.store import Store, record
from bot.store.copying import file_of, put_back, resume
from bot.store.looking import form_of, is_newer, looked_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back: so many originals; `damaged` are those that the backup does not hold whole.

    `unsure` alerts are looked up before they are sent. `database` is where it was put, if it was.
    """

    manifest: Manifest
    originals: int
    damaged: tuple[str, ...]
    unsure: int
    database: Path | None


def restore(
    folder: Path,
    kept: Archive,
    archive: Archive,
    address: str,
    open_store: Callable[[str], Store],
    *,
    now: datetime,
    only_originals: bool = False,
) -> Restored:
    """Brings back the backup in `folder`, whose originals are `kept`, to an archive and a database that are empty.

    A PostgreSQL database has come back by its own tools before. Raises RefusedError where they are not empty, and where
    the copy of the database is not what was backed up.
    """
    manifest, database = read_manifest(folder), file_of(address)
    if not only_originals:
        _refuse_others(manifest, folder, archive, database)
    damaged = _brought(manifest, kept, archive)
    unsure = 0
    if database is None and not only_originals and _stands_before(address, manifest):
        unsure = _resumed(open_store(address), manifest, now=now)
    if database is not None and manifest.database and not only_originals:

        def made_ready(copy: Path) -> int:
            return _resumed(open_store(f"sqlite:///{copy.absolute()}"), manifest, now=now)

        unsure = put_back(folder / manifest.database, database, made_ready)
    brought = len(manifest.originals) - len(damaged)
    put = database if manifest.database and not only_originals else None
    return Restored(manifest=manifest, originals=brought, damaged=damaged, unsure=unsure, database=put)


def _refuse_others(manifest: Manifest, folder: Path, archive: Archive, database: Path | None) -> None:
    if is_newer(manifest.form):
        raise RefusedError(f"{folder}: was made by a newer filingwatch; update this one")
    if database is not None and manifest.database is None:
        raise RefusedError(f"{folder}: is of a PostgreSQL database; set its address in FILINGWATCH_DATABASE")
    if database is None and manifest.database is not None:
        raise RefusedError(f"{folder}: is of a SQLite database, which cannot become a PostgreSQL one")
    for there in _files(database):
        if there.exists():
            words = "is there already, and is not overwritten; restore into another folder, or move it away first"
            raise RefusedError(f"{there}: {words}")
    strange = next((one.sha256 for one in archive.kept() if one.sha256 not in manifest.originals), None)
    if strange:
        raise RefusedError(f"{archive.place}: holds originals of another database, such as {strange[:12]}…")
    if manifest.database and hash_of_file(folder / manifest.database) != manifest.sha256:
        raise RefusedError(f"{folder / manifest.database}: is not what was backed up; take another backup")


def _stands_before(address: str, manifest: Manifest) -> bool:
    """Whether a database has come back from its own tools: it is there, and not newer than the backup."""
    with looked_at(address) as connection:
        if connection is None or form_of(connection) is None:
            return False
        last = record.last(connection)
        return last is not None and last.number <= manifest.entries


def _files(database: Path | None) -> tuple[Path, ...]:
    """The files of a database: a log that was left behind would be read as that of the copy."""
    return () if database is None else (database, *(Path(f"{database}-{part}") for part in ("wal", "journal")))


def _brought(manifest: Manifest, kept: Archive, archive: Archive) -> tuple[str, ...]:
    """The originals that the backup does not hold whole; all others are in the archive then."""
    damaged = []
    for sha256 in sorted(manifest.originals):
        try:
            archive.put(kept.get(sha256))
        except ArchiveError:
            damaged.append(sha256)
    return tuple(damaged)


def _resumed(store: Store, manifest: Manifest, *, now: datetime) -> int:
    try:
        told = {"made": manifest.made, "entries": manifest.entries, "hash": manifest.hash}
        return resume(store, {"backup": told}, now=now)
    finally:
        store.close()
