"""What is made of the configuration and touches nothing by itself: routes, digests, and what is said of the program."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.digesting import Digesting, Heard
from bot.observing import Observing
from bot.routing import Route

if TYPE_CHECKING:
    from bot.archive import Archive
    from bot.clocks import Clock
    from bot.configured import Config, Watch
    from bot.pipeline import Pipeline
    from bot.store import Store


def route_of(watch: Watch, config: Config) -> Route:
    """Where what a watch finds is told."""
    return Route(
        at_least=watch.at_least or config.telling.at_least,
        channels=config.telling.channels if watch.channels is None else watch.channels,
        rules=tuple(table.rule() for table in config.route),
        mutes=tuple(table.mute() for table in config.mute),
        zone=config.zone_of(watch),
        gathers=bool(config.telling.digest),
    )


def digesting_of(config: Config, pipeline: Pipeline) -> Digesting:
    """Speaks of every watch in its own channels, and in those that rules tell of what is gathered."""
    heard = []
    for watch in config.watches:
        route = pipeline.watches[watch.name].route
        channels = dict.fromkeys((*route.channels, *(channel for rule in route.rules for channel in rule.channels)))
        every = config.rhythm_of(watch).longest
        heard.append(Heard(name=watch.name, every=every, channels=tuple(channels), zone=route.zone))
    return Digesting(
        store=pipeline.store,
        watches=heard,
        times=config.telling.digest,
        clock=pipeline.clock,
    )


def observing_of(config: Config, store: Store, archive: Archive, clock: Clock) -> Observing:
    """What answers whoever watches over the program."""
    watches = [(watch.name, watch.source, config.rhythm_of(watch).longest) for watch in config.watches]
    return Observing(store=store, archive=archive, watches=watches, clock=clock.now, version=version("filingwatch"))


def with_wishes_of(config: Config, store: Store) -> Config:
    """The configuration with the watches that people asked for, where there are any."""
    from bot.store.asked import wished

    with store.reading() as connection:
        wishes = wished(connection)
    if not wishes:
        return config
    from bot.asking.watching import with_wishes

    return with_wishes(config, wishes)
