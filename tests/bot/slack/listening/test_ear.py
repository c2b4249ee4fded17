"""What is not for us is refused, what comes twice is done once, and a full room says so."""

from __future__ import annotations

from typing import Any

from bench.slack import payloads
from bot.slack.listening.ear import Acknowledgement, Decided, Ear, Lane, Ours
from bot.slack.listening.heard import Heard
from bot.slack.listening.waiting import Waiting


def ear(waiting: Waiting[Heard], ours: Ours | None = None) -> Ear:
    """Takes on everything, and says so."""
    us = ours or Ours(team=payloads.TEAM, app=payloads.APP)
    return Ear(
        ours=lambda: us,
        decide=lambda _: Decided(said={"text": "looking"}, lane=Lane.SLOW),
        busy=lambda _: {"text": "busy"},
        lanes={Lane.SLOW: waiting},
    )


def test_what_is_ours_waits_its_turn() -> None:
    """It is acknowledged at once."""
    waiting = Waiting[Heard]()
    assert ear(waiting).receive(payloads.command("x")).body == {"text": "looking"}
    taken = waiting.take()
    assert taken is not None
    assert taken.words == "x"


def test_what_comes_twice_is_done_once_and_said_twice() -> None:
    """The same event in another envelope, or a replay."""
    waiting = Waiting[Heard]()
    one, command = ear(waiting), payloads.command("x")
    assert [one.receive(command).body, one.receive(command).body] == [{"text": "looking"}] * 2
    assert waiting.length == 1


def test_what_is_for_others_is_refused() -> None:
    """Another workspace, another app; and anybody, while we do not know who we are."""
    waiting = Waiting[Heard]()
    one = ear(waiting)
    others: list[dict[str, Any]] = [{"team_id": "T0OTHER001"}, {"api_app_id": "A0OTHER001"}, {"team_id": ""}]
    assert [one.receive(payloads.command("x", **other)).taken for other in others] == [False] * 3
    assert not ear(waiting, Ours()).receive(payloads.command("x")).taken
    assert waiting.length == 0


def test_a_full_room_says_so_and_takes_the_same_again_later() -> None:
    """It was not taken on, so the next time is the first."""
    waiting = Waiting[Heard](room=1)
    one, second = ear(waiting), payloads.command("second")
    one.receive(payloads.command("first"))
    assert one.receive(second).body == {"text": "busy"}
    waiting.take()
    assert one.receive(second).body == {"text": "looking"}
    assert waiting.length == 1


def test_what_we_do_not_listen_to_is_acknowledged() -> None:
    """Slack would send it again and again."""
    assert ear(Waiting[Heard]()).receive({"type": "view_closed"}) == Acknowledgement()
