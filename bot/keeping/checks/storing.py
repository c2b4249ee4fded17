"""The database, its record, and the archive of originals, held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.archive import Archive, Kept
from bot.errors import ArchiveError
from bot.keeping.checks.finding import Finding, doubtful, well, wrong
from bot.store.looking import Connection, damage, form_of, is_current, is_newer, originals
from bot.store.proving import prove

MEND_DATABASE = "is its server there, and the address right? Else restore a backup into another folder"
_RESTORE = "restore a backup into another folder (filingwatch restore), and look at this one there"
_NAMED = 3


def database(connection: Connection | None, address: str) -> Iterator[Finding]:
    """Whether the database is whole and of a form that the program knows."""
    if connection is None or (form := form_of(connection)) is None:
        yield well("database", f"{address}: there is none yet; the first start makes it")
        return
    if is_newer(form):
        yield wrong("database", f"{address}: was made by a newer filingwatch", "update this one")
        return
    if not is_current(form):
        yield doubtful(
            "database", f"{address}: is of an older form, {form}", "back it up: the next start changes its form"
        )
        return
    damaged = damage(connection)
    if damaged:
        yield wrong("database", f"{address}: is damaged: {damaged[0]}", _RESTORE)
    else:
        yield well("database", f"{address}: whole, form {form}")


def is_usable(connection: Connection) -> bool:
    """Whether it has the tables that the program asks."""
    return is_current(form_of(connection))


def record(connection: Connection) -> Iterator[Finding]:
    """Whether the record is whole, and agrees with what is stored."""
    proof = prove(connection)
    if proof.faults:
        more = f" (and {len(proof.faults) - 1} more)" if len(proof.faults) > 1 else ""
        yield wrong("record", f"{proof.faults[0]}{more}", f"somebody has changed the database; {_RESTORE}")
        return
    older = f"; {proof.older:,} rows are older than it and not proven" if proof.older else ""
    yield well("record", f"{proof.entries:,} entries, the last one {proof.hash[:16]}…{older}")


def no_archive(place: str, connection: Connection | None) -> Iterator[Finding]:
    """An archive whose folder is not there: not yet, or not any more."""
    named = originals(connection) if connection is not None and is_usable(connection) else {}
    if named:
        yield wrong("archive", f"{place}: is not there, and {len(named):,} originals should be in it", _MEND)
    else:
        yield well("archive", f"{place}: is not there yet; the first start makes it")


def archive(there: Archive, connection: Connection | None, *, quick: bool) -> Iterator[Finding]:
    """Whether every original that the database names is there and is what it was, and which are strange to it."""
    kept = {one.sha256: one for one in there.kept()}
    # Asked after the archive: what was being stored meanwhile is named by now.
    named = originals(connection) if connection is not None and is_usable(connection) else {}
    missing = sorted(named.keys() - kept.keys())
    damaged = list(_damaged(there, named, kept, quick=quick))
    if missing:
        yield wrong("archive", f"{there.place}: {_some(missing)} missing", _MEND)
    if damaged:
        yield wrong("archive", f"{there.place}: {_some(damaged)} damaged", _MEND)
    strange = sorted(kept.keys() - named.keys())
    if strange:
        size = sum(kept[sha256].size for sha256 in strange) / (1 << 20)
        words = f"{there.place}: {_some(strange)} named by nothing, {size:,.1f} MiB"
        yield doubtful(
            "archive", words, "what was being fetched when a program was killed; filingwatch prune removes it"
        )
    if not missing and not damaged:
        looked = "by their size" if quick else "each read"
        yield well("archive", f"{there.place}: {len(named):,} originals, {looked}")


_MEND = "filingwatch restore BACKUP --originals brings them back from a backup"


def _damaged(there: Archive, named: Mapping[str, int], kept: Mapping[str, Kept], *, quick: bool) -> Iterator[str]:
    for sha256, size in sorted(named.items()):
        if sha256 in kept and (kept[sha256].size != size or not (quick or _reads(there, sha256))):
            yield sha256


def _reads(there: Archive, sha256: str) -> bool:
    try:
        there.get(sha256)
    except ArchiveError:
        return False
    return True


def _some(hashes: Iterable[str]) -> str:
    listed = list(hashes)
    named = ", ".join(f"{sha256[:12]}…" for sha256 in listed[:_NAMED])
    more = f" and {len(listed) - _NAMED:,} more" if len(listed) > _NAMED else ""
    return f"{named}{more} {'is' if len(listed) == 1 else 'are'}"
