"""The protocol that every notifier keeps, and the terms of its channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from bot.errors import BotError


class NotSentError(BotError):
    """The alert has surely not been sent. `final`: the channel will never take it; else the channel is out of order.

    `wait` is how long the channel asked to be left alone, as with Retry-After.
    """

    def __init__(self, cause: str, *, final: bool = False, wait: timedelta | None = None) -> None:
        super().__init__(cause)
        self.final = final
        self.wait = wait


class UnsureError(BotError):
    """Nobody can tell now whether the alert has been sent. It is looked up before it is sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a channel wants to be dealt with."""

    # The least time from one alert to the next.
    pace: timedelta = timedelta()
    # How long a send that was cut off may still arrive: longer than a request may take. Nothing is looked up before.
    quiet: timedelta = timedelta(seconds=30)
    # How long is waited after each failure in a row; the last one counts for all that follow.
    waits: tuple[timedelta, ...] = (
        timedelta(seconds=5),
        timedelta(seconds=30),
        timedelta(minutes=2),
        timedelta(minutes=10),
        timedelta(hours=1),
    )

    def wait(self, failures: int) -> timedelta:
        """How long is waited after so many failures in a row."""
        return self.waits[min(max(failures, 1), len(self.waits)) - 1]


class Notifier(Protocol):
    """What sends alerts to one channel."""

    def send(self, key: str, message: Any) -> str:
        """A receipt for the alert, once it has been sent; `message` is what the words of this channel are.

        Raises NotSentError when it surely has not been sent, UnsureError when that cannot be told.
        """

    def find(self, key: str) -> str | None:
        """The receipt of an alert that was sent under this key, or None. Asked after a send that was cut off.

        Raises UnsureError when the channel cannot be asked now, or never can.
        """
