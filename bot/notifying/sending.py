"""Sends what is in the outbox: each alert once.

    pending ─► sending ─► sent          a send that was cut off is looked up by its key before it is repeated
       ▲          │
       └──────────┴──► dead             the channel will never take it

One sender at a time: the one process that holds the lock of the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.notifying.notifier import Notifier, NotSentError
from bot.store import Store, diffs, filings, outbox
from bot.store.rows import ChangeLog, FilingRow, OutboxRow, State

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What an alert is about: a stored diff, or a filing without one. `again`: an earlier try was cut off.

    `title` is what the cover says, for a filing whose cover has been read.
    """

    key: str
    filing: FilingRow
    log: ChangeLog | None
    again: bool
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Sends alerts, in the `words` handed in, with the notifier of each channel."""

    store: Store
    notifiers: Mapping[str, Notifier]
    words: Callable[[Alert], str]
    clock: Callable[[], datetime]
    crossing: Callable[[str], None] = lambda _: None

    def reconcile(self) -> None:
        """Settles the sends that were cut off: those that the channel knows were sent, the others were not."""
        for row in self._rows(State.SENDING):
            receipt = self.notifiers[row.channel].find(row.key)
            state = State.PENDING if receipt is None else State.SENT
            self._settle(row, state, receipt or "cut off")

    def send_all(self) -> int:
        """How many alerts were sent. A channel that is out of order keeps its alerts, and stops no other channel."""
        sent = 0
        out_of_order = set[str]()
        for row in self._rows(State.PENDING):
            if row.channel in out_of_order:
                continue
            try:
                sent += self._send(row)
            except NotSentError as error:
                _log.warning("not sent", key=row.key, reason=str(error))
                if not error.final:
                    out_of_order.add(row.channel)
        return sent

    def _send(self, row: OutboxRow) -> bool:
        try:
            text = self.words(self._alert(row))
        except Exception:  # noqa: BLE001 - the edge that logs a bug and goes on; the alert stays to be told
            _log.exception("no words", key=row.key)
            return False
        with self.store.writing() as connection:
            if outbox.take(connection, row, now=self.clock()) is None:
                return False
        taken = replace(row, state=State.SENDING)
        self.crossing("sending")
        try:
            receipt = self.notifiers[row.channel].send(row.key, text)
        except NotSentError as error:
            self._settle(taken, State.DEAD if error.final else State.PENDING, str(error))
            raise
        self.crossing("sent")
        self._settle(taken, State.SENT, receipt)
        self.crossing("told")
        return True

    def _settle(self, row: OutboxRow, state: State, receipt: str) -> None:
        with self.store.writing() as connection:
            outbox.settle(connection, row, state, receipt=receipt, now=self.clock())

    def _alert(self, row: OutboxRow) -> Alert:
        with self.store.reading() as connection:
            filing = filings.get_filing(connection, row.filing)
            log = None if row.diff is None else diffs.find_diff(connection, row.diff)
            title = filings.cover_title(connection, filing)
        return Alert(key=row.key, filing=filing, log=log, again=row.tries > 0, title=title)

    def _rows(self, state: State) -> list[OutboxRow]:
        """Alerts of channels that are not configured any more wait."""
        with self.store.reading() as connection:
            return [row for row in outbox.alerts_at(connection, state) if row.channel in self.notifiers]
