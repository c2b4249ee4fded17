"""Fetches what a watch lists from some day on, silently: what later filings are compared with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import structlog

from bot.pipeline import Pipeline
from bot.polling import Polled
from bot.store import spans
from bot.store.rows import Stage
from watchers.checkpoints import checkpoint_from
from watchers.filing import Outcome
from watchers.listing import OVERLAP

_log = structlog.get_logger()


def list_span(pipeline: Pipeline, name: str, since: date) -> Polled:
    """What the source of a watch lists from that day on; what is new is stored, and the watch goes on as before."""
    watched, now = pipeline.watches[name], pipeline.clock()
    answer = watched.source.list_filings(watched.filer, checkpoint_from(since, OVERLAP), now=now)
    pipeline.crossing("polled")
    new = 0
    if answer.outcome is not Outcome.BROKEN:
        with pipeline.store.writing() as connection:
            new = spans.record_span(connection, name, answer, now=now)
    pipeline.crossing("listed")
    _log.info("backfill", watch=name, since=since.isoformat(), listed=answer.seen, new=new, reason=answer.reason)
    return Polled(watch=name, poll=answer, new=new, at=now)


def list_asked_span(pipeline: Pipeline, name: str) -> None:
    """The same for the span that somebody asked for while another process led, if there is one."""
    with pipeline.store.reading() as connection:
        since = spans.asked_span(connection, name)
    if since is not None:
        list_span(pipeline, name, since.date())


def work_off(pipeline: Pipeline, name: str, progress: Callable[[int, int], None]) -> None:
    """Fetches and reads what a watch has on its way, and calls `progress` with how many are done, and of how many."""
    rows = [row for row in pipeline.due((Stage.LISTED,)) if row.watch == name]
    for at, row in enumerate(rows, 1):
        if pipeline.stopping():
            return
        pipeline.step(row)
        progress(at, len(rows))
    pipeline.advance((Stage.FETCHED, Stage.READ))


def midnight(day: date) -> datetime:
    """The day as a moment."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
