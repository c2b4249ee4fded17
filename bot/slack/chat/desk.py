"""What answering needs, handed in; and where each answer goes.

response_url ── 25 minutes and a few uses ──► else a direct message
mention      ── only the person sees it, in the thread ──► else a direct message
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import structlog

from bot.asking.addresses import Addresses
from bot.inside import Original
from bot.languages import Words, words_in
from bot.operating import App
from bot.slack.chat.shelf import Shelf
from bot.slack.client import Client
from bot.slack.listening.heard import Heard, Kind
from bot.slack.listening.signing import Seal
from bot.slack.message import Message
from bot.slack.outcomes import SlackError
from bot.slack.parts import actions, button
from bot.slack.responding import SECONDS, USES, respond
from bot.store.asked import manner_of
from diffing.document import Box

SHARE, AGAIN = "share", "again"
_log = structlog.get_logger()


class Places(Protocol):
    """Channels and who is in them."""

    def configured(self, channel: str) -> str:
        """What the configuration calls the channel of this id, or nothing where it does not name it."""

    def id_of(self, name: str) -> str:
        """The id of a configured channel, or nothing while it is not known."""

    def is_member(self, user: str, channel: str) -> bool:
        """Whether somebody is in a channel that we can look into."""


class Drawing(Protocol):
    """Draws pages, in a child process."""

    def excerpt(self, original: Original, page: int, boxes: Sequence[Box]) -> bytes:
        """A PNG of the part of a page around these boxes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that answering needs. `standing` says how listening itself goes, `drawing` draws pages."""

    app: App
    client: Client
    seal: Seal
    places: Places
    addresses: Addresses
    drawing: Drawing
    shelf: Shelf = field(default_factory=Shelf)
    standing: Callable[[], tuple[str, ...]] = tuple
    clock: Callable[[], float] = time.monotonic
    # Held while a line below an alert is written.
    writing: threading.Lock = field(default_factory=threading.Lock)

    def words(self, channel: str) -> Words:
        """The words of a channel, by its id, as they were asked for there; else those of the configuration."""
        name = self.places.configured(channel)
        with self.app.store.reading() as connection:
            asked = manner_of(connection, name).language if name else None
        return words_in(asked) if asked else self.words_at_once(channel)

    def words_at_once(self, channel: str) -> Words:
        """The words that are configured for a channel, without asking the database."""
        return words_in(self.app.config.language_of(self.places.configured(channel)))

    def place_of(self, one: Heard) -> str:
        """What a button in an answer is bound to: the channel, and the person who alone sees the answer."""
        return f"{one.channel}:{one.user}"


@dataclass(slots=True)
class Reply:
    """The answers to one thing that was heard. The first one of a command replaces what was said at once."""

    desk: Desk
    heard: Heard
    _used: int = 0

    @property
    def words(self) -> Words:
        """The words of where it was asked."""
        return self.desk.words(self.heard.channel)

    def progress(self, words: str) -> None:
        """How far it is; only where that can be replaced."""
        if self.heard.kind is Kind.COMMAND and self._used < USES - 2:
            self._respond({"text": words, "replace_original": True})

    def say(self, message: Message, *, share: bool = False) -> None:
        """The answer, for who asked alone; with a button to share it where that can be done."""
        if self._respond(
            {"replace_original": self._replaces} | (self._shareable(message) if share else message.as_json())
        ):
            return
        if self.heard.kind is Kind.MENTION and self._ephemeral(message):
            return
        self._direct(message)

    def aloud(self, message: Message) -> bool:
        """Whether the message is in the channel now, for all."""
        return self._respond({"response_type": "in_channel", "replace_original": False} | message.as_json())

    def clear(self) -> None:
        """Takes away what only the person sees."""
        self._respond({"delete_original": True})

    @property
    def _replaces(self) -> bool:
        return self.heard.kind is Kind.COMMAND or (self.heard.kind is Kind.PRESSED and self.heard.ephemeral)

    def _shareable(self, message: Message) -> dict[str, Any]:
        sealed = self.desk.seal.sealed(self.desk.shelf.put(message), self.desk.place_of(self.heard))
        row = actions([button(SHARE, self.words.phrase("chat_share"), sealed)])
        shown = message.as_json()
        return shown | {"blocks": [*shown["blocks"], row]}

    def _respond(self, said: dict[str, Any]) -> bool:
        late = self.desk.clock() - self.heard.at > SECONDS
        if not self.heard.response_url or late or self._used >= USES:
            return False
        self._used += 1
        try:
            respond(self.heard.response_url, {"response_type": "ephemeral", **said}, slack=self.desk.client.address)
        except SlackError as error:
            _log.warning("answered otherwise", reason=str(error))
            return False
        return True

    def _ephemeral(self, message: Message) -> bool:
        thread = self.heard.thread or None
        post = partial(self.desk.client.call, "chat.postEphemeral", channel=self.heard.channel, user=self.heard.user)
        try:
            post(thread_ts=thread, **message.as_json())
        except SlackError as error:
            _log.warning("answered otherwise", reason=str(error))
            return False
        return True

    def _direct(self, message: Message) -> None:
        try:
            self.desk.client.call("chat.postMessage", channel=self.heard.user, unfurl_links=False, **message.as_json())
        except SlackError as error:
            _log.warning("not answered", reason=str(error))
