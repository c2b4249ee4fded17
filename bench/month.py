"""A month of a market of 5,000 companies, with broken answers and kills: each filing found once, at the pace of hosts.

The program is the real one, in a process that is killed with SIGKILL; the publishers are on loopback, the clock is
shared and passes only when somebody waits. `--ordinary` sets the filings of a working day, `--peak` those of the
evening of the 28th; what is published and what goes wrong is drawn from `--seed`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from bench.market.harbour import Harbour, twins
from bench.market.measuring import Courtesy, Found, courtesy, fetched, found
from bench.market.passing import SharedClock
from bench.market.publishing import FIRST, ZONE, companies, month, with_replacements
from bench.market.serving import FAULTS, Publishers, Serving

# What a supervisor takes to start the program again, in seconds of the shared clock.
_RESTART = 5.0
# How long after the last publication, for what was refused to be had.
_AFTER = timedelta(days=1)
# The same where documents are looked at again, for a week.
_LOOKED = timedelta(days=9)
# How many times the least number of requests may be asked.
_WANTED = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is simulated; `every` is in minutes; `replaced` of a thousand documents are replaced at their address.

    `twins` filings a day are published in Hong Kong, each in English and in Chinese.
    """

    companies: int = 5000
    days: int = 30
    ordinary: int = 60
    peak: int = 4000
    kills: int = 20
    every: int = 60
    replaced: int = 0
    twins: int = 0
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of it; `seconds` is how long it took here."""

    found: Found
    courtesies: tuple[Courtesy, ...]
    kills: int
    broken_polls: int
    polls: int
    faults: int
    requests: int
    seconds: float


@dataclass
class Killer:
    """Kills the child at requests drawn by chance, some of them a moment later, in the middle of what comes of it."""

    times: int
    between: int
    chance: random.Random
    pid: int = 0
    done: int = 0
    next: int = 0
    timers: list[threading.Timer] = field(default_factory=list)

    def draw(self, asked: int) -> None:
        """Sets the request at which the next kill comes."""
        self.next = asked + self.chance.randint(self.between // 2, self.between * 3 // 2)

    def __call__(self, asked: int) -> None:
        """One more request has come in."""
        if self.done >= self.times or asked < self.next or not self.pid:
            return
        self.done += 1
        pid, self.pid = self.pid, 0
        if self.done % 2:
            os.kill(pid, signal.SIGKILL)
        else:
            threading.Timer(self.chance.uniform(0, 0.02), os.kill, (pid, signal.SIGKILL)).start()
        self.draw(asked)


def run(story: Story, folder: Path) -> Result:
    """The story, played in a folder of its own."""
    began = time.perf_counter()
    listed = companies(story.companies)
    published = month(listed, days=story.days, ordinary=story.ordinary, peak=story.peak, seed=story.seed)
    published = with_replacements(published, story.replaced, story.seed)
    start = datetime.combine(FIRST, clock_time(6, 30), ZONE)
    shared = SharedClock(folder / "clock", start)
    until = start + timedelta(days=story.days) + (_LOOKED if story.replaced else _AFTER)
    # About as many requests as there will be: a document and a half for each filing, and the polls of nineteen hours.
    expected = len(published) * 3 // 2 + story.days * 3 * 19 * 60 // story.every
    killer = Killer(story.kills, expected // (story.kills + 1), random.Random(story.seed))  # noqa: S311 - a story
    killer.draw(0)
    pairs = twins(days=story.days, daily=story.twins, seed=story.seed)
    publishers = Publishers(shared, listed, published, story.seed, before=killer, harbour=Harbour(pairs))
    with Serving(publishers) as serving:
        asked = {"port": serving.port, "until": until.isoformat(), "every": story.every}
        asked |= {"looks": story.replaced > 0, "twins": story.twins > 0}
        told = json.dumps({"folder": str(folder), **asked})
        while _followed(told, killer) == -signal.SIGKILL:
            shared.sleep(_RESTART)
    polls = (folder / "polls").read_text(encoding="utf-8").splitlines()
    return Result(
        found=found(folder / "filingwatch.db", published, pairs),
        courtesies=tuple(courtesy(publishers.asked, polls, published, fetched(folder / "filingwatch.db"))),
        kills=killer.done,
        broken_polls=sum(" broken " in line for line in polls),
        polls=sum(" begun " not in line for line in polls),
        faults=sum(bool(each.fault) for each in publishers.asked),
        requests=len(publishers.asked),
        seconds=time.perf_counter() - began,
    )


def _followed(told: str, killer: Killer) -> int:
    """How the process that follows the market ended. Raises RuntimeError where it failed by itself."""
    child = subprocess.Popen([sys.executable, "-m", "bench.market.following", told], stderr=subprocess.PIPE)
    killer.pid = child.pid
    said = child.communicate()[1].decode(errors="replace")
    killer.pid = 0
    if child.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"the program ended with {child.returncode}:\n{said[-4000:]}")
    return child.returncode


def table(result: Result) -> str:
    """The result, for people."""
    seen, share = result.found, 100 * result.faults / result.requests
    rows = (
        ("filings published", f"{seen.published:,}"),
        ("versions stored", f"{seen.versions:,}"),
        ("English and Chinese compared with each other", f"{seen.mixed}"),
        ("replaced at their address, found", f"{seen.expected_replaced:,}, {seen.replaced:,}"),
        ("missing, doubled, not at their end", f"{seen.missing}, {seen.doubled}, {seen.unfinished}"),
        ("sightings, of", f"{seen.sightings:,}, {seen.expected_sightings:,}"),
        ("polls, of them broken", f"{result.polls:,}, {result.broken_polls}"),
        ("kills", f"{result.kills}"),
        (f"answers {', '.join(FAULTS)}", f"{result.faults:,} of {result.requests:,} ({share:.1f} %)"),
        ("seconds it took here", f"{result.seconds:.0f}"),
    )
    columns = ("asked", "least", "times", "closest", "pace", "a minute", "most", "quiet")
    lines = [f"{name:62}{value}" for name, value in rows]
    lines += ["", f"{'host':20}" + "".join(f"{column:>10}" for column in columns)]
    asked, least = (sum(getattr(each, name) for each in result.courtesies) for name in ("asked", "least"))
    lines += [f"{'all':20}{asked:>10,}{least:>10,}{asked / least:>10.3f}"]
    lines += [
        f"{each.host:20}{each.asked:>10,}{each.least:>10,}{each.excess:>10.3f}{each.closest:>8.2f} s"
        f"{each.allowed_interval:>8.1f} s{each.crowded:>10}{each.allowed_per_minute or '-':>10}"
        f"{each.in_quiet_hours:>10}"
        for each in result.courtesies
    ]
    lines += ["", f"{'cause':42}" + "".join(f"{each.host:>20}" for each in result.courtesies)]
    for cause in sorted({cause for each in result.courtesies for cause in each.causes}):
        lines.append(f"{cause:42}" + "".join(f"{each.causes.get(cause, 0):>20,}" for each in result.courtesies))
    return "\n".join(lines)


def reached(result: Result) -> bool:
    """Whether nothing was missed or doubled, and every host was asked at its pace and hardly more than needed."""
    return result.found.whole and all(each.kept and each.excess <= _WANTED for each in result.courtesies)


def main() -> None:
    """Plays the story that is asked for, and ends with 1 when it falls short."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("companies", "days", "ordinary", "peak", "kills", "every", "replaced", "twins", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Story(), name))
    story = Story(**vars(parser.parse_args()))
    # In memory where there is such a folder: a kill loses nothing that was written, and a disk is slow.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a new folder of our own in it
    with tempfile.TemporaryDirectory(prefix="filingwatch-month-", dir=memory) as folder:
        result = run(story, Path(folder))
    print(table(result))
    if not reached(result) or result.kills < story.kills:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
