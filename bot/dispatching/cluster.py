"""Any number of machines on one PostgreSQL: one of them leads, and all of them read and compare.

The leader asks the sources and tells, so that the pace of each host and channel is kept in one place; what costs
processor time is made by whoever is free. Killed anywhere, the seat goes to another and the steps to others.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.dispatching import queue
from bot.dispatching.backlog import Backlog, lane_of_host
from bot.dispatching.dispatcher import Beats, Duties
from bot.dispatching.queue import AWAY, Opened, Queue, mark
from bot.errors import LedError, OutOfOrderError
from bot.pipeline import Pipeline
from bot.scheduling import scheduled
from bot.store import Store, filings
from bot.store.leading import Seat, seat
from bot.store.rows import Stage
from bot.store.schemas import renew

# The steps that go through the queue; what is listed is fetched by the leader.
_QUEUED = (Stage.FETCHED, Stage.READ)
# So many steps are in the queue at most: what is urgent and comes later need not wait behind more than these.
_DEPTH = 64

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Hands steps to workers through the queue at `address`, the database as libpq takes it."""

    pipeline: Pipeline
    store: Store
    address: str
    beats: Beats
    _again: threading.Event = field(default_factory=threading.Event)
    _stopped: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def alone(self) -> Iterator[float]:
        """The seat of the leader. Workers may be at work meanwhile."""
        with seat(self.store) as taken:
            if taken is None:
                raise LedError("another filingwatch leads on this database; wait for it or stop it")
            yield self.beats.litter

    def run(self, duties: Duties, stopped: threading.Event) -> None:
        """Stands for leader, and makes steps like a worker, until `stopped` is set."""
        self._run(stopped, lambda: self._work(at_once=1), lambda: self._stand(duties))

    def work(self, stopped: threading.Event, *, at_once: int) -> None:
        """Makes steps, so many at a time, until `stopped` is set."""
        self._run(stopped, lambda: self._work(at_once=at_once))

    def _run(self, stopped: threading.Event, *lives: Callable[[], Coroutine[None, None, None]]) -> None:
        queue.hush()
        renew(self.store, queue.SCHEMA, *queue.form())
        self._stopped = stopped

        async def live() -> None:
            await asyncio.gather(*(life() for life in lives))

        asyncio.run(live())

    async def _work(self, *, at_once: int) -> None:
        steps = Queue(self.address, self._step, self.beats)
        while not self._stopped.is_set():
            try:
                async with steps.open(at_once + 3) as app:
                    await self._until_stopped(asyncio.create_task(steps.work(app, at_once=at_once)))
            except AWAY as error:
                _log.error("out of order", reason=_line(error))
                await asyncio.sleep(self.beats.tick)

    async def _until_stopped(self, working: asyncio.Task[None]) -> None:
        """Ends when the work does, which it does for trouble only, or once it has been drained."""
        while not self._stopped.is_set() and not working.done():
            await asyncio.wait([working], timeout=self.beats.tick / 2)
        working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            _log.info("drained")

    def _step(self, filing: int, stage: str) -> None:
        """Makes one step in a thread; the reading and comparing in it happen in a child process."""
        try:
            with self.store.reading() as connection:
                row = filings.get_filing(connection, filing)
            if row.watch not in self.pipeline.watches:
                self._pause(f"the watch {row.watch} is not configured here; every machine needs the same")
            elif row.stage == stage:
                self.pipeline.step(row)
        except OutOfOrderError as error:
            self._pause(str(error))

    def _pause(self, reason: str) -> None:
        """Others may be in order: they take the next steps while this one holds its place."""
        _log.error("out of order", reason=reason)
        self._stopped.wait(self.beats.pause)

    async def _stand(self, duties: Duties) -> None:
        while not self._stopped.is_set():
            try:
                with ExitStack() as held:
                    taken = await asyncio.to_thread(held.enter_context, seat(self.store))
                    if taken is not None:
                        await self._lead(taken, duties)
            except (OutOfOrderError, *AWAY) as error:
                _log.error("out of order", reason=_line(error))
            await asyncio.sleep(self.beats.seat)

    async def _lead(self, taken: Seat, duties: Duties) -> None:
        _log.info("leading")
        await asyncio.to_thread(duties.take_over)
        self.pipeline.crossing("leading")
        schedule = ExitStack()
        steps = Queue(self.address, self._step, self.beats)
        try:
            async with steps.open(2) as app:
                schedule.enter_context(self._scheduled(duties))
                while not self._stopped.is_set():
                    await asyncio.to_thread(taken.hold)
                    await self._sweep(steps, app)
                    await asyncio.to_thread(duties.tidy, self.beats.litter)
                    await asyncio.to_thread(self._stopped.wait, self.beats.tick)
        finally:
            # Not here: the heartbeat of the worker goes on while a poll comes to its end.
            await asyncio.to_thread(schedule.close)
            _log.info("leading no more")

    @contextmanager
    def _scheduled(self, duties: Duties) -> Iterator[None]:
        documents = Backlog(pipeline=self.pipeline, stages=(Stage.LISTED,), lane=lane_of_host, beats=self.beats)

        def turn(watch: str) -> None:
            duties.poll(watch)
            documents.look(again=True)
            self._again.set()

        looking: dict[str, Any] = {"look": duties.look, "seldom": self.beats.look}
        scheduling = scheduled(duties.rhythms, turn, duties.tell, every=self.beats.tick, lanes=duties.lanes, **looking)
        with documents.worked_off(), scheduling:
            yield

    async def _sweep(self, steps: Queue, app: Opened) -> None:
        """Gives away what was lost, and fills the queue: what is in trouble once after each poll, as alone."""
        lost = await steps.drop_lost(app)
        if lost:
            _log.warning("given to others", steps=lost)
        waiting = await steps.waiting(app)
        if len(waiting) >= _DEPTH:
            return
        again = self._again.is_set()
        self._again.clear()
        rows = await asyncio.to_thread(self.pipeline.due, _QUEUED, again=again, limit=_DEPTH + len(waiting))
        new = [row for row in rows if mark(row) not in waiting]
        await steps.put(app, new[: _DEPTH - len(waiting)])
        if new:
            self.pipeline.crossing("handed out")


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
