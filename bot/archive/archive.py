"""What an archive of originals does, wherever they lie; and the checks of hashes that all of them share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from bot.errors import ArchiveError

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One original that is there, by its name; what it holds is not looked at."""

    sha256: str
    size: int


class Originals(Protocol):
    """Takes originals and gives them back. OutOfOrderError: the place is out of order, and no original is to blame."""

    def put(self, body: bytes) -> str:
        """The hash of `body`, which outlives a power cut when this returns; a damaged copy of it is replaced."""

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash, checked. Raises ArchiveError when they are gone or have changed."""

    def is_empty(self) -> bool:
        """Whether no original is kept here."""


class Stock(Protocol):
    """What is there, for those who look after it."""

    def kept(self) -> Iterator[Kept]:
        """Every original that is there, in no order."""

    def remove(self, sha256: str) -> None:
        """Takes an original away; there is nothing to do where it is gone already."""

    def clear_left_overs(self, age: float = 0) -> None:
        """Removes what killed writers left, so many seconds ago or longer: younger ones may be another's work."""


class Archive(Originals, Stock, Protocol):
    """An archive; `place` is where it is, for people."""

    @property
    def place(self) -> str:
        """Its folder or address."""


def hash_of(body: bytes) -> str:
    """The name of an original."""
    return hashlib.sha256(body).hexdigest()


def path_of(sha256: str) -> str:
    """Where an original lies in any archive: sha256/ab/abcdef…. Raises ArchiveError for what is no hash."""
    if not _HASH.fullmatch(sha256):
        raise ArchiveError(f"{sha256!r} is not the hash of an original")
    return f"sha256/{sha256[:2]}/{sha256}"


def is_hash(name: str) -> bool:
    """Whether a file of this name is an original; others are half written, or somebody else's."""
    return _HASH.fullmatch(name) is not None


def checked(sha256: str, body: bytes, where: str) -> bytes:
    """The body, if it has this hash. Raises ArchiveError when it has another."""
    if hash_of(body) != sha256:
        raise ArchiveError(f"original {sha256[:12]}… has been changed {where}; filingwatch doctor tells more")
    return body
