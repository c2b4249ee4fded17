"""The only place that builds: store, archive, sources, reading apart, notifiers, from one configuration."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.answering import say
from bot.apart import Apart, Limits
from bot.archive import FolderArchive
from bot.config import Config, Watch
from bot.errors import ConfigError
from bot.logs import configure_logs
from bot.notifying.console import Console
from bot.notifying.sending import Sending
from bot.pipeline import Comparing, Pipeline, Polled, Watched
from bot.routing import Route
from bot.store import Store, diffs, filings, open_store
from bot.store.diffs import Wanted
from bot.store.rows import ChangeLog, DiffRow, FilingRow, WatchRow
from bot.telling import Telling
from watchers.filing import Filer
from watchers.sources.folder import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The application, built. Looking (`log`, `show`, `watches`) writes nothing; working holds the folder's lock."""

    config: Config
    store: Store
    archive: FolderArchive
    pipeline: Pipeline
    sending: Sending
    telling: Telling

    def check(self, names: Sequence[str] = ()) -> list[Polled]:
        """How one poll now of each watch, or of those named, ended; what is new is compared and told.

        Raises ConfigError for a name that is no watch, and when another process works on the same folder.
        """
        unknown = sorted(set(names) - set(self.pipeline.watches))
        if unknown:
            known = ", ".join(self.pipeline.watches) or "none is configured"
            raise ConfigError(f"there is no watch named {', '.join(unknown)}; there are: {known}")
        with self._working():
            polled = [self.pipeline.poll(name) for name in names or self.pipeline.watches]
            self._finish()
        return polled

    def run(self) -> None:
        """Polls every watch at its interval and tells what changed, until SIGTERM or SIGINT."""
        from bot.scheduling import run_until_stopped

        if not self.config.watches:
            raise ConfigError("no watch is configured; add one to watches.toml")
        with self._working():
            self._finish()
            run_until_stopped({watch.name: watch.every for watch in self.config.watches}, self._poll_and_finish)

    def log(self, wanted: Wanted) -> list[DiffRow]:
        """The stored change logs that are asked for, newest first."""
        with self.store.reading() as connection:
            return diffs.list_diffs(connection, wanted)

    def show(self, number: int) -> ChangeLog:
        """One stored change log in full. Raises ConfigError when there is none of that number."""
        with self.store.reading() as connection:
            found = diffs.find_diff(connection, number)
        if found is None:
            raise ConfigError(f"there is no change log {number}; filingwatch log lists them")
        return found

    def watches(self) -> list[WatchRow]:
        """Every watch that was ever polled, and how that ended."""
        with self.store.reading() as connection:
            return filings.watch_rows(connection)

    def set_aside(self) -> list[FilingRow]:
        """The filings that could not be dealt with, newest first."""
        with self.store.reading() as connection:
            return filings.set_aside(connection)

    def close(self) -> None:
        """Lets go of the database."""
        self.store.close()

    def _poll_and_finish(self, name: str) -> None:
        self.pipeline.poll(name)
        self._finish()

    def _finish(self) -> None:
        self.pipeline.advance()
        self.sending.send_all()

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Holds the folder for one working process, and settles what the last one left when it was killed."""
        with _locked(self.config.folder):
            self.archive.clear_left_overs()
            with self.store.writing() as connection:
                for watch in self.config.watches:
                    settings = watch.model_dump(mode="json")
                    filings.upsert_watch(connection, watch.name, settings, now=_now())
            self.sending.reconcile()
            yield


def build(
    config: Config,
    *,
    comparing: Comparing | None = None,
    say: Callable[[str], None] = say,
    crossing: Callable[[str], None] = lambda _: None,
) -> App:
    """The application of a configuration. Raises ConfigError when its folder or database cannot be used."""
    configure_logs()
    archive = FolderArchive.at(config.archive_folder)
    store = open_store(config.database_address, archive_is_empty=archive.is_empty)
    limits = Limits(memory=config.reading.memory, seconds=config.reading.seconds, result=config.reading.result)
    pipeline = Pipeline(
        store=store,
        archive=archive,
        comparing=comparing or Apart(limits=limits),
        watches={watch.name: _watched(watch, config) for watch in config.watches},
        settings=config.settings,
        clock=_now,
        crossing=crossing,
    )
    telling = Telling(language=config.language, reports=config.folder / "reports")
    console = Console(journal=config.folder / "console.journal", say=say, clock=_now)
    sending = Sending(store=store, notifiers={"console": console}, words=telling.words, clock=_now, crossing=crossing)
    return App(config=config, store=store, archive=archive, pipeline=pipeline, sending=sending, telling=telling)


def _watched(watch: Watch, config: Config) -> Watched:
    filer = Filer(id=watch.filer.id, code=watch.filer.code, name=watch.filer.name) if watch.filer else None
    route = Route(
        at_least=watch.at_least or config.telling.at_least,
        channels=config.telling.channels if watch.channels is None else watch.channels,
    )
    return Watched(
        name=watch.name,
        source=Folder(
            name=f"folder:{watch.name}", path=watch.path, settle=watch.settle, size_limit=watch.size_limit << 20
        ),
        filer=filer,
        silent_baseline=watch.baseline == "silent",
        route=route,
    )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The folder to ourselves; the lock ends with the process, however that ends."""
    opened = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ConfigError(f"{folder}: another filingwatch is working on this folder; wait for it or stop it") from None
    finally:
        os.close(opened)


def _now() -> datetime:
    return datetime.now(UTC)
