"""Sends what is in the outbox: each alert once.

    pending ─► sending ─► sent          a send that was cut off is looked up by its key before it is repeated
       ▲          │
       ├──────────┼──► dead             the channel will never take it
       └──────────┴──► unknown          nobody can tell whether it was sent: looked up as well

One sender at a time: the one process that holds the lock of the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog

from bot.notifying.notifier import Notifier, NotSentError, UnsureError
from bot.store import Store, diffs, filings, outbox, polls
from bot.store.rows import ChangeLog, FilingRow, OutageRow, OutboxRow, State, Turn

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What an alert is about: a stored diff, a filing without one, or an outage.

    `again`: an earlier try may have been sent. `title` is what the cover says, for a filing whose cover has been read;
    `turn` is the begin or the end of an outage.
    """

    key: str
    filing: FilingRow | None
    log: ChangeLog | None
    again: bool
    title: str = ""
    channel: str = ""
    outage: OutageRow | None = None
    turn: Turn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Sends alerts, in the `words` handed in, with the notifier of each channel.

    `trouble` is what each channel that is out of order suffers from: it is logged once, and once more when it is over.
    """

    store: Store
    notifiers: Mapping[str, Notifier]
    words: Callable[[Alert], Any]
    clock: Callable[[], datetime]
    crossing: Callable[[str], None] = lambda _: None
    trouble: dict[str, str] = field(default_factory=dict)

    def reconcile(self) -> None:
        """Settles the sends that were cut off: those that the channel knows were sent, the others were not.

        Where the channel cannot be asked now they stay as they are.
        """
        self._look_up(State.SENDING, State.UNKNOWN)

    def _look_up(self, *states: State) -> set[str]:
        """Looks up what is in these states; which channels could not be asked."""
        deaf = set[str]()
        for row in self._rows(*states):
            if row.channel in deaf:
                continue
            try:
                receipt = self.notifiers[row.channel].find(row.key)
            except UnsureError as error:
                self._note(row.channel, str(error))
                deaf.add(row.channel)
                continue
            if receipt is None:
                self._settle(row, State.PENDING, "cut off", outcome=State.UNKNOWN)
            else:
                self._settle(row, State.SENT, receipt)
        return deaf

    def send_all(self) -> int:
        """How many alerts were sent. A channel that is out of order keeps its alerts, and stops no other channel."""
        out_of_order = self._look_up(State.UNKNOWN)
        sent = 0
        for row in self._rows(State.PENDING):
            if row.channel in out_of_order:
                continue
            try:
                sent += self._send(row)
            except (NotSentError, UnsureError) as error:
                if isinstance(error, NotSentError) and error.final:
                    _log.warning("never sent", key=row.key, reason=str(error))
                else:
                    self._note(row.channel, str(error))
                    out_of_order.add(row.channel)
            else:
                self._note(row.channel, "")
        return sent

    def _note(self, channel: str, trouble: str) -> None:
        """Tells the operator once that a channel is out of order, and once that it is in order again."""
        if trouble == self.trouble.get(channel, ""):
            return
        self.trouble[channel] = trouble
        _log.warning("not sent" if trouble else "sent again", channel=channel, reason=trouble)

    def _send(self, row: OutboxRow) -> bool:
        try:
            message = self.words(self._alert(row))
        except Exception:  # noqa: BLE001 - the edge that logs a bug and goes on; the alert stays to be told
            _log.exception("no words", key=row.key)
            return False
        with self.store.writing() as connection:
            if outbox.take(connection, row, now=self.clock()) is None:
                return False
        taken = replace(row, state=State.SENDING)
        self.crossing("sending")
        try:
            receipt = self.notifiers[row.channel].send(row.key, message)
        except NotSentError as error:
            self._settle(taken, State.DEAD if error.final else State.PENDING, str(error))
            raise
        except UnsureError as error:
            self._settle(taken, State.UNKNOWN, str(error))
            raise
        self.crossing("sent")
        self._settle(taken, State.SENT, receipt)
        self.crossing("told")
        return True

    def _settle(self, row: OutboxRow, state: State, receipt: str, *, outcome: State | None = None) -> None:
        with self.store.writing() as connection:
            outbox.settle(connection, row, state, receipt=receipt, now=self.clock(), outcome=outcome)

    def _alert(self, row: OutboxRow) -> Alert:
        again, channel = row.unsure > 0, row.channel
        with self.store.reading() as connection:
            if row.outage is not None:
                told = polls.get_outage(connection, row.outage)
                return Alert(
                    key=row.key, filing=None, log=None, again=again, channel=channel, outage=told, turn=row.turn
                )
            assert row.filing is not None, "an alert that is not about an outage is about a filing"
            filing = filings.get_filing(connection, row.filing)
            log = None if row.diff is None else diffs.find_diff(connection, row.diff)
            title = filings.cover_title(connection, filing)
        return Alert(key=row.key, filing=filing, log=log, again=again, title=title, channel=channel)

    def _rows(self, *states: State) -> list[OutboxRow]:
        """Alerts of channels that are not configured any more wait."""
        with self.store.reading() as connection:
            return [row for row in outbox.alerts_at(connection, *states) if row.channel in self.notifiers]
