"""`filingwatch demo`: the whole story on filings of a company that does not exist, without keys, server or network.

Each filing is put into a watched folder in the order of `bot/demo/story.toml`, and the folder is polled. What is done
is stored, so a run that is killed is continued by the next, and a finished one is told again without a second alert.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.answering import busy, say
from bot.demo.staging import default_folder, prepare, put, story
from bot.languages import words_in
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from bot.operating import App
    from bot.store.rows import DiffRow

_BAR = "  ┃ "

Build = Callable[[Path, Callable[[str], None]], "App"]


@dataclass(slots=True)
class _Stage:
    """Prints the alerts of one step as they are sent, below `heading` if there is one, and counts them."""

    heading: str = ""
    said: int = 0

    def step(self, heading: str = "") -> None:
        """Begins another step."""
        self.heading, self.said = heading, 0

    def say(self, alert: str) -> None:
        """Prints an alert beside a bar, so that it is told apart from the story."""
        if self.heading and not self.said:
            say(f"\n{self.heading}\n")
        self.said += 1
        say("\n" + "".join(f"{_BAR}{line}".rstrip() + "\n" for line in alert.rstrip().splitlines()))


def demo(keep: Path | None, look: Look, build: Build) -> None:
    """Tells the story in the folder `keep`, or in a folder of this user among the temporary files."""
    words = words_in(look.language)
    folder = (keep or default_folder()).absolute()
    prepare(folder, look.language)
    say(words.phrase("demo_opening", folder=folder) + "\n")
    stage = _Stage()
    with _closing(build(folder / "filingwatch.toml", stage.say)) as app:
        if _anything_stored(app):
            say(words.phrase("demo_found", folder=folder) + "\n")
            stage.step(words.phrase("demo_left_over"))
            app.check()
        for step in story(look.language):
            stage.step()
            say(f"\n{step.published}  {step.line}\n            {step.file}\n")
            _tell(step.file, folder, app, stage)
        _close(app, folder, look)


def _anything_stored(app: App) -> bool:
    """Whether an earlier run came as far as a filing: a poll before that would take the empty folder for a baseline."""
    from bot.store.filings import unfinished
    from bot.store.rows import Stage

    with app.store.reading() as connection:
        return bool(unfinished(connection, Stage))


def _tell(name: str, folder: Path, app: App, stage: _Stage) -> None:
    """One step of the story: the filing is put into the folder, and the folder is polled."""
    words = words_in(app.config.language)
    put(name, folder / "filings")
    with busy(words.phrase("polling")):
        app.check()
    if stage.said:
        return
    rows = _logs_of(name, app)
    for row in rows:
        say(f"            {words.phrase('demo_told_before', id=row.id)}\n")
        stage.say(app.telling.words(_alert(row, app)))
    if not rows:
        say(f"            {words.phrase('demo_unfinished' if _unfinished(name, app) else 'demo_silent')}\n")


def _alert(row: DiffRow, app: App) -> Any:
    from bot.notifying.sending import Alert

    return Alert(key="", filing=row.filing, log=app.show(row.id), again=False)


def _logs_of(name: str, app: App) -> list[DiffRow]:
    from bot.store.diffs import Wanted

    return [row for row in reversed(app.log(Wanted())) if row.filing.filing.id == name]


def _unfinished(name: str, app: App) -> bool:
    from bot.store.filings import unfinished

    with app.store.reading() as connection:
        return any(row.filing.id == name for row in unfinished(connection))


def _close(app: App, folder: Path, look: Look) -> None:
    """Says where everything is, and what to type next."""
    from bot.rendering.listing import listed
    from bot.store.diffs import Wanted

    words = words_in(look.language)
    rows = app.log(Wanted())
    say(f"\n{words.phrase('demo_log')}\n\n{listed(rows, 'table', look)}\n")
    config = folder / "filingwatch.toml"
    gravest = max(rows, key=_gravity, default=None)
    if gravest is None:
        return
    report = app.telling.report(app.show(gravest.id))
    places = {"report": report.as_uri(), "config": config, "folder": folder, "program": _program()}
    say(words.phrase("demo_closing", id=gravest.id, **places) + "\n")


def _program() -> str:
    """How this program is called from here: `make demo` runs it from where no shell looks for it."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "filingwatch" and not shutil.which("filingwatch") else "filingwatch"


def _gravity(row: DiffRow) -> tuple[int, int, int]:
    return tuple(row.counts.get(level, 0) for level in ("critical", "high", "medium"))  # type: ignore[return-value]


@contextmanager
def _closing(app: App) -> Iterator[App]:
    try:
        yield app
    finally:
        app.close()
