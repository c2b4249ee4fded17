"""What becomes of a payload: refused, acknowledged, or taken on. The acknowledgement waits for nothing.

payload ─► heard ─► ours? ─► decided: what is said at once, and what is to be done ─► waits its turn
            │         │                                                          │
            nothing   refused                                     a second time: said, and not done again
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import structlog

from bot.slack.listening.heard import Heard, heard
from bot.slack.listening.once import Once
from bot.slack.listening.waiting import Waiting

_log = structlog.get_logger()


class Lane(StrEnum):
    """Where work waits: what is answered at a glance does not wait for what is compared."""

    QUICK = "quick"
    SLOW = "slow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """Whose payloads we take: of this workspace and this app. Empty where that is not known."""

    team: str = ""
    app: str = ""

    def takes(self, one: Heard) -> bool:
        """Whether this is for us. A payload that does not name its app is of the app whose secret let it in."""
        return one.team == self.team if not one.app or not self.app else (one.team, one.app) == (self.team, self.app)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What is said at once, as JSON or nothing, and where the rest of the work waits, if there is any."""

    said: Mapping[str, Any] | None = None
    lane: Lane | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """What goes back to Slack at once. `taken` is false for what is not for us."""

    body: Mapping[str, Any] | None = None
    taken: bool = True


REFUSED = Acknowledgement(taken=False)


@dataclass(slots=True, kw_only=True)
class Ear:
    """Receives payloads. `decide` is pure; `busy` is what is said when there is no room left."""

    ours: Callable[[], Ours]
    decide: Callable[[Heard], Decided]
    busy: Callable[[Heard], Mapping[str, Any] | None]
    lanes: Mapping[Lane, Waiting[Heard]]
    once: Once = field(default_factory=Once)

    def receive(self, payload: Mapping[str, Any]) -> Acknowledgement:
        """The acknowledgement of one payload; what it asks for waits its turn from now on."""
        one = heard(payload)
        if one is None:
            return Acknowledgement()
        if not self.ours().takes(one):
            _log.warning("not for us", kind=str(one.kind), team=one.team, app=one.app)
            return REFUSED
        decided = self.decide(one)
        if decided.lane is not None and self.once.first(one.key) and not self.lanes[decided.lane].offer(one.user, one):
            self.once.forget(one.key)
            return Acknowledgement(body=self.busy(one))
        return Acknowledgement(body=decided.said)
