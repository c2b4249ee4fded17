"""Which alerts a stored diff makes, and where they land."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rendering.accounting import loud_enough, read_whole
from diffing.change import Diff, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What one watch tells at once: changes from `at_least` on, in these channels."""

    at_least: Severity
    channels: tuple[str, ...]


def channels_for(diff: Diff, route: Route) -> tuple[str, ...]:
    """The channels that hear of this diff at once: all of the route's, or none.

    They hear of a change that is grave enough, and of a file that was not read completely: that nothing was found in it
    must not look like nothing being there. What is not told is stored with the rest, and counted in every list.
    """
    return route.channels if loud_enough(diff, route.at_least) or not _is_sure(diff) else ()


def _is_sure(diff: Diff) -> bool:
    """Whether silence would be right: two documents of one filer may well have nothing in common."""
    return diff.old.sha256 == diff.new.sha256 or read_whole(diff)
