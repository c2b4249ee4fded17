"""The application as a command needs it: built of the configuration, and closed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import screen
from bot.rendering.looks import Screen

if TYPE_CHECKING:
    from bot.inside import Original
    from bot.operating import App


@contextmanager
def built(*, watching: bool = False) -> Iterator[App]:
    """The application of the configuration that is found; with `watching`, of one that has a watch.

    Raises ConfigError.
    """
    from bot.app import build
    from bot.config import load

    app = build(load(watching=watching))
    try:
        yield app
    finally:
        app.close()


def stored(version: int) -> Original | None:
    """The original of a stored version, or None."""
    from bot.commands.diff import stored_original

    with built() as app:
        return stored_original(app, version)


def screen_of(output: Path | None) -> Screen:
    """The screen that is written to: what goes into a file has none."""
    return Screen() if output else screen()
