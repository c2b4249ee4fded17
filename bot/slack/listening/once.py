"""Remembers what was received of late: Slack sends again what it believes not to have arrived."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

# Slack repeats at once, after a minute and after five; a recorded request is refused after five.
_REMEMBERED = 900.0
_MOST = 20_000


class Once:
    """Keys of what was received, for a quarter of an hour; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def first(self, key: str) -> bool:
        """Whether this key is received for the first time, and is remembered from now on."""
        with self._lock:
            now = self._clock()
            while self._seen and (len(self._seen) >= _MOST or next(iter(self._seen.values())) < now - _REMEMBERED):
                self._seen.popitem(last=False)
            if key in self._seen:
                return False
            self._seen[key] = now
            return True

    def forget(self, key: str) -> None:
        """It was not taken on after all: when it is sent again, that is the first time."""
        with self._lock:
            self._seen.pop(key, None)
