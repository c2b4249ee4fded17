"""One look at everything the program stands on, from the configuration to the clock; nothing is written.

What is wrong in one place stops no other look, and what cannot be looked at says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.archive import Archive
from bot.archive.address import S3
from bot.configured import Config
from bot.errors import BotError
from bot.keeping.checks import clocks, disks, storing, world
from bot.keeping.checks.finding import Finding, doubtful, well, wrong
from bot.keeping.checks.world import Asked
from bot.store.dialects import read_address
from bot.store.looking import Connection, looked_at


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is looked with: the environment, the time, and where the network may be asked, what asks it."""

    variables: Mapping[str, str]
    now: Callable[[], datetime]
    open_archive: Callable[[Config], Archive]
    hosts: Mapping[str, str] = field(default_factory=dict)
    ask: Callable[[Config], Asked] | None = None
    scopes: Callable[[Config], tuple[str, ...]] | None = None


def examine(load: Callable[[], Config], seen: World, *, quick: bool) -> Iterator[Finding]:
    """What each look found, in the order in which to mend it; `quick` reads no original."""
    try:
        config = load()
    except BotError as error:
        for line in str(error).splitlines():
            yield wrong("configuration", line, "mend it; docs/configuration.md tells about every key")
        yield from _around(seen)
        return
    yield _configuration(config)
    yield from _stored(config, seen, quick=quick)
    yield from _around(seen)
    heard: list[datetime] = []
    yield from world.folders(config.watches)
    if seen.ask is not None:
        for found, date in world.sources(config.watches, seen.hosts, seen.ask(config)):
            heard += filter(None, [world.said_at(date)])
            yield found
    scopes = seen.scopes
    token = bool(config.slack.token.get_secret_value())
    yield from world.slack(config.channels, token=token, scopes=None if scopes is None else lambda: scopes(config))
    yield from _clock(config, seen, heard)


def _configuration(config: Config) -> Finding:
    if not config.watches:
        return doubtful("configuration", "no watch is configured", "add one to watches.toml")
    return well("configuration", f"{len(config.watches):,} watches")


def _stored(config: Config, seen: World, *, quick: bool) -> Iterator[Finding]:
    address = read_address(config.database_address)
    place = config.archive_place
    yield from disks.folder(config.folder)
    local = [Path(address.database)] if address.get_backend_name() == "sqlite" and address.database else []
    yield from disks.room(config.folder, *local, *([] if place.startswith(S3) else [Path(place)]))

    def look(connection: Connection | None) -> Iterator[Finding]:
        yield from _guarded("database", lambda: storing.database(connection, address.render_as_string()))
        if connection is not None and storing.is_usable(connection):
            yield from _guarded("record", lambda: storing.record(connection))
        if not place.startswith(S3) and not Path(place).exists():
            yield from storing.no_archive(place, connection)
            return
        yield from _guarded("archive", lambda: storing.archive(seen.open_archive(config), connection, quick=quick))

    yield from _looking(config, "database", look)


def _clock(config: Config, seen: World, heard: list[datetime]) -> Iterator[Finding]:
    def look(connection: Connection | None) -> Iterator[Finding]:
        usable = connection if connection is not None and storing.is_usable(connection) else None
        yield from clocks.clock(usable, seen.now(), heard)

    yield from _looking(config, "clock", look)


def _looking(config: Config, name: str, look: Callable[[Connection | None], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        with looked_at(config.database_address) as connection:
            yield from look(connection)
    except BotError as error:
        yield wrong(name, str(error), storing.MEND_DATABASE)


def _around(seen: World) -> Iterator[Finding]:
    yield from world.proxy(seen.variables)
    yield from world.certificates(seen.variables, seen.now())


def _guarded(name: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What a look found until it could not look any further."""
    try:
        yield from look()
    except BotError as error:
        yield wrong(name, str(error), "mend that, and look again")
