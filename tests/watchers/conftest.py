"""What tests of sources share: a clock that only sleeping moves, and fetchers that ask stubs on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from stubs.cases import CASES, Open
from stubs.server import Asked, Reply, StubServer

from watchers.fetching import Fetcher
from watchers.pacing import Pacing


@dataclass
class Clock:
    """Seconds that pass only while somebody sleeps."""

    now: float = 1_785_000_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """The time in seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Moves the time."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    """A clock that only sleeping moves."""
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[Fetcher]:
    """A fetcher that may ask loopback, without jitter."""
    made = build_fetcher(clock, loopback=True)
    yield made
    made.close()


def build_fetcher(clock: Clock, *, loopback: bool) -> Fetcher:
    """A fetcher on this clock."""
    pacing = Pacing(clock=clock, sleep=clock.sleep, chance=lambda: 0.0)
    return Fetcher(
        pacing=pacing,
        contact="watch@example.org",
        version="1",
        clock=clock,
        sleep=clock.sleep,
        loopback=loopback,
        chance=lambda: 0.0,
    )


@pytest.fixture
def public_fetcher(clock: Clock) -> Iterator[Fetcher]:
    """A fetcher for the public internet alone."""
    made = build_fetcher(clock, loopback=False)
    yield made
    made.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[Asked], Reply]], StubServer]]:
    """Starts stub servers that end with the test."""
    with ExitStack() as stack:
        yield lambda answer: stack.enter_context(StubServer(answer))


@pytest.fixture
def opened(
    request: pytest.FixtureRequest, serve: Callable[[Callable[[Asked], Reply]], StubServer], fetcher: Fetcher
) -> Open:
    """The source of a case, asking its stub."""
    case = CASES[request.param]
    publisher = case.publisher()
    server = serve(publisher)
    return Open(case, publisher, server, case.build(fetcher, server.address))
