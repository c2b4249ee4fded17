"""The manifest keeps the rules of Slack's own schema, and asks for no more than is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.slack.blocks.reviewing import EACH, MORE, PAGE, REVIEW
from bot.slack.chat.doing import _BUTTONS, _FORMS, _TABLE, COMMANDS_DONE
from bot.slack.chat.grammar import COMMANDS
from bot.slack.listening.heard import _EVENTS, Kind
from bot.slack.manifest import EVENTS, LISTENING, POSTING, UPLOADS, Transport, manifest

ADDRESS = "https://filings.example.org/slack"
MADE = {
    Transport.NONE: manifest(Transport.NONE),
    Transport.SOCKET: manifest(Transport.SOCKET),
    Transport.HTTP: manifest(Transport.HTTP, ADDRESS),
}
# Of https://github.com/slackapi/manifest-schema: the parts that we use.
SETTINGS = {
    "org_deploy_enabled", "socket_mode_enabled", "token_rotation_enabled", "interactivity", "event_subscriptions",
}  # fmt: skip


@pytest.mark.parametrize("transport", Transport)
def test_names_and_texts_have_the_lengths_that_slack_takes(transport: Transport) -> None:
    """A name of 35 characters, a description of 140, a colour, a command of 32 with a slash."""
    made = MADE[transport]
    shown = made["display_information"]
    assert set(made) == {"display_information", "features", "oauth_config", "settings"}
    assert 0 < len(shown["name"]) <= 35
    assert 0 < len(shown["description"]) <= 140
    assert re.fullmatch("#[0-9a-f]{6}", shown["background_color"])
    assert re.fullmatch(r"[a-z0-9._-]{1,80}", made["features"]["bot_user"]["display_name"])
    assert set(made["settings"]) <= SETTINGS
    for command in made["features"].get("slash_commands", ()):
        assert re.fullmatch(r"/[a-z-]{1,31}", command["command"])
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
        assert command["should_escape"]


def test_an_app_that_only_posts_has_nothing_to_press(tmp_path: Path) -> None:
    """It offers no command that nothing would answer, and asks for the rights of posting alone."""
    made = MADE[Transport.NONE]
    assert made["oauth_config"]["scopes"]["bot"] == sorted(POSTING)
    assert "slash_commands" not in made["features"]
    assert "interactivity" not in made["settings"]
    assert not list(tmp_path.iterdir())


def test_a_listening_app_is_reached_in_one_way() -> None:
    """Over a socket there is no address anywhere; over HTTP each thing that is called has it."""
    socket, http = MADE[Transport.SOCKET], MADE[Transport.HTTP]
    assert socket["settings"]["socket_mode_enabled"]
    assert "http" not in str(socket)
    assert not http["settings"]["socket_mode_enabled"]
    assert http["features"]["slash_commands"][0]["url"] == ADDRESS
    assert http["settings"]["interactivity"]["request_url"] == ADDRESS
    assert http["settings"]["event_subscriptions"]["request_url"] == ADDRESS
    assert socket["oauth_config"]["scopes"]["bot"] == sorted(POSTING | LISTENING)


@pytest.mark.parametrize(
    "address", ["", "http://filings.example.org", "filings.example.org", "https://a:b@example.org"]
)
def test_slack_calls_https_addresses_only(address: str) -> None:
    """Anything else is a mistake that is told."""
    with pytest.raises(ValueError, match="https address"):
        manifest(Transport.HTTP, address)


def test_every_scope_is_told_in_the_documentation() -> None:
    """Whoever installs the app reads what each right is for."""
    page = (Path(__file__).parents[3] / "docs" / "slack.md").read_text(encoding="utf-8")
    assert [scope for scope in POSTING | LISTENING | UPLOADS if f"`{scope}`" not in page] == []
    assert not {"chat:write.public", "users:read", "users:read.email", "im:history"} & set(POSTING | LISTENING)


@pytest.mark.parametrize("transport", [Transport.SOCKET, Transport.HTTP])
def test_a_listening_app_asks_for_exactly_what_is_answered(transport: Transport) -> None:
    """Each event that is subscribed to is read, each kind of payload has its answer, and no right is too much."""
    made = MADE[transport]
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS) == set(_EVENTS)
    assert made["settings"]["interactivity"]["is_enabled"]
    assert made["features"]["app_home"]["home_tab_enabled"]
    assert [one["type"] for one in made["features"]["shortcuts"]] == ["message"]
    assert set(_TABLE) == set(Kind)
    assert set(COMMANDS_DONE) == set(COMMANDS)
    assert {REVIEW, PAGE, MORE} <= set(_BUTTONS)
    assert EACH in _FORMS
    with_files = manifest(Transport.SOCKET, uploads=True)["oauth_config"]["scopes"]["bot"]
    assert set(with_files) - set(made["oauth_config"]["scopes"]["bot"]) == set(UPLOADS)


# Which right each method of Slack's needs, by its page in https://docs.slack.dev/reference/methods.
NEEDS = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "conversations.list": "channels:read",
    "conversations.members": "channels:read",
    "auth.test": "",
    "views.open": "",
    "views.publish": "",
    "blocks.validate": "",
    "apps.connections.open": "",
}


def test_every_method_that_is_called_is_allowed_by_a_scope_and_every_scope_is_used() -> None:
    """Least rights, both ways."""
    folder = Path(__file__).parents[3] / "bot" / "slack"
    written = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    called = set(re.findall(r'"((?:chat|conversations|views|auth|blocks|files|users|apps)\.[A-Za-z.]+)"', written))
    called -= {one for one in called if one.endswith(".com")}
    assert called <= set(NEEDS)
    used = {NEEDS[one] for one in called} - {""}
    used |= {scope.replace("channels", "groups") for scope in used if scope.startswith("channels")}
    assert used | {"files:write"} == set(POSTING)
