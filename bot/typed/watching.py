"""Commands that ask the sources, or show how asking them goes: demo, check, run, worker."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.answering import beside, deliver, screen
from bot.commands.options import ConfiguredTongue, Language, ListFormat, Tongue
from bot.rendering.looks import Look
from bot.typed.building import built, living


def demo_command(
    *,
    keep: Annotated[Path | None, typer.Option(metavar="DIR", help="Where; a temporary folder unless given.")] = None,
    language: Tongue = Language.EN,
) -> int:
    """Show the whole story on bundled sample filings. No keys, no server, no network."""
    from bot.app import build
    from bot.commands.demo import demo
    from bot.config import load

    look = Look(language=language, screen=screen())
    demo(keep, look, lambda config, say: build(load(config, {}), say=say))
    return 0


def check_command(
    watches: Annotated[
        list[str] | None, typer.Argument(metavar="[WATCH]...", help="All, unless some are named.")
    ] = None,
    *,
    stored: Annotated[bool, typer.Option("--stored", help="Only show how the last polls ended.")] = False,
    form: Annotated[ListFormat, typer.Option("--format")] = ListFormat.TABLE,
    language: ConfiguredTongue = None,
) -> int:
    """Poll once now, and say: ok, empty or broken.

    What is new is compared and told, as `run` does it. Exits 1 when a watch is broken or a filing could not be dealt
    with, 2 when nothing could be polled. With --stored nothing is asked or written; it works beside `run`.
    """
    from bot.commands.standing import stored as standing
    from bot.commands.watch import check

    as_json = form is ListFormat.JSON
    # What is told on the console goes beside the JSON, not into it.
    with built(watching=True, looking=stored, say=beside if as_json else None) as app:
        look = Look(language=language or app.config.language, screen=screen())
        answer = standing if stored else check
        return deliver(answer(app, watches or (), look, as_json=as_json))


def run_command() -> int:
    """Poll and tell until SIGTERM or Ctrl-C. Another configuration is taken when its file changes, or on SIGHUP."""
    living(lambda app: app.run())
    return 0


def backfill_command(
    watch: Annotated[str, typer.Argument(metavar="WATCH", show_default=False)],
    *,
    since: Annotated[str, typer.Option(metavar="DATE", help="From this day on.", show_default=False)],
    language: ConfiguredTongue = None,
) -> int:
    """Fetch what a watch lists from some day on. Nobody is told: later filings are compared with it.

    Beside `run` it is left to that. Exits 1 when the source is broken.
    """
    from bot.commands.backfill import backfill

    with built() as app:
        look = Look(language=language or app.config.language, screen=screen())
        return deliver(backfill(app, watch, since, look))


def worker_command(
    *,
    at_once: Annotated[int, typer.Option(min=1, help="So many filings at a time; each may take 2 GiB.")] = 1,
) -> int:
    """Read and compare for a `run` on this or another machine until SIGTERM or Ctrl-C. Needs PostgreSQL."""
    from bot.commands.watch import work

    living(lambda app: work(app, at_once))
    return 0
