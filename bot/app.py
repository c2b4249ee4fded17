"""What is built from one configuration and joined: store, archive, reading apart, notifiers; sources beside it.

What a command does not need is not loaded for it: the database takes longer to load than two texts to compare.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.apart import Apart, Limits
from bot.archive.address import S3
from bot.clocks import Clock
from bot.config import SLACK_TOKEN
from bot.errors import ConfigError
from bot.sources import HOSTS, PUBLISHERS, SOURCES, Asking

if TYPE_CHECKING:
    from bot.archive import Archive
    from bot.configured import Config, Watch
    from bot.dispatching import Beats, Dispatcher
    from bot.keeping.checks.world import Asked
    from bot.keeping.examining import World
    from bot.notifying.notifier import Notifier, Terms
    from bot.notifying.sending import Alert, Sending
    from bot.operating import App
    from bot.pipeline import Comparing, Pipeline
    from bot.polling import Watched
    from bot.store import Store
    from bot.telling import Telling

_NO_TOKEN = f"{SLACK_TOKEN} is not set in the environment; docs/slack.md tells where it is"


def build_apart(limits: Limits | None = None) -> Apart:
    """Reading and comparing for a command that ends at once: its process has no threads, so it may simply fork."""
    return Apart(limits=limits or Limits(), method="fork")


def slack_judge() -> Callable[[Mapping[str, Any]], list[str]]:
    """What Slack itself finds wrong with a message."""
    from bot.slack.client import Client

    return Client(token="").validated


def build_archive(config: Config) -> Archive:
    """Where originals are kept. Raises ConfigError where that cannot be."""
    place = config.archive_place
    if place.startswith(S3):
        from bot.archive.bucket import BucketArchive

        return BucketArchive.at(place)
    from bot.archive import FolderArchive

    return FolderArchive.at(Path(place))


def build_store(config: Config, archive: Archive) -> Store:
    """The database, brought to the newest form. Raises ConfigError when it is not the one of this archive."""
    from bot.store import Store, open_database

    return Store(open_database(config.database_address, archive_is_empty=archive.is_empty))


def build_store_of(address: str) -> Store:
    """The database at the address, which may be one that has come back from a backup before its archive is asked."""
    from bot.store import Store, open_database

    return Store(open_database(address, archive_is_empty=lambda: True))


def build_folder(folder: Path) -> Archive:
    """Originals in another folder, as a backup has them. Raises ConfigError where there cannot be any."""
    from bot.archive import FolderArchive

    return FolderArchive.at(folder)


def build_world(clock: Clock | None = None, *, network: bool) -> World:
    """What `doctor` looks with; without `network` nothing that asks anybody."""
    import os

    from bot.keeping.examining import World

    clock = clock or Clock()

    def ask(config: Config) -> Asked:
        from watchers.fetching import Request

        asking = Asking(config=config, clock=clock)

        def asked(address: str) -> tuple[int, str | None]:
            answer = asking.fetcher(address).ask(Request(address=address, repeatable=False), source="doctor")
            return answer.status, answer.headers.get("date")

        return asked

    def scopes(config: Config) -> tuple[str, ...]:
        from bot.slack.client import Client

        return Client(token=config.slack.token.get_secret_value(), address=config.slack.address).scopes()

    looked: dict[str, Any] = {"ask": ask, "scopes": scopes} if network else {}
    return World(variables=os.environ, now=clock.now, open_archive=build_archive, hosts=HOSTS, **looked)


def build(
    config: Config,
    *,
    comparing: Comparing | None = None,
    say: Callable[[str], None] | None = None,
    crossing: Callable[[str], None] = lambda _: None,
    notifiers: Mapping[str, Notifier] | None = None,
    terms: Mapping[str, Terms] | None = None,
    beats: Beats | None = None,
    clock: Clock | None = None,
) -> App:
    """The application of a configuration. `say` prints alerts; standard output does unless it is given.

    `notifiers` and their `terms` take the place of those of the same channel; `clock` that of this machine.

    Raises ConfigError when the folder or the database cannot be used.
    """
    from bot.assembling import digesting_of, observing_of, with_wishes_of
    from bot.dispatching import Beats
    from bot.logs import configure_logs
    from bot.operating import App
    from bot.telling import Telling

    configure_logs()
    clock = clock or Clock()
    stopped = threading.Event()
    _make(config.folder)
    archive = build_archive(config)
    store = replace(build_store(config, archive), stop=stopped.set)
    config = with_wishes_of(config, store)
    telling = Telling(language=config.language, reports=config.folder.resolve() / "reports", archive=archive)
    handed: dict[str, Any] = {"store": store, "crossing": crossing, "stopping": stopped.is_set}
    pipeline = _pipeline(config, comparing, clock, archive=archive, **handed)
    return App(
        config=config,
        store=store,
        archive=archive,
        pipeline=pipeline,
        dispatcher=_dispatcher(config, pipeline, beats or Beats()),
        sending=_sending(config, telling, clock, say=say, notifiers=notifiers or {}, terms=terms or {}, **handed),
        telling=telling,
        digesting=digesting_of(config, pipeline),
        observing=observing_of(config, store, archive, clock),
        clock=clock.now,
        stopped=stopped,
        renewed=threading.Event(),
        listening=partial(_listening, clock=clock),
    )


def _make(folder: Path) -> None:
    """The lock and the reports lie there, wherever database and originals are."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"folder: {folder}: {(error.strerror or str(error)).lower()}") from error


def _listening(app: App, *, clock: Clock) -> AbstractContextManager[object]:
    """Listens in Slack meanwhile, where the tokens are there. ConfigError where they are asked for and missing."""
    from bot.asking.addresses import Addresses
    from bot.slack.chat.opening import listening
    from bot.slack.client import Client

    slack = app.config.slack
    if not slack.listens:
        slack.refuse_silence()
        return nullcontext()
    asking = Asking(config=app.config, clock=clock)
    hosts = PUBLISHERS if slack.hosts is None else slack.hosts
    addresses = Addresses(hosts=hosts, fetcher=lambda address: asking.fetcher_of(address, hosts))
    client = Client(token=slack.token.get_secret_value(), address=slack.address)
    return listening(app, client, addresses, Apart(limits=_limits(app.config)))


def _pipeline(config: Config, comparing: Comparing | None, clock: Clock, **handed: Any) -> Pipeline:
    from bot.pipeline import Pipeline

    asking = Asking(config=config, clock=clock)
    return Pipeline(
        comparing=comparing or Apart(limits=_limits(config)),
        watches={watch.name: _watched(watch, config, asking) for watch in config.watches},
        settings=config.settings,
        operators=config.telling.channels,
        clock=clock.now,
        **handed,
    )


def _limits(config: Config) -> Limits:
    reading = config.reading
    return Limits(memory=reading.memory, seconds=reading.seconds, result=reading.result)


def _dispatcher(config: Config, pipeline: Pipeline, beats: Beats) -> Dispatcher:
    """What the address of the database asks for, and nothing else."""
    from bot.store.dialects import for_libpq

    address = for_libpq(config.database_address)
    if address is None:
        from bot.dispatching.embedded import Embedded

        return Embedded(pipeline=pipeline, folder=config.folder, beats=beats)
    from bot.dispatching.cluster import Cluster

    return Cluster(pipeline=pipeline, store=pipeline.store, address=address, beats=beats)


def _sending(
    config: Config,
    telling: Telling,
    clock: Clock,
    *,
    say: Callable[[str], None] | None,
    notifiers: Mapping[str, Notifier],
    terms: Mapping[str, Terms],
    **handed: Any,
) -> Sending:
    from bot.notifying.console import TERMS, Console, print_at_once
    from bot.notifying.sending import Sending

    console = Console(journal=config.folder / "console.journal", say=say or print_at_once, clock=clock.now)
    slack = [channel for channel in config.channels if channel.startswith("slack:")]
    words = {channel: _slack_words(telling, config, channel, handed["store"]) for channel in slack}
    known = {"console": console, **_slack_notifiers(config, slack), **notifiers}
    return Sending(
        notifiers=known,
        trouble={channel: f"{channel}: {_NO_TOKEN}" for channel in slack if channel not in known},
        words=lambda alert: words.get(alert.channel, telling.words)(alert),
        clock=clock.now,
        terms={"console": TERMS, **_slack_terms(slack), **terms},
        **handed,
    )


def _slack_notifiers(config: Config, channels: Sequence[str]) -> dict[str, Notifier]:
    """One notifier for each channel, all with the same token; none without it: their alerts are kept."""
    if not channels or not config.slack.token.get_secret_value():
        return {}
    from bot.slack.channel import SlackChannel
    from bot.slack.client import Client

    client = Client(token=config.slack.token.get_secret_value(), address=config.slack.address)
    return {channel: SlackChannel(client=client, name=channel.partition(":")[2]) for channel in channels}


def _slack_terms(channels: Sequence[str]) -> dict[str, Terms]:
    if not channels:
        return {}
    from bot.slack.channel import TERMS

    return dict.fromkeys(channels, TERMS)


def _slack_words(telling: Telling, config: Config, channel: str, store: Store) -> Callable[[Alert], Any]:
    """The words of one channel, in the language that is configured for it or was asked for there."""
    from bot.slack.listening.signing import Seal
    from bot.slack.posting import post
    from bot.store.asked import manner_of

    seal = Seal(config.slack.token.get_secret_value()) if config.slack.listens else None

    def words(alert: Alert) -> Any:
        with store.reading() as connection:
            asked = manner_of(connection, channel).language
        return post(alert, replace(telling, language=asked or config.language_of(channel)), seal)

    return words


def _watched(watch: Watch, config: Config, asking: Asking) -> Watched:
    from bot.assembling import route_of
    from bot.polling import Watched
    from watchers.filing import Filer

    filer = Filer(id=watch.filer.id, code=watch.filer.code, name=watch.filer.name) if watch.filer else None
    source = SOURCES[watch.source](watch, asking)
    return Watched(
        name=watch.name,
        source=source,
        filer=filer,
        silent_baseline=watch.baseline == "silent",
        route=route_of(watch, config),
        looks_again=watch.looks_again,
        host=urlsplit(watch.address).hostname or HOSTS.get(watch.source, ""),
    )
