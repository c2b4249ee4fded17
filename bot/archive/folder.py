"""Originals in a local folder: one file per content, named by its hash.

    originals/sha256/ab/abcdef…

A file gets its name only when its bytes are on the disk, and the name is on the disk before the database knows it: so
whatever is killed, a named original is whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ArchiveError, ConfigError, OutOfOrderError

_HASH = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".tmp"


@dataclass(frozen=True, slots=True)
class FolderArchive:
    """An archive below `path`. Build it with `FolderArchive.at`."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> FolderArchive:
        """The archive below `path`. Raises ConfigError where there cannot be one."""
        try:
            (path / "sha256").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"folder: {path}: {(error.strerror or str(error)).lower()}") from error
        return cls(path)

    def is_empty(self) -> bool:
        """Whether no original is kept here."""
        return all(path.suffix == _UNFINISHED for path in self.path.glob("sha256/*/*"))

    def clear_left_overs(self, age: float = 0) -> None:
        """Removes what killed writers left, so many seconds ago or longer: younger ones may be another's work."""
        before = time.time() - age
        for left_over in self.path.glob(f"sha256/*/*{_UNFINISHED}"):
            with suppress(FileNotFoundError):
                if left_over.stat().st_mtime <= before:
                    left_over.unlink()

    def put(self, body: bytes) -> str:
        """The hash of `body`, which is on the disk when this returns. Raises OutOfOrderError when it cannot be."""
        sha256 = hashlib.sha256(body).hexdigest()
        place = self._place(sha256)
        try:
            if not place.exists() or hashlib.sha256(place.read_bytes()).hexdigest() != sha256:
                _write(place, body)
        except OSError as error:
            raise OutOfOrderError(f"archive: {place}: {(error.strerror or str(error)).lower()}") from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises ArchiveError when they are gone or have changed."""
        try:
            body = self._place(sha256).read_bytes()
        except OSError as error:
            raise ArchiveError(f"original {sha256[:12]}… is not to be had: {error.strerror}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ArchiveError(f"original {sha256[:12]}… has been changed on the disk")
        return body

    def _place(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise ArchiveError(f"{sha256!r} is not the hash of an original")
        return self.path / "sha256" / sha256[:2] / sha256


def _write(place: Path, body: bytes) -> None:
    place.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, suffix=_UNFINISHED, delete=False) as file:
        try:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(place)
    for folder in (place.parent, place.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
