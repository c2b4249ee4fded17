"""What is told at once."""

from __future__ import annotations

from typing import Any

from bot.routing import Route, channels_for
from diffing.change import Severity
from diffing.document import Coverage

ROUTE = Route(at_least=Severity.MEDIUM, channels=("console",))


def test_a_grave_change_is_told(build: Any) -> None:
    """From the severity of the route on."""
    assert channels_for(build.diff(build.change(severity=Severity.MEDIUM)), ROUTE) == ("console",)


def test_a_small_change_is_kept(build: Any) -> None:
    """Below it, and where nothing changed, nothing is told."""
    assert channels_for(build.diff(build.change(severity=Severity.LOW)), ROUTE) == ()
    assert channels_for(build.diff(), ROUTE) == ()


def test_a_file_that_was_not_read_completely_is_told(build: Any) -> None:
    """That nothing was found in it must not look like nothing being there."""
    side = build.side(sha256="1" * 64, coverage=Coverage(pages=3, pages_without_text=(2,)))
    assert channels_for(build.diff(new=side), ROUTE) == ("console",)
