"""Alerts that were not sent can be seen with their reason, and sent again by a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answering import RefusedError
from bot.app import build
from bot.commands.alerts import Asked, alerts
from bot.configured import Config, Watch
from bot.notifying.notifier import NotSentError
from bot.operating import App
from bot.rendering.looks import Look


class Refusing:
    """A channel that takes nothing until it is told to."""

    def __init__(self) -> None:
        self.takes = False

    def send(self, _key: str, _message: Any) -> str:
        """Refused for good."""
        if not self.takes:
            raise NotSentError("there is no such channel\x1b[2J", final=True)
        return "receipt"

    def find(self, _key: str) -> str | None:
        """Nothing was ever taken."""
        return None


@pytest.fixture
def channel() -> Refusing:
    """It refuses."""
    return Refusing()


@pytest.fixture
def app(tmp_path: Path, database: str, channel: Refusing) -> Iterator[App]:
    """One filing, whose alert was refused for good."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "annual-2023.txt").write_text("Annual report 2023\n\nRevenue was RMB 12.6 million.\n")
    watch = Watch(name="w", path=tmp_path / "in", settle=0, baseline="compare")
    made = build(Config(folder=tmp_path / "state", database=database, watches=(watch,)), notifiers={"console": channel})
    made.check()
    yield made
    made.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_dead_alert_is_listed_with_its_reason(app: App, language: str) -> None:
    """In one line of the table, without what a terminal would act on."""
    told = alerts(app, Asked(look=Look(language=language))).text
    assert "console:filing" not in told
    assert "  annual-2023" in told
    assert " UTC  " in told
    assert "there is no such channel" in told
    assert "\x1b" not in told


def test_it_is_sent_again_when_a_person_says_so(app: App, channel: Refusing) -> None:
    """Then the next check sends it, and nothing is left to be listed."""
    row = json.loads(alerts(app, Asked(as_json=True)).text)["alerts"][0]
    assert (row["state"], row["tries"]) == ("dead", 1)
    channel.takes = True
    alerts(app, Asked(resend=(row["id"],)))
    app.check()
    assert alerts(app, Asked()).text == "Every alert has been sent.\n"
    sent = alerts(app, Asked(state="sent")).text
    assert "annual-2023" in sent
    assert "receipt" not in sent
    assert alerts(app, Asked(state="dead")).text == "No alert is in this state.\n"


@pytest.mark.parametrize("number", [1, 99])
def test_what_is_not_given_up_is_not_sent_again(app: App, number: int, channel: Refusing) -> None:
    """An alert that was sent, or that there never was, is refused by its number."""
    channel.takes = True
    if number == 1:
        app.send_again(1)
        app.check()
    with pytest.raises(RefusedError, match=f"{number}: is no alert"):
        alerts(app, Asked(resend=(number,)))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "change log 1: annual-2023"), ("zh", "变更记录 1：annual-2023")]
)
def test_an_alert_of_changes_names_the_change_log(app: App, tmp_path: Path, language: str, words: str) -> None:
    """What `filingwatch show` takes stands in the line."""
    (tmp_path / "in" / "annual-2023.txt").write_text("Annual report 2023\n\nRevenue was RMB 13.9 million.\n")
    app.check()
    assert words in alerts(app, Asked(look=Look(language=language))).text


def test_an_alert_of_an_outage_names_the_source(app: App, tmp_path: Path) -> None:
    """In the words of its turn."""
    (tmp_path / "in").rename(tmp_path / "away")
    for _ in range(9):
        app.check()
    told = alerts(app, Asked()).text
    assert "folder:w is broken" in told
    assert "outage" not in told


def test_without_a_watch_nothing_was_sent(tmp_path: Path) -> None:
    """That every alert has been sent would be said of none."""
    empty = build(Config(folder=tmp_path / "none"))
    assert alerts(empty, Asked()).text.startswith("There is no alert: no watch is configured.")
    empty.close()
