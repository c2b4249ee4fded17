"""Alerts that were put off are brought up again in their thread, unless somebody has decided meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.errors import OutOfOrderError
from bot.languages import words_in
from bot.slack.blocks.answers import answer
from bot.slack.chat.desk import Desk
from bot.slack.outcomes import SlackError
from bot.store import asked, outbox, reviews
from bot.store.asked import Snooze
from bot.store.reviews import Decision

# How often is looked what is due, in seconds.
_EVERY = 30.0

_log = structlog.get_logger()


@contextmanager
def reminded(desk: Desk, every: float = _EVERY) -> Iterator[None]:
    """Reminds meanwhile."""
    ended = threading.Event()

    def live() -> None:
        while not ended.wait(every):
            try:
                remind(desk)
            except OutOfOrderError as error:
                _log.error("out of order", reason=str(error))

    thread = threading.Thread(target=live, name="reminders", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def remind(desk: Desk) -> int:
    """How many alerts were brought up again. Each is noted first: a reminder is rather lost than said twice."""
    now = desk.app.clock()
    with desk.app.store.reading() as connection:
        due = asked.due_snoozes(connection, now=now)
    said = 0
    for one in due:
        with desk.app.store.writing() as connection:
            mine = asked.end_snooze(connection, one.id, now=now)
            alert = outbox.find_alert(connection, one.outbox)
            decided = set(reviews.decisions(connection, one.diff).values()) - {Decision.OPEN}
        if mine and alert is not None and alert.receipt and not decided:
            said += _said(desk, one, alert.receipt)
    return said


def _said(desk: Desk, one: Snooze, receipt: str) -> bool:
    channel, _, stamp = receipt.partition(" ")
    words = words_in(desk.words(channel).language)
    message = answer(words.phrase("chat_reminder", who=one.who.removeprefix("slack:")))
    try:
        desk.client.call("chat.postMessage", channel=channel, thread_ts=stamp, **message.as_json())
    except SlackError as error:
        _log.warning("not reminded", reason=str(error))
        return False
    return True
