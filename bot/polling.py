"""Asking the source of one watch: when it may be asked, what is stored of the answer, and what the operator is told.

well ─► broken: rests 5 min, 1 h, 6 h, 6 h …   the outage is told once, whatever its watches do meanwhile
▲        │
└────────┘ the last of its watches is well   told once; nothing was missed: checkpoints do not move while broken
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import structlog

from bot.routing import Route
from bot.store import Store, outbox, polls
from bot.store.rows import FilingRow, Turn
from watchers.filing import Filer, Filing, Poll
from watchers.pacing import quiet_until
from watchers.source import Source

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One watch, ready to be polled: its source and what to do with what it brings. `host` is the one that is asked."""

    name: str
    source: Source
    filer: Filer | None
    silent_baseline: bool
    route: Route
    host: str = ""
    looks_again: bool = False

    @property
    def place(self) -> str:
        """What breaks together: the source, and the host that is asked for it."""
        return f"{self.source.name} ({self.host})" if self.host else self.source.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """How the poll of one watch ended: the source's answer, and how many filings were new.

    `troubled` are the filings of the watch that could not be dealt with after it: set aside, or to be tried again.
    """

    watch: str
    poll: Poll
    new: int
    at: datetime
    troubled: tuple[FilingRow, ...] = ()


def poll(
    store: Store, watched: Watched, *, now: datetime, operators: Sequence[str], crossing: Callable[[str], None]
) -> Polled:
    """Asks one source and stores what is new, together with what `operators`, channels, are told of an outage."""
    with store.reading() as connection:
        checkpoint = polls.find_checkpoint(connection, watched.name)
    answer = watched.source.list_filings(watched.filer, checkpoint, now=now)
    crossing("polled")
    with store.writing() as connection:
        new = polls.record_poll(connection, watched.name, answer, silent=watched.silent_baseline, now=now)
        outage = polls.record_outage(connection, watched.name, watched.place, answer, now=now)
        if outage is not None:
            for channel in operators:
                outbox.add_outage(connection, channel, *outage, now=now)
    crossing("listed")
    if outage is not None:
        _log.warning("well again" if outage[1] is Turn.ENDED else "broken", watch=watched.name, reason=answer.reason)
    if new:
        _log.info("found", watch=watched.name, filings=new)
    return Polled(watch=watched.name, poll=answer, new=new, at=now)


def rests(store: Store, watched: Watched, *, now: datetime) -> bool:
    """Whether a watch is not asked on schedule now: its source was broken, or its host has quiet hours."""
    with store.reading() as connection:
        wait = polls.find_wait(connection, watched.name)
    return (wait is not None and now < wait) or quiet_until(watched.host, now) is not None


def host_of(filing: Filing) -> str:
    """The host that has the document; nothing for a file on this machine."""
    return urlsplit(filing.address).hostname or ""


def is_quiet(address: str, now: datetime) -> bool:
    """Whether the host of a document has quiet hours now."""
    return quiet_until(urlsplit(address).hostname or "", now) is not None
