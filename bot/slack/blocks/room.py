"""How much of a diff a message shows: as much as fits, and what does not fit is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.slack import limits
from bot.slack.message import Message, size
from bot.summarising import FIGURES, GRAVEST, QUOTE_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """At most so many changes, each with a quote of so many characters in so many runs, and so many figures."""

    changes: int
    quote: int
    runs: int
    figures: int
    reason: int


# From the widest to one that fits whatever the filing says: there every text is short.
ROOMS = (
    Room(changes=GRAVEST, quote=QUOTE_LENGTH, runs=60, figures=FIGURES, reason=300),
    Room(changes=GRAVEST, quote=200, runs=24, figures=FIGURES, reason=200),
    Room(changes=4, quote=160, runs=16, figures=6, reason=160),
    Room(changes=3, quote=120, runs=12, figures=4, reason=120),
    Room(changes=1, quote=80, runs=8, figures=2, reason=80),
)


def fits(message: Message) -> bool:
    """Whether Slack takes a message of this size."""
    return len(message.blocks) <= limits.BLOCKS and size(message.blocks) <= limits.CHARACTERS


def fitted(made: Callable[[Room], Message]) -> tuple[Message, Room]:
    """The widest message that fits, and how much of the diff it shows."""
    for room in ROOMS:
        message = made(room)
        if fits(message):
            break
    return message, room
