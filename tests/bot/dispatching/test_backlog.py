"""What is worked off beside the polls: nothing waits for another host, and what is in trouble has one turn a poll."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.dispatching import Beats
from bot.dispatching.backlog import Backlog, lane_of_host
from bot.errors import OutOfOrderError
from bot.hours import Rhythm
from bot.scheduling import scheduled
from bot.store.rows import FilingRow, Stage
from diffing.change import Reason
from watchers.filing import Filer, Filing

FAST = Beats(tick=0.02, pause=0.05)
NOW = datetime(2026, 8, 7, tzinfo=UTC)


def row(number: int, host: str, *, reason: Reason | None = None) -> FilingRow:
    """A filing that is listed, at a host."""
    filing = Filing(source="s", id=str(number), filer=Filer(id="f"), title="t", address=f"https://{host}/{number}.pdf")
    named: dict[str, Any] = {"watch": host, "first_seen": NOW, "silent": False, "version": None}
    return FilingRow(id=number, filing=filing, stage=Stage.LISTED, reason=reason, **named)


@dataclass
class Story:
    """Filings that wait; those that `held` says wait for `free` in their step, and those of `bad` fail."""

    rows: list[FilingRow]
    held: Callable[[FilingRow], bool] = lambda _: False
    bad: frozenset[int] = frozenset()
    free: threading.Event = field(default_factory=threading.Event)
    made: list[int] = field(default_factory=list)
    stopped: bool = False

    def due(self, _stages: Sequence[Stage]) -> list[FilingRow]:
        """What waits, as the store lists it: those in trouble last."""
        return sorted(self.rows, key=lambda one: one.reason is not None)

    def keeps_quiet(self, _row: FilingRow) -> bool:
        """No host has quiet hours."""
        return False

    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self.stopped

    def step(self, one: FilingRow) -> bool:
        """One step; where it fails, the filing is in trouble."""
        if self.held(one):
            self.free.wait(10)
        self.made.append(one.id)
        self.rows = [each for each in self.rows if each.id != one.id]
        if one.id in self.bad:
            self.rows.append(replace(one, reason=Reason(code="aside_cause")))
        return True


def backlog(story: Story) -> Backlog:
    """The documents of a story."""
    return Backlog(pipeline=story, stages=(Stage.LISTED,), lane=lane_of_host, beats=FAST)  # type: ignore[arg-type]


def wait(until: Callable[[], bool]) -> None:
    """Waits for it, and fails when it does not come."""
    end = time.monotonic() + 10
    while not until():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_host_that_takes_its_time_holds_up_no_other() -> None:
    """A thousand documents of one host wait; those of another are fetched meanwhile, and its list is asked again."""
    story = Story([row(n, "slow.example") for n in range(1000)], held=lambda one: one.watch == "slow.example")
    story.rows += [row(n, "quick.example") for n in range(2000, 2020)]
    documents, polled = backlog(story), list[str]()

    def poll(name: str) -> None:
        polled.append(name)
        documents.look(again=True)

    often = {"slow": Rhythm(every=timedelta(hours=1)), "quick": Rhythm(every=timedelta(seconds=0.02))}
    with documents.worked_off(), scheduled(often, poll, lambda: None, every=1, lanes={"slow": "a", "quick": "b"}):
        wait(lambda: len(story.made) == 20 and polled.count("quick") > 3)
        assert min(story.made) >= 2000
        story.stopped = True
        story.free.set()


def test_a_long_poll_holds_up_no_poll_of_another_host() -> None:
    """While one list is walked, another host's is asked; one of the same host waits."""
    polled, free = list[str](), threading.Event()

    def poll(name: str) -> None:
        polled.append(name)
        if name == "long":
            free.wait(10)

    names = ("long", "same host", "other host")
    lanes = {"long": "a", "same host": "a", "other host": "b"}
    with scheduled(
        dict.fromkeys(names, Rhythm(every=timedelta(seconds=0.05))), poll, lambda: None, every=1, lanes=lanes
    ):
        wait(lambda: polled.count("other host") > 3)
        assert "same host" not in polled
        free.set()
        wait(lambda: "same host" in polled)


def test_what_is_urgent_and_comes_later_waits_for_a_few_only() -> None:
    """A lane looks again what is most urgent after a handful."""
    story = Story([row(n, "a.example") for n in range(100)], held=lambda one: one.id == 0)
    with backlog(story).worked_off():
        wait(lambda: not story.free.is_set() and story.made == [])
        time.sleep(0.05)
        story.rows.insert(0, row(777, "a.example"))
        story.free.set()
        wait(lambda: 777 in story.made)
        assert story.made.index(777) < 20


def test_what_is_in_trouble_has_one_turn_after_each_poll() -> None:
    """It is not asked for again and again, and not forgotten."""
    story = Story([row(1, "a.example"), row(2, "a.example")], bad=frozenset({1}))
    documents = backlog(story)
    with documents.worked_off():
        wait(lambda: sorted(story.made) == [1, 2])
        time.sleep(0.3)
        assert story.made.count(1) == 1
        for turns in (2, 3):
            documents.look(again=True)
            wait(lambda turns=turns: story.made.count(1) == turns)  # type: ignore[misc]
        time.sleep(0.3)
        assert story.made.count(1) == 3


@pytest.mark.parametrize("trouble", [OutOfOrderError("the disk is full")])
def test_what_is_out_of_order_is_tried_again_after_a_pause(trouble: Exception) -> None:
    """The filing stays where it is, and has its turn when the disk has room."""
    story = Story([row(1, "a.example")])
    steps, step = list[int](), story.step

    def failing(one: FilingRow) -> bool:
        steps.append(one.id)
        if len(steps) < 3:
            raise trouble
        return step(one)

    story.step = failing  # type: ignore[method-assign]
    with backlog(story).worked_off():
        wait(lambda: story.made == [1])
    assert len(steps) == 3
