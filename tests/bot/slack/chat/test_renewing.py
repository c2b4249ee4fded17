"""What is asked for in Slack is followed at once: the program ends in good order and begins anew."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from bench.slack.office import ADMIN, Office, until
from bench.slack.stub import Stub
from bot.app import build
from bot.typed import watching


def test_run_begins_anew_with_the_watch_that_was_asked_for(
    office: Office, slack: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first run ends by itself, the second one has the watch, and a signal ends that for good."""
    from contextlib import contextmanager

    runs: list[Any] = []

    @contextmanager
    def built(**_: object) -> Any:
        app = build(office.app.config)
        runs.append(app)
        if len(runs) > 1:
            threading.Timer(0.5, app.stopped.set).start()
        else:
            threading.Timer(0.5, app.renew).start()
        yield app
        app.close()

    monkeypatch.setattr(watching, "built", built)
    office.answer("watch 000002", user=ADMIN)
    assert watching.run_command() == 0
    assert len(runs) == 2
    assert "000002 cninfo" in runs[1].pipeline.watches
    until(lambda: slack.sockets.opened >= 2)
