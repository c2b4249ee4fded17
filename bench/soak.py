"""A day at a hurried clock: whether memory and open files stay flat while two thousand watches are asked every hour.

Sources live in this process and list a filing more every few hours; documents are read by nobody, everything else is
the program: polls, archive, ledger, comparing's rows, outbox, digests, and being looked at. Run: python -m bench soak
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.crashing.reading import cover, diff
from bot.app import build
from bot.clocks import Clock
from bot.configured import Config, FilerTable, Watch
from bot.inside import Original
from bot.ledger import Read, entries_of
from bot.operating import App
from diffing.change import Basis, Diff
from watchers.filing import Content, Filer, Filing, Outcome, Poll, Published

WATCHES, HOURS = 2000, 24
# Memory may differ by so much from what it was at that hour, when every watch has had something compared and told.
SHARE, SETTLED = 0.05, 8
# A watch has something new every so many hours.
_NEWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """Lists one filing more every few hours; its checkpoint is how many it has listed."""

    name: str
    began: datetime

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new since the last poll."""
        assert filer is not None, "every watch of the bench names its filer"
        known, due = int(checkpoint or 0), 1 + int((now - self.began) / timedelta(hours=_NEWS))
        filings = tuple(
            Filing(
                source=self.name, id=f"{self.name}-{at}", filer=filer, title=f"{2000 + at} annual report",
                address=f"https://filings.example.org/{self.name}/{at}",
                published=Published.on(now.date()),
            )
            for at in range(known, due)
        )  # fmt: skip
        return Poll(outcome=Outcome.OK, filings=filings, seen=due, checkpoint=str(due))

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """A few bytes that nobody else files."""
        return Content.of(filing.id.encode(), media_type="text/plain", fetched=now)


class _Reading:
    """Reads the title, and finds one change in everything."""

    def read(self, _original: Original, title: str, _settings: object) -> Read:
        """What the title says."""
        return Read(cover=cover(title), entries=entries_of((), ()))

    def diff(self, pair: tuple[Original, Original], _notices: object, basis: Basis, *_: object) -> Diff:
        """One change."""
        return diff(pair, basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What the process weighs at one hour: resident megabytes, and open files."""

    hour: int
    megabytes: float
    files: int


def weigh(hour: int) -> Weight:
    """The weight now."""
    gc.collect()
    lines = Path("/proc/self/status").read_text().splitlines()
    resident = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return Weight(hour=hour, megabytes=resident / 1024, files=len(list(Path("/proc/self/fd").iterdir())))


def _app(folder: Path, watches: int, moment: list[datetime], told: list[int]) -> App:
    names = [f"w{at:04}" for at in range(watches)]
    configured = tuple(Watch(name=name, source="cninfo", filer=FilerTable(id=name)) for name in names)
    config = Config(folder=folder, watches=configured)

    def say(_text: str) -> None:
        told[0] += 1

    app = build(config, comparing=_Reading(), say=say, clock=Clock(now=lambda: moment[0]))
    watched = app.pipeline.watches
    for name in names:
        source = _Source(name=name, began=moment[0])
        watched[name] = replace(watched[name], source=source, host="")
    return app


def soak(folder: Path, watches: int, hours: int) -> tuple[list[Weight], int]:
    """The weight after each hour, and how many alerts and digests were told."""
    moment, told = [datetime(2026, 5, 13, 22, tzinfo=UTC)], [0]
    app = _app(folder, watches, moment, told)
    weights = []
    try:
        app.duties().take_over()
        for hour in range(1, hours + 1):
            for name in app.pipeline.watches:
                moment[0] += timedelta(hours=1) / watches
                app.pipeline.poll(name)
            app.pipeline.advance(on_schedule=True)
            app.duties().tell()
            app.duties().tidy(60)
            app.observing.metrics()
            weights.append(weigh(hour))
            print(f"{hour:>4} h {weights[-1].megabytes:>8.1f} MB {weights[-1].files:>5} files", flush=True)
    finally:
        app.close()
    return weights, told[0]


def main() -> None:
    """Prints the weight of every hour; exits with 1 when it is not flat."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--watches", type=int, default=WATCHES)
    parser.add_argument("--hours", type=int, default=HOURS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        weights, told = soak(Path(folder), asked.watches, asked.hours)
    settled, last = weights[min(SETTLED, len(weights)) - 1], weights[-1]
    grown = last.megabytes / settled.megabytes - 1
    print(
        f"{asked.watches} watches, {told} told: {grown:+.1%} memory and {last.files - settled.files:+} files since hour"
    )
    print(f"{settled.hour} (wanted: {SHARE:.0%} at most, none)")
    sys.exit(grown > SHARE or last.files > settled.files)


if __name__ == "__main__":
    main()
