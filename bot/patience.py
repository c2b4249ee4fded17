"""How long a source is left alone after it failed, and how often a document that it refuses is asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

# A hiccup is over in minutes, maintenance in an hour; a firewall that took offence wants most of a day.
_WAITS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))
# A refused document is asked for over about three days: publishers mend what is damaged within a working day or two.
REFUSALS = 14


def wait_until(failures: int, now: datetime) -> datetime | None:
    """Until when a source that failed so often in a row is left alone; None when it did not."""
    return now + _WAITS[min(failures, len(_WAITS)) - 1] if failures else None
