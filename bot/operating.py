"""The application at work: checking watches, running on schedule, and looking at what is stored."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog

from bot.archive import Archive
from bot.backfilling import list_asked_span, list_span, midnight, work_off
from bot.configured import Config, Watch
from bot.digesting import Digesting
from bot.dispatching import Dispatcher, Duties
from bot.errors import BotError, ConfigError, LedError
from bot.logs import configure_logs
from bot.looking_again import Looking
from bot.notifying.sending import Sending
from bot.observing import Observing, answering
from bot.pipeline import Pipeline
from bot.polling import Polled
from bot.store import Store, diffs, filings, looking, moments, outbox, polls, spans
from bot.store.diffs import Wanted
from bot.store.rows import ChangeLog, DiffRow, FilingRow, OutboxRow, State, WatchRow
from bot.telling import Telling
from watchers.filing import Poll

_log = structlog.get_logger()


class NotFoundError(BotError):
    """What was asked for by its number or name is not stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The application; `bot.app.build` makes it.

    Looking (`log`, `show`, `watches`, `set_aside`, `alerts`) writes nothing; one process at a time leads.
    """

    config: Config
    store: Store
    archive: Archive
    pipeline: Pipeline
    dispatcher: Dispatcher
    sending: Sending
    telling: Telling
    digesting: Digesting
    observing: Observing
    clock: Callable[[], datetime]
    stopped: threading.Event
    # Set where all is to be built anew, as something else is to be watched now.
    renewed: threading.Event
    # Listens meanwhile, where there is something to listen with.
    listening: Callable[[App], AbstractContextManager[object]] = nullcontext

    def check(self, names: Sequence[str] = ()) -> list[Polled]:
        """How one poll now of each watch, or of those named, ended; what is new is compared and told.

        Raises NotFoundError for a name that is no watch, ConfigError when there is no watch at all, or when another
        process works on the same folder.
        """
        self._need_all()
        self.named(names)
        with self.dispatcher.alone() as litter:
            self._tidy(litter)
            self._take_over()
            before = {row.id for row in self._set_aside()}
            polled = [self._check(name) for name in names or self.pipeline.watches]
            self.pipeline.advance()
            self._tell()
            troubled = [row for row in self._set_aside() if row.id not in before] + self._to_be_tried_again()
        return [replace(one, troubled=tuple(row for row in troubled if row.watch == one.watch)) for one in polled]

    def _check(self, name: str) -> Polled:
        if self.pipeline.is_away(name):
            words = f"not asked: {self.pipeline.watches[name].host} answered none of the watches before this one"
            return Polled(watch=name, poll=Poll.broken(words), new=0, at=self.clock())
        return self.pipeline.poll(name)

    def renew(self) -> None:
        """Ends `run` in good order, to be built and run anew."""
        self.renewed.set()
        self.stopped.set()

    def run(self) -> bool:
        """Polls every watch at its interval and tells what changed, until SIGTERM or SIGINT.

        Whether it ended to be built and run anew.
        """
        from bot.scheduling import stopped_by_signals

        self._need_all()
        self._need_whole()
        configure_logs(logging.INFO)
        _log.info("running", watches=len(self.config.watches), folder=str(self.config.folder))
        for channel, why in self.sending.trouble.items():
            _log.warning("not sent", channel=channel, reason=why)
        watched = answering(self.observing, self.config.health.listen)
        with stopped_by_signals(self.stopped), self.listening(self), watched as address:
            if address:
                _log.info("observed", address=address)
            self.dispatcher.run(self.duties(), self.stopped)
        self.store.refuse_damage()
        _log.info("stopped")
        return self.renewed.is_set()

    def backfill(self, name: str, since: date, progress: Callable[[int, int], None]) -> Polled | None:
        """How listing everything from that day on ended, once all of it is fetched and read; nobody is told.

        None when another process leads: then that one does it after its next poll of the watch.
        """
        self._need_all()
        self.named([name])
        try:
            with self.dispatcher.alone() as litter:
                self._tidy(litter)
                self._take_over()
                found = list_span(self.pipeline, name, since)
                work_off(self.pipeline, name, progress)
        except LedError:
            with self.store.writing() as connection:
                spans.ask_span(connection, name, midnight(since))
            return None
        return found

    def work(self, *, at_once: int = 1) -> None:
        """Reads and compares for whoever leads, so many filings at a time, until SIGTERM or SIGINT."""
        from bot.scheduling import stopped_by_signals

        self._need_all()
        configure_logs(logging.INFO)
        _log.info("working", at_once=at_once)
        with stopped_by_signals(self.stopped):
            self.dispatcher.work(self.stopped, at_once=at_once)
        self.store.refuse_damage()
        _log.info("stopped")

    def log(self, wanted: Wanted) -> list[DiffRow]:
        """The stored change logs that are asked for, newest first."""
        with self.store.reading() as connection:
            return diffs.list_diffs(connection, wanted)

    def show(self, number: int) -> ChangeLog:
        """One stored change log in full. Raises NotFoundError when there is none of that number."""
        with self.store.reading() as connection:
            found = diffs.find_diff(connection, number)
        if found is None:
            raise NotFoundError(f"there is no change log {number}; filingwatch log lists them")
        return found

    def watches(self) -> list[WatchRow]:
        """Every watch that was ever polled, and how that ended."""
        with self.store.reading() as connection:
            return polls.watch_rows(connection)

    def named(self, names: Sequence[str]) -> list[Watch]:
        """The configured watches of these names, or all for none. Raises NotFoundError for a name that is no watch."""
        if not self.config.watches:
            raise ConfigError("no watch is configured; add one to watches.toml")
        unknown = sorted(set(names) - set(self.pipeline.watches))
        if unknown:
            known = ", ".join(self.pipeline.watches)
            raise NotFoundError(f"there is no watch named {', '.join(unknown)}; there are: {known}")
        return [watch for watch in self.config.watches if not names or watch.name in names]

    def alerts(self, state: str | None = None) -> list[OutboxRow]:
        """The alerts at this state, or all that are not sent, oldest first."""
        wanted = [State(state)] if state else [one for one in State if one is not State.SENT]
        with self.store.reading() as connection:
            return outbox.alerts_at(connection, *wanted)

    def send_again(self, number: int) -> bool:
        """Whether this alert was dead or unknown, and is now to be sent again by whoever leads."""
        with self.store.writing() as connection:
            row = outbox.find_alert(connection, number)
            given_up = row is not None and row.state in (State.DEAD, State.UNKNOWN)
            return row is not None and given_up and outbox.revive(connection, row)

    def set_aside(self) -> list[FilingRow]:
        """The filings that could not be dealt with and are still there, newest first."""
        return [row for row in self._set_aside() if not _gone(row.filing.address)]

    def close(self) -> None:
        """Lets go of the database."""
        self.store.close()

    def _need_all(self) -> None:
        """Raises ConfigError when there is nothing to watch, or the originals are those of another database."""
        if not self.config.watches:
            raise ConfigError("no watch is configured; add one to watches.toml")
        with self.store.reading() as connection:
            fetched = filings.any_version(connection)
        if fetched and self.archive.is_empty():
            words = "holds no originals, but the database knows some: every machine needs the same archive"
            raise ConfigError(f"archive: {self.archive.place}: {words}; mount it, or restore it from a backup")

    def _need_whole(self) -> None:
        """Raises ConfigError for a SQLite file that is damaged, before months are written into it."""
        with self.store.reading() as connection:
            wrong = looking.is_whole(connection)
        if wrong:
            words = "look with filingwatch doctor, and restore a backup into another folder"
            raise ConfigError(f"database: is damaged: {wrong}; nothing was written to it: {words}")

    def _set_aside(self) -> list[FilingRow]:
        with self.store.reading() as connection:
            return filings.set_aside(connection)

    def _to_be_tried_again(self) -> list[FilingRow]:
        with self.store.reading() as connection:
            return [row for row in filings.unfinished(connection) if row.reason is not None]

    def duties(self) -> Duties:
        """What whoever leads has to do."""
        return Duties(
            rhythms={watch.name: self.config.rhythm_of(watch) for watch in self.config.watches},
            lanes={name: watched.host for name, watched in self.pipeline.watches.items()},
            take_over=self._take_over,
            poll=self._poll,
            tell=self._tell,
            look=lambda: Looking(self.pipeline).look(self.stopped.is_set),
            tidy=self._tidy,
        )

    def _poll(self, name: str) -> None:
        if not self.pipeline.rests(name):
            self.pipeline.poll(name)
            list_asked_span(self.pipeline, name)

    def _tell(self) -> None:
        """Makes the digests that are due, and sends what is to be sent."""
        self.digesting.make_due()
        self.sending.send_all()

    def _tidy(self, age: float) -> None:
        self.archive.clear_left_overs(age)
        self.telling.clear_left_overs(age)

    def _take_over(self) -> None:
        """Notes what is configured."""
        with self.store.writing() as connection:
            for watch in self.config.watches:
                settings = watch.model_dump(mode="json")
                polls.upsert_watch(connection, watch.name, settings, now=self.clock())
            moments.end_late_waits(connection, self.clock())
            polls.forget_others(connection, list(self.pipeline.watches), now=self.clock())


def _gone(address: str) -> bool:
    """Whether a file that was filed from a folder is not there any more: nothing can be done about it."""
    parts = urlsplit(address)
    return parts.scheme == "file" and not Path(unquote(parts.path)).exists()
