"""The application as a command needs it: built of the configuration, and closed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import RefusedError, screen
from bot.errors import ConfigError
from bot.rendering.looks import Screen

if TYPE_CHECKING:
    from bot.inside import Original
    from bot.operating import App


@contextmanager
def built(*, watching: bool = False, looking: bool = False, say: Callable[[str], None] | None = None) -> Iterator[App]:
    """The application of the configuration that is found; with `watching`, of one that has a watch.

    `looking` only looks at what is stored, and makes no database where there is none. `say` prints alerts in place of
    standard output. Raises ConfigError.
    """
    from bot.app import build
    from bot.config import load
    from bot.store import is_there

    config = load(watching=watching)
    if looking and not is_there(config.database_address):
        place = config.database_address.rpartition("@")[2].removeprefix("sqlite:///")
        raise ConfigError(f"{place}: there is no database yet; filingwatch check or filingwatch run makes it")
    app = build(config, say=say)
    try:
        yield app
    finally:
        app.close()


def stored(version: int) -> Original | None:
    """The original of a stored version, or None."""
    from bot.commands.diff import stored_original
    from bot.config import load
    from bot.store import is_there

    if not is_there(load().database_address):
        return None
    with built() as app:
        return stored_original(app, version)


def screen_of(output: Path | None) -> Screen:
    """The screen that is written to: what goes into a file has none."""
    return Screen() if output else screen()


def refuse_overwriting(output: Path | None, *inputs: str | Path) -> None:
    """Raises RefusedError where a file that is to be read is the one that is to be written."""
    if output and output.exists() and any(Path(one).exists() and output.samefile(one) for one in inputs):
        raise RefusedError(f"--output {output}: this file is read here; name another one")


def living(live: Callable[[App], object]) -> None:
    """Lives with the application of the configuration, and with another one when that changes. Raises ConfigError."""
    from bot.app import build
    from bot.config import files, load
    from bot.renewing import keep_living
    from bot.store import asked

    def made() -> App:
        app = build(load())
        if not app.config.watches:
            app.close()
            load(watching=True)
        return app

    def mark(app: App) -> object:
        stats = [(file, file.stat()) for file in files() if file.exists()]
        with app.store.reading() as connection:
            wishes = asked.wished(connection)
        return [(file, stat.st_mtime_ns, stat.st_size) for file, stat in stats], wishes

    keep_living(made, mark, live)
