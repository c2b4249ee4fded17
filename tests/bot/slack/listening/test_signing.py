"""Requests that Slack signed, and buttons that we sealed."""

from __future__ import annotations

import pytest

from bench.slack.payloads import SECRET, signed
from bot.slack.listening.signing import Seal, is_slacks

NOW = 1_700_000_000.0
BODY = b"command=%2Fdiff&text=help"


def headers(**more: str) -> dict[str, str]:
    """Those of a good request, with others in their place."""
    changed = {name.replace("_", "-"): value for name, value in more.items()}
    return signed(BODY, "application/x-www-form-urlencoded", now=NOW) | changed


def test_slacks_own_example_is_accepted() -> None:
    """The request that its documentation signs."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
        b"channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
        b"response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
        b"trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    given = {
        "x-slack-request-timestamp": "1531420618",
        "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    }
    assert is_slacks(body, given, SECRET, now=1531420618)


@pytest.mark.parametrize("shift", [0, 300, -300])
def test_a_request_of_the_last_five_minutes_is_accepted(shift: int) -> None:
    """The window is five minutes, both ways."""
    assert is_slacks(BODY, headers(), SECRET, now=NOW + shift)


@pytest.mark.parametrize(
    ("body", "given", "now"),
    [
        (BODY, headers(), NOW + 301),
        (BODY, headers(), NOW - 301),
        (BODY + b" ", headers(), NOW),
        (b"text=help&command=%2Fdiff", headers(), NOW),
        (BODY, headers(x_slack_signature=""), NOW),
        (BODY, headers(x_slack_signature="v0=é"), NOW),
        (BODY, headers(x_slack_signature="v1=" + "0" * 64), NOW),
        (BODY, headers(x_slack_request_timestamp=""), NOW),
        (BODY, headers(x_slack_request_timestamp="now"), NOW),
        (BODY, headers(x_slack_request_timestamp="1e9"), NOW),
        (BODY, headers(x_slack_request_timestamp="9" * 400), NOW),
        (BODY, {}, NOW),
        (b"\xff\xfe", headers(), NOW),
    ],
)
def test_any_other_request_is_refused(body: bytes, given: dict[str, str], now: float) -> None:
    """Old, early, altered, written anew, unsigned, or signed by somebody else; none of it raises."""
    assert not is_slacks(body, given, SECRET, now=now)


def test_without_a_secret_nothing_is_accepted() -> None:
    """An empty secret is one that everybody knows."""
    given = signed(BODY, "x", now=NOW, secret="")
    assert not is_slacks(BODY, given, "", now=NOW)


def test_a_seal_comes_back_for_its_place_alone() -> None:
    """Nothing else opens it: no other place, value, mark or secret."""
    seal = Seal("xoxb-1")
    sealed = seal.sealed("a12", "C1")
    assert seal.opened(sealed, "C1") == "a12"
    assert seal.opened(sealed, "C2") is None
    assert seal.opened(sealed.replace("a12", "a13"), "C1") is None
    assert seal.opened(sealed[:-1] + ("0" if sealed[-1] != "0" else "1"), "C1") is None
    assert seal.opened("a12", "C1") is None
    assert seal.opened("a12.é", "C1") is None
    assert Seal("xoxb-2").opened(sealed, "C1") is None
    assert "xoxb" not in repr(seal)


def test_value_and_place_do_not_run_into_each_other() -> None:
    """C1 with 2x is not C12 with x."""
    seal = Seal("s")
    assert seal.opened("x." + seal.sealed("2x", "C1").rpartition(".")[2], "C12") is None
