"""The protocol that every notifier keeps."""

from __future__ import annotations

from typing import Protocol

from bot.errors import BotError


class NotSentError(BotError):
    """The alert has surely not been sent. `final`: the channel will never take it; else the channel is out of order."""

    def __init__(self, cause: str, *, final: bool = False) -> None:
        super().__init__(cause)
        self.final = final


class Notifier(Protocol):
    """What sends alerts to one kind of channel."""

    def send(self, key: str, text: str) -> str:
        """A receipt for the alert, once it has been sent. Raises NotSentError when it surely has not."""

    def find(self, key: str) -> str | None:
        """The receipt of an alert that was sent under this key, or None. Asked after a send that was cut off."""
