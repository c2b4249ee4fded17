"""`filingwatch slack lint` and `slack manifest`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from bench.slack.stub import Fault, Stub
from bot.answering import RefusedError
from bot.app import build_apart
from bot.cli import run
from bot.commands.slack import lint, manifest
from bot.inside import Original
from bot.slack.client import Client
from bot.slack.manifest import Transport
from diffing.change import Basis, Diff
from diffing.settings import Settings


class Reader:
    """Finds the same in any two files."""

    def __init__(self, diff: Diff) -> None:
        self.found = diff

    def diff(self, _pair: tuple[Original, Original], _notices: Sequence[Original], _: Basis, _s: Settings) -> Diff:
        """What was handed in."""
        return self.found


def test_every_message_about_the_demo_is_one_that_slack_takes() -> None:
    """All kinds, in both languages, of real comparisons of the bundled filings."""
    answer = lint(build_apart())
    assert answer.text.endswith(" messages, 0 faults by our rules\n")
    assert int(answer.text.split()[0]) > 80
    assert answer.code == 0


def test_a_message_that_slack_refuses_is_named(build: Any) -> None:
    """What a judge finds is told with the message's name, and the exit code says so."""
    answer = lint(Reader(build.diff(build.change())), lambda message: ["too green"] if "digest" in str(message) else [])
    assert answer.code == 0
    answer = lint(Reader(build.diff(build.change())), lambda _: ["too green"])
    assert answer.code == 1
    assert "broken source (en): too green" in answer.text


def test_the_messages_can_be_shown(build: Any) -> None:
    """One JSON object in each line, with its name."""
    lines = lint(Reader(build.diff(build.change())), show=True).text.splitlines()
    assert {"name", "text", "blocks", "metadata"} == set(json.loads(lines[0]))


def test_slack_itself_can_be_asked(slack: Stub) -> None:
    """blocks.validate says what is wrong and where; no words of the message come back."""
    client = Client(token="", address=slack.address, timeout=1)
    assert client.validated({"text": "x", "blocks": []}) == ["Slack: unknown_method"]
    slack.fault = lambda *_: Fault.BLOCKS
    assert client.validated({"text": "x", "blocks": []}) == ["Slack: invalid_blocks"]
    assert set(slack.calls) == {"blocks.validate"}


def test_a_manifest_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    """It can be pasted as it is."""
    assert run(["slack", "manifest"]) == 0
    assert json.loads(capsys.readouterr().out)["display_information"]["name"] == "Filingwatch"


def test_a_manifest_without_its_address_is_refused() -> None:
    """One line names the option and what to write."""
    with pytest.raises(RefusedError, match="--address"):
        manifest(Transport.HTTP, "")
