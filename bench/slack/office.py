"""A program over a watched folder and a Slack that it answers in: what tests and benches of answers share."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.crashing import reading
from bench.slack import payloads
from bench.slack.stub import NAME, Stub
from bot.configured import Config, FilerTable, SlackTable, Watch
from bot.inside import Original
from bot.ledger import Read
from bot.operating import App
from diffing.change import Basis, Diff
from diffing.figure import Figure
from diffing.settings import Settings

ADMIN, MEMBER, STRANGER = "U0ADMIN001", payloads.USER, "U0STRANGE1"


class Direct:
    """Reads and compares in this process: a text is one number, and another number is a change."""

    def read(self, original: Original, title: str, settings: Settings) -> Read:  # noqa: ARG002 - the protocol's
        """What the title says."""
        return Read(cover=reading.cover(title))

    def diff(
        self,
        pair: tuple[Original, Original],
        notices: Sequence[Original],  # noqa: ARG002 - the protocol's
        basis: Basis,
        settings: Settings,  # noqa: ARG002 - the protocol's
        earlier: Sequence[Figure] = (),  # noqa: ARG002 - the protocol's
    ) -> Diff:
        """One change."""
        return reading.diff(pair, basis)


@dataclass
class Office:
    """The program, listening over a socket of the stub; `ask` gives what Slack is told at once, `said` what comes."""

    slack: Stub
    app: App
    root: Path
    asked: int = 0
    seen: int = 0
    known: dict[str, Any] = field(default_factory=dict)

    def ask(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The acknowledgement."""
        return dict(self.slack.sockets.ask(payload).get("payload") or {})

    def command(self, text: str, **more: Any) -> dict[str, Any]:
        """The acknowledgement of a command that may be answered."""
        return self.ask(payloads.command(text, response_url=self.slack.response_url(), **more))

    def said(self, count: int = 1) -> list[dict[str, Any]]:
        """The next so many answers to a response_url."""
        until(lambda: len(self.slack.responses) >= self.seen + count)
        found = [body for _, body in self.slack.responses[self.seen : self.seen + count]]
        self.seen += count
        return found

    def answer(self, text: str, **more: Any) -> dict[str, Any]:
        """The last answer to a command, past how far it is."""
        self.command(text, **more)
        while "blocks" not in (said := self.said()[0]):
            pass
        return said

    def file(self, name: str, text: str) -> None:
        """A file in the watched folder."""
        path = self.root / "in" / name
        path.write_text(text)
        os.utime(path, (0, 0))


def until(true: Any, seconds: float = 10) -> None:
    """Waits until it is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        threading.Event().wait(0.01)


def text_of(message: Any) -> str:
    """All words of a message, in order."""
    if isinstance(message, dict):
        own = [message["text"]] if isinstance(message.get("text"), str) else []
        return "".join([*own, *(text_of(one) for key, one in message.items() if key != "text" or not own)])
    return "".join(map(text_of, message)) if isinstance(message, list) else ""


def buttons_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons and menus of a message."""
    return [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]


def config_of(root: Path, slack: Stub, **fields: Any) -> Config:
    """One watch that compares from the first poll on, told in a channel of the stub."""
    watch = Watch(
        name="w",
        path=root / "in",
        settle=0,
        baseline="compare",
        channels=(f"slack:#{NAME}",),
        filer=FilerTable(id="600000", code="600000", name="Example Holdings"),
    )
    own = {"token": "xoxb-0-test", "app_token": "xapp-1-A0STUB0001-1-x", "admins": (ADMIN,), "address": slack.address}
    return Config(folder=root / "state", watches=(watch,), slack=SlackTable(**(own | fields)))
