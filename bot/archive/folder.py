"""Originals in a local folder: one file per content, named by its hash.

    originals/sha256/ab/abcdef…

A file gets its name only when its bytes are on the disk, and the name is on the disk before the database knows it: so
whatever is killed, a named original is whole.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.archive.archive import Kept, checked, hash_of, is_hash, path_of
from bot.errors import ArchiveError, ConfigError, OutOfOrderError

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

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.path)

    def is_empty(self) -> bool:
        """Whether no original is kept here."""
        return next(self.kept(), None) is None

    def kept(self) -> Iterator[Kept]:
        """Every original that is there. Raises OutOfOrderError when the folder cannot be read."""
        try:
            for path in self.path.glob("sha256/*/*"):
                if is_hash(path.name):
                    yield Kept(sha256=path.name, size=path.stat().st_size)
        except OSError as error:
            raise _out_of_order(self.path, error) from error

    def clear_left_overs(self, age: float = 0) -> None:
        """Removes what killed writers left, so many seconds ago or longer: younger ones may be another's work."""
        before = time.time() - age
        for left_over in self.path.glob(f"sha256/*/*{_UNFINISHED}"):
            with suppress(FileNotFoundError):
                if left_over.stat().st_mtime <= before:
                    left_over.unlink()

    def put(self, body: bytes) -> str:
        """The hash of `body`, which is on the disk when this returns. Raises OutOfOrderError when it cannot be."""
        sha256 = hash_of(body)
        place = self.path / path_of(sha256)
        try:
            if not place.exists() or hash_of(place.read_bytes()) != sha256:
                _write(place, body)
        except OSError as error:
            raise _out_of_order(place, error) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises ArchiveError when they are gone or have changed.

        Raises OutOfOrderError when nothing at all can be read here: the disk is away, and no original is lost.
        """
        place = self.path / path_of(sha256)
        try:
            body = place.read_bytes()
        except FileNotFoundError as error:
            if self.is_empty():
                raise OutOfOrderError(
                    f"archive: {self.path} is empty: mount it, or restore it from a backup"
                ) from error
            raise ArchiveError(f"original {sha256[:12]}… is gone; filingwatch doctor tells which others are") from error
        except OSError as error:
            raise _out_of_order(place, error) from error
        return checked(sha256, body, "on the disk")

    def remove(self, sha256: str) -> None:
        """Takes an original away. Raises OutOfOrderError when it cannot be taken."""
        place = self.path / path_of(sha256)
        try:
            place.unlink(missing_ok=True)
            if place.parent.exists():
                _sync(place.parent)
        except OSError as error:
            raise _out_of_order(place, error) from error


def _out_of_order(place: Path, error: OSError) -> OutOfOrderError:
    return OutOfOrderError(f"archive: {place}: {(error.strerror or str(error)).lower()}")


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
