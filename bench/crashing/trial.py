"""Runs the program, kills it again and again, and counts what became of every filing, change and alert.

filings ─► members, killed at random and at every boundary ─► a channel that drops connections
              │                                                          │
           database, stopped as after a crash                     what it accepted
              └──────────────────► judged against a run without a kill ◄─┘
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from bench.crashing.crew import Crew, Outcome, Plan
from bench.crashing.databases import Databases
from bench.crashing.judging import faults, left, stored
from bench.crashing.member import Trial
from bench.crashing.postgres import Server, serving
from bot.operating import App

T = TypeVar("T")

_MARK = "FILINGWATCH_TRIAL"
_FILERS = 10
# So often somebody is killed at random.
_RANDOM = 0.4
# One of the stops of the database lasts a minute.
_LONG_STOP, _AWAY = 3, 60
# So many filings come in only when nobody is killed any more.
_LAST = 5
# Once nobody is killed any more, this is enough for what is left, even on a busy machine: seconds.
_PATIENCE = 300


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
        crew = Crew(trial, Plan(kind="embedded"), Outcome(plan), random.Random(0), killing=False)  # noqa: S311
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
    _file(folder / "in", _FILERS)
    with _channel(folder) as port:
        trial = Trial(folder=folder, database=database, port=port, watches=_FILERS)
        crew = Crew(trial, plan, outcome, random.Random(plan.seed))  # noqa: S311 - repeatable, no secret
        _kill_and_kill(crew, server, say)
        _file(folder / "in", plan.filings)
        crew.settle()
        _until_ended(crew, plan)
        time.sleep(3)  # the leader clears away what is older than two seconds
        crew.stop()
        outcome.orphans = _orphans()
        record = folder / "accepted"
        outcome.sent = len(record.read_text().split())
        outcome.wrong += _looking(trial, lambda app: faults(trial, app, record, expected))
        outcome.wrong += [f"orphan process: {one}" for one in outcome.orphans]
        outcome.wrong += [f"nobody was killed at: {name}" for name in outcome.untried]
        outcome.log = (folder / "log").read_text(errors="replace")[-4000:] if outcome.wrong else ""
    outcome.seconds = time.monotonic() - began
    return outcome


def _kill_and_kill(crew: Crew, server: Server | None, say: Callable[[str], None]) -> None:
    plan, outcome, told = crew.plan, crew.outcome, 0
    while outcome.kills < plan.kills or (outcome.untried and outcome.kills < 2 * plan.kills):
        # Filings come in as long as somebody is killed: else the first steps would be over before the first kills are.
        come = _FILERS + (plan.filings - _FILERS) * outcome.kills // plan.kills
        _file(crew.trial.folder / "in", min(come, plan.filings - _LAST))
        crew.keep_up()
        time.sleep(plan.pause * crew.chance.uniform(0.2, 1.8))
        crew.keep_up()
        if crew.chance.random() < _RANDOM:
            crew.kill_one()
        if server is not None and outcome.stops < plan.stops * outcome.kills // plan.kills:
            outcome.stops += 1
            server.stop(signal.SIGQUIT)
            time.sleep(_AWAY if outcome.stops == _LONG_STOP else 0.2)
            server.start()
        if outcome.kills // 20 > told:
            told = outcome.kills // 20
            say(f"{plan.kind}: {outcome.kills} kills, database stopped {outcome.stops} times")


def _until_ended(crew: Crew, plan: Plan) -> None:
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
    """So many annual reports and their corrections, by filer; each is one number. Those that are there stay."""
    for number in range(len(list(folder.glob("*/*.txt"))), count):
        filer, issue = number % _FILERS, number // _FILERS
        name = f"annual-{1980 + issue // 2}{'-corrected' if issue % 2 else ''}.txt"
        path = folder / f"filer-{filer:02}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Nobody sees half of it.
        half = folder.with_name("half")
        half.write_text(f"{number}")
        os.utime(half, (0, 0))
        half.replace(path)


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
