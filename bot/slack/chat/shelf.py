"""Answers that were given of late, so that who asked can share one: for half an hour, and then it is asked anew."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from bot.slack.message import Message

_KEPT, _MOST = 1_800.0, 500


class Shelf:
    """Messages by an id that nobody guesses; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lying: OrderedDict[str, tuple[float, Message]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, message: Message) -> str:
        """The id of the message."""
        name = secrets.token_hex(8)
        with self._lock:
            while len(self._lying) >= _MOST:
                self._lying.popitem(last=False)
            self._lying[name] = (self._clock(), message)
        return name

    def find(self, name: str) -> Message | None:
        """The message, or None where it has been there too long or was not put here."""
        with self._lock:
            since, message = self._lying.get(name, (float("-inf"), None))
        return message if self._clock() - since < _KEPT else None
