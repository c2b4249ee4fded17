"""How long a source or a host is left alone after it failed, and how often a document that it refuses is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

# A hiccup is over in minutes, maintenance in an hour; a firewall that took offence wants most of a day.
_WAITS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))
# A refused document is asked for over about three days: publishers mend what is damaged within a working day or two.
REFUSALS = 14


# How long after it was fetched a document is looked at again: most mistakes are seen the next day, and mended in the
# week.
AGES = (timedelta(days=1), timedelta(days=3), timedelta(days=7))

# Publishers list a document some time before they have it; what is empty for longer than this stays so.
_EMPTY_FOR = timedelta(days=3)


def fetch_again_at(first_seen: datetime, now: datetime) -> datetime | None:
    """When an empty document is fetched again: waits grow with its age; None when it has been empty too long."""
    age = now - first_seen
    return now + min(max(age, _WAITS[0]), _WAITS[-1]) if age < _EMPTY_FOR else None


def wait_until(failures: int, now: datetime) -> datetime | None:
    """Until when a source that failed so often in a row is left alone; None when it did not."""
    return now + _WAITS[min(failures, len(_WAITS)) - 1] if failures else None


# So many watches of one host in a row that it answered nothing to, and it is the host: one page may be forbidden alone.
_IN_A_ROW = 3


@dataclass(slots=True)
class Hosts:
    """Which hosts are left alone, with all their watches: each of two thousand need not find out that one is away.

    Forgotten with the process: after a start, three are asked again.
    """

    _failures: dict[str, int] = field(default_factory=dict)
    _waits: dict[str, datetime] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def note(self, host: str, now: datetime, *, away: bool) -> None:
        """How a poll of a watch of the host ended."""
        with self._lock:
            if not away or not host:
                self._failures.pop(host, None)
                self._waits.pop(host, None)
                return
            self._failures[host] = self._failures.get(host, 0) + 1
            wait = wait_until(max(0, self._failures[host] - _IN_A_ROW + 1), now)
            if wait is not None:
                self._waits[host] = wait

    def rests(self, host: str, now: datetime) -> bool:
        """Whether the host is left alone now."""
        with self._lock:
            return host in self._waits and now < self._waits[host]
