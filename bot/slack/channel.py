"""The notifier of one Slack channel.

send ─► parent posted ─► receipt ─► the rest in its thread, the report as a file
  │
  ├─ later, setup      surely not posted: the alert waits
  ├─ unsure            looked up in the channel's history by its key before it is posted again
  └─ layout            posted in a few plain words instead: no alert is lost to its layout

What is unsure is never simply repeated.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

import structlog

from bot.notifying.notifier import NotSentError, Terms, UnsureError
from bot.slack.client import Client
from bot.slack.message import Post
from bot.slack.outcomes import Outcome, SlackError

# One message a second and channel: https://docs.slack.dev/apis/web-api/rate-limits.
_PACE = 1.0
# The pace is kept here, message by message, as a thread has many. A request may arrive for as long as it may take.
TERMS = Terms(quiet=timedelta(seconds=45))
EVENT = "filingwatch_alert"
# An alert is looked for in so many pages of history, and a channel in so many pages of the list.
_PAGES, _PAGE = 10, 100
# What follows in a thread is tried so often, and left to the report after that.
_TRIES, _PATIENCE = 3, 30.0
_UNKNOWN = "channel_not_found"
_QUIET = {"unfurl_links": False, "unfurl_media": False}

_log = structlog.get_logger()


def delivery_key(key: str) -> str:
    """The key as it stands in a message's metadata, which everybody in the workspace may read: it tells nothing."""
    return sha256(key.encode()).hexdigest()[:32]


def thread_of(key: str) -> str:
    """The time stamp of the message that an alert of this key is a reply to, or nothing."""
    _, reply, below = key.partition(":later:")
    return below.rpartition(" ")[2] if reply else ""


@dataclass(kw_only=True)
class SlackChannel:
    """Posts to the channel `name`, which is #name or an id."""

    client: Client
    name: str
    pace: float = _PACE
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _posted: float = float("-inf")
    _closed_until: float = float("-inf")
    _id: str = ""
    # Alerts that could not be looked up, as the app may not read the channel: these are repeated once, not for ever.
    _blind: set[str] = field(default_factory=set)

    def send(self, key: str, message: Post) -> str:
        """Where the alert stands, as channel id and time stamp; its thread is filled as far as Slack takes it."""
        known = delivery_key(key)
        try:
            answer = self._parent(message, known)
        except SlackError as error:
            raise self._told(error, key) from error
        self._id = str(answer.get("channel") or self._id)
        stamp = str(answer["ts"])
        self._follow(message, known, stamp)
        return f"{self._id} {stamp}"

    def find(self, key: str) -> str | None:
        """Where an alert of this key stands in the newest thousand messages, or None.

        None as well where the app may not read the channel: then the alert is posted once more and says so.
        """
        try:
            channel = self.channel_id()
            for message in self._messages(channel, thread_of(key)):
                payload = message.get("metadata", {}).get("event_payload", {})
                if payload.get("delivery_key") == delivery_key(key):
                    return f"{channel} {message['ts']}"
        except SlackError as error:
            if error.code != "missing_scope":
                raise UnsureError(f"{self.name}: {error}") from error
            self._blind.add(key)
        return None

    def _parent(self, message: Post, known: str) -> Mapping[str, Any]:
        try:
            return self._post(known, thread=message.thread, **message.message.as_json())
        except SlackError as error:
            if error.outcome is not Outcome.LAYOUT:
                raise
            _log.warning("posted without layout", channel=self.name, reason=error.code)
            return self._post(known, thread=message.thread, text=message.short, mrkdwn=False)

    def _post(self, known: str, *, thread: str | None = None, **content: Any) -> Mapping[str, Any]:
        """One message, at the pace of the channel and not before Slack lets us."""
        if (left := self._closed_until - self.clock()) > 0:
            raise SlackError(Outcome.LATER, f"Slack asks to be left alone for {left:.0f} s", wait=left)
        if (early := self._posted + self.pace - self.clock()) > 0:
            self.sleep(early)
        self._posted = self.clock()
        metadata = {"event_type": EVENT, "event_payload": {"delivery_key": known}}
        try:
            answer = self.client.call(
                "chat.postMessage",
                channel=self._address(),
                thread_ts=thread,
                metadata=metadata,
                **_QUIET,
                **content,
            )
        except SlackError as error:
            if error.wait:
                self._closed_until = self.clock() + error.wait
            raise
        if not isinstance(answer.get("ts"), str):
            raise SlackError(Outcome.UNSURE, "an answer without a time stamp")
        return answer

    def _address(self) -> str:
        """What a message is posted to: the id, or the name where the app may not look it up or does not see it."""
        try:
            return self.channel_id()
        except SlackError as error:
            if error.outcome is Outcome.SETUP and error.code in ("missing_scope", _UNKNOWN):
                return self.name
            # Nothing has been posted yet, whatever became of the question.
            outcome = Outcome.LATER if error.outcome is Outcome.UNSURE else error.outcome
            raise SlackError(outcome, error.code, wait=error.wait) from error

    def _told(self, error: SlackError, key: str) -> NotSentError | UnsureError:
        words = f"{self.name}: {error}"
        if error.outcome is Outcome.LAYOUT:
            return NotSentError(words, final=True)
        if error.outcome is not Outcome.UNSURE:
            return NotSentError(words, wait=timedelta(seconds=error.wait) if error.wait else None)
        if key in self._blind:
            return NotSentError(f"{words}; posted twice without an answer, and not a third time", final=True)
        return UnsureError(words)

    def _follow(self, message: Post, known: str, stamp: str) -> None:
        """What stands in the thread. The alert is told already: trouble here is logged, and the rest let be."""
        try:
            for at, reply in enumerate(message.replies, 1):
                self._patiently(f"{known}r{at}", thread=stamp, **reply.as_json())
            if message.report:
                self.client.upload(message.report.path, title=message.report.title, channel=self._id, thread=stamp)
        except (SlackError, OSError) as error:
            _log.warning("thread not complete", channel=self.name, reason=str(error))

    def _patiently(self, known: str, **content: Any) -> None:
        for _ in range(_TRIES - 1):
            try:
                self._post(known, **content)
            except SlackError as error:
                if error.outcome is not Outcome.LATER or error.wait > _PATIENCE:
                    raise
                self.sleep(error.wait or self.pace)
            else:
                return
        self._post(known, **content)

    def _messages(self, channel: str, thread: str) -> Iterator[Mapping[str, Any]]:
        """Those of the channel, or the replies in one thread of it, which its history has not."""
        asked = {"channel": channel, "limit": _PAGE, "include_all_metadata": True}
        if thread:
            yield from self._paged("conversations.replies", "messages", {**asked, "ts": thread})
        else:
            yield from self._paged("conversations.history", "messages", asked)

    def channel_id(self) -> str:
        """The id of the channel: a history is asked for by id alone."""
        if not self._id and not self.name.startswith("#"):
            self._id = self.name
        if not self._id:
            asked = {"types": "public_channel,private_channel", "exclude_archived": True, "limit": 10 * _PAGE}
            channels = self._paged("conversations.list", "channels", asked)
            wanted = (one["id"] for one in channels if one.get("name") == self.name.removeprefix("#"))
            self._id = str(next(wanted, ""))
        if not self._id:
            raise SlackError(Outcome.SETUP, _UNKNOWN, advice=f"there is no channel {self.name} to look into")
        return self._id

    def _paged(self, method: str, what: str, asked: dict[str, Any]) -> Iterator[Mapping[str, Any]]:
        cursor = ""
        for _ in range(_PAGES):
            answer = self.client.listed(method, **asked, **({"cursor": cursor} if cursor else {}))
            yield from answer.get(what, ())
            cursor = str(answer.get("response_metadata", {}).get("next_cursor") or "")
            if not cursor:
                return
