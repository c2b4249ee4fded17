"""Listening, put together: who we are, what waits, who works it off, and the way in."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog

from bot.asking.addresses import Addresses
from bot.errors import ConfigError
from bot.languages import words_in
from bot.operating import App
from bot.slack.channel import SlackChannel
from bot.slack.chat import changing
from bot.slack.chat.deciding import Deciding
from bot.slack.chat.desk import Desk, Drawing
from bot.slack.chat.doing import SLOW_BUTTONS, perform
from bot.slack.chat.placing import Channels
from bot.slack.chat.reminding import reminded
from bot.slack.client import Client
from bot.slack.listening.ear import Ear, Lane, Ours
from bot.slack.listening.heard import Heard
from bot.slack.listening.signing import Seal
from bot.slack.listening.socket import Socket
from bot.slack.listening.waiting import Waiting
from bot.slack.listening.web import listening as listening_over_http
from bot.slack.outcomes import SlackError

# So many are answered at a time; comparing takes a processor for each.
THREADS = {Lane.QUICK: 3, Lane.SLOW: 2}
# What could not be found out is asked again after so many seconds.
_AGAIN = 30.0
_APP = re.compile(r"xapp-\d+-(A[A-Z0-9]+)-", re.ASCII)

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Knowing:
    """Who we are and which channel is which: as configured, else as Slack says. Until then nobody is listened to."""

    client: Client
    channels: Channels
    ours: Ours
    ended: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def found_out(self) -> Iterator[None]:
        """Asks Slack meanwhile, until all is known."""
        thread = threading.Thread(target=self._ask, name="who we are", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.ended.set()
            thread.join()

    def _ask(self) -> None:
        while not self.ended.is_set():
            try:
                if not self.ours.team:
                    self.ours = Ours(team=str(self.client.call("auth.test").get("team_id", "")), app=self.ours.app)
                self.channels.look_up()
            except SlackError as error:
                _log.warning("not known who we are", reason=str(error))
            if self.ours.team and self.channels.complete:
                return
            self.ended.wait(_AGAIN)


@contextmanager
def listening(app: App, client: Client, addresses: Addresses, drawing: Drawing) -> Iterator[Desk]:
    """Listens meanwhile, the way that is configured. Raises ConfigError where that cannot be."""
    slack = app.config.slack
    channels = Channels(client=client, named=_named(app))
    token = slack.app_token.get_secret_value() if slack.listen == "socket" else ""
    known = Knowing(client=client, channels=channels, ours=Ours(team=slack.team, app=slack.app or _app_of(token)))
    lanes: dict[Lane, Waiting[Heard]] = {lane: Waiting() for lane in Lane}
    standing = _Standing(lanes=lanes, language=app.config.language)
    seal = Seal(client.token)
    handed: dict[str, Any] = {"addresses": addresses, "drawing": drawing, "standing": standing.lines}
    desk = Desk(app=app, client=client, seal=seal, places=channels, **handed)
    deciding = Deciding(words=desk.words_at_once, slow=SLOW_BUTTONS, wrong=changing.wrong)
    ear = Ear(ours=lambda: known.ours, decide=deciding.decide, busy=deciding.busy, lanes=lanes)
    with ExitStack() as held:
        held.enter_context(known.found_out())
        held.enter_context(reminded(desk))
        for lane, waiting in lanes.items():
            work = partial(perform, desk)
            held.enter_context(waiting.worked_off(work, threads=THREADS[lane], name=f"slack {lane}"))
        if slack.listen == "http":
            standing.port = held.enter_context(_over_http(app, ear))
        else:
            standing.socket = Socket(token=token, address=slack.address, receive=ear.receive)
            held.enter_context(standing.socket.listening())
        yield desk


@contextmanager
def _over_http(app: App, ear: Ear) -> Iterator[int]:
    slack = app.config.slack
    host, _, port = slack.bind.rpartition(":")
    secret = slack.signing_secret.get_secret_value()
    try:
        with listening_over_http(host.strip("[]"), int(port), secret=secret, receive=ear.receive) as at:
            _log.info("listening", transport="http", host=host, port=at)
            yield at
    except (OSError, OverflowError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"slack.bind: {slack.bind}: {words.lower()}; set another host or port") from error


@dataclass(slots=True, kw_only=True)
class _Standing:
    """How listening goes, in words."""

    lanes: Mapping[Lane, Waiting[Heard]]
    language: str
    socket: Socket | None = None
    port: int = 0

    def lines(self) -> tuple[str, ...]:
        """The way in and when something came over it last, and how much waits."""
        words = words_in(self.language)
        waiting = sum(one.length for one in self.lanes.values())
        said = [words.phrase("chat_waiting", count=waiting)]
        if self.socket is not None:
            heard = self.socket.last_heard
            seconds = int(time.monotonic() - heard) if heard is not None else 0
            said.insert(0, words.phrase("chat_heard", seconds=seconds, begun=self.socket.begun))
        if self.port:
            said.insert(0, words.phrase("chat_port", port=self.port))
        return tuple(said)


def _named(app: App) -> dict[str, Any]:
    """What finds the id of each configured channel."""
    notifiers = app.sending.notifiers.items()
    return {name: one.channel_id for name, one in notifiers if isinstance(one, SlackChannel)}


def _app_of(token: str) -> str:
    """The app that a token of the app names, or nothing."""
    found = _APP.match(token)
    return found[1] if found else ""
