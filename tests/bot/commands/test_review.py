"""Decisions that are typed: on the record, and shown with the change log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.slack.office import Direct
from bot.answering import RefusedError
from bot.app import build
from bot.asking.reviewing import NoSuchChangeError
from bot.commands.log import show
from bot.commands.review import review
from bot.configured import Config, Watch
from bot.operating import App, NotFoundError
from bot.rendering.looks import Look
from bot.store import record


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """One change log."""
    (tmp_path / "in").mkdir()
    for name, text in (("annual-2022.txt", "1"), ("annual-2023.txt", "2")):
        (tmp_path / "in" / name).write_text(text)
    watch = Watch(name="w", path=tmp_path / "in", settle=0, baseline="compare")
    made = build(Config(folder=tmp_path / "state", watches=(watch,)), comparing=Direct(), say=lambda _: None)
    made.check()
    yield made
    made.close()


def test_a_decision_is_shown_with_the_change_log(app: App) -> None:
    """With who, when, how many changes, and why; the record ends with it."""
    said = review(app, "1", "confirm", names=(), note="see p. 3", language="en")
    assert said.text.startswith("Confirmed by ")
    shown = show(app, "1", form="text", look=Look()).text
    assert "Confirmed by" in shown
    assert "1 change · see p. 3" in shown
    with app.store.reading() as connection:
        last = record.last(connection)
    assert last is not None
    assert (last.kind, last.content()["decision"]) == ("review", "confirmed")


def test_what_is_not_there_is_refused(app: App) -> None:
    """A change log, a decision, a change; nothing is recorded."""
    for number, act in (("x", "confirm"), ("1", "maybe")):
        with pytest.raises(RefusedError):
            review(app, number, act, names=(), note="", language="en")
    with pytest.raises(NotFoundError):
        review(app, "99", "confirm", names=(), note="", language="en")
    with pytest.raises(NoSuchChangeError):
        review(app, "1", "confirm", names=("nothing",), note="", language="en")
    assert "Confirmed" not in show(app, "1", form="text", look=Look()).text
