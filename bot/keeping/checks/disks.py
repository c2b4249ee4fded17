"""The folder of the program, and the room on its disks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.keeping.checks.finding import Finding, doubtful, well, wrong

# A long annual report has 30 MB and its diff and report a tenth of that: less than this is full within a day of many.
_LITTLE, _NONE = 2 << 30, 200 << 20
# Each original is a file. File systems that make these as they go say that they have none at all.
_FEW_FILES = 10_000


def folder(path: Path) -> Iterator[Finding]:
    """Whether the folder of the program can be written."""
    if not path.exists():
        above = next(one for one in path.absolute().parents if one.exists())
        if os.access(above, os.W_OK):
            yield well("folder", f"{path}: is not there yet; the first start makes it")
        else:
            yield wrong("folder", f"{path}: cannot be made in {above}", "set `folder`, or the rights of that folder")
    elif not path.is_dir():
        yield wrong("folder", f"{path}: is no folder", "set `folder` to one")
    elif not os.access(path, os.W_OK | os.X_OK) or os.statvfs(path).f_flag & os.ST_RDONLY:
        yield wrong(
            "folder", f"{path}: may only be read", "set the rights of the folder, or mount its disk to be written"
        )
    else:
        yield well("folder", str(path))


def room(*places: Path) -> Iterator[Finding]:
    """How much room there is on each disk that something is written to."""
    seen = set()
    for place in places:
        there = next(one for one in (place, *place.absolute().parents) if one.exists())
        device = there.stat().st_dev
        if device not in seen:
            seen.add(device)
            yield _room(there)


def _room(path: Path) -> Finding:
    free, files = shutil.disk_usage(path).free, os.statvfs(path)
    said = f"{path}: {free / (1 << 30):,.1f} GiB free"
    few = 0 < files.f_favail < _FEW_FILES or (files.f_files > 0 and files.f_favail == 0)
    if free < _NONE or (few and files.f_favail == 0):
        return wrong("disk", f"{said}, room for {files.f_favail:,} files", "make room: nothing can be stored")
    if free < _LITTLE or few:
        return doubtful("disk", f"{said}, room for {files.f_favail:,} files", "make room, or move `folder`")
    return well("disk", said)
