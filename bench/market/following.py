"""The program that follows a market: the real one, but nothing is compared, names lead to loopback, and time flies.

Run as a process of its own, which may be killed at any moment: what it is told stands in a file, and nothing else is
handed over. Each poll that ended is a line in the file `polls`: its watch, its outcome, when it began.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import watchers.connecting
from bench.market.harbour import HKEX
from bench.market.passing import SharedClock
from bench.market.serving import CNINFO, SSE, SZSE
from bot.app import build
from bot.clocks import Clock
from bot.configured import Config, Watch
from bot.covers import Cover
from bot.inside import Original
from bot.ledger import Read
from diffing.change import Basis, Counts, Diff, MadeWith, Reason, Side
from diffing.document import Coverage
from diffing.settings import Settings
from watchers import titles

_SOURCES = {"cninfo": CNINFO, "szse": SZSE, "sse": SSE}
# The same filings in two languages.
_TWINS = dict.fromkeys(("hkex-market", "hkex-market-zh"), HKEX)


class TitlesOnly:
    """Reads titles, and finds no change."""

    def read(self, _original: Original, title: str, _settings: Settings) -> Read:
        """What the title says."""
        said = titles.read_title(title)
        names = ("form", "period", "revision", "rank", "complete", "about", "names")
        return Read(
            cover=Cover(title=title, language=said.language or "en", **{name: getattr(said, name) for name in names})
        )

    def diff(self, pair: tuple[Original, Original], _n: Sequence[Original], basis: Basis, *_: object) -> Diff:
        """Nothing."""
        old, new = (_side(original) for original in pair)
        made_with, reason = MadeWith(engine="none", lexicon="none", settings=""), Reason(code="basis_given")
        return Diff(
            old=old, new=new, basis=basis, basis_reason=reason, changes=(), counts=Counts(), made_with=made_with
        )


def _side(original: Original) -> Side:
    return Side(
        name=original.name,
        sha256="0" * 64,
        media_type="application/pdf",
        pages=1,
        sentences=1,
        figures=0,
        language="zh",
        title="",
        filer=None,
        form=None,
        period=None,
        coverage=Coverage(pages=1, characters=100),
    )


def follow(folder: Path, port: int, until: datetime, every: timedelta, *, looks: bool, twins: bool) -> None:
    """Follows the market on `port` until then, each list at that interval; what the program keeps lies in `folder`.

    With `looks`, documents of late are looked at again; with `twins`, Hong Kong is followed too, in both languages.
    """
    watchers.connecting.resolve = lambda *_, **__: ["127.0.0.1"]  # type: ignore[attr-defined]  # the market has no names
    shared = SharedClock(folder / "clock")
    sources = {**_SOURCES, **(_TWINS if twins else {})}
    alike: dict[str, Any] = {"baseline": "compare", "channels": (), "look_again": looks}
    watches = tuple(
        Watch(name=name, source=name, address=f"http://{host}:{port}", **alike)  # type: ignore[arg-type]
        for name, host in sources.items()
    )
    app = build(
        Config(folder=folder, watches=watches),
        comparing=TitlesOnly(),
        say=lambda _: None,
        clock=Clock(now=shared.now, ticks=shared.seconds, sleep=shared.sleep),
    )
    duties = app.duties()
    with app.dispatcher.alone() as litter, (folder / "polls").open("a") as polls:
        duties.tidy(litter)
        duties.take_over()
        app.pipeline.advance(on_schedule=True)
        due = dict.fromkeys(sources, shared.now())
        while shared.now() < until:
            name = min(due, key=lambda each: due[each])
            shared.sleep(max(0.0, (due[name] - shared.now()).total_seconds()))
            due[name] = shared.now() + every
            if not app.pipeline.rests(name):
                asked = shared.seconds()
                polls.write(f"{name} begun {asked}\n")
                polls.flush()
                answer = app.pipeline.poll(name).poll
                polls.write(f"{name} {answer.outcome} {asked} {answer.reason}\n")
                polls.flush()
            app.pipeline.advance(on_schedule=True)
            duties.look()
            duties.tell()
    app.close()


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    folder, until = Path(told["folder"]), datetime.fromisoformat(told["until"])
    follow(folder, told["port"], until, timedelta(minutes=told["every"]), looks=told["looks"], twins=told["twins"])
