"""A Slack on this machine, and channels of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bench.slack.stub import NAME, Stub, serving
from bot.slack.channel import SlackChannel
from bot.slack.client import Client


@pytest.fixture
def slack() -> Iterator[Stub]:
    """A stub that listens on loopback."""
    with serving() as stub:
        yield stub


class Clock:
    """A time that passes only while somebody sleeps, and how long that was."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def __call__(self) -> float:
        """The time in seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Lets time pass."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    """A time of its own."""
    return Clock()


@pytest.fixture
def channel(slack: Stub, clock: Clock) -> Callable[..., SlackChannel]:
    """Makes notifiers of a channel; each has its own memory, as each process has."""

    def made(**fields: Any) -> SlackChannel:
        client = Client(token="xoxb-0-test", address=slack.address, timeout=1)  # noqa: S106 - of a stub
        return SlackChannel(**({"client": client, "name": f"#{NAME}", "clock": clock, "sleep": clock.sleep} | fields))

    return made
