"""Payloads as Slack sends them, and the headers that it signs them with."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from itertools import count
from typing import Any
from urllib.parse import urlencode

TEAM, APP, USER, PLACE = "T0STUB0001", "A0STUB0001", "U0STUB0001", "C0STUB0001"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 - the example of Slack's own documentation
_NUMBERS = count(1)


def trigger() -> str:
    """An id that nothing else has."""
    return f"{next(_NUMBERS)}.1337.abcdef"


def command(
    text: str, *, user: str = USER, channel: str = PLACE, response_url: str = "", **more: Any
) -> dict[str, Any]:
    """Somebody typed /diff and this."""
    fields = {
        "token": "legacy",
        "team_id": TEAM,
        "team_domain": "stub",
        "channel_id": channel,
        "channel_name": "filings",
        "user_id": user,
        "user_name": "ann",
        "command": "/diff",
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger(),
    }
    return fields | more


def pressed(
    action: str,
    value: str,
    *,
    message: str,
    user: str = USER,
    channel: str = PLACE,
    response_url: str = "",
    **more: Any,
) -> dict[str, Any]:
    """Somebody pressed a button below a message."""
    payload = {
        "type": "block_actions",
        "user": {"id": user, "username": "ann", "name": "ann", "team_id": TEAM},
        "api_app_id": APP,
        "token": "legacy",
        "container": {"type": "message", "message_ts": message, "channel_id": channel, "is_ephemeral": False},
        "trigger_id": trigger(),
        "team": {"id": TEAM, "domain": "stub"},
        "enterprise": None,
        "channel": {"id": channel, "name": "filings"},
        "message": {"type": "message", "ts": message, "text": "alert"},
        "response_url": response_url,
        "actions": [
            {"action_id": action, "block_id": "b", "type": "button", "value": value, "action_ts": f"{next(_NUMBERS)}.1"}
        ],
    }
    return payload | more


def chosen(action: str, value: str, **more: Any) -> dict[str, Any]:
    """Somebody chose from a list."""
    payload = pressed(action, "", **more)
    option = {"text": {"type": "plain_text", "text": "x"}, "value": value}
    payload["actions"] = [{"action_id": action, "block_id": "b", "type": "overflow", "selected_option": option}]
    return payload


def submitted(view: str, metadata: str, fields: dict[str, str], *, user: str = USER, **more: Any) -> dict[str, Any]:
    """Somebody sent a form off."""
    values = {
        name: {"field": {"type": "static_select", "selected_option": {"value": value}}}
        for name, value in fields.items()
    }
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "stub"},
        "user": {"id": user, "name": "ann", "team_id": TEAM},
        "api_app_id": APP,
        "token": "legacy",
        "trigger_id": trigger(),
        "view": {"id": "V1", "callback_id": view, "private_metadata": metadata, "state": {"values": values}},
        "response_urls": [],
    }
    return payload | more


def shortcut(callback: str, *, text: str = "", response_url: str = "", **more: Any) -> dict[str, Any]:
    """Somebody chose our entry in the menu of a message."""
    payload = {
        "type": "message_action",
        "callback_id": callback,
        "trigger_id": trigger(),
        "message_ts": "1700000000.000001",
        "response_url": response_url,
        "team": {"id": TEAM, "domain": "stub"},
        "user": {"id": USER, "name": "ann", "team_id": TEAM},
        "channel": {"id": PLACE, "name": "filings"},
        "message": {"type": "message", "user": USER, "ts": "1700000000.000001", "text": text},
        "token": "legacy",
    }
    return payload | more


def event(kind: str, *, user: str = USER, **more: Any) -> dict[str, Any]:
    """Something happened that the app asked to hear of."""
    said: dict[str, Any] = {"type": kind, "user": user, "channel": PLACE, "ts": "1700000000.000002"}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": APP,
        "token": "legacy",
        "event_id": f"Ev{next(_NUMBERS):08d}",
        "event_time": 1700000000,
        "event": said | more,
    }


def envelope(payload: dict[str, Any]) -> dict[str, Any]:
    """A payload as it comes over a socket."""
    kind = "slash_commands" if "command" in payload else "interactive"
    kind = "events_api" if payload.get("type") == "event_callback" else kind
    accepts = kind != "events_api"
    return {"type": kind, "envelope_id": trigger(), "payload": payload, "accepts_response_payload": accepts}


def body_of(payload: dict[str, Any]) -> tuple[bytes, str]:
    """A payload as it comes over HTTP, with its media type."""
    if payload.get("type") in ("event_callback", "url_verification"):
        return json.dumps(payload).encode(), "application/json"
    if "command" in payload:
        return urlencode(payload).encode(), "application/x-www-form-urlencoded"
    return urlencode({"payload": json.dumps(payload)}).encode(), "application/x-www-form-urlencoded"


def signed(body: bytes, kind: str, *, now: float, secret: str = SECRET) -> dict[str, str]:
    """The headers that Slack puts to a body."""
    stamp = str(int(now))
    mark = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()
    return {"content-type": kind, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={mark}"}
