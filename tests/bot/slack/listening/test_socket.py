"""Over a socket: acknowledged at once, and begun anew when it ends or falls silent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bench.slack import payloads
from bench.slack.stub import Stub
from bot.slack.listening.ear import Acknowledgement
from bot.slack.listening.socket import Socket

Made = Callable[..., Socket]


@pytest.fixture
def made(slack: Stub) -> Iterator[Made]:
    """Listens to the stub until the end of the test."""
    open_ones: list[Any] = []

    def begin(**fields: Any) -> Socket:
        socket = Socket(
            **(
                {
                    "token": "xapp-1-A0STUB0001-1-x",
                    "address": slack.address,
                    "receive": said,
                    "look": 0.1,
                    "silence": 30,
                }
                | fields
            )
        )
        listening = socket.listening()
        listening.__enter__()
        open_ones.append(listening)
        slack.sockets.wait_open()
        return socket

    yield begin
    for one in open_ones:
        one.__exit__(None, None, None)


def said(payload: Any) -> Acknowledgement:
    """Takes everything."""
    return Acknowledgement(body={"text": str(payload.get("text", ""))})


def until(true: Callable[[], bool]) -> None:
    """Waits until it is."""
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        threading.Event().wait(0.02)


def test_an_envelope_is_acknowledged(slack: Stub, made: Made) -> None:
    """A command gets its words, an event the bare id."""
    made()
    assert slack.sockets.ask(payloads.command("help"))["payload"] == {"text": "help"}
    assert "payload" not in slack.sockets.ask(payloads.event("app_home_opened", tab="home"))


def test_another_connection_is_opened_when_slack_says_so(slack: Stub, made: Made) -> None:
    """It refreshes each every few hours."""
    made()
    slack.sockets.disconnect()
    slack.sockets.wait_open(2)
    assert slack.sockets.ask(payloads.command("help"))["payload"] == {"text": "help"}


def test_a_connection_that_breaks_is_replaced(slack: Stub, made: Made) -> None:
    """Cut off without a word."""
    made(silence=1.0)
    slack.sockets.open[-1].close()
    slack.sockets.wait_open(2, seconds=20)
    until(lambda: bool(slack.sockets.open))
    assert slack.sockets.ask(payloads.command("help"))["payload"] == {"text": "help"}


def test_a_connection_that_falls_silent_is_replaced(slack: Stub, made: Made) -> None:
    """It is open, and nothing comes: the watchdog begins anew."""
    slack.sockets.mute = True
    socket = made(silence=0.5)
    slack.sockets.wait_open(2, seconds=15)
    slack.sockets.mute = False
    until(lambda: socket.begun >= 2)


def test_slack_that_cannot_be_reached_is_tried_again(slack: Stub) -> None:
    """A refused token ends nothing."""
    calls = []
    slack.answer = lambda method, _: (calls.append(method), {"ok": False, "error": "invalid_auth"})[1]  # type: ignore[method-assign]
    socket = Socket(token="xapp-0", address=slack.address, receive=said, look=0.02)  # noqa: S106 - of a stub
    with socket.listening():
        until(lambda: len(calls) >= 3)
    assert calls[:3] == ["apps.connections.open"] * 3
    assert not socket.is_well
