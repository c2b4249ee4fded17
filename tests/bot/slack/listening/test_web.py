"""Over HTTP: only what Slack signed is read, and slack_bolt gives the same verdicts."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bench.slack import payloads
from bench.slack.payloads import SECRET, body_of, signed
from bot.slack.listening.ear import REFUSED, Acknowledgement
from bot.slack.listening.web import SIZE_LIMIT, answered, listening

COMMAND = payloads.command("help")
FORM, FORM_KIND = body_of(COMMAND)
NOW = time.time()
GOOD = signed(FORM, FORM_KIND, now=NOW)
EVENT, EVENT_KIND = body_of(payloads.event("app_home_opened", tab="home"))
PRESSED, PRESSED_KIND = body_of(payloads.pressed("review", "v", message="1700000000.000000"))
# Each request as body and headers, and whether it is Slack's and of today.
REQUESTS: dict[str, tuple[bytes, dict[str, str], bool]] = {
    "a command": (FORM, GOOD, True),
    "an event": (EVENT, signed(EVENT, EVENT_KIND, now=NOW), True),
    "a button": (PRESSED, signed(PRESSED, PRESSED_KIND, now=NOW), True),
    "290 seconds old": (FORM, signed(FORM, FORM_KIND, now=NOW - 290), True),
    "310 seconds old": (FORM, signed(FORM, FORM_KIND, now=NOW - 310), False),
    "of the future": (FORM, signed(FORM, FORM_KIND, now=NOW + 310), False),
    "of another secret": (FORM, signed(FORM, FORM_KIND, now=NOW, secret=SECRET[::-1]), False),
    "written anew": (FORM.replace(b"%2F", b"/"), GOOD, False),
    "cut": (FORM[:-1], GOOD, False),
    "without a signature": (FORM, {k: v for k, v in GOOD.items() if k != "x-slack-signature"}, False),
    "without a time": (FORM, {k: v for k, v in GOOD.items() if k != "x-slack-request-timestamp"}, False),
    "a time that is none": (FORM, GOOD | {"x-slack-request-timestamp": "today"}, False),
    "an empty time": (FORM, GOOD | {"x-slack-request-timestamp": ""}, False),
    "a signature in other letters": (FORM, GOOD | {"x-slack-signature": "v0=é"}, False),
    "an empty signature": (FORM, GOOD | {"x-slack-signature": ""}, False),
}


def received(payload: Any) -> Acknowledgement:
    """Takes everything."""
    return Acknowledgement(body={"text": str(payload.get("command", ""))})


@pytest.mark.parametrize("name", REQUESTS)
def test_only_what_slack_signed_of_late_is_received(name: str) -> None:
    """Anything else is refused before it is read."""
    body, headers, good = REQUESTS[name]
    answer = answered(body, headers, secret=SECRET, receive=received, now=NOW)
    assert answer.status == (200 if good else 401)


@pytest.mark.parametrize("name", REQUESTS)
def test_slack_bolt_gives_the_same_verdict(name: str) -> None:
    """The same contract in other code."""
    bolt = pytest.importorskip("slack_bolt", reason="slack_bolt is not installed: pip install 'filingwatch[dev]'")
    body, headers, _ = REQUESTS[name]
    app = _bolt_app(bolt)
    ours = answered(body, headers, secret=SECRET, receive=received, now=time.time())
    assert (ours.status == 200) == _bolt_takes(bolt, app, body, headers)


def _bolt_app(bolt: Any) -> Any:
    from slack_bolt.authorization import AuthorizeResult

    app = bolt.App(
        signing_secret=SECRET, authorize=lambda **_: AuthorizeResult(enterprise_id=None, team_id=payloads.TEAM)
    )
    app.command("/diff")(lambda ack: ack())
    app.action("review")(lambda ack: ack())
    app.event("app_home_opened")(lambda: None)
    return app


def _bolt_takes(bolt: Any, app: Any, body: bytes, headers: dict[str, str]) -> bool:
    """Whether it answers 200; its verifier raises where a header is none, of which it makes a 500."""
    return bool(app.dispatch(bolt.BoltRequest(body=body.decode(), headers=headers)).status == 200)


def test_the_address_is_verified() -> None:
    """Slack asks whether we are there before it calls."""
    body, kind = body_of({"type": "url_verification", "challenge": "abc", "token": "t"})
    answer = answered(body, signed(body, kind, now=NOW), secret=SECRET, receive=received, now=NOW)
    assert (answer.status, answer.body) == (200, {"challenge": "abc"})


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"payload=%7B", "application/x-www-form-urlencoded", 400),
        (b"payload=1", "application/x-www-form-urlencoded", 400),
        (b"x", "text/plain", 415),
        (b"x", "", 415),
    ],
)
def test_what_is_signed_and_senseless_is_refused(body: bytes, kind: str, status: int) -> None:
    """It is no bug of ours, and raises nothing."""
    assert answered(body, signed(body, kind, now=NOW), secret=SECRET, receive=received, now=NOW).status == status


def test_what_is_for_others_is_forbidden() -> None:
    """A good signature with another workspace in it."""
    assert answered(FORM, GOOD, secret=SECRET, receive=lambda _: REFUSED, now=NOW).status == 401


@pytest.fixture
def port() -> Iterator[int]:
    """A server on loopback."""
    with listening("127.0.0.1", 0, secret=SECRET, receive=received) as port:
        yield port


def ask(
    port: int, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    """Status and body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_a_signed_command_is_answered(port: int) -> None:
    """With the acknowledgement as JSON."""
    status, body = ask(port, "POST", "/slack", FORM, signed(FORM, FORM_KIND, now=time.time()))
    assert (status, json.loads(body)) == (200, {"text": "/diff"})


def test_only_posts_to_the_one_address_are_read(port: int) -> None:
    """Another path, another method, and a body of no or of too much length."""
    assert ask(port, "POST", "/other", FORM, GOOD)[0] == 404
    assert ask(port, "GET", "/slack")[0] == 501
    too_large = GOOD | {"Content-Length": str(SIZE_LIMIT + 1)}
    assert ask(port, "POST", "/slack", b"", too_large)[0] == 413
    assert ask(port, "POST", "/slack", b"", GOOD | {"Content-Length": "9" * 5000})[0] == 413
    assert ask(port, "POST", "/slack", b"", GOOD | {"Content-Length": "-1"})[0] == 411


def test_a_caller_who_stops_holds_up_nobody(port: int) -> None:
    """Half a request waits for its rest, and others are answered meanwhile."""
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(b"POST /slack HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf")
        assert ask(port, "POST", "/slack", FORM, signed(FORM, FORM_KIND, now=time.time()))[0] == 200
