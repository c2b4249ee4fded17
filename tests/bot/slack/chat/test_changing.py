"""Watches, settings and the home: who is named may change them, and everybody sees what is theirs to see."""

from __future__ import annotations

from typing import Any

import pytest

from bench.slack import payloads
from bench.slack.office import ADMIN, MEMBER, STRANGER, Direct, Office, buttons_of, config_of, text_of, until
from bot.app import build
from bot.slack.linting import view_faults
from bot.store import asked


@pytest.fixture
def options() -> dict[str, Any]:
    """Nothing beside what every office has."""
    return {}


def test_a_watch_that_is_asked_for_is_there_after_building_anew(office: Office) -> None:
    """It is told in the channel where it was asked for, and the program is to begin anew."""
    assert "000002 cninfo is watched" in text_of(office.answer("watch 000002", user=ADMIN))
    until(office.app.renewed.is_set)
    app = build(config_of(office.root, office.slack), comparing=Direct())
    assert app.pipeline.watches["000002 cninfo"].route.channels == ("slack:#filings",)
    app.close()


def test_a_watch_that_was_asked_for_can_be_taken_back(office: Office) -> None:
    """One of the configuration cannot."""
    office.answer("watch 700 hkex", user=ADMIN)
    assert "not watched any more" in text_of(office.answer("unwatch 700 hkex", user=ADMIN))
    assert "configuration" in text_of(office.answer("unwatch w", user=ADMIN))
    assert "no watch named" in text_of(office.answer("unwatch x", user=ADMIN))
    with office.app.store.reading() as connection:
        assert asked.wished(connection) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("watch AAPL", "address"),  # SEC wants one to write to, and none is configured
        ("watch 000002 folder", "name one of these"),
        ("watch x/../y", "name one of these"),
    ],
)
def test_what_cannot_be_watched_is_said(office: Office, text: str, words: str) -> None:
    """And nothing is stored."""
    assert words in text_of(office.answer(text, user=ADMIN))
    with office.app.store.reading() as connection:
        assert asked.wished(connection) == []


@pytest.mark.parametrize("text", ["watch 000002", "unwatch w", "settings"])
@pytest.mark.parametrize("user", [MEMBER, STRANGER])
def test_only_who_is_named_changes_what_is_watched(office: Office, text: str, user: str) -> None:
    """Members of the channel look."""
    assert "slack.admins" in text_of(office.answer(text, user=user))


def test_a_form_asks_what_to_watch(office: Office) -> None:
    """As the command does it; only who opened it sends it off."""
    office.command("watch", user=ADMIN)
    until(lambda: office.slack.arguments_of("views.open"))
    view = office.slack.arguments_of("views.open")[0]["view"]
    assert view_faults(view) == []
    fields = {"filer": "000002", "source": "-", "at_least": "high"}
    office.ask(payloads.submitted("watch", view["private_metadata"], fields, user=MEMBER))
    office.ask(payloads.submitted("watch", view["private_metadata"], fields, user=ADMIN))
    until(office.app.renewed.is_set)
    with office.app.store.reading() as connection:
        (wish,) = asked.wished(connection)
    assert (wish["name"], wish["at_least"]) == ("000002 cninfo", "high")


def test_a_form_that_cannot_be_right_says_so_while_it_is_open(office: Office) -> None:
    """Beside the field; with a source that fits it is taken."""
    office.command("watch", user=ADMIN)
    until(lambda: office.slack.arguments_of("views.open"))
    meta = office.slack.arguments_of("views.open")[0]["view"]["private_metadata"]
    said = office.ask(payloads.submitted("watch", meta, {"filer": "x/y", "source": "-"}, user=ADMIN))
    assert said["response_action"] == "errors"
    assert "name one of these" in said["errors"]["filer"]
    assert office.ask(payloads.submitted("watch", meta, {"filer": "000002", "source": "szse"}, user=ADMIN)) == {}
    until(office.app.renewed.is_set)


def test_a_button_or_form_of_another_version_says_so(office: Office) -> None:
    """It is no bug, and nothing is done."""
    url = office.slack.response_url("8")
    office.ask(payloads.pressed("older", "x", message="1700000000.000001", response_url=url))
    assert "too old" in text_of(office.said()[0])
    office.ask(payloads.submitted("older", "x", {}))
    until(lambda: any(one["channel"] == MEMBER for one in office.slack.posted))


def test_settings_of_a_channel_are_kept(office: Office) -> None:
    """Its language from the next answer on."""
    office.command("settings", user=ADMIN)
    until(lambda: office.slack.arguments_of("views.open"))
    view = office.slack.arguments_of("views.open")[0]["view"]
    assert view_faults(view) == []
    office.ask(
        payloads.submitted("settings", view["private_metadata"], {"language": "zh", "at_least": "-"}, user=ADMIN)
    )
    until(lambda: "在此通知" in text_of(office.answer("list")))


def test_a_channel_that_wants_the_gravest_alone_is_told_no_less(office: Office) -> None:
    """What is below its own severity is stored and not told."""
    with office.app.store.writing() as connection:
        manner = asked.Manner(at_least=asked.Severity.CRITICAL)
        asked.set_manner(connection, "slack:#filings", manner, who="x", now=office.app.clock())
    told = len(office.slack.parents)
    office.file("annual-2024.txt", "4")
    office.app.check()
    assert len(office.slack.parents) == told


def home(office: Office, user: str) -> dict[str, Any]:
    """The home of somebody."""
    before = len(office.slack.arguments_of("views.publish"))
    office.ask(payloads.event("app_home_opened", user=user, tab="home"))
    until(lambda: len(office.slack.arguments_of("views.publish")) > before)
    said = office.slack.arguments_of("views.publish")[-1]
    assert said["user_id"] == user
    assert view_faults(said["view"]) == []
    return dict(said["view"])


def test_the_home_shows_open_changes_and_watches(office: Office) -> None:
    """Each change log can be had as a direct message."""
    view = home(office, MEMBER)
    assert "Example Holdings" in text_of(view)
    shows = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    payload = payloads.pressed(shows[0]["action_id"], shows[0]["value"], message="")
    office.ask(payload | {"container": {"type": "view"}, "channel": None})
    until(lambda: any(one["channel"] == MEMBER for one in office.slack.posted))
    assert buttons_of(office.slack.posted[-1]) == []


def test_the_home_of_who_is_in_no_channel_shows_nothing(office: Office) -> None:
    """What a channel is told is for its members."""
    view = home(office, STRANGER)
    assert "Example" not in text_of(view)
    assert "No watch" in text_of(view)
