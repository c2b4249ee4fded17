"""An office: a program that has told three reports, and listens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.slack.office import ADMIN, MEMBER, Direct, Office, config_of, until
from bench.slack.stub import CHANNEL, Stub
from bot.app import build
from bot.clocks import Clock


@pytest.fixture
def options() -> dict[str, Any]:
    """Keys of [slack] beside those that every office has."""
    return {}


@pytest.fixture
def office(slack: Stub, tmp_path: Path, options: dict[str, Any]) -> Iterator[Office]:
    """Two annual reports and a correction have been stored and told."""
    (tmp_path / "in").mkdir()
    slack.members = [MEMBER, ADMIN]
    app = build(config_of(tmp_path, slack, **options), comparing=Direct(), clock=Clock())
    office = Office(slack, app, tmp_path)
    office.file("annual-2022.txt", "1")
    office.file("annual-2022-corrected.txt", "2")
    office.file("annual-2023.txt", "3")
    app.check()
    with app.listening(app) as desk:
        office.known["desk"] = desk
        until(lambda: desk.places.configured(CHANNEL))  # type: ignore[attr-defined]
        slack.sockets.wait_open()
        yield office
    app.close()
