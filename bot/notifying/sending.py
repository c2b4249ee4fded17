"""Sends what is in the outbox: each alert once.

    pending ─► sending ─► sent          a send that was cut off is looked up by its key before it is repeated
       ▲          │
       ├──────────┼──► dead             the channel will never take it, or has refused it for days
       └──────────┴──► unknown          nobody can tell whether it was sent: looked up as well

One sender at a time, of the process that leads. One that was deposed while it sent does no harm: each alert is taken by
one of them, and looked up only when no request can be under way any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.answering import RefusedError
from bot.errors import ArchiveError, OutOfOrderError
from bot.notifying.notifier import Notifier, NotSentError, Terms, UnsureError
from bot.notifying.storing import as_stored
from bot.store import Store, diffs, digests, filings, outbox, polls
from bot.store.rows import ChangeLog, DigestRow, FilingRow, OutageRow, OutboxRow, State, Turn

# An alert is given up when it was tried this often, and for this long: an outage over a holiday loses none.
TRIES = 20
PATIENCE = timedelta(days=4)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What an alert is about: a stored diff, a filing without one, an outage, or a digest with its change logs.

    `again`: an earlier try may have been sent. `title` is what the cover says, for a filing whose cover has been read;
    `turn` is the begin or the end of an outage. `below` is the receipt of the alert that a filing replaces the
    document of: such an alert is a reply to it.
    """

    key: str
    filing: FilingRow | None
    log: ChangeLog | None
    again: bool
    title: str = ""
    channel: str = ""
    outage: OutageRow | None = None
    turn: Turn | None = None
    digest: DigestRow | None = None
    logs: tuple[ChangeLog, ...] = ()
    below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Sends alerts, in the `words` handed in, with the notifier of each channel and on its `terms`.

    `trouble` is what each channel that is out of order suffers from: it is logged once, and once more when it is over.
    """

    store: Store
    notifiers: Mapping[str, Notifier]
    words: Callable[[Alert], Any]
    clock: Callable[[], datetime]
    terms: Mapping[str, Terms] = field(default_factory=dict)
    crossing: Callable[[str], None] = lambda _: None
    stopping: Callable[[], bool] = lambda: False
    trouble: dict[str, str] = field(default_factory=dict)
    # Until when each channel is left alone, and how often it failed in a row.
    resting: dict[str, datetime] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)

    def send_all(self) -> int:
        """How many alerts were sent. A channel that is out of order keeps its alerts, and stops no other channel.

        What was cut off is settled first: what the channel knows was sent, and anything else was not. As long as it
        cannot be asked, it stays as it is.
        """
        for row in self._rows(State.SENDING, State.UNKNOWN):
            if not self._rests(row) and not self.stopping():
                self._look_up(row)
        sent = 0
        for row in self._rows(State.PENDING):
            if not self._rests(row) and not self.stopping():
                sent += self._try(row)
        return sent

    def _look_up(self, row: OutboxRow) -> None:
        if row.started is not None and self.clock() < row.started + self._terms(row).quiet:
            return
        try:
            receipt = self.notifiers[row.channel].find(row.key)
        except UnsureError as error:
            self._out_of_order(row, error)
            self._settle(row, State.UNKNOWN, str(error), wait=self._next_try(row))
            return
        if receipt is None:
            self._settle(row, State.PENDING, "cut off", outcome=State.UNKNOWN)
        else:
            self._settle(row, State.SENT, receipt)
        self.crossing("looked up")

    def _try(self, row: OutboxRow) -> bool:
        taken = replace(row, state=State.SENDING, tries=row.tries + 1)
        try:
            sent = self._send(row)
        except UnsureError as error:
            self._settle(taken, State.UNKNOWN, str(error))
            self._out_of_order(row, error)
            return False
        except NotSentError as error:
            self._refused(taken, error)
            return False
        if sent:
            self._note(row.channel, "")
            self.failures.pop(row.channel, None)
            self.resting[row.channel] = self.clock() + self._terms(row).pace
        return sent

    def _send(self, row: OutboxRow) -> bool:
        try:
            message = self.words(self._alert(row))
        except (ArchiveError, OutOfOrderError, RefusedError, OSError) as error:
            _log.error("its report cannot be written", key=row.key, reason=str(error))
            with self.store.writing() as connection:
                outbox.leave_alone(connection, row, self._next_try(row))
            return False
        except Exception:  # noqa: BLE001 - the edge that logs a bug and goes on; the alert stays to be told
            _log.exception("no words", key=row.key)
            with self.store.writing() as connection:
                outbox.leave_alone(connection, row, self.clock() + self._terms(row).waits[-1])
            return False
        with self.store.writing() as connection:
            if outbox.take(connection, row, now=self.clock(), message=as_stored(message)) is None:
                return False
        self.crossing("sending")
        receipt = self.notifiers[row.channel].send(row.key, message)
        self.crossing("sent")
        self._settle(replace(row, state=State.SENDING), State.SENT, receipt)
        self.crossing("told")
        return True

    def _refused(self, row: OutboxRow, error: NotSentError) -> None:
        given_up = row.tries >= TRIES and self.clock() - row.created > PATIENCE
        if error.final or given_up:
            _log.warning("never sent", key=row.key, reason=str(error))
            self._settle(row, State.DEAD, str(error))
            return
        self._settle(row, State.PENDING, str(error), wait=self._next_try(row))
        self._out_of_order(row, error, error.wait)
        if error.wait is not None:
            with self.store.writing() as connection:
                outbox.rest(connection, row.channel, self.clock() + error.wait)

    def _out_of_order(self, row: OutboxRow, error: Exception, wait: timedelta | None = None) -> None:
        """The channel is left alone, ever longer, or as long as it asked for."""
        self._note(row.channel, str(error))
        failures = self.failures[row.channel] = self.failures.get(row.channel, 0) + 1
        self.resting[row.channel] = self.clock() + (wait or self._terms(row).wait(failures))

    def _note(self, channel: str, trouble: str) -> None:
        """Tells the operator once that a channel is out of order, and once that it is in order again."""
        if trouble == self.trouble.get(channel, ""):
            return
        self.trouble[channel] = trouble
        _log.warning("not sent" if trouble else "sent again", channel=channel, reason=trouble)

    def _rests(self, row: OutboxRow) -> bool:
        until = self.resting.get(row.channel)
        return until is not None and self.clock() < until

    def _next_try(self, row: OutboxRow) -> datetime:
        return self.clock() + self._terms(row).wait(row.tries)

    def _terms(self, row: OutboxRow) -> Terms:
        return self.terms.get(row.channel, Terms())

    def _settle(
        self,
        row: OutboxRow,
        state: State,
        receipt: str,
        *,
        outcome: State | None = None,
        wait: datetime | None = None,
    ) -> None:
        with self.store.writing() as connection:
            now = self.clock()
            outbox.settle(connection, row, state, receipt=receipt, now=now, outcome=outcome, wait=wait)

    def _alert(self, row: OutboxRow) -> Alert:
        again, channel = row.unsure > 0, row.channel
        with self.store.reading() as connection:
            if row.outage is not None:
                told = polls.get_outage(connection, row.outage)
                return Alert(
                    key=row.key, filing=None, log=None, again=again, channel=channel, outage=told, turn=row.turn
                )
            if row.digest is not None:
                return self._digest(connection, row)
            assert row.filing is not None, "an alert that is not about an outage or a digest is about a filing"
            filing = filings.get_filing(connection, row.filing)
            log = None if row.diff is None else diffs.find_diff(connection, row.diff)
            title = filings.cover_title(connection, filing)
        # The receipt of the alert above it stands in the key: a reply is looked up where that alert is.
        below = row.key.split(":later:", 1)[1].partition(":")[2] if row.below is not None else ""
        return Alert(key=row.key, filing=filing, log=log, again=again, title=title, channel=channel, below=below)

    def _digest(self, connection: Any, row: OutboxRow) -> Alert:
        assert row.digest is not None, "an alert about a digest has one"
        told = digests.get_digest(connection, row.digest)
        logs = tuple(log for one in told.gathered if (log := diffs.find_diff(connection, one.diff)) is not None)
        again = row.unsure > 0
        return Alert(key=row.key, filing=None, log=None, again=again, channel=row.channel, digest=told, logs=logs)

    def _rows(self, *states: State) -> list[OutboxRow]:
        """Alerts that need not wait now. Those of channels that are not configured any more wait."""
        with self.store.reading() as connection:
            rows = outbox.alerts_at(connection, *states, now=self.clock())
        return [row for row in rows if row.channel in self.notifiers]
