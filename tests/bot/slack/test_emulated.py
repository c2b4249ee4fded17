"""Against a Slack that others wrote: posted, found again, threaded, uploaded, and refused as Slack refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.slack import delivering
from bench.slack.emulating import TOKEN, emulated, missing
from bot.notifying.notifier import NotSentError
from bot.slack.channel import SlackChannel, delivery_key
from bot.slack.client import Client
from bot.slack.message import Attachment, Message, Post
from bot.slack.parts import header

MISSING = missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING or "it is there")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an emulator."""
    with emulated(tmp_path_factory.mktemp("emulate")) as address:
        yield address


def client(address: str) -> Client:
    """A client of the emulator."""
    return Client(token=TOKEN, address=address, timeout=5)


def said(text: str) -> Message:
    """A message of one line."""
    return Message(text=text, blocks=(header(text),))


def test_an_alert_its_thread_and_its_file_are_there(address: str, tmp_path: Path) -> None:
    """The receipt leads to the alert, and another process finds it by its key."""
    report = tmp_path / "report.html"
    report.write_text("<p>all</p>")
    post = Post(message=said("alert"), short="s", replies=(said("rest"),), report=Attachment(path=report, title="t"))
    receipt = SlackChannel(client=client(address), name="#filings").send("k", post)
    channel, stamp = receipt.split()
    assert SlackChannel(client=client(address), name="#filings").find("k") == receipt
    thread = client(address).listed("conversations.replies", channel=channel, ts=stamp)["messages"]
    assert [one["text"] for one in thread[:2]] == ["alert", "rest"]
    assert client(address).listed("files.list", channel=channel)["files"][0]["title"] == "t"


def test_the_outbox_is_in_the_channel_once(address: str, tmp_path: Path) -> None:
    """Forty alerts, by a sender that begins anew with each of them."""
    store = delivering.opened(tmp_path)
    delivering.fill(store, 40)

    def crossing(place: str) -> None:
        if place == "sent":
            raise KeyboardInterrupt

    for _ in range(40):
        with pytest.raises(KeyboardInterrupt):
            delivering.sender(store, address, crossing, token=TOKEN).send_all()
    delivering.sender(store, address, token=TOKEN).send_all()
    assert delivering.states(store) == {"sent": 40}
    channel = SlackChannel(client=client(address), name="#filings")
    history = list(channel._history(channel.channel_id()))
    keys = Counter(one.get("metadata", {}).get("event_payload", {}).get("delivery_key") for one in history)
    assert all(keys[delivery_key(key)] == 1 for key in delivering.keys(store))
    store.close()


def test_a_channel_that_is_not_there_is_told(address: str) -> None:
    """The alert waits, and the operator reads what to do."""
    with pytest.raises(NotSentError, match="/invite the app"):
        SlackChannel(client=client(address), name="#none").send("k", Post(message=said("x"), short="s"))
