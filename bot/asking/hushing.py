"""What is not told at once in a channel as people there asked for; it is stored and counted all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rendering.accounting import loud_enough
from bot.store.asked import Hush, hushed, manner_of
from diffing.change import Change, Diff, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whether a channel wants to be told at once, by what was asked for there; `muted` counts changes."""

    at_once: bool
    muted: int = 0


def wished(connection: Any, channel: str, diff: Diff, filer: str, *, least: Severity, now: datetime) -> Wish:
    """What people in a channel want of a diff of this filer that they would be told of at once.

    They are not told where the filer is hushed, or all that is loud enough, from `least` on or from what the channel
    asked for. A diff without a change is told for another reason than its changes, and stays so.
    """
    quiet = hushed(connection, channel, now=now)
    level = manner_of(connection, channel).at_least
    loud = loud_enough(diff, level or least)
    silent = [change for change in loud if any(is_hushed(change, filer, one) for one in quiet)]
    whole = any(one.filer == filer for one in quiet)
    all_silent = bool(loud) and len(silent) == len(loud)
    too_quiet = level is not None and bool(loud_enough(diff, least)) and not loud
    return Wish(at_once=not (whole or all_silent or too_quiet), muted=len(silent))


def is_hushed(change: Change, filer: str, one: Hush) -> bool:
    """Whether a change of this filer is what a hush is about."""
    return one.filer == filer or (one.section is not None and one.section == " › ".join(change.section))
