"""The protocol that both ways of working keep, and what the one that leads has to do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.hours import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Beats:
    """How often things are looked at, in seconds."""

    # A step that is due waits no longer than this for a worker, an alert for being sent.
    tick: float = 1
    # How soon after the end of a leader another one takes over.
    seat: float = 0.5
    # How often a worker says that it lives, and after which silence its work is given to another. A pause of the whole
    # machine may be longer: then two make a step, and it takes effect once all the same.
    heartbeat: float = 10
    stalled: float = 30
    # How long a step may be under way at a worker that lives: far more than reading and comparing may take.
    stuck: float = 3600
    # How long a machine is left alone that could not do what was nobody's fault: its disk is full, its archive away.
    pause: float = 10
    # After which a half-written original is nobody's any more; a deposed leader may still be writing.
    litter: float = 60
    # How often it is looked for documents that are due to be looked at again; they are so within days.
    look: float = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What the one that leads does, beside making or handing out steps.

    `take_over` is called once at the beginning, `poll` at the interval of each watch, `tell` at every tick, and `tidy`
    with the age in seconds from which a half-written original is litter. `look` looks again at documents that were
    fetched of late, every `Beats.look` seconds. `lanes` says of each watch which others it waits for: those of the same
    host.
    """

    rhythms: Mapping[str, Rhythm]
    lanes: Mapping[str, str]
    take_over: Callable[[], None]
    poll: Callable[[str], None]
    tell: Callable[[], object]
    look: Callable[[], object]
    tidy: Callable[[float], None]


class Dispatcher(Protocol):
    """Who makes the steps, and who leads."""

    def alone(self) -> AbstractContextManager[float]:
        """Leads meanwhile, if nobody else does; ConfigError in one line if somebody does.

        Gives the age in seconds from which a half-written original is litter.
        """

    def run(self, duties: Duties, stopped: threading.Event) -> None:
        """Leads, or stands by to lead, until `stopped` is set; what is under way then is finished."""

    def work(self, stopped: threading.Event, *, at_once: int) -> None:
        """Makes steps, so many at a time, until `stopped` is set. ConfigError where there is nobody to work for."""
