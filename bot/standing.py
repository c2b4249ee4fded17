"""How a watch stands: as its last poll ended, unless there was none, or too long ago. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.rows import WatchRow

NEVER, STALE, BROKEN = "never", "stale", "broken"
# These say nothing of what was published meanwhile.
UNWELL = (NEVER, STALE, BROKEN)
# A watch that missed this many of its turns is stale; one alone may have waited for the others.
_TURNS = 3
# Hosts with quiet hours are not asked for this long at night.
_NIGHT = timedelta(hours=5)


def standing_of(every: timedelta, row: WatchRow | None, now: datetime) -> str:
    """never, stale, broken, or how the last poll ended; `every` is the longest the watch is left alone by plan."""
    if row is None or row.polled is None or row.outcome is None:
        return NEVER
    if row.outcome == BROKEN:
        return BROKEN
    return STALE if now - row.polled > _TURNS * every + _NIGHT else row.outcome
