"""Each payload is read into one value, and what is shaped otherwise is nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bench.slack import payloads
from bot.slack.listening.heard import Kind, heard


def test_a_command_is_read() -> None:
    """Who typed what, and where."""
    one = heard(payloads.command("AAPL 10-K", response_url="https://hooks.slack.com/commands/T/1"))
    assert one is not None
    assert (one.kind, one.user, one.channel, one.words) == (Kind.COMMAND, payloads.USER, payloads.PLACE, "AAPL 10-K")
    assert (one.team, one.app) == (payloads.TEAM, payloads.APP)


def test_a_button_and_a_choice_are_read() -> None:
    """The value of a button, and that of a list."""
    button = heard(payloads.pressed("review", "7.mark", message="1700000000.000000"))
    choice = heard(payloads.chosen("more", "snooze.mark", message="1700000000.000000"))
    assert button is not None
    assert choice is not None
    assert (button.action, button.value, button.message) == ("review", "7.mark", "1700000000.000000")
    assert (choice.action, choice.value) == ("more", "snooze.mark")


def test_a_form_is_read() -> None:
    """Its fields by the ids of their blocks, and what was handed along with it."""
    one = heard(payloads.submitted("watch", "meta", {"source": "edgar"}))
    assert one is not None
    assert (one.kind, one.action, one.value, dict(one.fields)) == (Kind.SUBMITTED, "watch", "meta", {"source": "edgar"})


def test_a_mention_is_read_without_our_name() -> None:
    """Only what is said to us."""
    one = heard(payloads.event("app_mention", text="<@U0BOT00001> show 3", thread_ts="1700000000.000001"))
    assert one is not None
    assert (one.kind, one.words, one.thread) == (Kind.MENTION, "show 3", "1700000000.000001")


def test_what_an_app_says_is_no_question() -> None:
    """Two apps would talk to each other for ever."""
    assert heard(payloads.event("app_mention", text="hi", bot_id="B1")) is None


def test_files_of_a_message_are_read() -> None:
    """Their names, sizes and addresses."""
    file = {"name": "a.pdf", "size": 5, "url_private": "https://files.slack.com/a"}
    one = heard(payloads.shortcut("compare_files", message={"ts": "1700000000.000001", "files": [file]}))
    assert one is not None
    assert [(file.name, file.size, file.address) for file in one.files] == [("a.pdf", 5, "https://files.slack.com/a")]


def test_what_comes_twice_has_the_same_key() -> None:
    """Slack repeats an event under its own id; two commands alike are two."""
    event = payloads.event("app_mention", text="x")
    again = event | {"event_time": 1700000099}
    assert heard(event).key == heard(again).key  # type: ignore[union-attr]
    assert heard(payloads.command("x")).key != heard(payloads.command("x")).key  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "block_actions"},
        {"type": "block_actions", "actions": [], "user": {"id": "U0STUB0001"}, "team": {"id": "T0STUB0001"}},
        {"type": "event_callback", "event": "x"},
        {"type": "event_callback", "event": {"type": "message", "user": "U0STUB0001"}},
        {"type": "view_submission", "view": []},
        {"type": "view_closed"},
        payloads.command("x", user="<!channel>"),
        payloads.command("x", channel="../etc"),
    ],
)
def test_what_is_shaped_otherwise_is_nothing(payload: dict[str, Any]) -> None:
    """No error, and nothing to do."""
    assert heard(payload) is None


def test_words_and_values_have_a_length() -> None:
    """Nobody hands us a book."""
    one = heard(payloads.command("x" * 100_000))
    assert one is not None
    assert len(one.words) == 1_000


def test_secrets_are_not_shown() -> None:
    """A log that shows what was heard shows no address to answer to."""
    one = heard(payloads.command("x", response_url="https://hooks.slack.com/commands/T/secret"))
    assert "secret" not in repr(one)
