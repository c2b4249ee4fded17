"""A configuration with a channel of Slack posts there, in that channel's language, once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bench.slack.stub import NAME, Fault, Stub
from bot.app import build as build_app
from bot.commands.alerts import Asked, alerts
from bot.commands.watch import check
from bot.configured import Config, Watch
from bot.covers import Cover
from bot.errors import ConfigError
from bot.inside import Original
from bot.ledger import Read
from bot.notifying.sending import Alert
from bot.operating import App
from bot.rendering.looks import Look
from bot.slack.channel import SlackChannel
from bot.slack.client import Client
from bot.slack.message import Message, Post
from bot.slack.posting import post
from bot.store.rows import OutageRow, Turn
from diffing.change import Basis, Diff
from diffing.errors import UnreadableDocument
from diffing.settings import Settings

CHANNEL = f"slack:#{NAME}"


@dataclass(frozen=True)
class Reader:
    """Calls everything an annual report for 2023, and finds one change in any two that are not empty."""

    diffed: Diff

    def read(self, original: Original, _title: str, _settings: Settings) -> Read:
        """The same for every file that is not empty."""
        if original.body == b"broken":
            raise UnreadableDocument("is broken", name=original.name)
        return Read(cover=Cover(title="年报", language="zh", form="annual_report", period="2023"))

    def diff(self, _pair: tuple[Original, Original], _notices: Sequence[Original], _b: Basis, *_: object) -> Diff:
        """The change."""
        return self.diffed


def app_over(root: Path, build: Any, stub: Stub, **fields: Any) -> App:
    """An application that watches a folder and tells in a channel of the stub."""
    (root / "in").mkdir(exist_ok=True)
    watch = Watch(name="w", path=root / "in", settle=0, baseline="compare")
    given = {"telling": {"channels": [CHANNEL]}, "slack": {"address": stub.address, "token": "xoxb-0-test"}} | fields
    config = Config.model_validate({"folder": root / "state", "watches": [watch], **given})
    return build_app(config, comparing=Reader(build.diff(*(build.change(id=f"c{at}") for at in range(9)))))


def tell(root: Path, app: App, *contents: str) -> None:
    """One poll for each content of the same file."""
    for text in contents:
        (root / "in" / "annual-2023.txt").write_text(text)
        app.check()


def said(message: dict[str, Any]) -> str:
    """All words of a message."""
    return json.dumps(message["blocks"], ensure_ascii=False)


def test_an_alert_is_posted_with_its_thread_and_report(tmp_path: Path, build: Any, slack: Stub) -> None:
    """The new version is told once; the changes that are only counted stand in the thread, the report is a file."""
    app = app_over(tmp_path, build, slack)
    tell(tmp_path, app, "old", "new")
    first, alert = slack.parents
    assert "compared with nothing" in said(first)
    assert "12.6 亿元" in said(alert)
    assert "file://" not in said(alert)
    assert [one["thread_ts"] for one in slack.posted if "thread_ts" in one] == [alert["ts"]]
    assert slack.files[0]["thread_ts"] == alert["ts"]
    app.check()
    assert len(slack.parents) == 2
    app.close()


def test_a_later_version_is_told_in_the_thread_of_the_alert(tmp_path: Path, build: Any, slack: Stub) -> None:
    """Whoever reads the old alert finds below it that a later version has come; the alert stays as it was."""
    app = app_over(tmp_path, build, slack)
    tell(tmp_path, app, "old", "new", "newest")
    alert = slack.parents[1]
    (reply,) = [one for one in slack.posted if one.get("thread_ts") == alert["ts"] and "A later version" in said(one)]
    assert reply["metadata"]["event_payload"]["delivery_key"]
    assert app.alerts() == []
    app.close()


def test_a_reply_that_was_cut_off_is_looked_up_in_its_thread(slack: Stub) -> None:
    """The history of a channel has no replies: without looking there it would be posted twice."""
    channel = SlackChannel(client=Client(token=NAME, address=slack.address), name=CHANNEL.partition(":")[2], pace=0)
    parent = channel.send("k", Post(message=Message(text="a", blocks=()), short="a"))
    key = f"{CHANNEL}:later:7:{parent}"
    assert channel.find(key) is None
    thread = parent.rpartition(" ")[2]
    receipt = channel.send(key, Post(message=Message(text="b", blocks=()), short="b", thread=thread))
    assert channel.find(key) == receipt
    assert len(slack.parents) == 1


def test_a_digest_is_posted(tmp_path: Path, build: Any, slack: Stub) -> None:
    """It stands in the channel with its lines, its watches and what was counted."""
    app = app_over(tmp_path, build, slack)
    app = replace(app, pipeline=replace(app.pipeline, comparing=Reader(build.diff())))
    tell(tmp_path, app, "old", "new")
    late = replace(app.digesting, clock=lambda: datetime.now(UTC) + timedelta(days=1))
    assert late.make_due() == 1
    app.sending.send_all()
    words = said(slack.parents[-1])
    assert "nothing to tell" in words
    assert "87 figures agree" in words
    assert "1 watch checked, 1 filing compared" in words
    app.close()


def test_a_channel_is_told_in_its_own_language(tmp_path: Path, build: Any, slack: Stub) -> None:
    """The words change, the quotes do not."""
    table = {"address": slack.address, "token": "x", "languages": {f"#{NAME}": "zh"}}
    app = app_over(tmp_path, build, slack, slack=table)
    tell(tmp_path, app, "old", "new")
    assert "新文件" in said(slack.parents[-1])
    assert "Struck out" not in said(slack.parents[-1])
    app.close()


def test_a_file_that_cannot_be_read_is_told_too(tmp_path: Path, build: Any, slack: Stub) -> None:
    """Silence must not look like nothing being there."""
    app = app_over(tmp_path, build, slack)
    tell(tmp_path, app, "broken")
    assert "Not read and not compared" in said(slack.parents[-1])
    app.close()


def test_check_says_which_channel_did_not_take_its_alerts(tmp_path: Path, build: Any, slack: Stub) -> None:
    """It exits with 1, names the cause and what to do, and the alert is kept."""
    slack.fault = lambda method, _: Fault.ARCHIVED if method == "chat.postMessage" else None
    app = app_over(tmp_path, build, slack)
    (tmp_path / "in" / "annual-2023.txt").write_text("broken")
    answer = check(app, (), Look())
    assert answer.code == 1
    assert "not told, and kept: #filings: is_archived: the channel is archived" in answer.remark
    assert len(app.alerts()) == 1
    app.close()


def test_without_a_token_all_goes_on_but_slack(tmp_path: Path, build: Any, slack: Stub) -> None:
    """The other channel is told, the alerts of Slack are kept and named with what is missing; with it they are sent."""
    telling = {"channels": ["console", CHANNEL]}
    app = app_over(tmp_path, build, slack, slack={"address": slack.address}, telling=telling)
    (tmp_path / "in" / "annual-2023.txt").write_text("broken")
    answer = check(app, (), Look())
    assert answer.code == 1
    words = f"{CHANNEL}: SLACK_BOT_TOKEN is not set in the environment"
    assert f"not told, and kept: {words}" in answer.remark
    assert {row.channel for row in app.alerts()} == {CHANNEL}
    assert words in " ".join(alerts(app, Asked()).text.split())
    assert slack.parents == []
    app.close()
    app = app_over(tmp_path, build, slack)
    check(app, (), Look())
    assert app.alerts() == []
    assert len(slack.parents) == 1
    app.close()


def test_a_worker_needs_no_token(tmp_path: Path, build: Any, slack: Stub) -> None:
    """It reads and compares, and tells nobody: what it refuses is a folder with one process, not the missing token."""
    app = app_over(tmp_path, build, slack, slack={"address": slack.address})
    with pytest.raises(ConfigError, match="PostgreSQL"):
        app.work()
    app.close()


@pytest.mark.parametrize(("turn", "wanted"), [(Turn.BEGAN, "cannot be asked"), (Turn.ENDED, "is well again")])
def test_a_broken_source_is_told(tmp_path: Path, build: Any, slack: Stub, turn: Turn, wanted: str) -> None:
    """The operator reads which source, why, since when and which watches stand still; and the end of it."""
    app = app_over(tmp_path, build, slack)
    noon = datetime(2024, 4, 24, 12, tzinfo=UTC)
    row = OutageRow(id=1, source="cninfo", cause="HTTP 503", began=noon, ended=noon, watches=("w", "v"))
    alert = Alert(key="k", filing=None, log=None, again=False, channel=CHANNEL, outage=row, turn=turn)
    message = post(alert, app.telling).message
    for words in (f"cninfo {wanted}", "HTTP 503", "Since 2024-04-24 12:00 UTC", "Watch: v"):
        assert words in said(message.as_json())
    assert ("Until" in said(message.as_json())) == (turn is Turn.ENDED)
    app.close()
