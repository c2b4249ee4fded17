"""A message as it is handed to Slack, and all that one alert posts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.slack.parts import EMPTY, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Blocks, and the text that stands for them in a notification, escaped."""

    text: str
    blocks: tuple[Part, ...]

    def as_json(self) -> dict[str, Any]:
        """The arguments of chat.postMessage that are the message itself."""
        return {"text": self.text or EMPTY, "blocks": list(self.blocks)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file for the thread."""

    path: Path
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """All of one alert: its message, what follows in the thread, a file for the thread where no page can be linked.

    `short` is the message in a few plain words, for where Slack does not take its layout. With `thread`, the time stamp
    of another message, it is a reply to that one.
    """

    message: Message
    short: str
    replies: tuple[Message, ...] = ()
    thread: str | None = None
    report: Attachment | None = None


def size(blocks: Sequence[Part]) -> int:
    """How many characters blocks have as compact JSON."""
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))
