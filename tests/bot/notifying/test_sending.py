"""Each alert once: what was cut off is looked up before it is repeated, and trouble stays with its channel."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.logs import configure_logs
from bot.notifying.notifier import NotSentError, Terms, UnsureError
from bot.notifying.sending import Alert, Sending
from bot.store import Store, open_database, outbox, polls
from bot.store.rows import State
from watchers.filing import Filer, Filing, Outcome, Poll

NOON = datetime(2024, 4, 24, 12, tzinfo=UTC)


@dataclass
class Channel:
    """A channel that remembers what was sent, and can be out of order."""

    sent: dict[str, str] = field(default_factory=dict)
    trouble: NotSentError | UnsureError | None = None
    deaf: bool = False

    def send(self, key: str, text: str) -> str:
        """Takes the alert, once."""
        if self.trouble:
            raise self.trouble
        assert key not in self.sent
        self.sent[key] = text
        return f"receipt of {key}"

    def find(self, key: str) -> str | None:
        """Knows what it took, unless it cannot be asked."""
        if self.deaf:
            raise UnsureError("cannot be asked")
        return f"receipt of {key}" if key in self.sent else None


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store with two filings, one alert for each in each of two channels."""
    store = Store(open_database(database, archive_is_empty=lambda: True))
    rows = tuple(Filing(source="s", id=str(number), filer=Filer(id="f"), title="t", address="a") for number in (1, 2))
    with store.writing() as connection:
        polls.upsert_watch(connection, "w", {}, now=NOON)
        poll = Poll(outcome=Outcome.OK, filings=rows, seen=2)
        polls.record_poll(connection, "w", poll, silent=False, now=NOON)
        for number in (1, 2):
            for channel in ("one", "two"):
                outbox.add_alert(connection, channel, number, None, now=NOON)
    yield store
    store.close()


@dataclass
class Clock:
    """A clock that stands still until it is put forward."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def later(self, **span: float) -> None:
        """Puts it forward."""
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    """It is noon."""
    return Clock()


TERMS = Terms(quiet=timedelta())


def sending(store: Store, clock: Clock | None = None, terms: Terms = TERMS, **channels: Channel) -> Sending:
    """A sender with these channels, all on the same terms, which says again when it says something again."""

    def words(alert: Alert) -> str:
        return "again" if alert.again else "text"

    return Sending(
        store=store, notifiers=channels, words=words, clock=clock or Clock(), terms=dict.fromkeys(channels, terms)
    )


def states(store: Store) -> list[str]:
    """The states of all alerts, in order."""
    with store.reading() as connection:
        return [row.state for row in outbox.alerts_at(connection, *State)]


def cut_off(store: Store) -> None:
    """Every alert is taken, and then the process is gone."""
    with store.writing() as connection:
        for row in outbox.alerts_at(connection, State.PENDING):
            outbox.take(connection, row, now=NOON)


def test_each_alert_is_sent_once(store: Store) -> None:
    """A second round has nothing to send."""
    one, two = Channel(), Channel()
    assert [sending(store, one=one, two=two).send_all() for _ in range(2)] == [4, 0]
    assert (len(one.sent), len(two.sent)) == (2, 2)


def test_a_send_that_was_cut_off_is_looked_up(store: Store) -> None:
    """What the channel knows was sent; what it does not know is sent now, and says that it may be a repetition."""
    one = Channel(sent={"one:filing:1": "text"})
    cut_off(store)
    round_two = sending(store, one=one)
    round_two.send_all()
    assert one.sent == {"one:filing:1": "text", "one:filing:2": "again"}
    assert states(store) == [State.SENT, State.SENDING, State.SENT, State.SENDING]


def test_a_channel_out_of_order_keeps_its_alerts(store: Store, clock: Clock) -> None:
    """It is left alone ever longer, and they are sent when it is back; the other channel does not wait."""
    one, two = Channel(trouble=NotSentError("down")), Channel()
    sender = sending(store, clock, one=one, two=two)
    assert sender.send_all() == 2
    assert states(store) == [State.PENDING, State.SENT, State.PENDING, State.SENT]
    for _ in range(60):
        clock.later(seconds=1)
        sender.send_all()
    # At once, and after 5 and 30 seconds more.
    assert _deliveries(store) - 2 == 3
    one.trouble = None
    clock.later(minutes=2)
    assert sender.send_all() == 2


def _deliveries(store: Store) -> int:
    with store.reading() as connection:
        return sum(row.tries for row in outbox.alerts_at(connection, *State))


def test_a_channel_is_asked_at_its_own_pace(store: Store, clock: Clock) -> None:
    """One alert, and the next one when the time between two is over."""
    one = Channel()
    sender = sending(store, clock, Terms(pace=timedelta(seconds=3)), one=one)
    sent = []
    for _ in range(4):
        sent.append(sender.send_all())
        clock.later(seconds=1)
    assert sent == [1, 0, 0, 1]


def test_a_channel_that_asks_to_be_left_alone_is(store: Store, clock: Clock) -> None:
    """As with Retry-After: none of its alerts is sent before, not even by a program that was started anew."""
    one = Channel(trouble=NotSentError("too many", wait=timedelta(seconds=90)))
    sending(store, clock, one=one).send_all()
    one.trouble = None
    clock.later(seconds=89)
    assert sending(store, clock, one=one).send_all() == 0
    clock.later(seconds=2)
    assert sending(store, clock, one=one).send_all() == 2


def test_a_send_that_was_cut_off_may_still_arrive(store: Store, clock: Clock) -> None:
    """So it is not looked up before its quiet time is over; what arrived is not sent again, what did not is."""
    one = Channel()
    sender = sending(store, clock, Terms(quiet=timedelta(seconds=10)), one=one)
    cut_off(store)
    clock.later(seconds=9)
    assert (sender.send_all(), states(store)[0]) == (0, State.SENDING)
    one.sent["one:filing:1"] = "text"
    clock.later(seconds=2)
    assert sender.send_all() == 1
    assert one.sent == {"one:filing:1": "text", "one:filing:2": "again"}


def test_an_alert_that_may_have_been_sent_is_looked_up_first(store: Store, clock: Clock) -> None:
    """It waits as long as nobody can tell, and says that it may be a repetition when it is sent after all."""
    one = Channel(trouble=UnsureError("no answer"), deaf=True)
    sender = sending(store, clock, one=one)
    for _ in range(3):
        assert sender.send_all() == 0
        assert states(store) == [State.UNKNOWN, State.PENDING, State.PENDING, State.PENDING]
        clock.later(hours=2)
        one.trouble = None
    one.deaf = False
    assert sender.send_all() == 2
    assert one.sent == {"one:filing:1": "again", "one:filing:2": "text"}


def test_an_alert_that_has_arrived_is_not_sent_again(store: Store, clock: Clock) -> None:
    """What the channel knows after a send without an answer was sent."""
    one = Channel(trouble=UnsureError("no answer"))
    sender = sending(store, clock, one=one)
    sender.send_all()
    one.sent["one:filing:1"], one.trouble = "text", None
    clock.later(minutes=1)
    assert sender.send_all() == 1
    assert states(store)[0] == State.SENT


def test_a_refused_send_is_no_repetition(store: Store, clock: Clock) -> None:
    """What surely was not sent is sent later without saying that it may be a repetition."""
    one = Channel(trouble=NotSentError("down"))
    sender = sending(store, clock, one=one)
    sender.send_all()
    one.trouble = None
    clock.later(minutes=1)
    sender.send_all()
    assert set(one.sent.values()) == {"text"}


def test_trouble_is_told_once(store: Store, clock: Clock) -> None:
    """The operator reads of a channel that is out of order once, and once that it is in order again."""
    configure_logs(logging.INFO)
    one = Channel(trouble=NotSentError("down"))
    sender = sending(store, clock, one=one)
    with capture_logs() as logged:
        for _ in range(3):
            sender.send_all()
            clock.later(minutes=3)
        one.trouble = None
        sender.send_all()
    assert [(event["event"], event["reason"]) for event in logged] == [("not sent", "down"), ("sent again", "")]


def test_a_person_may_have_an_alert_sent_again(store: Store, clock: Clock) -> None:
    """One that is dead, or that nobody can tell of, goes back to what is to be sent."""
    one = Channel(trouble=NotSentError("no such channel", final=True))
    sender = sending(store, clock, one=one)
    sender.send_all()
    one.trouble = None
    with store.writing() as connection:
        dead = outbox.alerts_at(connection, State.DEAD)
        assert [outbox.revive(connection, row) for row in dead] == [True, True]
        assert not outbox.revive(connection, dead[0])
    clock.later(minutes=1)
    assert sender.send_all() == 2


def test_an_alert_is_given_up_after_days_and_many_tries(store: Store, clock: Clock) -> None:
    """An alert that a channel refuses again and again becomes dead, where it can be seen, with the last reason."""
    sender = sending(store, clock, one=Channel(trouble=NotSentError("error 500")))
    for _ in range(24 * 5):
        sender.send_all()
        clock.later(hours=1, seconds=1)
    with store.reading() as connection:
        dead = outbox.alerts_at(connection, State.DEAD)
    assert [(row.channel, row.receipt) for row in dead] == [("one", "error 500")] * 2


def test_what_a_channel_will_never_take_is_dead(store: Store) -> None:
    """It is set aside, visible, and not tried again."""
    one = Channel(trouble=NotSentError("no such channel", final=True))
    sender = sending(store, one=one)
    assert [sender.send_all(), sender.send_all()] == [0, 0]
    assert states(store)[0] == State.DEAD


def test_an_alert_without_words_holds_up_nothing(store: Store) -> None:
    """A bug in the words of one alert is logged; the alert stays, and the others are sent."""
    one = Channel()
    with store.reading() as connection:
        first = outbox.alerts_at(connection, State.PENDING)[0].key

    def words(alert: Alert) -> str:
        if alert.key == first:
            raise ZeroDivisionError
        return "text"

    assert Sending(store=store, notifiers={"one": one}, words=words, clock=Clock()).send_all() == 1
    assert states(store)[0] == State.PENDING


def test_an_alert_has_one_key(store: Store) -> None:
    """A second alert about the same thing in the same channel is none, and one in another channel is."""
    before = len(states(store))
    for channel, more in (("one", 0), ("another", 1)):
        with store.writing() as connection:
            outbox.add_alert(connection, channel, 1, None, now=NOON)
        assert len(states(store)) == before + more
