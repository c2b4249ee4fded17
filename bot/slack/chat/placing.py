"""Channels and who is in them, as Slack says, remembered for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.slack.client import Client
from bot.slack.outcomes import SlackError

# Who joins may act within this many seconds, and who leaves for so long.
_FRESH = 120.0
_PAGE, _PAGES = 1_000, 10

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Channels:
    """The configured channels by their ids, and the members of any channel. `named` finds the id of each."""

    client: Client
    named: Mapping[str, Callable[[], str]]
    clock: Callable[[], float] = time.monotonic
    _ids: dict[str, str] = field(default_factory=dict)
    _members: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)

    def look_up(self) -> None:
        """Finds the ids that are not known yet; what cannot be found is looked for again."""
        for name, find in self.named.items():
            if name not in self._ids.values():
                try:
                    self._ids[find()] = name
                except SlackError as error:
                    _log.warning("channel not found", channel=name, reason=str(error))

    def configured(self, channel: str) -> str:
        """What the configuration calls the channel of this id, or nothing."""
        return self._ids.get(channel, "")

    @property
    def complete(self) -> bool:
        """Whether the id of every configured channel is known."""
        return set(self.named) == set(self._ids.values())

    def id_of(self, name: str) -> str:
        """The id of a configured channel, or nothing while it is not known."""
        return next((found for found, known in self._ids.items() if known == name), "")

    def is_member(self, user: str, channel: str) -> bool:
        """Whether somebody is in a channel; nobody is in one that we cannot look into."""
        since, members = self._members.get(channel, (float("-inf"), frozenset()))
        if self.clock() - since > _FRESH or (user not in members and self.clock() - since > 1):
            members = self._asked(channel)
            self._members[channel] = (self.clock(), members)
        return user in members

    def _asked(self, channel: str) -> frozenset[str]:
        found: set[str] = set()
        asked: dict[str, Any] = {"channel": channel, "limit": _PAGE}
        try:
            for _ in range(_PAGES):
                answer = self.client.listed("conversations.members", **asked)
                found |= {str(one) for one in answer.get("members", ())}
                asked["cursor"] = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
                if not asked["cursor"]:
                    break
        except SlackError as error:
            _log.warning("members not known", reason=str(error))
        return frozenset(found)
