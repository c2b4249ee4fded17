"""What an answer of Slack means for an alert: wait, look up, mend the setup, or say it in other words.

The errors are those of https://docs.slack.dev/reference/methods/chat.postMessage and of the methods beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.errors import BotError


class Outcome(StrEnum):
    """later: nothing was posted, and it may work soon. unsure: it may have been posted. setup: a person has to mend it.

    layout: Slack does not take the message as it is.
    """

    LATER = "later"
    UNSURE = "unsure"
    SETUP = "setup"
    LAYOUT = "layout"


class SlackError(BotError):
    """A call that failed: what that means, Slack's own word for it, and the seconds it asks to be left alone.

    `details` say where in the message Slack found a fault, without its words.
    """

    def __init__(
        self, outcome: Outcome, code: str, *, advice: str = "", wait: float = 0, details: tuple[str, ...] = ()
    ) -> None:
        super().__init__(f"{code}: {advice}" if advice else code)
        self.outcome = outcome
        self.code = code
        self.wait = wait
        self.details = details


# "some aspect of the operation may have succeeded before the error was raised": Slack, of the first two.
_UNSURE = ("internal_error", "fatal_error", "request_timeout")
_LATER = ("ratelimited", "rate_limited", "message_limit_exceeded", "service_unavailable", "team_added_to_org")
_LAYOUT = (
    "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "metadata_too_large", "invalid_metadata_format",
    "invalid_metadata_schema", "metadata_must_be_sent_from_app", "no_text", "msg_too_long", "too_many_attachments",
    "only_one_table_allowed", "markdown_text_conflict",
)  # fmt: skip
_INVITE = "no such channel, or the app is not in it: check the name, then /invite the app there"
_TOKEN = "the token is not good: install the app again and set SLACK_BOT_TOKEN"  # noqa: S105 - words, no token
_ADVICE = {
    "channel_not_found": _INVITE,
    "not_in_channel": _INVITE,
    "is_archived": "the channel is archived: name another, or bring it back",
    "invalid_auth": _TOKEN,
    "not_authed": _TOKEN,
    "token_revoked": _TOKEN,
    "token_expired": _TOKEN,
    "account_inactive": _TOKEN,
    "missing_scope": "the app may not do that: install it again with the scopes of filingwatch slack manifest",
    "restricted_action": "the workspace does not let the app post there: ask its administrator",
}
# Without a word from Slack: what is between us and Slack answered, or Slack's own front did.
_NO_ANSWER = "no answer of Slack's (HTTP {status})"
SERVER_ERROR, TOO_MANY = 500, 429
# A wait that Slack does not name, and the longest that is believed.
_WAIT, _LONGEST_WAIT = 30.0, 3600.0


def judged(status: int, body: Any, headers: Mapping[str, str]) -> SlackError:
    """The error that a failed answer is. Anything unknown keeps the alert, and is a person's to look at."""
    code = body.get("error") if isinstance(body, Mapping) else None
    if status == TOO_MANY or code in _LATER:
        return SlackError(Outcome.LATER, str(code or "ratelimited"), wait=_seconds(headers))
    if not isinstance(code, str) or not code.replace("_", "").isalnum():
        return SlackError(Outcome.UNSURE, _NO_ANSWER.format(status=status))
    if code in _UNSURE or status >= SERVER_ERROR:
        return SlackError(Outcome.UNSURE, code)
    if code in _LAYOUT:
        return SlackError(Outcome.LAYOUT, code, details=_pointers(body))
    return SlackError(Outcome.SETUP, code, advice=_ADVICE.get(code, ""))


def _pointers(body: Any) -> tuple[str, ...]:
    """Where Slack found faults: a code and a pointer each, as blocks.validate and chat.postMessage give them."""
    listed = body.get("errors")
    rows = listed if isinstance(listed, list) else []
    return tuple(
        f"{row.get('code', 'invalid')} at {row.get('pointer', '/')}" if isinstance(row, Mapping) else str(row)[:200]
        for row in rows
    )


def _seconds(headers: Mapping[str, str]) -> float:
    """Retry-After, which Slack gives in whole seconds."""
    named = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    value = named[0] if isinstance(named, list) else str(named)
    return min(float(value), _LONGEST_WAIT) if value.isdecimal() else _WAIT
