"""The protocol that every notifier keeps."""

from __future__ import annotations

from typing import Any, Protocol

from bot.errors import BotError


class NotSentError(BotError):
    """The alert has surely not been sent. `final`: the channel will never take it; else the channel is out of order."""

    def __init__(self, cause: str, *, final: bool = False) -> None:
        super().__init__(cause)
        self.final = final


class UnsureError(BotError):
    """Nobody can tell now whether the alert has been sent. It is looked up before it is sent again."""


class Notifier(Protocol):
    """What sends alerts to one channel."""

    def send(self, key: str, message: Any) -> str:
        """A receipt for the alert, once it has been sent; `message` is what the words of this channel are.

        Raises NotSentError when it surely has not been sent, UnsureError when that cannot be told.
        """

    def find(self, key: str) -> str | None:
        """The receipt of an alert that was sent under this key, or None. Asked after a send that was cut off.

        Raises UnsureError when the channel cannot be asked now.
        """
