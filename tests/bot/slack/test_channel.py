"""Each alert stands in the channel once, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from http.client import IncompleteRead, RemoteDisconnected
from pathlib import Path
from socket import gaierror
from ssl import SSLCertVerificationError
from typing import Any
from urllib.error import URLError

import pytest

from bench.slack.stub import CHANNEL, Fault, Stub
from bot.notifying.notifier import NotSentError, UnsureError
from bot.slack.channel import SlackChannel, delivery_key
from bot.slack.client import Client
from bot.slack.message import Attachment, Message, Post
from bot.slack.outcomes import Outcome, SlackError
from bot.slack.parts import header

Make = Callable[..., SlackChannel]


def post(text: str = "headline", **fields: Any) -> Post:
    """An alert of one line."""
    return Post(message=Message(text=text, blocks=(header(text),)), short=f"short {text}", **fields)


def first(*wanted: Fault) -> Callable[[str, dict[str, Any]], Fault | None]:
    """These faults in the first posts, and none after them."""
    left = list(wanted)
    return lambda method, _: left.pop(0) if left and method == "chat.postMessage" else None


def always(fault: Fault, method: str = "chat.postMessage") -> Callable[[str, dict[str, Any]], Fault | None]:
    """This fault at every call of a method."""
    return lambda called, _: fault if called == method else None


def test_an_alert_is_posted_quietly_with_an_opaque_key(slack: Stub, channel: Make) -> None:
    """Nothing unfurls, and the metadata tells nobody what the alert is about."""
    assert channel().send("slack:#filings:diff:7", post()) == f"{CHANNEL} 1700000000.000000"
    (sent,) = slack.posted
    assert (sent["unfurl_links"], sent["unfurl_media"], sent["channel"]) == (False, False, CHANNEL)
    assert sent["metadata"]["event_payload"] == {"delivery_key": delivery_key("slack:#filings:diff:7")}
    assert "filings" not in delivery_key("slack:#filings:diff:7")
    assert "parse" not in sent
    assert "link_names" not in sent


UNSURE = (Fault.DROPPED, Fault.HANGING, Fault.FATAL_TAKEN, Fault.FATAL, Fault.LOST, Fault.SERVER_ERROR, Fault.PAGE)


@pytest.mark.parametrize("fault", UNSURE)
def test_an_answer_that_does_not_come_is_not_a_reason_to_repeat(slack: Stub, channel: Make, fault: Fault) -> None:
    """The request is made once; whether the alert has arrived is found out from the channel's history."""
    slack.fault, sender = first(fault), channel()
    with pytest.raises(UnsureError):
        sender.send("k", post())
    assert slack.calls.count("chat.postMessage") == 1
    assert channel().find("k") == (f"{CHANNEL} 1700000000.000000" if slack.posted else None)


SURE = {
    Fault.LIMITED: "ratelimited",
    Fault.REVOKED: "set SLACK_BOT_TOKEN",
    Fault.ARCHIVED: "the channel is archived",
    Fault.NO_CHANNEL: "/invite the app",
    Fault.NO_SCOPE: "filingwatch slack manifest",
}


@pytest.mark.parametrize("fault", SURE)
def test_what_surely_was_not_posted_waits(slack: Stub, channel: Make, fault: Fault) -> None:
    """The alert is kept, and the operator reads what to do."""
    slack.fault = first(fault)
    with pytest.raises(NotSentError, match=SURE[fault]) as raised:
        channel().send("k", post())
    assert not raised.value.final
    assert slack.posted == []


def test_slack_is_left_alone_for_as_long_as_it_asks(slack: Stub, channel: Make, clock: Any) -> None:
    """Before that nothing is even tried; the wait is not slept through, as other channels have alerts too."""
    slack.fault, slack.retry_after, sender = first(Fault.LIMITED), "40", channel()
    for _ in range(2):
        with pytest.raises(NotSentError):
            sender.send("k", post())
    assert (slack.calls.count("chat.postMessage"), clock.slept) == (1, [])
    clock.now = 41
    sender.send("k", post())
    assert len(slack.posted) == 1


def test_a_channel_gets_one_message_a_second(slack: Stub, channel: Make, clock: Any) -> None:
    """Ten alerts in a row take nine seconds."""
    sender = channel()
    for number in range(10):
        sender.send(f"k{number}", post())
    assert sum(clock.slept) == pytest.approx(9)
    assert len(slack.posted) == 10


def test_no_alert_is_lost_to_its_layout(slack: Stub, channel: Make) -> None:
    """What Slack does not take with blocks it gets as a few plain words, with the same key and without markup."""
    slack.fault = first(Fault.BLOCKS)
    channel().send("k", post())
    (sent,) = slack.posted
    assert (sent["text"], sent["mrkdwn"]) == ("short headline", False)
    assert "blocks" not in sent
    assert slack.keys() == [delivery_key("k")]


def test_what_is_refused_in_plain_words_too_is_given_up(slack: Stub, channel: Make) -> None:
    """It does not hold up the alerts behind it."""
    slack.fault = always(Fault.BLOCKS)
    with pytest.raises(NotSentError) as raised:
        channel().send("k", post())
    assert raised.value.final
    assert slack.calls.count("chat.postMessage") == 2


def test_an_alert_is_found_behind_many_others(channel: Make) -> None:
    """The history is read page by page, and one of another key is not taken for it."""
    sender = channel(pace=0)
    for number in range(250):
        sender.send(f"k{number}", post())
    assert channel().find("k3") == f"{CHANNEL} 1700000000.000003"
    assert channel().find("k250") is None


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.REVOKED, Fault.LIMITED, Fault.LOST])
def test_a_channel_that_cannot_be_asked_is_no_channel_without_the_alert(
    slack: Stub, channel: Make, fault: Fault
) -> None:
    """Nothing is concluded from a history that was not read."""
    channel().send("k", post())
    slack.fault = always(fault, "conversations.history")
    with pytest.raises(UnsureError):
        channel().find("k")


def test_without_the_right_to_look_an_alert_is_repeated_once(slack: Stub, channel: Make) -> None:
    """Once more it may be posted, which it says; not for ever, where Slack takes it and never answers."""

    def fault(method: str, _: Any) -> Fault:
        return Fault.NO_SCOPE if method.startswith("conversations") else Fault.DROPPED

    slack.fault, sender = fault, channel()
    with pytest.raises(UnsureError):
        sender.send("k", post())
    assert sender.find("k") is None
    with pytest.raises(NotSentError, match="not a third time") as raised:
        sender.send("k", post())
    assert raised.value.final
    assert len(slack.posted) == 2


def test_a_channel_that_may_not_be_looked_up_is_posted_to_by_its_name(slack: Stub, channel: Make) -> None:
    """The right to list channels is not needed to post."""
    slack.fault = always(Fault.NO_SCOPE, "conversations.list")
    channel().send("k", post())
    assert slack.posted[0]["channel"] == "#filings"


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.SERVER_ERROR, Fault.LIMITED])
def test_a_channel_that_cannot_be_looked_up_now_waits(slack: Stub, channel: Make, fault: Fault) -> None:
    """Nothing was posted, so that there is nothing to look for."""
    slack.fault = always(fault, "conversations.list")
    with pytest.raises(NotSentError):
        channel().send("k", post())
    assert slack.posted == []


def test_the_rest_stands_in_the_thread(slack: Stub, channel: Make, tmp_path: Path) -> None:
    """Replies and the report follow below the alert, and are not broadcast."""
    report = tmp_path / "report.html"
    report.write_text("<p>all</p>")
    replies = tuple(Message(text=text, blocks=(header(text),)) for text in ("one", "two"))
    channel().send("k", post(replies=replies, report=Attachment(path=report, title="all")))
    parent, *below = slack.posted
    assert [(one["text"], one["thread_ts"]) for one in below] == [("one", parent["ts"]), ("two", parent["ts"])]
    assert all("reply_broadcast" not in one for one in below)
    assert (slack.files[0]["thread_ts"], slack.files[0]["channel_id"]) == (parent["ts"], CHANNEL)


def test_a_busy_moment_in_the_thread_is_waited_for(slack: Stub, channel: Make, clock: Any) -> None:
    """A reply is not given up for a short wait."""
    slack.retry_after, left = "5", [None, Fault.LIMITED]
    slack.fault = lambda method, _: left.pop(0) if left and method == "chat.postMessage" else None
    channel().send("k", post(replies=(Message(text="one", blocks=(header("one"),)),)))
    assert len(slack.posted) == 2
    assert 5 in clock.slept


def test_trouble_in_the_thread_is_no_trouble_of_the_alert(slack: Stub, channel: Make) -> None:
    """The alert has been told: it counts as sent and is not posted again."""
    slack.fault = lambda _, arguments: Fault.FATAL if arguments.get("thread_ts") else None
    receipt = channel().send("k", post(replies=(Message(text="one", blocks=(header("one"),)),)))
    assert receipt.startswith(CHANNEL)
    assert len(slack.posted) == 1


def test_nobody_there_is_surely_not_sent(channel: Make) -> None:
    """A refused connection cannot have posted anything."""
    client = Client(token="xoxb-0-test", address="http://127.0.0.1:9/api/", timeout=1)  # noqa: S106 - of a stub
    with pytest.raises(NotSentError, match="no connection"):
        channel(client=client).send("k", post())


class Breaking:
    """A connection that ends in the same way at every request."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def api_call(self, *_: Any, **__: Any) -> Any:
        """No answer."""
        raise self.error


BROKEN_OFF = {
    URLError(gaierror(-2, "Name or service not known")): ("its host was not found", Outcome.LATER),
    URLError(ConnectionRefusedError(111, "Connection refused")): ("it was refused", Outcome.LATER),
    URLError(SSLCertVerificationError(1, "self-signed")): ("its certificate is not trusted", Outcome.LATER),
    URLError(TimeoutError("timed out")): ("it timed out", Outcome.UNSURE),
    TimeoutError("The read operation timed out"): ("it timed out", Outcome.UNSURE),
    ConnectionResetError(104, "Connection reset by peer"): ("it was cut off", Outcome.UNSURE),
    RemoteDisconnected("Remote end closed connection"): ("it was cut off", Outcome.UNSURE),
    IncompleteRead(b""): ("the answer was cut off", Outcome.UNSURE),
    URLError(OSError(101, "Network is unreachable")): ("the network does not reach it", Outcome.UNSURE),
}


@pytest.mark.parametrize("broken", BROKEN_OFF, ids=repr)
def test_what_broke_off_a_connection_is_told_in_words(broken: Exception) -> None:
    """An operator reads what to look at, and no name of Python's; whether it may have been sent stays apart."""
    words, outcome = BROKEN_OFF[broken]
    client = Client(token="xoxb-0-test")  # noqa: S106 - of a stub
    vars(client)["_web"] = Breaking(broken)
    with pytest.raises(SlackError, match=f"^no connection to Slack: {words}") as raised:
        client.call("chat.postMessage")
    assert raised.value.outcome is outcome
    assert "Error" not in str(raised.value)


def test_the_token_stays_out_of_errors_and_representations(slack: Stub, channel: Make) -> None:
    """A client that is printed, and an error that is told, do not give it away."""
    sender = channel()
    slack.fault = always(Fault.REVOKED)
    with pytest.raises(NotSentError) as raised:
        sender.send("k", post())
    assert "xoxb-0" not in f"{raised.value}{raised.value.__cause__}{sender}"
