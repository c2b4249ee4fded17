"""The manifest of the Slack app: what it is called, and the least it may do.

The form is that of https://docs.slack.dev/reference/app-manifest.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from bot.slack.escaping import web_address

# Each scope with what does not work without it.
POSTING = {
    "chat:write": "posting alerts",
    "files:write": "putting the report into the thread",
    "channels:read": "finding a public channel by its name",
    "groups:read": "finding a private channel by its name",
    "channels:history": "looking up whether an alert has arrived, when its sending was cut off",
    "groups:history": "the same in a private channel",
}
LISTENING = {
    "commands": "the command /diff, and the entry in the menu of a message",
    "app_mentions:read": "being asked in a thread, where commands do not work",
}
UPLOADS = {"files:read": "reading files that are put into Slack, with slack.uploads"}
_COMMAND = {
    "command": "/diff",
    "description": "What changed between two filings",
    "usage_hint": "FILER [FORM] [PERIOD] | help",
    "should_escape": True,
}
_SHORTCUT = {
    "name": "Compare filings",
    "type": "message",
    "callback_id": "compare",
    "description": "Compares the two filings that a message names or holds",
}
# What the app hears of: being named, and its home being opened.
EVENTS = ("app_home_opened", "app_mention")
# Where people see what is open, and where answers come that are late; nobody writes there.
_HOME = {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True}


class Transport(StrEnum):
    """How Slack reaches the app: not at all, through a connection that the app opens, or at an address of ours."""

    NONE = "none"
    SOCKET = "socket"
    HTTP = "http"


def manifest(transport: Transport, address: str = "", *, uploads: bool = False) -> dict[str, Any]:
    """The manifest of an app that posts, and that listens unless `transport` is none; `uploads`: it may read files.

    Raises ValueError where the transport is http and `address` is no https address.
    """
    if transport is Transport.HTTP and not (web_address(address) and address.startswith("https://")):
        raise ValueError("is the https address that Slack is to call, for example https://filings.example.org/slack")
    listens = transport is not Transport.NONE
    features: dict[str, Any] = {"bot_user": {"display_name": "filingwatch", "always_online": True}}
    if listens:
        features["slash_commands"] = [_COMMAND | _called_at(transport, "url", address)]
        features["shortcuts"] = [_SHORTCUT]
        features["app_home"] = _HOME
    scopes = (LISTENING | (UPLOADS if uploads else {})) if listens else {}
    return {
        "display_information": {
            "name": "Filingwatch",
            "description": "Tells which figures and claims changed in official filings",
            "background_color": "#1f3d4d",
        },
        "features": features,
        "oauth_config": {"scopes": {"bot": sorted(POSTING | scopes)}},
        "settings": _settings(transport, address, listens=listens),
    }


def _settings(transport: Transport, address: str, *, listens: bool) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "org_deploy_enabled": False,
        "socket_mode_enabled": transport is Transport.SOCKET,
        "token_rotation_enabled": False,
    }
    if listens:
        called = _called_at(transport, "request_url", address)
        settings["interactivity"] = {"is_enabled": True, **called}
        settings["event_subscriptions"] = {"bot_events": list(EVENTS), **called}
    return settings


def _called_at(transport: Transport, key: str, address: str) -> dict[str, str]:
    return {key: address} if transport is Transport.HTTP else {}
