"""Work that waits its turn: everybody has one turn after the other, and nobody fills the room of all.

Who asks twenty things at once waits for the twentieth; who asks one thing meanwhile waits for one of theirs.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import structlog

T = TypeVar("T")
# Of all together, and of one person. A comparison takes seconds, and nobody waits for the hundredth.
ROOM, OWN_ROOM = 200, 20

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Waiting(Generic[T]):
    """What waits, by who asked for it."""

    room: int = ROOM
    own_room: int = OWN_ROOM
    _turns: OrderedDict[str, deque[T]] = field(default_factory=OrderedDict)
    _count: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _closed: bool = False

    def offer(self, who: str, work: T) -> bool:
        """Whether there is room for it, and it waits now."""
        with self._changed:
            if self._closed or self._count >= self.room or len(self._turns.get(who, ())) >= self.own_room:
                return False
            self._turns.setdefault(who, deque()).append(work)
            self._count += 1
            self._changed.notify()
            return True

    def take(self) -> T | None:
        """Whose turn it is; waits until there is something. None once it has been closed."""
        with self._changed:
            while not self._count and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            who, works = self._turns.popitem(last=False)
            work = works.popleft()
            if works:
                self._turns[who] = works
            self._count -= 1
            return work

    def close(self) -> None:
        """Nothing is taken any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def length(self) -> int:
        """How much waits."""
        return self._count

    @contextmanager
    def worked_off(self, do: Callable[[T], None], *, threads: int, name: str) -> Iterator[None]:
        """So many at a time are done meanwhile; at the end, those under way end first. A bug in one stops no other."""
        working = [threading.Thread(target=self._work, args=(do,), name=f"{name} {at}") for at in range(threads)]
        for thread in working:
            thread.start()
        try:
            yield
        finally:
            self.close()
            for thread in working:
                thread.join()

    def _work(self, do: Callable[[T], None]) -> None:
        while (work := self.take()) is not None:
            try:
                do(work)
            except Exception:  # noqa: BLE001 - the edge that logs a bug and goes on with the next
                _log.exception("bug in an answer")
