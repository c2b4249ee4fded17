"""What comes back from the store: frozen rows, and the stages and states they go through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.urgency import Urgency
from diffing.change import Reason
from watchers.filing import Filing


class Stage(StrEnum):
    """How far a filing has come. It only goes forward, each step once, with its result in the same transaction."""

    LISTED = "listed"
    FETCHED = "fetched"
    READ = "read"
    DONE = "done"
    SET_ASIDE = "set_aside"


class Turn(StrEnum):
    """What is told of an outage, each once."""

    BEGAN = "began"
    ENDED = "ended"


UNFINISHED = (Stage.LISTED, Stage.FETCHED, Stage.READ)


class State(StrEnum):
    """How far an alert has come. unknown: it may have been sent, and nothing can tell; dead: it cannot be sent."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingRow:
    """One filing with its place in the pipeline.

    `reason` says why it is set aside, done without a diff, or still where it is: why the last try failed.
    """

    id: int
    watch: str
    filing: Filing
    first_seen: datetime
    silent: bool
    stage: Stage
    version: int | None
    reason: Reason | None
    urgency: Urgency = Urgency.NEWS

    @property
    def read_version(self) -> int:
        """The version of a filing that was fetched."""
        assert self.version is not None, "a filing that was fetched has a version"
        return self.version


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look at a document again: the filing, what was fetched when, and how many looks were made since."""

    row: FilingRow
    etag: str
    modified: str
    sha256: str
    fetched: datetime
    made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRow:
    """One watch and how its last poll ended: `seen` filings were listed, `found` of them new.

    `well` is when it was last not broken, `failures` how often it was in a row since, `wait` until when it rests.
    """

    name: str
    first_seen: datetime
    polled: datetime | None
    outcome: str | None
    reason: str | None
    seen: int | None
    found: int | None
    well: datetime | None
    failures: int
    wait: datetime | None
    unfinished: int
    set_aside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageRow:
    """A source that is or was broken; `watches` are those that are not well again."""

    id: int
    source: str
    cause: str
    began: datetime
    ended: datetime | None
    watches: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One figure that a filer stated: what of, for when, how much, and in which filing."""

    version: int
    measure: str
    scope: str
    period: str
    unit: str
    value: str
    text: str
    title: str
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalRow:
    """The contents of a version: their hash, and what the first filing that brought them was called."""

    sha256: str
    media_type: str
    fetched: datetime
    address: str
    source_id: str
    title: str
    published: datetime | None

    @property
    def name(self) -> str:
        """The last part of the source's id: a file's name, where files are what is filed."""
        return self.source_id.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRow:
    """A stored diff, one line of it: the two titles, why they were compared, and how many changes of which severity."""

    id: int
    filing: FilingRow
    filer: str
    old: int
    new: int
    old_title: str
    new_title: str
    basis: str
    reason: Reason
    created: datetime
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLog:
    """A stored diff in full: `body` is the diff as JSON, as it was when it was made; `told` when it first was."""

    row: DiffRow
    body: dict[str, Any]
    old: OriginalRow
    new: OriginalRow
    told: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """What somebody decided about a change: `change` is its row, `name` what the diff calls it."""

    id: int
    change: int
    diff: int
    name: str
    decision: str
    who: str
    note: str
    decided: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredRow:
    """One diff of a digest: how many of its changes are muted, and the earlier diff that told the same."""

    diff: int
    muted: int
    twin: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRow:
    """What one channel is told of a span of time: from `since` to `slot`.

    `checked` says how many watches there are, and which of them are stale since when, as it was then.
    """

    id: int
    channel: str
    zone: str
    slot: datetime
    since: datetime | None
    checked: dict[str, Any]
    gathered: tuple[GatheredRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One alert on its way to a channel: about a diff, a filing without one, an outage, or a digest.

    `tries` counts its deliveries, `unsure` those that may have arrived without anybody knowing. `started` is when the
    last one began, `receipt` what came of it; the alert is left alone until `wait`.
    """

    id: int
    key: str
    channel: str
    filing: int | None
    diff: int | None
    outage: int | None
    turn: Turn | None
    digest: int | None
    below: int | None
    state: State
    created: datetime
    tries: int
    unsure: int
    wait: datetime | None = None
    started: datetime | None = None
    receipt: str | None = None
