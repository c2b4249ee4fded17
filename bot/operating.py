"""The application at work: checking watches, running on schedule, and looking at what is stored."""

from __future__ import annotations

import fcntl
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog

from bot.archive import FolderArchive
from bot.config import Config
from bot.errors import BotError, ConfigError, OutOfOrderError
from bot.logs import configure_logs
from bot.notifying.sending import Sending
from bot.pipeline import Pipeline
from bot.polling import Polled
from bot.store import Store, diffs, filings, polls
from bot.store.diffs import Wanted
from bot.store.rows import ChangeLog, DiffRow, FilingRow, WatchRow
from bot.telling import Telling

_log = structlog.get_logger()


class NotFoundError(BotError):
    """What was asked for by its number or name is not stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The application; `bot.app.build` makes it.

    Looking (`log`, `show`, `watches`, `set_aside`) writes nothing; working holds the lock of the folder.
    """

    config: Config
    store: Store
    archive: FolderArchive
    pipeline: Pipeline
    sending: Sending
    telling: Telling
    clock: Callable[[], datetime]
    stopped: threading.Event

    def check(self, names: Sequence[str] = ()) -> list[Polled]:
        """How one poll now of each watch, or of those named, ended; what is new is compared and told.

        Raises NotFoundError for a name that is no watch, ConfigError when there is no watch at all, or when another
        process works on the same folder.
        """
        self._need_a_watch()
        unknown = sorted(set(names) - set(self.pipeline.watches))
        if unknown:
            known = ", ".join(self.pipeline.watches)
            raise NotFoundError(f"there is no watch named {', '.join(unknown)}; there are: {known}")
        with self._working():
            before = {row.id for row in self._set_aside()}
            polled = [self.pipeline.poll(name) for name in names or self.pipeline.watches]
            self._finish()
            troubled = [row for row in self._set_aside() if row.id not in before] + self._to_be_tried_again()
        return [replace(one, troubled=tuple(row for row in troubled if row.watch == one.watch)) for one in polled]

    def run(self) -> None:
        """Polls every watch at its interval and tells what changed, until SIGTERM or SIGINT."""
        from bot.scheduling import run_until_stopped

        self._need_a_watch()
        configure_logs(logging.INFO)
        with self._working():
            _log.info("running", watches=len(self.config.watches), folder=str(self.config.folder))
            self._finish(on_schedule=True)
            intervals = {watch.name: watch.every for watch in self.config.watches}
            run_until_stopped(intervals, self._poll_and_finish, self.stopped)
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

    def set_aside(self) -> list[FilingRow]:
        """The filings that could not be dealt with and are still there, newest first."""
        return [row for row in self._set_aside() if not _gone(row.filing.address)]

    def close(self) -> None:
        """Lets go of the database."""
        self.store.close()

    def _need_a_watch(self) -> None:
        if not self.config.watches:
            raise ConfigError("no watch is configured; add one to watches.toml")

    def _set_aside(self) -> list[FilingRow]:
        with self.store.reading() as connection:
            return filings.set_aside(connection)

    def _to_be_tried_again(self) -> list[FilingRow]:
        with self.store.reading() as connection:
            return [row for row in filings.unfinished(connection) if row.reason is not None]

    def _poll_and_finish(self, name: str) -> None:
        """One turn of a watch. What is out of order now may be in order at the next turn."""
        try:
            if not self.pipeline.rests(name):
                self.pipeline.poll(name)
            self._finish(on_schedule=True)
        except OutOfOrderError as error:
            _log.error("out of order", watch=name, reason=str(error))

    def _finish(self, *, on_schedule: bool = False) -> None:
        self.pipeline.advance(on_schedule=on_schedule)
        self.sending.send_all()

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Holds the folder for one working process, and settles what the last one left when it was killed."""
        with _locked(self.config.folder):
            self.archive.clear_left_overs()
            with self.store.writing() as connection:
                for watch in self.config.watches:
                    settings = watch.model_dump(mode="json")
                    polls.upsert_watch(connection, watch.name, settings, now=self.clock())
                polls.forget_others(connection, list(self.pipeline.watches), now=self.clock())
            self.sending.reconcile()
            yield


def _gone(address: str) -> bool:
    """Whether a file that was filed from a folder is not there any more: nothing can be done about it."""
    parts = urlsplit(address)
    return parts.scheme == "file" and not Path(unquote(parts.path)).exists()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The folder to ourselves; the lock ends with the process, however that ends."""
    try:
        opened = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ConfigError(f"{folder}: {(error.strerror or str(error)).lower()}") from error
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            words = "another filingwatch is working on this folder; wait for it or stop it"
            raise ConfigError(f"{folder}: {words}") from None
        yield
    finally:
        os.close(opened)
