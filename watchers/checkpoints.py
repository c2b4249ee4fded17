"""What a poll leaves for the next one: up to which day was asked, which filings were seen, and what the source is told.

It is bounded: of each filing the id, the day and a fingerprint, as long as its day lies in the window that is asked.
A market has twelve thousand of them in a week, and a poll that finds nothing new looks at those of one page: a day is
taken apart when one of its filings is asked for, and put together again when one of them has changed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from watchers.filing import Filing

_VERSION = 1
# The fingerprint of a row without a document: when one appears, it is the filing's first.
NOTHING = "-"
# How wide a fingerprint is written, before a space and the id.
_WIDTH = 8


class Mark(NamedTuple):
    """One filing that was seen: its day, and what its document looked like in the list."""

    day: date
    print: str


class Marks:
    """The filings that were seen, by day: of each a fingerprint and the id, as they are written. It never changes."""

    def __init__(self, written: Mapping[date, Sequence[str]] | None = None) -> None:
        self._written = written or {}
        self._read: dict[date, dict[str, str]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marks) and self._written == other._written

    __hash__ = None  # type: ignore[assignment]  # two that are equal may be taken apart by other days

    @property
    def days(self) -> Collection[date]:
        """The days that have one."""
        return self._written.keys()

    def count(self, day: date) -> int:
        """How many a day has."""
        return len(self._written[day])

    def of(self, day: date) -> Mapping[str, str]:
        """The fingerprints of a day by id."""
        if day not in self._read:
            rows = self._written.get(day, ())
            self._read[day] = {row[_WIDTH + 1 :]: row[:_WIDTH].rstrip() for row in rows}
        return self._read[day]

    def find(self, key: str, day: date) -> Mark | None:
        """The mark of a filing, which most likely is of that day; None when it was not seen."""
        if key in self.of(day):
            return Mark(day, self.of(day)[key])
        return next((Mark(other, self.of(other)[key]) for other in self._written if key in self.of(other)), None)

    def after(self, first: date, gone: Collection[str], seen: Mapping[str, Mark]) -> Marks:
        """These from the day `first` on, without what is gone, with what was seen now; itself when nothing changes."""
        changed = {key: mark for key, mark in seen.items() if self.find(key, mark.day) != mark}
        kept = {day: rows for day, rows in self._written.items() if day >= first}
        if not changed and not gone and len(kept) == len(self._written):
            return self
        out = changed.keys() | set(gone)
        days = {day: rows for day, rows in kept.items() if not out & self.of(day).keys()} if out else kept
        touched = {day: {k: p for k, p in self.of(day).items() if k not in out} for day in kept.keys() - days.keys()}
        for key, mark in changed.items():
            touched.setdefault(mark.day, dict(self.of(mark.day) if mark.day in days else {}))[key] = mark.print
        days |= {day: sorted(f"{p:{_WIDTH}} {k}" for k, p in prints.items()) for day, prints in touched.items()}
        return Marks({day: days[day] for day in sorted(days) if days[day]})

    def written(self) -> dict[str, list[str]]:
        """As it is stored: the rows of each day, in order."""
        return {day.isoformat(): list(rows) for day, rows in self._written.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What is known from earlier polls. `asked` is the day of the last one; `kept` are the source's own words to it."""

    asked: date | None = None
    marks: Marks = field(default_factory=Marks)
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> date | None:
        """The day of the newest filing that was seen."""
        return max(self.marks.days, default=None)


def read_checkpoint(stored: str | None) -> Checkpoint:
    """What `dump_checkpoint` wrote; nothing for what another version wrote."""
    found = json.loads(stored) if stored else {}
    if found.get("version") != _VERSION:
        return Checkpoint()
    marks = Marks({date.fromisoformat(day): rows for day, rows in found["days"].items()})
    return Checkpoint(asked=date.fromisoformat(found["asked"]), marks=marks, kept=found["kept"])


def checkpoint_from(day: date, overlap: timedelta) -> str:
    """A checkpoint after which a list is asked for everything from `day` on, as if nothing of it had been seen."""
    return dump_checkpoint(Checkpoint(asked=day + overlap))


def dump_checkpoint(checkpoint: Checkpoint) -> str:
    """The checkpoint as text, the same for the same contents."""
    asked = checkpoint.asked.isoformat() if checkpoint.asked else ""
    written = {"version": _VERSION, "asked": asked, "days": checkpoint.marks.written(), "kept": dict(checkpoint.kept)}
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def fingerprint(filings: tuple[Filing, ...]) -> str:
    """Eight letters that change when a list shows other documents, versions or sizes under the same id."""
    shown = [f"{filing.address} {filing.version} {filing.size_hint}" for filing in filings]
    return f"{zlib.crc32(chr(10).join(shown).encode()):08x}" if shown else NOTHING
