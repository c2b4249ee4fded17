"""Answers in Slack under load: how fast a question is acknowledged, and whether fifty at once are all answered.

Four comparisons of long reports run meanwhile, in children of their own, as `/diff` and the pipeline make them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from bench.slack import payloads
from bench.slack.office import ADMIN, MEMBER, Direct, Office, config_of, until
from bench.slack.stub import CHANNEL, Stub, serving
from bot.apart import Apart, Limits
from bot.app import build
from bot.inside import Original
from diffing.change import Basis
from diffing.settings import Settings

# What the acknowledgement may take at the 99th percentile, in seconds; Slack gives up after three.
WANTED = 0.3
COMPARISONS, QUESTIONS, PAGES = 4, 50, 300
_PEOPLE = 12


def main() -> None:
    """Exits with 1 when an acknowledgement was late, or a question was not answered."""
    asked = argparse.ArgumentParser(prog="python -m bench slack_answers", description=__doc__)
    asked.add_argument("--seconds", type=float, default=60.0)
    given = asked.parse_args()
    late = _measured(given.seconds)
    raise SystemExit(int(late))


def _measured(seconds: float) -> bool:
    with tempfile.TemporaryDirectory() as folder, serving() as slack, _office(Path(folder), slack) as office:
        with _comparing() as count:
            quick = _acknowledged(office, seconds)
            compared = count()
        _say(f"{len(quick)} questions during {COMPARISONS} comparisons of {PAGES} pages at a time ({compared} ended)")
        worst = quantiles(quick, n=100)[98]
        middle, last = (f"{seconds * 1e3:.0f} ms" for seconds in (median(quick), worst))
        _say(f"acknowledged: median {middle}, p99 {last} (wanted {WANTED * 1e3:.0f} ms)")
        answered, took = _crowd(office)
    _say(f"{QUESTIONS} at once by {_PEOPLE} people: {answered} answered, the last after {took:.1f} s")
    return worst > WANTED or answered < QUESTIONS


@contextmanager
def _office(folder: Path, slack: Stub) -> Iterator[Office]:
    """The program, listening over a socket of the stub."""
    (folder / "in").mkdir()
    slack.members = [MEMBER, ADMIN]
    app = build(config_of(folder, slack), comparing=Direct(), say=lambda _: None)
    office = Office(slack, app, folder)
    for number, name in enumerate(("annual-2022.txt", "annual-2022-corrected.txt", "annual-2023.txt")):
        office.file(name, str(number))
    app.check()
    with app.listening(app) as desk:
        until(lambda: desk.places.configured(CHANNEL))  # type: ignore[attr-defined]
        slack.sockets.wait_open()
        yield office
    app.close()


@contextmanager
def _comparing() -> Iterator[Callable[[], int]]:
    """So many comparisons of long reports at a time meanwhile; how many have ended."""
    apart = Apart(limits=Limits(seconds=600))
    apart.warm_up()
    pair = _report("1"), _report("2")
    ended, done = threading.Event(), list[int]()

    def compare() -> None:
        while not ended.is_set():
            apart.diff(pair, (), Basis.AUTO, Settings())
            done.append(1)

    threads = [threading.Thread(target=compare, daemon=True) for _ in range(COMPARISONS)]
    for thread in threads:
        thread.start()
    try:
        yield lambda: len(done)
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _report(digit: str) -> Original:
    """A report of many pages, of which every figure that holds the digit is another one."""
    from bench.slack.reports import report

    return Original(body=report(PAGES, digit), name=f"report-{digit}.pdf")


def _acknowledged(office: Office, seconds: float) -> list[float]:
    """How long each acknowledgement took, of questions of every kind asked one after another."""
    sockets, end, found = office.slack.sockets, time.monotonic() + seconds, []
    texts = ("600000", "list", "log", "status", "help", "show 1", "nobody at all")
    at = 0
    while time.monotonic() < end:
        text = texts[at % len(texts)]
        name = sockets.send(
            payloads.command(text, response_url=office.slack.response_url(), user=f"U0PERSON{at % 40:02}")
        )
        sockets.wait(name, 60)
        found.append(sockets.seconds[name])
        at += 1
        threading.Event().wait(0.02)
    return found


def _crowd(office: Office) -> tuple[int, float]:
    """How many of fifty questions were answered, each by its own address, and when the last one was."""
    begun, responses = time.monotonic(), office.slack.responses
    for at in range(QUESTIONS):
        url = office.slack.response_url(f"crowd{at}")
        office.slack.sockets.send(payloads.command("600000", response_url=url, user=f"U0CROWD{at % _PEOPLE:03}"))

    def answered() -> set[str]:
        return {name for name, body in list(responses) if name.startswith("crowd") and "blocks" in body}

    end = begun + 120
    while len(answered()) < QUESTIONS and time.monotonic() < end:
        threading.Event().wait(0.05)
    return len(answered()), time.monotonic() - begun


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
