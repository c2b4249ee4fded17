"""The members of a trial: how much is tried, who is killed where, and what came of it."""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess

from bench.crashing.member import BOUNDARIES, OFTEN, SELDOM, Fault, Trial, live

# Which members a trial has, by the kind of its database.
ROLES = {"embedded": ("run",), "cluster": ("run", "run", "worker", "worker", "worker")}
# Of the members so many are told to kill themselves at a boundary.
_TOLD = 0.8
# From so many kills for each boundary on, a trial goes on until each has been one of them, up to twice as long.
_ENOUGH = 5
# Seconds after which who has not come to its boundary may be killed at random.
_LONG = 12


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
    def untried(self) -> list[str]:
        """The boundaries at which nobody was killed yet, of a trial that is long enough to come to all of them."""
        known = dict.fromkeys(name for names in BOUNDARIES[self.plan.kind].values() for name in names)
        long_enough = self.plan.kills >= _ENOUGH * len(known)
        return [name for name in known if long_enough and name not in self.boundary_kills]

    @property
    def kills(self) -> int:
        """How often a member was killed."""
        return self.random_kills + sum(self.boundary_kills.values())


@dataclass(slots=True)
class Member:
    """One member, and at which boundary it was told to kill itself."""

    role: str
    process: ForkProcess
    boundary: str
    born: float = field(default_factory=time.monotonic)


@dataclass(slots=True)
class Crew:
    """The members of a trial; one that has died is replaced."""

    trial: Trial
    plan: Plan
    outcome: Outcome
    chance: random.Random
    members: list[Member] = field(default_factory=list)
    killing: bool = True

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

    def _born(self, role: str) -> Member:
        boundary, fault = "", None
        if self.killing and self.chance.random() < _TOLD:
            boundary = self._next_boundary(role)
            fault = Fault(self.chance.randint(1, SELDOM.get(boundary, OFTEN)), boundary)
        log = self.trial.folder / "log"
        member = multiprocessing.get_context("fork").Process(target=live, args=(self.trial, role, fault, log))
        member.start()
        return Member(role, member, boundary)

    def _next_boundary(self, role: str) -> str:
        """The boundary at which fewest have been killed, of those that a member of this role comes to."""
        known = BOUNDARIES[self.plan.kind][role]
        waiting = [one.boundary for one in self.members if one.process.is_alive()]
        often = {name: self.outcome.boundary_kills.get(name, 0) + waiting.count(name) for name in known}
        return min(self.chance.sample(known, len(known)), key=lambda name: often[name])
