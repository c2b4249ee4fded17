"""Goes on with another configuration when there is one: what is under way ends first, and nothing is asked twice.

SIGHUP, a file that changed, a watch that was asked for
└─► load ─► build ─┬─ refused: logged, and the old one goes on
└─ taken: the old one is drained and closed, the new one lives
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING

import structlog

from bot.errors import BotError

if TYPE_CHECKING:
    from bot.operating import App

# Whether something has changed is looked at so often, in seconds.
_LOOK = 1.0

_log = structlog.get_logger()


def keep_living(build: Callable[[], App], mark: Callable[[App], object], live: Callable[[App], object]) -> None:
    """Lives with one application after the other, until one ends by itself.

    `build` makes one of the configuration as it stands; `mark` is another value when that may be another. Raises
    ConfigError when the first cannot be built.
    """
    app = build()
    with _asked_by_signal() as asked:
        while True:
            renewal = _Renewal(app, build, mark, asked)
            with renewal.looked_for():
                try:
                    live(app)
                finally:
                    app.close()
            if renewal.next is None and not app.renewed.is_set():
                return
            app = renewal.next or build()


@dataclass(slots=True)
class _Renewal:
    """Looks for another configuration while an application lives; `next` is the one that follows it."""

    app: App
    build: Callable[[], App]
    mark: Callable[[App], object]
    asked: threading.Event
    next: App | None = None
    _ended: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def looked_for(self) -> Iterator[None]:
        """Looks meanwhile; at the end, a look that is under way ends first."""
        thread = threading.Thread(target=self._look, name="renewing", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def _look(self) -> None:
        # What changed since this one was built is found too. A file that is being written is empty for a moment, and
        # would be a configuration without watches: what changed is taken when it is the same at the next look.
        taken: object = None
        seen: object = None
        while not self._ended.wait(_LOOK):
            now, asked = self._marked(seen), self.asked.is_set()
            settled, seen = now == seen, now
            if not asked and (now == taken or not settled):
                continue
            self.asked.clear()
            taken = now
            self.next = self._renewed(told=asked)
            if self.next is not None:
                self.app.stopped.set()
                return

    def _marked(self, before: object) -> object:
        """The mark, or the one before when it cannot be told now: then it is at the next look."""
        try:
            return self.mark(self.app)
        except (BotError, OSError):
            return before

    def _renewed(self, *, told: bool) -> App | None:
        try:
            app = self.build()
        except BotError as error:
            _log.error("configuration refused, the old one goes on", reason=str(error))
            return None
        if app.config == self.app.config:
            app.close()
            if told:
                _log.info("configuration unchanged")
            return None
        if self._ended.is_set():
            app.close()
            return None
        _log.info("configuration taken", watches=len(app.config.watches))
        return app


@contextmanager
def _asked_by_signal() -> Iterator[threading.Event]:
    """An event that SIGHUP sets meanwhile."""
    asked = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    before = signal.signal(signal.SIGHUP, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGHUP, before)
