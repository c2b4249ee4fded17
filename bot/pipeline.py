"""The story of one filing, from being listed to being told.

    poll ─► listed ─► fetched ─► read ─► done ─► told
            filing    original   cover   diffs,
            and       archived,          changes,
            checkpoint  version          alerts in the outbox

Each arrow is one transaction that moves the filing's stage from what it was to what it is, together with the result.
Killed anywhere, the next run finds every filing at its last stage and goes on: nothing is done twice, nothing lost.
All that is listed is fetched and read before anything is compared, so that a correction notice is there when the
re-issue it announces is compared, in whatever order a source lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

import structlog

from bot.archive import Archive
from bot.errors import ArchiveError, OutOfOrderError
from bot.inside import Original
from bot.ledger import Read
from bot.patience import REFUSALS, Hosts, fetch_again_at, wait_until
from bot.polling import Polled, Watched, host_of, is_quiet, poll, rests
from bot.store import Store, filings, ledger, looks, outbox, steps
from bot.store.rows import UNFINISHED, FilingRow, Stage
from bot.verdicts import Verdict
from diffing.change import Basis, Diff, Reason
from diffing.errors import UnreadableDocument
from diffing.figure import Figure
from diffing.settings import Settings
from watchers.errors import AwayError, SourceError, UnavailableError
from watchers.filing import Content

# A filing that fails this often at one step is set aside, so that it blocks nothing and is not tried for ever.
FAILURES = 3
# One that was begun this often and never ended: it ends the program. Far more than failures, as reading is done apart
# and a kill is hardly ever a filing's fault; one in trouble waits behind the others meanwhile.
DEATHS = 50

_log = structlog.get_logger()


class Comparing(Protocol):
    """What reads and compares; `bot.apart.Apart` does it in a child process."""

    def read(self, original: Original, title: str, settings: Settings) -> Read:
        """What a filing published under `title` says it is, and all that it states."""

    def diff(
        self,
        pair: tuple[Original, Original],
        notices: Sequence[Original],
        basis: Basis,
        settings: Settings,
        earlier: Sequence[Figure] = (),
    ) -> Diff:
        """What changed from the first of the pair to the second; `earlier` is what the filer stated elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """All that the story needs, handed in. `crossing` is called at each commit boundary; tests kill us there.

    `stopping` is asked before each step, so that a stop does not wait for all that is still to be done. `operators` are
    the channels that hear of outages.
    """

    store: Store
    archive: Archive
    comparing: Comparing
    watches: dict[str, Watched]
    settings: Settings
    clock: Callable[[], datetime]
    operators: tuple[str, ...] = ()
    hosts: Hosts = field(default_factory=Hosts)
    crossing: Callable[[str], None] = lambda _: None
    stopping: Callable[[], bool] = lambda: False

    def poll(self, name: str) -> Polled:
        """Asks one source and stores what is new. The first poll of a watch may be its silent baseline."""
        watched, operators = self.watches[name], self.operators
        polled = poll(self.store, watched, now=self.clock(), operators=operators, crossing=self.crossing)
        self.hosts.note(watched.host, self.clock(), away=polled.poll.away)
        return polled

    def rests(self, name: str) -> bool:
        """Whether a watch is not asked on schedule now: it was broken, its host is away, or has quiet hours."""
        return self.is_away(name) or rests(self.store, self.watches[name], now=self.clock())

    def is_away(self, name: str) -> bool:
        """Whether the host of a watch is left alone: several watches in a row got nothing of it."""
        return self.hosts.rests(self.watches[name].host, self.clock())

    def advance(self, stages: Sequence[Stage] = UNFINISHED, *, on_schedule: bool = False) -> int:
        """Takes every filing at these stages as far as it can go now, here; how many reached their end.

        On schedule, documents of hosts that have their quiet hours wait until these are over.
        """
        ended = self._pass(stages, on_schedule=on_schedule)
        # What one of them put back, to be compared again, need not wait for the next turn.
        return ended + (self._pass((Stage.READ,), again=False) if ended else 0)

    def _pass(self, stages: Sequence[Stage], *, again: bool = True, on_schedule: bool = False) -> int:
        ended = 0
        for stage in stages:
            for row in self.due([stage], again=again):
                waits = self.keeps_quiet(row) if on_schedule else self._is_away(row)
                ended += not waits and not self.stopping() and self.step(row)
        return ended

    def due(self, stages: Sequence[Stage], *, again: bool = True, limit: int | None = None) -> list[FilingRow]:
        """The filings whose next step may be made now, most urgent first; those in trouble only `again`.

        Filings of watches that are not configured any more stay where they are.
        """
        with self.store.reading() as connection:
            return steps.due(connection, self.watches, stages, now=self.clock(), again=again, limit=limit)

    def keeps_quiet(self, row: FilingRow) -> bool:
        """Whether the next step would ask a host that is away, or has its quiet hours now."""
        quiet = row.stage is Stage.LISTED and is_quiet(row.filing.address, self.clock())
        return quiet or self._is_away(row)

    def _is_away(self, row: FilingRow) -> bool:
        return row.stage is Stage.LISTED and self.hosts.rests(host_of(row.filing), self.clock())

    def step(self, row: FilingRow) -> bool:
        """Whether the next step of the filing ended its story. One bad filing never stops the rest.

        Whoever makes it, and however often, it takes effect once. Raises OutOfOrderError when no filing is to blame.
        """
        with self.store.writing() as connection:
            begun = filings.begin_step(connection, row)
        if begun > DEATHS:
            return self._set_aside(row, _because("aside_killed", tries=str(DEATHS)))
        try:
            return self._next_step(row)
        except OutOfOrderError:
            with self.store.writing() as connection:
                filings.forgive_step(connection, row)
            raise
        except (SourceError, ArchiveError, UnreadableDocument) as error:
            if isinstance(error, UnreadableDocument) and error.empty and self._hand_back(row, error):
                return False
            final = type(error) is UnreadableDocument  # the same bytes will not read otherwise
            tries = REFUSALS if isinstance(error, UnavailableError) else FAILURES
            return self._failed(row, _because("aside_cause", cause=str(error)), tries=1 if final else tries)
        except Exception as error:  # noqa: BLE001 - the one edge that logs a bug and goes on with the next filing
            _log.exception("bug", filing=row.id, stage=row.stage)
            return self._failed(row, _because("aside_bug", cause=f"{type(error).__name__}: {error}"))

    def _next_step(self, row: FilingRow) -> bool:
        table = {Stage.LISTED: self._fetch, Stage.FETCHED: self._read, Stage.READ: self._compare}
        return table[row.stage](row)

    def _failed(self, row: FilingRow, reason: Reason, *, tries: int = FAILURES) -> bool:
        """Whether the filing failed for good; one that its source refuses is asked for again later, and not at once."""
        with self.store.writing() as connection:
            failed = filings.fail_step(connection, row, reason)
            if tries == REFUSALS:
                filings.leave_alone(connection, row, wait_until(failed, self.clock()))
        if failed >= tries:
            return self._set_aside(row, reason)
        _log.warning("to be tried again", filing=row.id, stage=row.stage, reason=dict(reason.values))
        return False

    def _hand_back(self, row: FilingRow, error: UnreadableDocument) -> bool:
        """Whether an empty document is fetched again later; one from a folder is seen when it is replaced."""
        again = fetch_again_at(row.first_seen, self.clock())
        if again is None or row.stage is not Stage.FETCHED or row.filing.address.startswith("file:"):
            return False
        reason = _because("aside_cause", cause=str(error))
        with self.store.writing() as connection:
            filings.hand_back(connection, row, reason, until=again, now=self.clock())
        _log.warning("empty, to be fetched again", filing=row.id, reason=dict(reason.values))
        return True

    def _fetch(self, row: FilingRow) -> bool:
        content = self._fetched(row)
        self.archive.put(content.body)
        self.crossing("archived")
        with self.store.writing() as connection:
            if not filings.advance(connection, row, Stage.FETCHED):
                return False
            new = filings.add_version(connection, row, content, now=self.clock())
            if not new:
                seen = replace(row, stage=Stage.FETCHED)
                filings.advance(connection, seen, Stage.DONE, _because("lineage_sighting"))
            elif self.watches[row.watch].looks_again:
                looks.note(connection, row, content)
        self.crossing("fetched")
        return not new

    def _fetched(self, row: FilingRow) -> Content:
        away = False
        try:
            return self.watches[row.watch].source.fetch(row.filing, now=self.clock())
        except AwayError:
            away = True
            raise
        finally:
            self.hosts.note(host_of(row.filing), self.clock(), away=away)

    def _read(self, row: FilingRow) -> bool:
        read = self.comparing.read(self.original(row.read_version), row.filing.title, self.settings)
        with self.store.writing() as connection:
            filings.set_cover(connection, row.read_version, read.cover)
            ledger.record(connection, row.read_version, read.entries)
            filings.advance(connection, row, Stage.READ)
        self.crossing("read")
        return False

    def _compare(self, row: FilingRow) -> bool:
        return Verdict(self, row).reach()

    def _set_aside(self, row: FilingRow, reason: Reason) -> bool:
        """A filing that cannot be dealt with is told of, unless it is part of a silent baseline."""
        _log.warning("set aside", filing=row.id, reason=dict(reason.values))
        with self.store.writing() as connection:
            if not filings.put_aside(connection, row, reason, now=self.clock()):
                return False
            for channel in () if row.silent else self.watches[row.watch].route.channels:
                outbox.add_alert(connection, channel, row.id, None, now=self.clock())
        self.crossing("set aside")
        return True

    def original(self, version: int) -> Original:
        """The file of a stored version. Raises ArchiveError when it is missing, or not what was stored."""
        with self.store.reading() as connection:
            kept = filings.get_original(connection, version)
        return Original(
            body=self.archive.get(kept.sha256),
            name=kept.name,
            media_type=kept.media_type,
            published=kept.published.date() if kept.published else None,
        )


def _because(code: str, **values: str) -> Reason:
    return Reason(code=code, values=tuple(sorted(values.items())))
