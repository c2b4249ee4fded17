"""`filingwatch backup` and `restore`: a copy that is taken while the program runs, and the way back from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import CHANGED, SAME, Answer, RefusedError, busy

if TYPE_CHECKING:
    from bot.archive import Archive
    from bot.configured import Config
    from bot.operating import App
    from bot.store import Store

# Of originals that could not be had so many are named.
_NAMED = 5
_DUMP = 'pg_dump --format=custom --file=FILE "$FILINGWATCH_DATABASE"'
_LOAD = 'pg_restore --no-owner --dbname="$FILINGWATCH_DATABASE" FILE'


def backup(app: App, folder: Path, build_folder: Callable[[Path], Archive], *, again: bool) -> Answer:
    """What was backed up into `folder`; the code is 1 when originals are missing or damaged."""
    from bot.keeping.backing_up import ORIGINALS, back_up

    _make(folder)
    kept = build_folder(folder / ORIGINALS)
    with busy("Backing up"):
        made = back_up(app.store, app.archive, kept, folder, now=app.clock(), again=again)
    manifest = made.manifest
    lines = [
        f"database: {manifest.database}" if manifest.database else f"database: not in the backup; take it with {_DUMP}",
        f"record: {manifest.entries:,} entries, the last one {manifest.hash}",
        f"originals: {len(manifest.originals):,}, of which {made.copied:,} are new here",
    ]
    return _answer(lines, manifest.missing, "missing or damaged in the archive")


def restore(
    folder: Path,
    config: Config,
    archive: Archive,
    builders: tuple[Callable[[Path], Archive], Callable[[str], Store]],
    *,
    now: datetime,
    only_originals: bool,
) -> Answer:
    """What was brought back; the code is 1 when the backup does not hold all originals whole.

    `builders` make the archive of a folder and the store at an address.
    """
    from bot.keeping.backing_up import ORIGINALS
    from bot.keeping.restoring import restore as brought_back

    build_folder, build_store = builders
    if not folder.is_dir():
        raise RefusedError(f"{folder}: there is no such folder; name one that filingwatch backup has written")
    with busy("Restoring"):
        found = brought_back(
            folder,
            build_folder(folder / ORIGINALS),
            archive,
            config.database_address,
            build_store,
            now=now,
            only_originals=only_originals,
        )
    lines = [f"originals: {found.originals:,} in {archive.place}"]
    if found.database:
        lines.append(f"database: {found.database}, as of {found.manifest.made}")
    elif not only_originals:
        lines.append(f"database: not in the backup; bring it back with {_LOAD}")
    if found.unsure:
        lines.append(f"alerts: {found.unsure:,} were not sent then; each is looked up before it is sent")
    lines.append("filingwatch doctor looks whether all is well")
    return _answer(lines, (*found.manifest.missing, *found.damaged), "missing or damaged in the backup")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RefusedError(f"{folder}: {(error.strerror or str(error)).lower()}; name a folder") from error


def _answer(lines: list[str], missing: tuple[str, ...], where: str) -> Answer:
    lines += [f"{where}: {sha256}" for sha256 in missing[:_NAMED]]
    remark = f"filingwatch: {len(missing)} originals are {where}" if missing else ""
    return Answer(text="".join(f"{line}\n" for line in lines), code=CHANGED if missing else SAME, remark=remark)
