"""The queue of steps in PostgreSQL: which filing stands at which stage, and nothing else.

It is no memory. What it holds follows from the filings, so that it may be thrown away at any time: a step that was
lost is put in again, one that is there twice takes effect once.

    filings that may go on ─► put ─► todo ─► doing at a worker ─► gone
           ▲                                    │
           └──────────── drop_lost ─────────────┘  the worker is silent, or takes impossibly long
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import psycopg
from procrastinate import App, PsycopgConnector, __version__
from procrastinate.exceptions import AlreadyEnqueued, ProcrastinateException
from procrastinate.jobs import Job, Status
from procrastinate.schema import SchemaManager

from bot.dispatching.dispatcher import Beats
from bot.store.rows import FilingRow

SCHEMA = "filingwatch_queue"
_QUEUE = "steps"
_STEP = "step"

# The queue while it is open.
Opened = App
# What comes of a database that is away.
AWAY = (ProcrastinateException, psycopg.Error, OSError)


@dataclass(slots=True)
class Queue:
    """The queue at `address`, the database as libpq takes it. `step` makes the step of a filing at a stage."""

    address: str
    step: Callable[[int, str], None]
    beats: Beats
    _begun: dict[int, float] = field(default_factory=dict)

    @asynccontextmanager
    async def open(self, size: int = 4) -> AsyncIterator[Opened]:
        """The queue, opened with so many connections at most."""
        told = {"options": f"-c search_path={SCHEMA}"}
        app = App(connector=PsycopgConnector(conninfo=self.address, kwargs=told, min_size=1, max_size=size))
        app.task(name=_STEP, queue=_QUEUE)(self.step)
        async with app.open_async():
            yield app

    async def work(self, app: Opened, *, at_once: int) -> None:
        """Makes steps until it is cancelled; then those under way are finished first."""
        await app.run_worker_async(
            queues=[_QUEUE],
            concurrency=at_once,
            delete_jobs="always",
            install_signal_handlers=False,
            fetch_job_polling_interval=self.beats.tick * 5,
            update_heartbeat_interval=self.beats.heartbeat,
            stalled_worker_timeout=self.beats.stalled,
        )

    async def waiting(self, app: Opened) -> set[str]:
        """The marks of the steps that wait or are being made."""
        jobs = [job for status in (Status.TODO, Status.DOING) for job in await self._jobs(app, status)]
        return {job.queueing_lock for job in jobs if job.queueing_lock}

    async def put(self, app: Opened, rows: Sequence[FilingRow]) -> None:
        """Puts in the next step of each of these filings, unless it waits already."""
        for row in rows:
            step = app.configure_task(_STEP, queue=_QUEUE, queueing_lock=mark(row), priority=int(row.urgency))
            try:
                await step.defer_async(filing=row.id, stage=str(row.stage))
            except AlreadyEnqueued:
                continue

    async def drop_lost(self, app: Opened) -> int:
        """How many steps were taken out, because their worker is silent or they take impossibly long.

        They may be put in again at once. Should such a worker come back, what it made takes no effect a second time.
        """
        silent = await app.job_manager.get_stalled_jobs(queue=_QUEUE, seconds_since_heartbeat=self.beats.stalled)
        stuck = self._stuck(await self._jobs(app, Status.DOING))
        lost = {job.id: job for job in [*silent, *stuck]}
        for job in lost.values():
            # It may have ended meanwhile.
            with suppress(ProcrastinateException):
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
        return len(lost)

    def _stuck(self, doing: Sequence[Job]) -> list[Job]:
        """Those that were under way for too long while we looked on."""
        now = time.monotonic()
        self._begun = {job.id: self._begun.get(job.id, now) for job in doing if job.id is not None}
        return [job for job in doing if job.id is not None and now - self._begun[job.id] > self.beats.stuck]

    async def _jobs(self, app: Opened, status: Status) -> list[Job]:
        return list(await app.job_manager.list_jobs_async(queue=_QUEUE, status=status.value))


def mark(row: FilingRow) -> str:
    """What names one step in the queue."""
    return f"{row.id}:{row.stage}"


def form() -> tuple[str, tuple[int, ...]]:
    """The statements that make the tables of the queue, and the version of the library they belong to."""
    version = tuple(int(part) for part in __version__.split(".")[:3])
    return SchemaManager.get_schema(), version


def hush() -> None:
    """Of a database that is away, its libraries would write a trace at every try; we say so in a line."""
    for name in ("procrastinate", "psycopg.pool"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
