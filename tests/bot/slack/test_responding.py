"""Answers and files go to and come from Slack's own hosts alone, and nothing leads them elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.slack.stub import Stub
from bot.slack.client import Client
from bot.slack.outcomes import SlackError
from bot.slack.responding import FILE_HOSTS, is_slacks_own, respond

SLACK = "https://slack.com/api/"


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://hooks.slack.com/commands/T1/2/x", True),
        ("https://hooks.slack-gov.com/actions/T1/2/x", True),
        ("https://hooks.slack.com:443/x", True),
        ("http://hooks.slack.com/x", False),
        ("https://hooks.slack.com:8443/x", False),
        ("https://hooks.slack.com.evil.example/x", False),
        ("https://evil.example/hooks.slack.com", False),
        ("https://hooks.slack.com@evil.example/x", False),
        ("https://user@hooks.slack.com/x", False),
        ("https://hooks.slack.com\\@evil.example/x", False),
        ("https://hооks.slack.com/x", False),
        ("http://127.0.0.1:9/x", False),
        ("http://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("https://[::1/x", False),
        ("https://hooks.slack.com:99999/x", False),
        ("", False),
    ],
)
def test_only_slacks_own_addresses_are_answered(address: str, good: bool) -> None:  # noqa: FBT001 - a row of a table
    """Whatever a payload says."""
    assert is_slacks_own(address, SLACK) is good


def test_a_stub_on_this_machine_is_one_where_it_is_configured() -> None:
    """The very one, and only then."""
    stub = "http://127.0.0.1:4000/api/"
    assert is_slacks_own("http://127.0.0.1:4000/response/1", stub)
    assert not is_slacks_own("http://127.0.0.1:4001/response/1", stub)
    assert not is_slacks_own("http://127.0.0.1:4000/response/1", SLACK)
    assert is_slacks_own("https://files.slack.com/a.pdf", SLACK, FILE_HOSTS)
    assert not is_slacks_own("https://hooks.slack.com/a.pdf", SLACK, FILE_HOSTS)


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """A host that leads on to another path of itself, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "/stolen")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    server.shutdown()
    server.server_close()


def test_nothing_is_led_elsewhere(elsewhere: tuple[str, list[str]]) -> None:
    """Neither an answer nor the token; and the error names no address."""
    address, asked = elsewhere
    client = Client(token="xoxb-0-test", address=f"{address}api/")  # noqa: S106 - of a stub
    with pytest.raises(SlackError) as refused:
        respond(f"{address}s3cr3t", {"text": "x"}, slack=client.address)
    assert "s3cr3t" not in str(refused.value)
    with pytest.raises(SlackError):
        client.download(f"{address}file.pdf", limit=100)
    assert asked == ["/s3cr3t", "/file.pdf"]


def test_a_file_elsewhere_or_too_large_is_not_fetched(slack: Stub) -> None:
    """The token goes nowhere it does not belong."""
    client = Client(token="xoxb-0-test", address=slack.address)  # noqa: S106 - of a stub
    with pytest.raises(SlackError, match="does not lie at Slack"):
        client.download("https://evil.example/a.pdf", limit=100)
    slack.downloads["big"] = b"x" * 101
    slack.downloads["good"] = b"x" * 100
    with pytest.raises(SlackError, match="more than"):
        client.download(f"{slack.address}files/big", limit=100)
    assert client.download(f"{slack.address}files/good", limit=100) == b"x" * 100
