"""Stored versions as lineage sees them: which may be compared, which came before, which is newest, how far apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.covers import Cover
from watchers.titles import same_title

# The number of a source, alone or at the end of a file's name; shorter ones are years and counters.
_NUMBERED = re.compile(r"(?P<lead>(?:.*\D)?(?=\d{9}))?(?P<number>\d+)(?(lead)(?:\.\w+)?|)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One stored version, as lineage sees it. A watch that names no filer files under the name of its source."""

    id: int
    filer: str
    source: str
    source_id: str
    sha256: str
    cover: Cover
    published: datetime | None
    first_seen: datetime
    # Whether its original was removed from the archive.
    removed: bool = False

    @property
    def issue(self) -> tuple[str | None, str | None]:
        """What it is an issue of: its form and period."""
        return self.cover.form, self.cover.period

    @property
    def age(self) -> tuple[int, datetime, datetime]:
        """Sorts issues of one document: by marker, then by when they were published, then by when we saw them."""
        return self.cover.rank, self.published or self.first_seen, self.first_seen


def comparable(old: Version, new: Version) -> bool:
    """Whether the two may be compared at all: one filer, one language, both whole or both a summary, no notice."""
    return (
        old.id != new.id
        and old.sha256 != new.sha256
        and not old.cover.notice
        and (old.filer, old.cover.language, old.cover.complete) == (new.filer, new.cover.language, new.cover.complete)
        and same_filer(old, new)
    )


def same_filer(old: Version, new: Version) -> bool:
    """Whether two covers may belong to one filer: codes that both stand there decide.

    A watch that names no filer may hold several; there the names on the covers decide, where there are no codes.
    """
    if old.cover.code and new.cover.code:
        return old.cover.code == new.cover.code
    if new.filer != new.source or not old.cover.filer or not new.cover.filer:
        return True
    short, long = sorted((same_title(old.cover.filer), same_title(new.cover.filer)), key=len)
    return short in long


def came_before(old: Version, new: Version) -> bool:
    """Whether `old` is the older issue: by the marker, else by publication, else by which was found first."""
    if published_after(old, new):
        return False
    if old.cover.rank != new.cover.rank:
        return old.cover.rank < new.cover.rank
    return published_after(new, old) or old.id < new.id


def published_after(old: Version, new: Version) -> bool:
    """Whether it is known that `old` was published after `new`."""
    return bool(old.published and new.published and old.published > new.published)


def newest(versions: Sequence[Version]) -> Version | list[Version] | None:
    """The newest of these issues; a list when several are equally new; None when there is none."""
    if not versions:
        return None
    last = max(version.age for version in versions)
    tied = [version for version in versions if version.age == last]
    return tied[0] if len(tied) == 1 else _highest_number(tied)


def _highest_number(tied: list[Version]) -> Version | list[Version]:
    """Sources number their filings in order: 1219770415 was published after 1219770414.

    Files are often named after that number: 600000_1219770415.pdf.
    """
    numbered = [_NUMBERED.fullmatch(version.source_id) for version in tied]
    found = [one for one in numbered if one is not None]
    alike = {
        (version.source, one["lead"] or "") for version, one in zip(tied, numbered, strict=True) if one is not None
    }
    if len(found) < len(tied) or len(alike) > 1 or len({one["number"] for one in found}) < len(found):
        return tied
    return max(zip(tied, found, strict=True), key=lambda pair: int(pair[1]["number"]))[0]


def years_apart(old: Version, new: Version) -> int:
    """How many years `old` lies before `new`; 0 when they are not the same part of their years."""
    before, after = _split(old.cover.period), _split(new.cover.period)
    return after[0] - before[0] if before[1] == after[1] and before[0] else 0


def _split(period: str | None) -> tuple[int, str]:
    """The year and the part of it: (2024, Q1); (0, "") for no period."""
    year, _, part = (period or "").partition("-")
    return (int(year), part) if year.isdecimal() else (0, "")


_ENDS = {"Q1": 3, "H1": 6, "Q2": 6, "Q3": 9, "Q4": 12, "": 12}


def period_end(period: str | None) -> tuple[int, int]:
    """The year and month a period ends in, to put periods in order."""
    year, part = _split(period)
    return year, _ENDS.get(part, 12)
