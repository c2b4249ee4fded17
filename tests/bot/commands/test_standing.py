"""What `filingwatch check --stored` says of watches that are well, broken, stale and never polled."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build
from bot.commands.standing import stored
from bot.commands.watch import check
from bot.configured import Config, Watch
from bot.errors import BotError
from bot.operating import App
from bot.rendering.looks import Look


@pytest.fixture
def app(tmp_path: Path) -> App:
    """Three watches: one of a folder, one of a folder that is not there, one that is never asked."""
    (tmp_path / "in").mkdir()
    names = {"well": "in", "gone": "nowhere", "new": "in"}
    watches = tuple(Watch(name=name, path=tmp_path / folder, settle=0) for name, folder in names.items())
    app = build(Config(folder=tmp_path / "state", watches=watches), say=lambda _: None)
    app.check(["well", "gone"])
    return app


def test_each_watch_has_its_line(app: App) -> None:
    """Outcome, time, counts, reason, and until when it rests; who needs a person is named once more."""
    answer = stored(app, [], Look())
    lines = {line.split()[0]: line for line in answer.text.splitlines()}
    assert "empty" in lines["well"]
    assert "0 listed, 0 new" in lines["well"]
    assert all(words in lines["gone"] for words in ("no such file", "in a row: 1", "last well: never", "rests until"))
    assert "never polled" in lines["new"]
    assert answer.code == 1
    assert answer.remark == "filingwatch: 2 of 3 not well: gone, new"


def test_a_watch_that_missed_its_turns_is_stale(app: App) -> None:
    """A day after its last poll a watch of every quarter of an hour is not called empty."""
    later = app.clock() + timedelta(days=1)
    answer = stored(replace(app, clock=lambda: later), ["well"], Look())
    assert "stale" in answer.text
    assert answer.code == 1


def test_it_looks_while_another_works(app: App) -> None:
    """It takes no lock and writes nothing; a name that is no watch is refused."""
    with app.dispatcher.alone():
        assert stored(app, ["well"], Look()).code == 0
    with pytest.raises(BotError, match="no watch named nobody"):
        stored(app, ["nobody"], Look())


def test_programs_read_it_as_json(app: App) -> None:
    """Each watch with how it stands; a poll now says what it found and what stands in its way."""
    answer = stored(app, [], Look(), as_json=True)
    told = json.loads(answer.text)
    assert (told["schema"], answer.code) == ("filingwatch.standing/1", 1)
    assert {each["name"]: each["standing"] for each in told["watches"]} == {
        "well": "empty",
        "gone": "broken",
        "new": "never",
    }
    polled = json.loads(check(app, ["well", "gone"], Look(), as_json=True).text)
    assert polled["schema"] == "filingwatch.check/1"
    assert [(each["name"], each["outcome"]) for each in polled["watches"]] == [("well", "empty"), ("gone", "broken")]
    assert "no such file" in polled["watches"][1]["reason"]


def test_the_outcomes_are_counted(app: App) -> None:
    """Whoever watches two thousand reads the last line."""
    assert stored(app, [], Look()).text.splitlines()[-1] == "3 watches: 1 empty, 1 never polled, 1 broken"
