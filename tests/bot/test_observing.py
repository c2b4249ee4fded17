"""What the program says of itself: alive, ready, and the figures; without a secret and without a filing's text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bot.app import build as build_app
from bot.configured import Config, Watch
from bot.observing import answering
from bot.operating import App

ANYWHERE = "127.0.0.1:0"
# https://prometheus.io/docs/instrumenting/exposition_formats/
SAMPLE = re.compile(r'^[a-z_]+(\{[a-z_]+="(?:[^"\\\n]|\\.)*"(,[a-z_]+="(?:[^"\\\n]|\\.)*")*\})? -?[0-9.e+-]+$')


@pytest.fixture
def app(tmp_path: Path, database: str) -> Iterator[App]:
    """An application with a report and a file that nobody can read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "2023-annual-report.txt").write_text("Annual report 2023\n\nRevenue was RMB 12.6 million.\n")
    (tmp_path / "in" / "damaged.pdf").write_text("%PDF-1.7")
    watch = Watch(name="w", path=tmp_path / "in", settle=0, baseline="compare")
    config = Config(folder=tmp_path / "state", database=database, watches=(watch,))
    made = build_app(config, say=lambda _: None)
    made.check()
    yield made
    made.close()


def asked(app: App, path: str) -> tuple[int, str]:
    """The status and the body of an answer."""
    with answering(app.observing, ANYWHERE) as address:
        try:
            with urlopen(f"{address}{path}", timeout=10) as answer:  # noqa: S310 - our own server on loopback
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()


def test_the_figures_are_those_of_the_database(app: App) -> None:
    """Each line is one that Prometheus reads, and the counts are those of what happened."""
    status, body = asked(app, "/metrics")
    lines = body.splitlines()
    assert status == 200
    assert all(SAMPLE.match(line) for line in lines if not line.startswith("#"))
    assert 'filingwatch_filings{stage="done"} 1' in lines
    assert 'filingwatch_filings{stage="set_aside"} 1' in lines
    assert 'filingwatch_alerts{channel="console",state="sent"} 2' in lines
    assert 'filingwatch_watches{standing="ok"} 1' in lines
    assert next(line for line in lines if line.startswith("filingwatch_ledger")) != "filingwatch_ledger 0"
    assert "Revenue" not in body
    assert "damaged" not in body


def test_a_watch_that_stands_still_is_counted(app: App) -> None:
    """Two days later nobody has polled: the watch is stale, and its source long unasked."""
    late = replace(app.observing, clock=lambda: datetime.now(UTC) + timedelta(days=2))
    lines = late.metrics().splitlines()
    assert 'filingwatch_watches{standing="stale"} 1' in lines
    (polled,) = [line for line in lines if line.startswith("filingwatch_polled_seconds")]
    assert float(polled.split()[1]) > 86_400


def test_it_is_alive_and_ready(app: App) -> None:
    """Both say so; any other path is none."""
    assert asked(app, "/healthz") == (200, "ok\n")
    assert asked(app, "/readyz") == (200, '{"missing": []}\n')
    assert asked(app, "/../etc/passwd")[0] == 404


def test_what_is_missing_is_named_without_a_secret(app: App, monkeypatch: Any) -> None:
    """A database that is away makes it alive and not ready."""

    def away(*_: object) -> None:
        raise OSError("no route to postgresql://user:hunter2@host/name")

    monkeypatch.setattr("bot.observing.stands_at", away)
    status, body = asked(app, "/readyz")
    assert status == 503
    assert "no route" in json.loads(body)["missing"][0]
    assert "hunter2" not in body
    assert asked(app, "/healthz")[0] == 200


def test_a_port_that_is_taken_stops_nothing(app: App) -> None:
    """The program goes on, and says in its log that it is not observed."""
    with answering(app.observing, ANYWHERE) as first:
        taken = first.removeprefix("http://")
        with answering(app.observing, taken) as second:
            assert second == ""
    with answering(app.observing, "") as nowhere:
        assert nowhere == ""
