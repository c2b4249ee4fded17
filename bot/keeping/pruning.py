"""Removes originals that nothing needs any more: what would go is told first, and what goes stays named.

    old enough, not held, no baseline of what may come ─► noted on the record ─► gone from the archive
    named by nothing: left by a killed program ─────────────────────────────────► gone from the archive

Killed between the note and the archive, the original is named by nothing, and goes the next time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.archive import Archive
from bot.keeping.retaining import removable
from bot.store import Store
from bot.store.looking import originals
from bot.store.pruning import compared_since, held, note_removed, only_these, versions_by_filer
from bot.versions import Version

# So many originals go in one transaction: on PostgreSQL others wait for the record meanwhile.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruning:
    """What may go: originals with the versions they are of, titles for people, strangers, and how many bytes in all."""

    originals: Mapping[str, Sequence[int]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    strange: Sequence[str] = ()
    size: int = 0


def planned(store: Store, archive: Archive, *, keep: timedelta | None, hold: Collection[str], now: datetime) -> Pruning:
    """What may go now. Without `keep` that is what is named by nothing, and no version at all."""
    kept = {one.sha256: one.size for one in archive.kept()}
    with store.reading() as connection:
        # Asked after the archive: what was being stored meanwhile is named by now.
        strange = sorted(kept.keys() - originals(connection).keys())
        chosen: list[Version] = []
        if keep is not None:
            stay = held(connection) | compared_since(connection, now - keep)
            for filer, stored in versions_by_filer(connection):
                chosen += [] if filer in hold else removable(stored, before=now - keep, held=stay)
        named = {version.sha256: version.cover.title for version in chosen}
        found = only_these(connection, [version.id for version in chosen])
    gone = [*found, *strange]
    return Pruning(originals=found, titles=named, strange=strange, size=sum(kept.get(sha256, 0) for sha256 in gone))


def prune(store: Store, archive: Archive, reports: Path, pruning: Pruning, *, now: datetime) -> None:
    """Removes what was planned. Nobody else may be fetching meanwhile."""
    hashes = sorted(pruning.originals)
    for start in range(0, len(hashes), _AT_ONCE):
        some = {sha256: pruning.originals[sha256] for sha256 in hashes[start : start + _AT_ONCE]}
        with store.writing() as connection:
            note_removed(connection, some, now=now)
        for sha256 in some:
            archive.remove(sha256)
            for copy in reports.glob(f"{sha256[:16]}.*"):
                with suppress(FileNotFoundError):
                    copy.unlink()
    for sha256 in pruning.strange:
        archive.remove(sha256)
