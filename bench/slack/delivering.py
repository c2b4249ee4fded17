"""Alerts in an outbox, and a sender of them to a stub: what the tests and the bench of delivery share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.slack.stub import NAME
from bot.notifying.notifier import Terms
from bot.notifying.sending import Alert, Sending
from bot.slack.channel import SlackChannel
from bot.slack.client import Client
from bot.slack.message import Message, Post
from bot.slack.parts import header
from bot.store import Store, open_database, outbox, polls
from bot.store.rows import State
from watchers.filing import Filer, Filing, Outcome, Poll

CHANNEL = f"slack:#{NAME}"
_NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)


def opened(folder: Path) -> Store:
    """The store in a folder."""
    return Store(open_database(f"sqlite:///{folder / 'outbox.db'}", archive_is_empty=lambda: True))


def fill(store: Store, alerts: int) -> None:
    """Puts so many alerts into the outbox."""
    rows = tuple(Filing(source="s", id=str(at), filer=Filer(id="f"), title="t", address="a") for at in range(alerts))
    with store.writing() as connection:
        polls.upsert_watch(connection, "w", {}, now=_NOON)
        poll = Poll(outcome=Outcome.OK, filings=rows, seen=alerts)
        polls.record_poll(connection, "w", poll, silent=False, now=_NOON)
        for number in range(1, alerts + 1):
            outbox.add_alert(connection, CHANNEL, number, None, now=_NOON)


def sender(
    store: Store,
    address: str,
    crossing: Callable[[str], None] = lambda _: None,
    token: str = "xoxb-0-stub",  # noqa: S107 - of a stub
) -> Sending:
    """A sender with the memory of a new process."""

    def words(alert: Alert) -> Post:
        return Post(message=Message(text=alert.key, blocks=(header(alert.key),)), short=alert.key)

    client = Client(token=token, address=address, timeout=1)
    channel = SlackChannel(client=client, name=f"#{NAME}", pace=0, sleep=lambda _: None)
    return Sending(
        store=store,
        notifiers={CHANNEL: channel},
        words=words,
        clock=lambda: datetime.now(UTC),
        terms={CHANNEL: Terms(quiet=timedelta(), waits=(timedelta(),))},
        crossing=crossing,
    )


def states(store: Store) -> Counter[State]:
    """How many alerts are in each state."""
    with store.reading() as connection:
        return Counter(row.state for row in outbox.alerts_at(connection, *State))


def keys(store: Store) -> list[str]:
    """The keys of all alerts."""
    with store.reading() as connection:
        return [row.key for row in outbox.alerts_at(connection, *State)]
