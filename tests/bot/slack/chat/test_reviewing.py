"""Buttons below an alert: what was decided stands on the record and below the alert, whose words stay as they are."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from bench.slack import payloads
from bench.slack.office import ADMIN, MEMBER, STRANGER, Office, buttons_of, text_of, until
from bench.slack.stub import CHANNEL
from bot.slack.chat.reminding import remind
from bot.slack.linting import faults, view_faults
from bot.store import asked, record
from bot.store.reviews import reviews_of

CHANNEL_NAME = "slack:#filings"


def alert(office: Office) -> dict[str, Any]:
    """The last alert in the channel."""
    return next(one for one in reversed(office.slack.parents) if any(b["type"] == "actions" for b in one["blocks"]))


def values(message: dict[str, Any]) -> dict[str, str]:
    """The value of each button and of each entry of the menu, by its label."""
    found = {}
    for one in buttons_of(message):
        for option in one.get("options", [one]):
            found[option["text"]["text"]] = option["value"]
    return found


def press(office: Office, label: str, *, user: str = MEMBER, **more: Any) -> None:
    """Presses a button below the last alert."""
    told = alert(office)
    action = next(
        one["action_id"] for one in buttons_of(told) if label in [o["text"]["text"] for o in one.get("options", [one])]
    )
    url = office.slack.response_url("9")
    office.ask(
        payloads.pressed(
            action,
            more.pop("value", values(told)[label]),
            **({"message": told["ts"], "user": user, "response_url": url} | more),
        )
    )


def recorded(office: Office, diff: int = 2) -> list[tuple[str, str, str]]:
    """Decision, who and note of each review of a change log."""
    with office.app.store.reading() as connection:
        return [(row.decision, row.who, row.note) for row in reviews_of(connection, diff)]


def newest(office: Office) -> int:
    """The change log of the last alert."""
    return int(office.known["desk"].seal.opened(values(alert(office))["Confirm"], CHANNEL_NAME).split(":")[1])


@pytest.mark.parametrize(
    ("label", "decision"), [("Confirm", "confirmed"), ("Dismiss", "dismissed"), ("Escalate", "escalated")]
)
def test_a_decision_is_recorded_and_shown_below(office: Office, label: str, decision: str) -> None:
    """With who and when; nothing else in the alert is touched, and Slack takes it."""
    before, number = json.loads(json.dumps(alert(office))), newest(office)
    press(office, label)
    until(lambda: "block_id" in alert(office)["blocks"][-1] and alert(office)["blocks"][-1]["block_id"] == "status")
    after = alert(office)
    assert after["blocks"][:-1] == before["blocks"]
    assert after["text"] == before["text"]
    assert {"type": "user", "user_id": MEMBER} in after["blocks"][-1]["elements"][0]["elements"]
    assert faults({"text": after["text"], "blocks": after["blocks"]}) == []
    assert recorded(office, number) == [(decision, f"slack:{MEMBER}", "")]
    with office.app.store.reading() as connection:
        last = record.last(connection)
    assert last is not None
    assert last.kind == "review"


def test_a_second_decision_takes_the_place_of_the_line_and_not_of_the_record(office: Office) -> None:
    """Both stand on the record."""
    number = newest(office)
    press(office, "Confirm")
    until(lambda: "Confirmed" in text_of(alert(office)))
    press(office, "Dismiss", user=ADMIN)
    until(lambda: "Dismissed" in text_of(alert(office)))
    assert [row[0] for row in recorded(office, number)] == ["confirmed", "dismissed"]
    assert sum(block.get("block_id") == "status" for block in alert(office)["blocks"]) == 1


def test_what_is_pressed_twice_is_recorded_once(office: Office) -> None:
    """Slack sends it again, even to a program that has begun anew meanwhile."""
    number, told = newest(office), alert(office)
    payload = payloads.pressed("review:confirmed", values(told)["Confirm"], message=told["ts"])
    office.ask(payload)
    until(lambda: recorded(office, number))
    office.known["desk"].app  # noqa: B018
    with office.app.store.reading() as connection:
        entries = len(list(record.entries(connection)))
    from bot.slack.chat.doing import perform
    from bot.slack.listening.heard import heard

    again = heard(payload)
    assert again is not None
    perform(office.known["desk"], again)
    with office.app.store.reading() as connection:
        assert len(list(record.entries(connection))) == entries


def test_who_is_not_in_the_channel_decides_nothing(office: Office) -> None:
    """Nor does a guest of another workspace; each is told so."""
    number = newest(office)
    press(office, "Confirm", user=STRANGER)
    assert "members" in text_of(office.said()[0])
    guest = {"id": MEMBER, "team_id": "T0OTHER001"}
    told = alert(office)
    payload = payloads.pressed(
        "review:confirmed", values(told)["Confirm"], message=told["ts"], response_url=office.slack.response_url("9")
    )
    office.ask(payload | {"user": guest})
    assert "Guests" in text_of(office.said()[0])
    assert recorded(office, number) == []


def test_a_value_is_bound_to_its_channel_and_its_message(office: Office) -> None:
    """Copied to another message or channel, altered or made up, it does nothing."""
    number, value = newest(office), values(alert(office))["Confirm"]
    office.slack.members.append("U0OTHER001")
    tries = (
        {"message": "1700000000.999999"},
        {"channel": "C0OTHER001"},
        {"value": value.replace(f":{number}:", f":{number - 1}:")},
        {"value": value.replace("confirmed", "dismissed")},
        {"value": "confirmed:1:1.0"},
        {"value": ""},
    )
    for one in tries:
        press(office, "Confirm", **one)
        assert "too old" in text_of(office.said()[0])
    assert recorded(office, number) == []


def test_each_change_is_decided_in_a_form(office: Office) -> None:
    """It opens with what was decided before, and records what differs, with the note."""
    number = newest(office)
    press(office, "Decide one by one")
    until(lambda: office.slack.arguments_of("views.open"))
    view = office.slack.arguments_of("views.open")[0]["view"]
    assert view_faults(view) == []
    fields = {block["block_id"]: "escalated" for block in view["blocks"] if block["type"] == "input"} | {
        "note": "see p. 3"
    }
    office.ask(payloads.submitted("each", view["private_metadata"], fields))
    until(lambda: recorded(office, number))
    assert recorded(office, number) == [("escalated", f"slack:{MEMBER}", "see p. 3")]
    until(lambda: "Escalated" in text_of(alert(office)))


def test_what_is_put_off_is_brought_up_again_once(office: Office) -> None:
    """In the thread, unless somebody has decided meanwhile."""
    number, desk = newest(office), office.known["desk"]
    press(office, "Remind me tomorrow")
    until(lambda: "Put off" in text_of(alert(office)))
    assert recorded(office, number)[0][0] == "open"
    assert recorded(office, number)[0][2].startswith("snoozed until ")
    assert remind(desk) == 0
    later = _later(office, timedelta(days=2))
    assert [remind(later), remind(later)] == [1, 0]
    assert office.slack.posted[-1]["thread_ts"] == alert(office)["ts"]


def test_what_was_decided_meanwhile_is_not_brought_up(office: Office) -> None:
    """Nobody is reminded of what is done."""
    press(office, "Remind me in a week")
    until(lambda: "Put off" in text_of(alert(office)))
    press(office, "Confirm")
    until(lambda: "Confirmed" in text_of(alert(office)))
    assert remind(_later(office, timedelta(days=8))) == 0


def _later(office: Office, span: timedelta) -> Any:
    from dataclasses import replace

    desk = office.known["desk"]
    now = office.app.clock() + span
    return replace(desk, app=replace(office.app, clock=lambda: now))


def test_a_filer_is_muted_here_and_told_again(office: Office) -> None:
    """The next filing is stored and not told; after unmute the one after it is."""
    press(office, "Mute this filer here")
    assert "Example Holdings" in text_of(office.said()[0])
    assert "muted in slack:#filings" in recorded(office, newest(office))[-1][2]
    told = len(office.slack.parents)
    office.file("annual-2024.txt", "4")
    office.app.check()
    assert len(office.slack.parents) == told
    assert "annual-2024" in text_of(office.answer("600000"))
    office.answer("unmute 600000")
    office.file("annual-2025.txt", "5")
    office.app.check()
    assert len(office.slack.parents) == told + 1


def test_mute_and_unmute_are_for_members(office: Office) -> None:
    """They take a name as /diff does, and a span."""
    assert "members" in text_of(office.answer("mute 600000 7d", user=STRANGER))
    assert "until" in text_of(office.answer("mute Example 7d"))
    with office.app.store.reading() as connection:
        (one,) = asked.hushed(connection, CHANNEL_NAME, now=office.app.clock())
    assert timedelta(days=6) < one.until - office.app.clock() <= timedelta(days=7)
    assert "not muted" in text_of(office.answer("unmute nobody"))
    assert "again" in text_of(office.answer("unmute Example"))


def test_text_has_no_page_to_show(office: Office) -> None:
    """There is no button for it."""
    assert "Show page" not in values(alert(office))
    assert CHANNEL
