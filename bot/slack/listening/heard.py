"""What was received from Slack as one value, whichever way it came: typed, pressed, mentioned, submitted, opened.

Payloads are those of https://docs.slack.dev/interactivity and https://docs.slack.dev/apis/events-api. Whatever is not
shaped like one of these is nothing that we heard.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any

# Far more than anybody types, and little enough to look through.
_WORDS, _VALUE, _FIELDS, _FILES = 1_000, 3_000, 120, 10
_ID = re.compile(r"[A-Z][A-Z0-9]{2,30}", re.ASCII)
_STAMP = re.compile(r"\d{1,12}\.\d{1,9}", re.ASCII)
_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")


class Kind(StrEnum):
    """What somebody did."""

    COMMAND = "command"
    SHORTCUT = "shortcut"
    MENTION = "mention"
    PRESSED = "pressed"
    SUBMITTED = "submitted"
    HOME = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """A file that somebody put into Slack; `address` is where it is fetched with our token."""

    name: str
    size: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One thing that was received. Empty where there is nothing of it.

    `key` is the same for what is received again. `home` is the workspace of the person, `message` the time stamp of the
    message that was pressed or spoken in, `fields` what stood in a form. All of it is what somebody says, not a fact.
    """

    kind: Kind
    key: str
    user: str
    team: str = ""
    app: str = ""
    home: str = ""
    channel: str = ""
    words: str = ""
    action: str = ""
    value: str = ""
    message: str = ""
    thread: str = ""
    ephemeral: bool = False
    response_url: str = field(default="", repr=False)
    trigger: str = field(default="", repr=False)
    files: tuple[Uploaded, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    # When, in seconds of the monotonic clock.
    at: float = field(default_factory=time.monotonic, compare=False)


def heard(payload: Mapping[str, Any]) -> Heard | None:
    """What a payload says, or None for one that is nothing we listen to."""
    try:
        for begins, read in _KINDS:
            if begins(payload):
                return read(payload)
    except (TypeError, ValueError, AttributeError, KeyError, IndexError):
        return None
    return None


def _command(payload: Mapping[str, Any]) -> Heard:
    return Heard(
        kind=Kind.COMMAND,
        user=_identifier(payload["user_id"]),
        home=_optional(payload.get("team_id")),
        channel=_identifier(payload["channel_id"]),
        words=_text(payload.get("text"), _WORDS),
        **_envelope(payload, team=payload.get("team_id")),
    )


def _shortcut(payload: Mapping[str, Any]) -> Heard:
    message = payload["message"]
    return Heard(
        kind=Kind.SHORTCUT,
        channel=_identifier(payload["channel"]["id"]),
        action=_text(payload.get("callback_id"), _VALUE),
        message=_stamp(payload.get("message_ts") or message.get("ts")),
        thread=_stamp(message.get("thread_ts")),
        words=_text(message.get("text"), _WORDS),
        files=tuple(_uploaded(message)),
        **_person(payload),
        **_envelope(payload, team=payload["team"]["id"]),
    )


def _pressed(payload: Mapping[str, Any]) -> Heard:
    act, container = payload["actions"][0], payload.get("container") or {}
    place = (payload.get("channel") or {}).get("id") or container.get("channel_id")
    return Heard(
        kind=Kind.PRESSED,
        channel=_optional(place),
        action=_text(act["action_id"], _VALUE),
        value=_text(_chosen(act), _VALUE),
        message=_stamp(container.get("message_ts")),
        thread=_stamp(container.get("thread_ts")),
        ephemeral=container.get("is_ephemeral") is True,
        **_person(payload),
        **_envelope(payload, team=payload["team"]["id"]),
    )


def _submitted(payload: Mapping[str, Any]) -> Heard:
    view = payload["view"]
    return Heard(
        kind=Kind.SUBMITTED,
        action=_text(view["callback_id"], _VALUE),
        value=_text(view.get("private_metadata"), _VALUE),
        fields=dict(_filled(view["state"]["values"])),
        **_person(payload),
        **_envelope(payload, team=payload["team"]["id"]),
    )


def _event(payload: Mapping[str, Any]) -> Heard | None:
    event = payload["event"]
    kind = _EVENTS.get(event.get("type"))
    # What an app says is no question: two of them would talk to each other for ever.
    if kind is None or event.get("bot_id") or (kind is Kind.HOME and event.get("tab") not in (None, "home")):
        return None
    return Heard(
        kind=kind,
        user=_identifier(event["user"]),
        home=_optional(event.get("user_team") or event.get("team")),
        channel=_optional(event.get("channel")),
        words=_text(_MENTION.sub(" ", str(event.get("text") or ""), count=1), _WORDS).strip(),
        message=_stamp(event.get("ts")),
        thread=_stamp(event.get("thread_ts")),
        files=tuple(_uploaded(event)),
        **_envelope(payload, team=payload.get("team_id")),
    )


_EVENTS = {"app_mention": Kind.MENTION, "app_home_opened": Kind.HOME}
_KINDS = (
    (lambda payload: payload.get("type") == "event_callback", _event),
    (lambda payload: payload.get("type") == "block_actions", _pressed),
    (lambda payload: payload.get("type") == "view_submission", _submitted),
    (lambda payload: payload.get("type") == "message_action", _shortcut),
    (lambda payload: "command" in payload and "type" not in payload, _command),
)


def _envelope(payload: Mapping[str, Any], *, team: Any) -> dict[str, Any]:
    return {
        "key": _key(payload),
        "team": _optional(team),
        "app": _optional(payload.get("api_app_id")),
        "response_url": _text(payload.get("response_url"), _VALUE),
        "trigger": _text(payload.get("trigger_id"), _VALUE),
    }


def _key(payload: Mapping[str, Any]) -> str:
    """Slack's own id of what happened; of what has none, its contents."""
    own = payload.get("event_id") or payload.get("trigger_id") or json.dumps(payload, sort_keys=True)
    return sha256(str(own).encode(errors="replace")).hexdigest()[:32]


def _person(payload: Mapping[str, Any]) -> dict[str, Any]:
    person = payload["user"]
    return {"user": _identifier(person["id"]), "home": _optional(person.get("team_id"))}


def _chosen(act: Mapping[str, Any]) -> Any:
    """What was pressed or chosen: a value as it stands in each kind of element."""
    if "selected_option" in act:
        return (act["selected_option"] or {}).get("value")
    return act.get("value") or act.get("selected_conversation")


def _filled(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Each field of a form by the id of its block; what was left empty is empty."""
    for block, elements in list(values.items())[:_FIELDS]:
        for element in elements.values():
            yield block, _text(_chosen(element), _VALUE)


def _uploaded(message: Mapping[str, Any]) -> Iterator[Uploaded]:
    for one in list(message.get("files") or ())[:_FILES]:
        address = one.get("url_private_download") or one.get("url_private")
        if address:
            yield Uploaded(name=_text(one.get("name"), 255), size=int(one.get("size") or 0), address=str(address))


def _identifier(value: Any) -> str:
    """An id of Slack's. Raises ValueError for anything else."""
    if not (isinstance(value, str) and _ID.fullmatch(value)):
        raise ValueError("no id of Slack's")
    return value


def _optional(value: Any) -> str:
    return _identifier(value) if value else ""


def _stamp(value: Any) -> str:
    return value if isinstance(value, str) and _STAMP.fullmatch(value) else ""


def _text(value: Any, most: int) -> str:
    return value[:most] if isinstance(value, str) else ""
