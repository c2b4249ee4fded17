"""Commands end to end: typed in Slack, acknowledged at once, answered where only who asked sees it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bench.slack import payloads
from bench.slack.office import ADMIN, MEMBER, STRANGER, Office, buttons_of, text_of, until
from bench.slack.stub import Stub
from bot.slack.chat.doing import perform
from bot.slack.chat.grammar import COMMANDS
from bot.slack.linting import faults
from bot.slack.listening.heard import heard
from bot.store.rows import State
from bot.store.tables import metadata


def test_help_is_said_at_once_and_names_every_command(office: Office) -> None:
    """It is made of the table of commands, and Slack takes it."""
    said = office.command("help")
    assert [name for name in COMMANDS if name not in text_of(said) and name != "diff"] == []
    assert said["response_type"] == "ephemeral"
    assert faults({"text": said["text"], "blocks": said["blocks"]}) == []
    assert text_of(office.command("")) == text_of(said)


def test_a_filer_is_compared_with_what_lineage_says(office: Office) -> None:
    """The newest report against the latest issue of the year before, which is stored: the change log is shown."""
    assert "600000" in office.command("600000")["text"]
    comparing, found = office.said(2)
    assert comparing["replace_original"]
    assert "annual-2023" in comparing["text"]
    assert found["response_type"] == "ephemeral"
    assert found["replace_original"]
    assert "differs" in text_of(found) or "3" in text_of(found)
    assert faults({"text": found["text"], "blocks": found["blocks"]}) == []


def test_a_form_and_periods_choose_the_two(office: Office) -> None:
    """Two periods are compared whatever lineage would choose; the earlier one is the old one."""
    said = office.answer("Example Holdings annual 2023 2022")
    assert "annual-2022-corrected" in text_of(said)
    assert office.answer("Example annual 2022")["blocks"]


def test_a_mistyped_name_brings_a_button_that_asks_anew(office: Office) -> None:
    """The button says it again, rightly."""
    said = office.answer("Exampel Holding")
    again = buttons_of(said)[0]
    payload = payloads.pressed(
        again["action_id"], again["value"], message="1700000000.000001", response_url=office.slack.response_url("2")
    )
    office.ask(payload)
    assert "annual-2023" in text_of(office.said()[0])


def test_a_mistyped_command_brings_the_right_one(office: Office) -> None:
    """It is taken for a filer first, and then for what it is like."""
    assert "status" in [one["text"]["text"] for one in buttons_of(office.answer("statsu"))]


def test_what_is_not_stored_says_what_is(office: Office) -> None:
    """With a button for each."""
    said = office.answer("600000 annual 1999")
    assert "600000 annual_report 2023" in [one["text"]["text"] for one in buttons_of(said)]


def test_log_show_list_and_status_answer(office: Office) -> None:
    """Each with what is stored."""
    assert "annual-2023" in text_of(office.answer("log"))
    assert "annual-2023" in text_of(office.answer("log Example 1"))
    assert "annual-2022" in text_of(office.answer("show 1"))
    assert "w" in text_of(office.answer("list"))
    assert "w" in text_of(office.answer("status"))


@pytest.mark.parametrize("text", ["show x", "show 99999999", "show 9999999999999", "log nobody", "https://a.example/x"])
def test_what_cannot_be_answered_says_why(office: Office, text: str) -> None:
    """One sentence, and no bug."""
    said = text_of(office.answer(text))
    assert said
    assert "fault in filingwatch" not in said


def test_a_command_that_lacks_something_says_how_it_is_typed(office: Office) -> None:
    """At once."""
    assert "/diff show ID" in text_of(office.command("show"))


def test_an_answer_is_shared_once_its_asker_says_so(office: Office) -> None:
    """All see it then, with who has shared it and without the button; nobody else can share it."""
    share = buttons_of(office.answer("show 1"))[-1]
    url = office.slack.response_url("2")
    pressed: Any = {"message": "1700000000.000001", "response_url": url}
    office.ask(payloads.pressed("share", share["value"], user=STRANGER, **pressed))
    assert "too old" in text_of(office.said()[0])
    office.ask(payloads.pressed("share", share["value"], user=MEMBER, **pressed))
    aloud, gone = office.said(2)
    assert aloud["response_type"] == "in_channel"
    assert not buttons_of(aloud)
    assert {"type": "user", "user_id": MEMBER} in aloud["blocks"][0]["elements"][0]["elements"]
    assert gone["delete_original"]


def test_looking_writes_nothing(office: Office) -> None:
    """No alert, no row, no sent message: whatever is asked."""

    def rows() -> dict[str, list[Any]]:
        with office.app.store.reading() as connection:
            return {table.name: list(connection.execute(table.select())) for table in metadata.sorted_tables}

    before, posted = rows(), len(office.slack.posted)
    for text in ("600000", "Example annual 2022 2023", "log", "show 1", "list", "status"):
        office.answer(text)
    assert rows() == before
    assert len(office.slack.posted) == posted
    assert office.app.alerts() == []
    assert {row.state for row in office.app.alerts("sent")} == {State.SENT}


def test_other_channels_learn_nothing_of_what_is_watched(office: Office) -> None:
    """A list is that of its own channel, but for who may change it."""
    assert "0 watches" in text_of(office.answer("list", channel="C0OTHER001"))
    assert "annual" not in text_of(office.answer("log", channel="C0OTHER001"))
    assert "1 watch" in text_of(office.answer("list", channel="C0OTHER001", user=ADMIN))


def test_a_mention_is_answered_in_its_thread(office: Office) -> None:
    """Where commands do not work; only who asked sees it."""
    office.ask(payloads.event("app_mention", text="<@U0BOT00001> show 1", thread_ts="1700000000.000009"))
    until(lambda: office.slack.arguments_of("chat.postEphemeral"))
    said = office.slack.arguments_of("chat.postEphemeral")[0]
    assert (said["user"], said["thread_ts"]) == (MEMBER, "1700000000.000009")
    assert "annual-2022" in text_of(said)


def test_what_comes_twice_is_answered_once(office: Office) -> None:
    """Slack sends an event again that it believes lost."""
    event = payloads.event("app_mention", text="<@U0BOT00001> help")
    office.ask(event)
    office.ask(event)
    until(lambda: office.slack.arguments_of("chat.postEphemeral"))
    office.answer("list")
    assert len(office.slack.arguments_of("chat.postEphemeral")) == 1


def test_an_address_to_answer_to_that_is_not_slacks_is_not_asked(office: Office, slack: Stub) -> None:
    """The answer goes to the person instead."""
    office.ask(payloads.command("show 1", response_url="https://hooks.slack.example/x"))
    until(lambda: any(one["channel"] == MEMBER for one in slack.posted))
    assert slack.responses == []


def test_addresses_of_other_hosts_are_not_fetched(office: Office) -> None:
    """The hosts that may be asked are named."""
    said = text_of(office.answer("http://127.0.0.1/a.pdf http://169.254.169.254/b.pdf"))
    assert "127.0.0.1 is not a host that may be asked" in said
    assert "www.sec.gov" in said


def test_files_in_slack_are_read_only_where_that_is_allowed(office: Office) -> None:
    """It is not, unless it is configured."""
    files = [{"name": "a.txt", "size": 1, "url_private": f"{office.slack.address}a"}] * 2
    message = {"ts": "1700000000.000001", "text": "", "files": files}
    office.ask(payloads.shortcut("compare", response_url=office.slack.response_url(), message=message))
    assert "slack.uploads" in text_of(office.said()[0])


def test_nothing_secret_is_logged(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    """No token, no address to answer to, no trigger, whatever goes wrong."""
    secret = office.slack.response_url("s3cr3t")
    office.slack.fault = lambda *_: None
    for text in ("show 1", "nobody", "status"):
        office.ask(payloads.command(text, response_url=f"{secret}?x"))
    office.ask(payloads.command("show 1", response_url="https://hooks.slack.com.evil.example/s3cr3t"))
    office.answer("list")
    said = "".join(capfd.readouterr())
    assert [word for word in ("s3cr3t", "xoxb-", "xapp-", "1337.abcdef") if word in said] == []


def test_answers_are_json_that_slack_takes(office: Office) -> None:
    """Every answer passes our linter."""
    for text in ("600000", "log", "show 1", "list", "status", "nobody", "600000 annual 1999"):
        said = office.answer(text)
        assert faults({"text": said["text"], "blocks": said["blocks"]}) == [], json.dumps(said)


def test_what_takes_too_long_comes_as_a_direct_message(office: Office) -> None:
    """The address to answer to is good for half an hour; after that who asked is written to."""
    one = heard(payloads.command("show 1", response_url=office.slack.response_url()))
    assert one is not None
    perform(replace(office.known["desk"], clock=lambda: one.at + 26 * 60), one)
    assert office.slack.responses == []
    assert office.slack.posted[-1]["channel"] == MEMBER
    assert "annual-2022" in text_of(office.slack.posted[-1])


def test_one_person_does_not_hold_up_the_others(office: Office) -> None:
    """Who asks twenty things at once waits for the twentieth; who asks one is answered among the first."""
    for at in range(18):
        office.slack.sockets.send(payloads.command("600000", response_url=office.slack.response_url(f"many{at}")))
    office.slack.sockets.send(payloads.command("600000", user=ADMIN, response_url=office.slack.response_url("one")))

    def answered() -> list[str]:
        return [name for name, body in office.slack.responses if "blocks" in body]

    until(lambda: len(answered()) == 19, 30)
    assert sorted(answered()) == sorted([*(f"many{at}" for at in range(18)), "one"])
