"""What a poll leaves for the next one: up to which day was asked, which filings were seen, and what the source is told.

It is bounded: of each filing the id, the day and a fingerprint, as long as its day lies in the window that is asked.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from watchers.filing import Filing

_VERSION = 1
# The fingerprint of a row without a document: when one appears, it is the filing's first.
NOTHING = "-"


class Mark(NamedTuple):
    """One filing that was seen: its day, and what its document looked like in the list.

    A tuple, because a market has twelve thousand of them in a week, and a dataclass takes five times as long to build.
    """

    day: date
    print: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What is known from earlier polls. `asked` is the day of the last one; `kept` are the source's own words to it."""

    asked: date | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> date | None:
        """The day of the newest filing that was seen."""
        return max((mark.day for mark in self.marks.values()), default=None)


def read_checkpoint(stored: str | None) -> Checkpoint:
    """What `dump_checkpoint` wrote; nothing for what another version wrote."""
    found = json.loads(stored) if stored else {}
    if found.get("version") != _VERSION:
        return Checkpoint()
    days = ((date.fromisoformat(day), rows) for day, rows in found["days"].items())
    marks = {row[9:]: Mark(day=day, print=row[:8].strip()) for day, rows in days for row in rows}
    return Checkpoint(asked=date.fromisoformat(found["asked"]), marks=marks, kept=found["kept"])


def dump_checkpoint(checkpoint: Checkpoint) -> str:
    """The checkpoint as text, the same for the same contents."""
    days: dict[str, list[str]] = {}
    for key, mark in checkpoint.marks.items():
        days.setdefault(mark.day.isoformat(), []).append(f"{mark.print:8} {key}")
    asked = checkpoint.asked.isoformat() if checkpoint.asked else ""
    rows = {day: sorted(days[day]) for day in sorted(days)}
    written = {"version": _VERSION, "asked": asked, "days": rows, "kept": dict(checkpoint.kept)}
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def fingerprint(filings: tuple[Filing, ...]) -> str:
    """Eight letters that change when a list shows other documents, versions or sizes under the same id."""
    shown = [f"{filing.address} {filing.version} {filing.size_hint}" for filing in filings]
    return f"{zlib.crc32(chr(10).join(shown).encode()):08x}" if shown else NOTHING
