"""Work waits in turns, in a room that has an end."""

from __future__ import annotations

import threading

from bot.slack.listening.once import Once
from bot.slack.listening.waiting import Waiting


def test_everybody_has_one_turn_after_the_other() -> None:
    """Who asks one thing does not wait for another's twenty."""
    waiting = Waiting[str]()
    for at in range(5):
        assert waiting.offer("ann", f"ann {at}")
    assert waiting.offer("bob", "bob 0")
    assert [waiting.take() for _ in range(6)] == ["ann 0", "bob 0", "ann 1", "ann 2", "ann 3", "ann 4"]


def test_the_room_has_an_end_for_one_and_for_all() -> None:
    """What finds no room is told so, and is not lost in silence."""
    waiting = Waiting[int](room=5, own_room=3)
    assert [waiting.offer("ann", at) for at in range(4)] == [True, True, True, False]
    assert [waiting.offer("bob", at) for at in range(3)] == [True, True, False]


def test_a_bug_stops_no_other_work() -> None:
    """It is logged, and the next one has its turn."""
    waiting, done, ended = Waiting[int](), list[int](), threading.Event()

    def do(work: int) -> None:
        if work == 0:
            raise RuntimeError
        done.append(work)
        ended.set()

    with waiting.worked_off(do, threads=1, name="test"):
        waiting.offer("ann", 0)
        waiting.offer("ann", 1)
        assert ended.wait(5)
    assert done == [1]
    assert not waiting.offer("ann", 2)


def test_what_is_under_way_ends_first() -> None:
    """Leaving waits for it."""
    waiting, begun, done = Waiting[int](), threading.Event(), list[int]()

    def do(work: int) -> None:
        begun.set()
        threading.Event().wait(0.2)
        done.append(work)

    with waiting.worked_off(do, threads=1, name="test"):
        waiting.offer("ann", 1)
        assert begun.wait(5)
    assert done == [1]


def test_a_key_is_first_once_for_a_quarter_of_an_hour() -> None:
    """Then it is forgotten, as is what was not taken on."""
    now = [0.0]
    once = Once(lambda: now[0])
    assert [once.first("a"), once.first("a"), once.first("b")] == [True, False, True]
    once.forget("b")
    assert once.first("b")
    now[0] = 901.0
    assert once.first("a")
