"""A host that answers nobody is left alone with all its watches; one page that it refuses is no host."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from stubs.publishing import CHALLENGE
from stubs.server import Asked, Reply, StubServer

from bot.app import build
from bot.configured import Config, Fetching, Watch
from bot.operating import App
from bot.patience import Hosts
from watchers.filing import Outcome

NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)
WATCHES = 40
NAMES = tuple(f"page{number}" for number in range(WATCHES))


@dataclass
class Host:
    """Forty watched pages of one host; those of `refused` it refuses."""

    app: App
    server: StubServer
    refused: set[str]
    clock: list[datetime]

    def turn(self, **later: float) -> list[str]:
        """The watches that were asked for in one turn of all of them, so much later."""
        self.clock[0] += timedelta(**later)
        self.server.asked.clear()
        with self.app.dispatcher.alone():
            self.app._take_over()
            for name in NAMES:
                self.app._poll(name)
        return [asked.path.removeprefix("/") for asked in self.server.asked]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """The host with its watches."""
    refused: set[str] = set()

    def answer(asked: Asked) -> Reply:
        name = asked.path.removeprefix("/")
        return Reply(body=CHALLENGE, status=403) if name in refused else Reply(body=f"page {name}".encode())

    with ExitStack() as stack:
        server = stack.enter_context(StubServer(answer))
        watches = tuple(Watch(name=name, source="page", address=f"{server.address}/{name}") for name in NAMES)
        app = build(Config(folder=tmp_path, fetching=Fetching(intervals={"127.0.0.1": 0}), watches=watches))
        clock = [NOON]
        app = replace(app, pipeline=replace(app.pipeline, clock=lambda: clock[0]), clock=lambda: clock[0])
        yield Host(app, server, refused, clock)
        app.close()


def test_three_watches_find_out_that_a_host_is_away(host: Host) -> None:
    """The others do not ask it; five minutes later one does, an hour later one more; then all go on."""
    assert len(host.turn()) == WATCHES
    host.refused.update(NAMES)
    assert host.turn(minutes=15) == list(NAMES[:3])
    assert host.turn(minutes=4) == []
    assert len(host.turn(minutes=2)) == 1
    assert host.turn(minutes=30) == []
    host.refused.clear()
    assert len(host.turn(hours=2)) == WATCHES


def test_one_page_that_is_refused_holds_up_no_other(host: Host) -> None:
    """Two of forty are forbidden: the others are asked at every turn."""
    host.refused.update({"page5", "page20"})
    for minutes in (0, 15, 30):
        asked = host.turn(minutes=minutes)
        assert set(NAMES) - host.refused <= set(asked)


def test_a_check_of_a_host_that_is_away_ends_soon(host: Host) -> None:
    """After three refusals the others are named as not asked, and broken."""
    host.refused.update(NAMES)
    polled = host.app.check()
    assert len(host.server.asked) == 3
    assert {one.poll.outcome for one in polled} == {Outcome.BROKEN}
    assert polled[-1].poll.reason == "not asked: 127.0.0.1 answered none of the watches before this one"


def test_a_machine_without_a_host_is_never_away() -> None:
    """Folders are on this machine: what is wrong with one says nothing of the next."""
    hosts = Hosts()
    for _ in range(5):
        hosts.note("", NOON, away=True)
        hosts.note("a.example", NOON, away=True)
    assert not hosts.rests("", NOON)
    assert hosts.rests("a.example", NOON)
    hosts.note("a.example", NOON, away=False)
    assert not hosts.rests("a.example", NOON)
