"""One process of a trial: it leads or works as the program does, and may be told to kill itself at a boundary."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.crashing.endpoint import TERMS, Recording
from bench.crashing.reading import Quick, light
from bot.apart import Apart
from bot.app import build
from bot.configured import Config, FilerTable, Watch
from bot.dispatching import Beats
from bot.operating import App

# Every boundary at which something has just been stored, sent or taken over, by who comes to it.
_WORKING = ("read", "compared", "done")
_TELLING = ("polled", "listed", "archived", "fetched", "sending", "sent", "told", "looked up")
BOUNDARIES: dict[str, dict[str, tuple[str, ...]]] = {
    "embedded": {"run": (*_TELLING, *_WORKING)},
    "cluster": {"run": (*_TELLING, "leading", "handed out"), "worker": _WORKING},
}
# A boundary is crossed so often at most before a member kills itself there: some are crossed once in a life.
OFTEN = 5
SELDOM = {"leading": 1, "handed out": 2, "looked up": 1, "listed": 2, "polled": 3}
# Of a trial, where two seconds of silence stand for half a minute.
_BEATS = Beats(tick=0.1, seat=0.1, heartbeat=0.4, stalled=2, stuck=30, pause=0.2, litter=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is tried: the folder with the filings in `in`, the database, the channel, and how many watches there are."""

    folder: Path
    database: str
    port: int
    watches: int

    def app(self, crossing: Callable[[str], None] = lambda _: None) -> App:
        """The application, as each process of the trial builds it."""
        watches = tuple(_watch(self.folder / "in", number) for number in range(self.watches))
        config = Config(folder=self.folder / "state", database=self.database, watches=watches)
        return build(
            config,
            comparing=Quick(apart=Apart()),
            crossing=crossing,
            notifiers={"console": Recording(self.port)},
            terms={"console": TERMS},
            beats=_BEATS,
        )


def _watch(folder: Path, number: int) -> Watch:
    name = f"filer-{number:02}"
    filer = FilerTable(id=name, code=name, name=name)
    every = timedelta(seconds=2)  # files come in all the time
    return Watch(name=name, path=folder / name, settle=0, baseline="compare", filer=filer, every=every)


class Fault:
    """Kills this process when a boundary of this name, or any boundary, is crossed for that time."""

    def __init__(self, times: int, name: str = "") -> None:
        self.left, self.name = times, name
        self.lock = threading.Lock()

    def __call__(self, name: str) -> None:
        """One more boundary is crossed."""
        with self.lock:
            self.left -= self.name in ("", name)
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def live(trial: Trial, role: str, fault: Fault | None, log: Path) -> None:
    """The life of a member, until it is killed, or stopped by SIGTERM."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    light()
    app = trial.app(fault or (lambda _: None))
    if role == "worker":
        app.work()
    else:
        app.run()
