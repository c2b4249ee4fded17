"""Commands on watches that are kept in the database."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.answering import deliver, screen
from bot.commands.options import ConfiguredTongue
from bot.rendering.looks import Look
from bot.typed.building import built

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


def add_command(
    name: Name,
    *,
    source: Annotated[str, typer.Option(help="Where filings are published; docs/sources lists them.")],
    filer: Annotated[str, typer.Option(metavar="ID", help="Who files, by the id of the source.")] = "",
    code: Annotated[str, typer.Option(help="The filer's code or ticker.")] = "",
    filer_name: Annotated[str, typer.Option("--name", help="What the filer is called.")] = "",
    path: Annotated[str, typer.Option(help="The folder, for the source folder.")] = "",
    address: Annotated[str, typer.Option(help="The address, for the sources feed and page.")] = "",
    every: Annotated[str, typer.Option(help="How often it is asked, as 15m.")] = "",
    at_least: Annotated[str, typer.Option(help="The severity that is told at once.")] = "",
    channel: Annotated[list[str] | None, typer.Option(help="Where it is told; may be repeated.")] = None,
    language: ConfiguredTongue = None,
) -> int:
    """Follow something more. A running program takes it up; what is there already is its silent baseline."""
    from pathlib import Path

    from bot.commands.watches import add

    given: dict[str, object] = {
        "source": source,
        "address": address,
        "every": every,
        "at_least": at_least,
        "channels": channel,
    }
    given["path"] = str(Path(path).resolve()) if path else ""
    if filer or code:
        given["filer"] = {"id": filer or code, "code": code, "name": filer_name}
    with built() as app:
        look = Look(language=language or app.config.language, screen=screen())
        return deliver(add(app, name, {key: value for key, value in given.items() if value}, look))


def remove_command(name: Name, *, language: ConfiguredTongue = None) -> int:
    """Give up a watch that was added by command. What it found stays."""
    from bot.commands.watches import remove

    with built() as app:
        return deliver(remove(app, name, Look(language=language or app.config.language, screen=screen())))


def list_command(*, language: ConfiguredTongue = None) -> int:
    """List every watch, and whether it stands in the file or was added by command."""
    from bot.commands.watches import listed

    with built() as app:
        return deliver(listed(app, Look(language=language or app.config.language, screen=screen())))
