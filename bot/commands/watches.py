"""`filingwatch watch add`, `remove` and `list`: watches that are kept in the database, beside those of the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.answering import Answer, RefusedError
from bot.config import check_watch
from bot.errors import ConfigError
from bot.languages import Words, words_in
from bot.rendering.columns import aligned, line, printed
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look
from bot.store import asked

if TYPE_CHECKING:
    from bot.configured import Watch
    from bot.operating import App


# Who asked for it, where people of Slack have their ids.
_WHO = "command line"


def add(app: App, name: str, table: Mapping[str, Any], look: Look) -> Answer:
    """Keeps a watch of that name, whose table is as it would stand in the file. A running program takes it up.

    Raises RefusedError for a name that is taken, and for a watch that could not stand in the file.
    """
    if name in {watch.name for watch in app.config.watches}:
        raise RefusedError(f"{name}: there is a watch of this name; filingwatch watch list shows them")
    try:
        check_watch(app.config, name, table)
    except ConfigError as error:
        raise RefusedError("; ".join(str(error).splitlines())) from None
    with app.store.writing() as connection:
        asked.wish(connection, name, {**table, "name": name}, who=_WHO, now=app.clock())
    return Answer(text=f"{words_in(look.language).phrase('watch_added', watch=name)}\n")


def remove(app: App, name: str, look: Look) -> Answer:
    """Gives up a watch that was added by command. Raises RefusedError for any other."""
    with app.store.writing() as connection:
        dropped = asked.end_wish(connection, name, now=app.clock())
    if not dropped:
        here = any(watch.name == name for watch in app.config.watches)
        words = "stands in the file of watches; take it out there" if here else "is no watch"
        raise RefusedError(f"{name}: {words}")
    return Answer(text=f"{words_in(look.language).phrase('watch_removed', watch=name)}\n")


def listed(app: App, look: Look) -> Answer:
    """Every watch, with what it follows and where it stands."""
    words = words_in(look.language)
    with app.store.reading() as connection:
        wishes = {settings["name"] for settings in asked.wished(connection)}
    rows = [_row(watch, words, by_command=watch.name in wishes) for watch in app.config.watches]
    return Answer(text=printed([line(row) for row in aligned(rows)], look.screen))


def _row(watch: Watch, words: Words, *, by_command: bool) -> tuple[str, ...]:
    filer = (watch.filer.name or watch.filer.code or watch.filer.id) if watch.filer else ""
    follows = one_line(filer or watch.address or str(watch.path or "-"))
    place = words.phrase("watch_by_command" if by_command else "watch_of_file")
    return watch.name, watch.source, follows, place
