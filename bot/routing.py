"""Which alerts a stored diff makes, and where they land."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diffing.change import Change, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What one watch tells at once: changes from `at_least` on, in these channels."""

    at_least: Severity
    channels: tuple[str, ...]


def channels_for(changes: Sequence[Change], route: Route) -> tuple[str, ...]:
    """The channels that hear of these changes at once: all of the route's, or none.

    What is not told is stored with the rest and counted in every alert and list.
    """
    loud = any(change.severity.at_least(route.at_least) for change in changes)
    return route.channels if loud else ()
