"""One process that does everything, with the folder locked; the lock ends with the process, however that ends."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.dispatching.backlog import Backlog, lane_of_host, only_lane
from bot.dispatching.dispatcher import Beats, Duties
from bot.errors import ConfigError, LedError
from bot.pipeline import Pipeline
from bot.scheduling import scheduled
from bot.store.rows import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """Makes every step itself."""

    pipeline: Pipeline
    folder: Path
    beats: Beats

    @contextmanager
    def alone(self) -> Iterator[float]:
        """The folder to ourselves: nobody is writing what is half written."""
        with _locked(self.folder):
            yield 0

    def run(self, duties: Duties, stopped: threading.Event) -> None:
        """Polls, fetches, reads and compares, and tells, each beside the others."""
        handed: dict[str, Any] = {"pipeline": self.pipeline, "beats": self.beats}
        steps = Backlog(stages=(Stage.FETCHED, Stage.READ), lane=only_lane, **handed)
        documents = Backlog(stages=(Stage.LISTED,), lane=lane_of_host, done=steps.look, **handed)

        def turn(watch: str) -> None:
            duties.poll(watch)
            documents.look(again=True)
            steps.look(again=True)

        with self.alone() as litter:
            duties.tidy(litter)
            duties.take_over()
            looking: dict[str, Any] = {"look": duties.look, "seldom": self.beats.look}
            scheduling = scheduled(
                duties.rhythms, turn, duties.tell, every=self.beats.tick, lanes=duties.lanes, **looking
            )
            with steps.worked_off(), documents.worked_off(), scheduling:
                stopped.wait()

    def work(self, stopped: threading.Event, *, at_once: int) -> None:  # noqa: ARG002 - the protocol's
        """Refused: SQLite knows one process."""
        raise ConfigError(
            "database: a worker needs PostgreSQL, which hands it its work; with SQLite, filingwatch run does everything"
        )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        opened = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ConfigError(f"{folder}: {(error.strerror or str(error)).lower()}") from error
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            words = (
                "another filingwatch is working on this folder; wait for it or stop it; "
                "filingwatch check --stored shows how its polls end"
            )
            raise LedError(f"{folder}: {words}") from None
        yield
    finally:
        os.close(opened)
