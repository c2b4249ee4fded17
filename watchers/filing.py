"""What a source publishes: filers, filings, their contents, and the outcome of one poll."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from watchers.errors import AwayError, InvalidFiling, SourceError


class Precision(StrEnum):
    """How exactly a source says when it published."""

    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Published:
    """When a filing was published, aware and in UTC.

    With the precision of a day, `at` is midnight UTC of the day that the source names, whatever its zone: the day is
    what was said, the clock time was not.
    """

    at: datetime
    precision: Precision

    def __post_init__(self) -> None:
        _check_utc("published", self.at)

    @classmethod
    def on(cls, day: date) -> Published:
        """Published on `day`, nobody says when."""
        return cls(at=datetime(day.year, day.month, day.day, tzinfo=UTC), precision=Precision.DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filer:
    """Who filed. `id` is stable through renaming; `code` is the ticker, which is not."""

    id: str
    code: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        _check_filled("a filer's id", self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a host called the document that is held: its tag, and when it last changed; empty where it did not say."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One submission as published.

    `id` is the source's own. `version` tells replacements under one id apart; it is empty where a source never
    replaces. `address` is where the content is fetched; `media_hint` and `size_hint` are what the source says of it.
    `noticed` is when an earlier poll saw it and could not take it yet. With `held`, fetching it is conditional.
    """

    source: str
    id: str
    filer: Filer
    title: str
    address: str
    version: str = ""
    published: Published | None = None
    media_hint: str | None = None
    size_hint: int | None = None
    noticed: datetime | None = None
    held: Held | None = None

    def __post_init__(self) -> None:
        _check_filled("a filing's source", self.source)
        _check_filled("a filing's id", self.id)
        _check_filled("a filing's address", self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Fetched bytes. `sha256` is that of the bytes, in lower-case hex; build it with `Content.of`.

    `etag` and `modified` are what its host called it, for asking again whether it still stands.
    """

    body: bytes
    media_type: str
    sha256: str
    fetched: datetime
    etag: str = ""
    modified: str = ""

    def __post_init__(self) -> None:
        _check_utc("fetched", self.fetched)
        if hashlib.sha256(self.body).hexdigest() != self.sha256:
            raise InvalidFiling("the hash of a content is not that of its bytes")

    @classmethod
    def of(cls, body: bytes, *, media_type: str, fetched: datetime) -> Content:
        """The content of these bytes, with their hash."""
        return cls(body=body, media_type=media_type, sha256=hashlib.sha256(body).hexdigest(), fetched=fetched)


class Outcome(StrEnum):
    """How a poll ended. These three never blur.

    ok: the source listed something, new or not. empty: it answered properly that it has nothing. broken: anything else.
    """

    OK = "ok"
    EMPTY = "empty"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """The outcome of asking a source once.

    `filings` are what is new since the checkpoint, oldest first; `seen` counts all that the source listed.
    `checkpoint` is opaque, kept by the caller, and handed in next time; a broken poll has none, so the caller's stays.
    `reason` says why a poll is broken, or what is amiss with one that is not; `away` that its host would have answered
    nobody else either. `left_out` says in one line each what was seen and not taken, and why.
    """

    outcome: Outcome
    filings: tuple[Filing, ...] = ()
    seen: int = 0
    checkpoint: str | None = None
    reason: str = ""
    left_out: tuple[str, ...] = ()
    away: bool = False

    def __post_init__(self) -> None:
        if self.outcome is Outcome.BROKEN and not self.reason:
            raise InvalidFiling("a broken poll says why")
        if self.outcome is Outcome.BROKEN and (self.filings or self.checkpoint is not None):
            raise InvalidFiling("a broken poll has no filings and no checkpoint")
        if (self.outcome is Outcome.OK) is not (self.seen > 0 and self.outcome is not Outcome.BROKEN):
            raise InvalidFiling(f"a poll that saw {self.seen} filings is not {self.outcome}")
        if len(self.filings) > self.seen:
            raise InvalidFiling("a poll cannot bring more than it saw")

    @classmethod
    def broken(cls, reason: str) -> Poll:
        """A poll that failed, and why."""
        return cls(outcome=Outcome.BROKEN, reason=reason)

    @classmethod
    def failed(cls, error: SourceError) -> Poll:
        """A poll that ended in this error."""
        return cls(outcome=Outcome.BROKEN, reason=error.cause, away=isinstance(error, AwayError))


def _check_filled(what: str, value: str) -> None:
    if not value.strip():
        raise InvalidFiling(f"{what} is empty")


def _check_utc(what: str, moment: datetime) -> None:
    if moment.utcoffset() is None or moment.utcoffset() != UTC.utcoffset(None):
        raise InvalidFiling(f"{what} must be aware and in UTC, not {moment.isoformat()}")
