"""The hashes that chain the entries of the record; pure, so that evidence can be verified without a database.

    entry 1 ─► digest 1 ─┐             digest = sha256 of the entry, canonical JSON in UTF-8
                         ├─► hash 1 ─┐ hash   = sha256 of the hash before it and the digest, as 128 hex signs
    0000…  ──────────────┘           ├─► hash 2 …
    entry 2 ─► digest 2 ─────────────┘

Entry and hash are apart, so that a part of the chain can be handed out with the digests of what lies between and
without telling what that says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

# What stands before the first entry.
NOTHING = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it is stored: `text` is its canonical JSON, which the hash is over."""

    number: int
    kind: str
    subject: str
    text: str
    hash: str

    @property
    def digest(self) -> str:
        """The hash of the entry alone."""
        return digest(self.text)

    def content(self) -> dict[str, Any]:
        """What the entry says, with `number`, `kind`, `subject` and `at`."""
        said: dict[str, Any] = json.loads(self.text)
        return said


def canonical(values: Mapping[str, Any]) -> str:
    """JSON as RFC 8785 writes it, for text, whole numbers, true, false and null under ASCII keys.

    Halves of characters, which are no UTF-8, become question marks.
    """
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return text.encode(errors="replace").decode()


def digest(text: str) -> str:
    """The hash of one entry alone."""
    return sha256(text.encode()).hexdigest()


def linked(before: str, entry_digest: str) -> str:
    """The hash of an entry, from the hash before it and its own digest."""
    return sha256(f"{before}{entry_digest}".encode()).hexdigest()


def following(last: Entry | None, *, kind: str, subject: str, content: Mapping[str, Any]) -> Entry:
    """The entry that comes after `last`."""
    number, before = (last.number + 1, last.hash) if last else (1, NOTHING)
    text = canonical({**content, "number": number, "kind": kind, "subject": subject})
    return Entry(number=number, kind=kind, subject=subject, text=text, hash=linked(before, digest(text)))


def broken(entries: Iterable[Entry]) -> Iterator[str]:
    """What is wrong with a whole chain, from its first entry on, in words."""
    number, before = 0, NOTHING
    for entry in entries:
        number += 1
        if entry.number != number:
            yield f"entry {number} is missing" if entry.number > number else f"entry {entry.number} is out of place"
            number = entry.number
        if entry.hash != linked(before, entry.digest):
            yield f"entry {entry.number} or what stood before it has been changed"
        yield from _other(entry)
        before = entry.hash


def _other(entry: Entry) -> Iterator[str]:
    """Columns that say something else than the entry, whose text alone is hashed."""
    try:
        said = entry.content()
    except ValueError:
        said = {}
    for name in ("number", "kind", "subject"):
        if said.get(name) != getattr(entry, name):
            yield f"entry {entry.number}: its {name} is not what was recorded"
