"""We call Slack: a connection that stays open, over which Slack sends payloads; it works behind a firewall.

The SDK keeps it and opens another when Slack says so or a pong is late. There are reports that it falls silent for good
(https://github.com/slackapi/python-slack-sdk/issues/1701), so a watchdog looks, and begins anew.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog

from bot.slack.listening.ear import Acknowledgement

if TYPE_CHECKING:
    from slack_sdk.socket_mode import SocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

# Pongs come every few seconds; the SDK begins anew after four that are missing.
_PING = 5.0
# After so long without a pong nobody has begun anew, in seconds; how often that is looked at; and the longest rest
# after a failure.
_SILENCE, _LOOK, _LONGEST_REST = 60.0, 5.0, 60.0

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Socket:
    """A connection to Slack at `address`, kept open. `token` is the one of the app, which begins with xapp-."""

    token: str = field(repr=False)
    address: str
    receive: Callable[[Mapping[str, Any]], Acknowledgement]
    silence: float = _SILENCE
    look: float = _LOOK
    # When the last payload came, and when the connection was last known to be well, in seconds of the monotonic clock.
    last_heard: float | None = None
    last_well: float | None = None
    begun: int = 0
    _client: SocketModeClient | None = None
    _ended: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listens meanwhile. That Slack cannot be reached is logged, and tried again."""
        logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)  # it logs whole payloads
        thread = threading.Thread(target=self._watch, name="slack watchdog", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()
            self._drop()

    @property
    def is_well(self) -> bool:
        """Whether the connection was well a moment ago."""
        return self.last_well is not None and time.monotonic() - self.last_well < self.silence

    def _watch(self) -> None:
        failures = 0
        while not self._ended.is_set():
            if self._answers():
                failures = 0
            else:
                failures += 1
                self._begin()
            rest = self.look if failures <= 1 else min(self.look * 2**failures, _LONGEST_REST)
            self._ended.wait(rest)

    def _answers(self) -> bool:
        """Whether Slack has answered a ping of late; a connection that was just opened may still have to."""
        client = self._client
        session = client.current_session if client else None
        if client is None or session is None or not client.is_connected():
            # The SDK may be opening another one.
            return client is not None and self._has_been_well()
        pong = session.last_ping_pong_time
        if pong is not None and time.time() - pong < self.silence:
            self.last_well = time.monotonic()
        return self._has_been_well()

    def _has_been_well(self) -> bool:
        return self.last_well is not None and time.monotonic() - self.last_well < self.silence

    def _begin(self) -> None:
        """Another connection, instead of whatever there is."""
        self._drop()
        try:
            self._client = self._opened()
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises, it is tried again; its text may hold tokens
            _log.error("not listening", reason=type(error).__name__)
            return
        self.begun += 1
        # It has until the next look to answer a ping.
        self.last_well = time.monotonic()
        _log.info("listening", transport="socket")

    def _opened(self) -> SocketModeClient:
        from slack_sdk import WebClient
        from slack_sdk.socket_mode import SocketModeClient

        web = WebClient(base_url=self.address, timeout=10, retry_handlers=[])
        client = SocketModeClient(app_token=self.token, web_client=web, ping_interval=_PING)
        client.socket_mode_request_listeners.append(self._heard)
        try:
            client.connect()
        except BaseException:
            _close(client)
            raise
        if client.is_connected():
            return client
        _close(client)
        raise ConnectionError("the connection was not opened")

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            _close(client)

    def _heard(self, client: Any, request: SocketModeRequest) -> None:
        """Acknowledges one envelope at once; the work it asks for is done elsewhere."""
        from slack_sdk.socket_mode.response import SocketModeResponse

        self.last_heard = time.monotonic()
        received = self.receive(request.payload)
        body = dict(received.body) if received.body and request.accepts_response_payload is not False else None
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=body))


def _close(client: SocketModeClient) -> None:
    with suppress(Exception):  # it is thrown away, whatever state it is in
        client.close()
