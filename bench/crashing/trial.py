"""Runs the program, kills it again and again, and counts what became of every filing, change and alert.

filings ─► members, killed at random and at every boundary ─► a channel that drops connections
              │                                                          │
           database, stopped as after a crash                     what it accepted
              └──────────────────► judged against a run without a kill ◄─┘
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import TypeVar

from bench.crashing.databases import Databases
from bench.crashing.judging import faults, left, stored
from bench.crashing.member import BOUNDARIES, Fault, Trial, live
from bench.crashing.postgres import Server, serving
from bot.operating import App

T = TypeVar("T")

# Which members a trial has, by the kind of its database.
ROLES = {"embedded": ("run",), "cluster": ("run", "run", "worker", "worker", "worker")}
_MARK = "FILINGWATCH_TRIAL"
_FILERS = 10
# Of the members so many are told to kill themselves at a boundary, and so often somebody is killed at random.
_TOLD, _RANDOM = 0.5, 0.7
# Seconds after which who has not come to its boundary may be killed at random.
_LONG = 4
# Once nobody is killed any more, this is enough for what is left, even on a busy machine: seconds.
_PATIENCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is tried: so many filings, kills, and stops of the database; `pause` is between kills, in seconds."""

    kind: str
    filings: int = 500
    kills: int = 200
    stops: int = 5
    pause: float = 0.5
    seed: int = 1


@dataclass(slots=True)
class Outcome:
    """What came of a trial."""

    plan: Plan
    seconds: float = 0
    random_kills: int = 0
    boundary_kills: dict[str, int] = field(default_factory=dict)
    stops: int = 0
    sent: int = 0
    orphans: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    # The end of what the members wrote, when anything is wrong.
    log: str = ""

    @property
    def kills(self) -> int:
        """How often a member was killed."""
        return self.random_kills + sum(self.boundary_kills.values())


@dataclass(slots=True)
class _Member:
    """One member, and at which boundary it was told to kill itself."""

    role: str
    process: ForkProcess
    boundary: str
    born: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class _Crew:
    """The members of a trial; one that has died is replaced."""

    trial: Trial
    plan: Plan
    outcome: Outcome
    chance: random.Random
    members: list[_Member] = field(default_factory=list)
    killing: bool = True
    next_boundary: int = 0

    def keep_up(self) -> None:
        """Replaces who has died, and counts who died at a boundary."""
        for role in ROLES[self.plan.kind][len(self.members) :]:
            self.members.append(self._born(role))
        for place, one in enumerate(self.members):
            if one.process.is_alive():
                continue
            if one.process.exitcode == -signal.SIGKILL and one.boundary:
                self.outcome.boundary_kills[one.boundary] = self.outcome.boundary_kills.get(one.boundary, 0) + 1
            self.members[place] = self._born(one.role)

    def kill_one(self) -> None:
        """Kills a member that was not told to kill itself, or does not come to its boundary, if there is one."""
        old = time.monotonic() - _LONG
        unaware = [one for one in self.members if (not one.boundary or one.born < old) and one.process.is_alive()]
        if unaware:
            victim = self.chance.choice(unaware)
            victim.boundary = ""
            victim.process.kill()
            victim.process.join()
            self.outcome.random_kills += 1

    def settle(self) -> None:
        """Nobody is told to kill itself any more, and everybody is there."""
        self.killing = False
        for one in self.members:
            if one.boundary:
                one.boundary = ""
                one.process.kill()
                one.process.join()
        self.keep_up()

    def stop(self) -> None:
        """Asks every member to stop, and waits until it has."""
        for one in self.members:
            if one.process.is_alive():
                one.process.terminate()
        for one in self.members:
            one.process.join(30)
            if one.process.exitcode != 0:
                self.outcome.wrong.append(f"{one.role} did not stop in order: {one.process.exitcode}")
                one.process.kill()

    def _born(self, role: str) -> _Member:
        boundary, fault = "", None
        if self.killing and self.chance.random() < _TOLD:
            known = BOUNDARIES[self.plan.kind]
            boundary = known[self.next_boundary % len(known)]
            self.next_boundary += 1
            fault = Fault(self.chance.randint(1, 5), boundary)
        log = self.trial.folder / "log"
        member = multiprocessing.get_context("fork").Process(target=live, args=(self.trial, role, fault, log))
        member.start()
        return _Member(role, member, boundary)


def run(plan: Plan, say: Callable[[str], None] = lambda _: None) -> Outcome:
    """What came of one trial. Raises CannotStartError where there is no PostgreSQL for a cluster."""
    os.environ[_MARK] = str(os.getpid())
    warm_up()
    with tempfile.TemporaryDirectory(prefix="filingwatch-crash-") as folder:
        root = Path(folder)
        expected = _undisturbed(root / "control", plan)
        say(f"{plan.kind}: a run without a kill has stored {len(expected['diffs'])} diffs")
        if plan.kind == "embedded":
            return _tried(plan, root / "trial", f"sqlite:///{root}/trial.db", expected, server=None, say=say)
        with serving() as server:
            return _tried(plan, root / "trial", Databases(server.address()).make(), expected, server=server, say=say)


def warm_up() -> None:
    """Loads once what every member needs: they are forked from this process, as loading takes longer than a life."""
    import bot.dispatching.cluster
    import bot.dispatching.embedded
    import bot.notifying.console
    import bot.rendering.formats
    import bot.rendering.html
    import bot.summarising
    import bot.telling  # noqa: F401


def _undisturbed(folder: Path, plan: Plan) -> dict[str, list[str]]:
    """What a run without a kill stores, in a process of its own as all of them."""
    with _channel(folder) as port:
        trial = Trial(folder=folder, database=f"sqlite:///{folder}/test.db", port=port, watches=_FILERS)
        _file(folder / "in", plan.filings)
        crew = _Crew(trial, Plan(kind="embedded"), Outcome(plan), random.Random(0), killing=False)  # noqa: S311
        crew.keep_up()
        _until_ended(crew, plan)
        crew.stop()
        return _looking(trial, stored)


def _tried(
    plan: Plan,
    folder: Path,
    database: str,
    expected: dict[str, list[str]],
    *,
    server: Server | None,
    say: Callable[[str], None],
) -> Outcome:
    outcome, began = Outcome(plan), time.monotonic()
    _file(folder / "in", plan.filings)
    with _channel(folder) as port:
        trial = Trial(folder=folder, database=database, port=port, watches=_FILERS)
        crew = _Crew(trial, plan, outcome, random.Random(plan.seed))  # noqa: S311 - repeatable, no secret
        _kill_and_kill(crew, server, say)
        crew.settle()
        _until_ended(crew, plan)
        time.sleep(3)  # the leader clears away what is older than two seconds
        crew.stop()
        outcome.orphans = _orphans()
        record = folder / "accepted"
        outcome.sent = len(record.read_text().split())
        outcome.wrong += _looking(trial, lambda app: faults(trial, app, record, expected))
        outcome.wrong += [f"orphan process: {one}" for one in outcome.orphans]
        outcome.log = (folder / "log").read_text(errors="replace")[-4000:] if outcome.wrong else ""
    outcome.seconds = time.monotonic() - began
    return outcome


def _kill_and_kill(crew: _Crew, server: Server | None, say: Callable[[str], None]) -> None:
    plan, outcome, told = crew.plan, crew.outcome, 0
    while outcome.kills < plan.kills:
        crew.keep_up()
        time.sleep(plan.pause * crew.chance.uniform(0.2, 1.8))
        crew.keep_up()
        if crew.chance.random() < _RANDOM:
            crew.kill_one()
        if server is not None and outcome.stops < plan.stops * outcome.kills // plan.kills:
            server.stop(signal.SIGQUIT)
            time.sleep(0.2)
            server.start()
            outcome.stops += 1
        if outcome.kills // 20 > told:
            told = outcome.kills // 20
            say(f"{plan.kind}: {outcome.kills} kills, database stopped {outcome.stops} times")


def _until_ended(crew: _Crew, plan: Plan) -> None:
    end = time.monotonic() + _PATIENCE
    while waiting := _looking(crew.trial, lambda app: left(app, plan.filings)):
        if time.monotonic() > end:
            crew.outcome.wrong.append(f"{waiting} filings or alerts did not come to their end")
            return
        crew.keep_up()
        time.sleep(0.3)


def _looking(trial: Trial, look: Callable[[App], T]) -> T:
    app = trial.app()
    try:
        return look(app)
    finally:
        app.close()


def _file(folder: Path, count: int) -> None:
    """Annual reports and their corrections, by filer; each is one number."""
    for number in range(count):
        filer, issue = number % _FILERS, number // _FILERS
        name = f"annual-{1980 + issue // 2}{'-corrected' if issue % 2 else ''}.txt"
        path = folder / f"filer-{filer:02}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{number}")
        os.utime(path, (0, 0))


@contextmanager
def _channel(folder: Path) -> Iterator[int]:
    """The port of a channel that writes down what it accepts."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bench.crashing.endpoint", str(folder / "accepted")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, _MARK: ""}) as serving:
        assert serving.stdout is not None
        try:
            yield int(serving.stdout.readline())
        finally:
            serving.kill()


def _orphans() -> list[str]:
    """Processes that a member has started and that outlived it, by what they were started with."""
    time.sleep(1)
    mark = f"{_MARK}={os.getpid()}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue  # it has just ended
    return found
