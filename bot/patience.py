"""How long a source is left alone after it failed, and how often a document that it refuses is asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

# A hiccup is over in minutes, maintenance in an hour; a firewall that took offence wants most of a day.
_WAITS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))
# A refused document is asked for over about three days: publishers mend what is damaged within a working day or two.
REFUSALS = 14


# Publishers list a document some time before they have it; what is empty for longer than this stays so.
_EMPTY_FOR = timedelta(days=3)


def fetch_again_at(first_seen: datetime, now: datetime) -> datetime | None:
    """When an empty document is fetched again: waits grow with its age; None when it has been empty too long."""
    age = now - first_seen
    return now + min(max(age, _WAITS[0]), _WAITS[-1]) if age < _EMPTY_FOR else None


def wait_until(failures: int, now: datetime) -> datetime | None:
    """Until when a source that failed so often in a row is left alone; None when it did not."""
    return now + _WAITS[min(failures, len(_WAITS)) - 1] if failures else None
