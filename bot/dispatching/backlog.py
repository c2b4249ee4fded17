"""What has been found and is not done yet, worked off beside the polls: nothing waits for what is not its business.

    polls        a lane for each host         a long list of one host holds up no other one
    documents    a lane for each host         four thousand of one evening hold up nobody's next poll
    steps        one lane                     reading and comparing, which cost processor time

A lane takes a few filings at a time, so that what is urgent and comes later waits for a few others and no more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog

from bot.dispatching.dispatcher import Beats
from bot.errors import OutOfOrderError
from bot.pipeline import Pipeline
from bot.polling import host_of
from bot.store.rows import FilingRow, Stage

# So many filings a lane takes before it looks again what is most urgent: half a minute at the pace of a slow host.
_AT_ONCE = 8
# So many lanes are at work at the most; further hosts wait for one of them.
LANES = 8
# What is left alone until some moment is looked for this often, in ticks, when nothing else happens.
_SELDOM = 10

_log = structlog.get_logger()


def lane_of_host(row: FilingRow) -> str:
    """The lane of a document: the host that has it."""
    return host_of(row.filing)


def only_lane(_row: FilingRow) -> str:
    """The lane of what is done one after the other."""
    return ""


@dataclass(slots=True, kw_only=True)
class Backlog:
    """The filings at some stages; `lane` says which of them wait for each other.

    Those in trouble are taken once after each poll, which `look` tells with `again`. `done` is called after each step.
    """

    pipeline: Pipeline
    stages: Sequence[Stage]
    lane: Callable[[FilingRow], str]
    beats: Beats
    done: Callable[[], None] = lambda: None
    _polls: int = 0
    _woken: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _busy: set[str] = field(default_factory=set)
    _tried: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def worked_off(self) -> Iterator[None]:
        """Works meanwhile; at the end, the steps that are under way end first."""
        thread = threading.Thread(target=self._live, name="backlog")
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            self._woken.set()
            thread.join()

    def look(self, *, again: bool = False) -> None:
        """There may be something new; with `again`, those in trouble have their turn too."""
        with self._lock:
            self._polls += again
        self._woken.set()

    def _live(self) -> None:
        with ThreadPoolExecutor(LANES, thread_name_prefix="lane") as pool:
            while not self._ended.is_set():
                self._woken.clear()
                try:
                    self._hand_out(pool)
                except OutOfOrderError as error:
                    self._pause(error)
                self._woken.wait(self.beats.tick * _SELDOM)

    def _hand_out(self, pool: ThreadPoolExecutor) -> None:
        if self.pipeline.stopping():
            return
        with self._lock:
            polls = self._polls
        for lane, rows in self._idle(self.pipeline.due(self.stages)).items():
            troubled = [row for row in rows if row.reason is not None] if self._tried.get(lane, -1) < polls else []
            taken = [row for row in rows if row.reason is None][:_AT_ONCE] + troubled
            self._tried[lane] = polls
            if taken:
                with self._lock:
                    self._busy.add(lane)
                pool.submit(self._work, lane, taken)

    def _idle(self, rows: Sequence[FilingRow]) -> dict[str, list[FilingRow]]:
        """The filings of the lanes that are not at work, the most urgent first."""
        with self._lock:
            busy = set(self._busy)
        found: dict[str, list[FilingRow]] = {}
        for row in rows:
            if (lane := self.lane(row)) not in busy and not self.pipeline.keeps_quiet(row):
                found.setdefault(lane, []).append(row)
        return found

    def _work(self, lane: str, rows: Sequence[FilingRow]) -> None:
        try:
            for row in rows:
                if self._ended.is_set() or self.pipeline.stopping():
                    return
                self.pipeline.step(row)
                self.done()
        except OutOfOrderError as error:
            self._pause(error)
        finally:
            with self._lock:
                self._busy.discard(lane)
            self._woken.set()

    def _pause(self, error: OutOfOrderError) -> None:
        _log.error("out of order", reason=str(error))
        self._ended.wait(self.beats.pause)
