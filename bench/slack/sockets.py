"""The other end of Socket Mode: opens what an app asks for, sends envelopes, and notes when each is acknowledged.

Frames are those of RFC 6455, as far as an app and Slack use them.
"""

from __future__ import annotations

import json
import struct
import threading
import time
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha1
from http.server import BaseHTTPRequestHandler
from typing import Any

from bench.slack.payloads import envelope

_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_SHORT, _MIDDLE = 126, 127


@dataclass
class Sockets:
    """The connections that are open, and the acknowledgements that have come, each with the seconds it took."""

    open: list[_Link] = field(default_factory=list)
    opened: int = 0
    mute: bool = False
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    _sent: dict[str, float] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """One connection, to its end."""
        link = _Link(handler, self)
        link.greet()
        with self._changed:
            self.open.append(link)
            self.opened += 1
            self._changed.notify_all()
        try:
            link.listen()
        finally:
            with self._changed:
                self.open.remove(link)

    def wait_open(self, count: int = 1, seconds: float = 10) -> None:
        """Waits until so many connections have been opened, ever."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.opened >= count and bool(self.open), seconds), "nobody listens"

    def send(self, payload: dict[str, Any]) -> str:
        """The id of the envelope that carries the payload."""
        sent = envelope(payload)
        self._sent[sent["envelope_id"]] = time.perf_counter()
        self.open[-1].say(sent)
        return str(sent["envelope_id"])

    def ask(self, payload: dict[str, Any], seconds: float = 10) -> dict[str, Any]:
        """The acknowledgement of the payload."""
        return self.wait(self.send(payload), seconds)

    def wait(self, identifier: str, seconds: float = 10) -> dict[str, Any]:
        """The acknowledgement of an envelope."""
        with self._changed:
            assert self._changed.wait_for(lambda: identifier in self.acknowledged, seconds), "no acknowledgement"
            return self.acknowledged[identifier]

    def take(self, said: dict[str, Any]) -> None:
        """An acknowledgement came."""
        with self._changed:
            identifier = said["envelope_id"]
            self.seconds.setdefault(identifier, time.perf_counter() - self._sent[identifier])
            self.acknowledged[identifier] = said
            self._changed.notify_all()

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Says that this connection ends, as Slack does every few hours."""
        self.open[-1].say({"type": "disconnect", "reason": reason, "debug_info": {}})


class _Link:
    """One connection."""

    def __init__(self, handler: BaseHTTPRequestHandler, sockets: Sockets) -> None:
        self._handler, self._sockets, self._lock = handler, sockets, threading.Lock()

    def greet(self) -> None:
        """Opens the connection and says hello."""
        key = self._handler.headers["Sec-WebSocket-Key"]
        accept = b64encode(sha1(f"{key}{_MAGIC}".encode(), usedforsecurity=False).digest()).decode()
        lines = ("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade")
        self._handler.connection.sendall("\r\n".join((*lines, f"Sec-WebSocket-Accept: {accept}", "", "")).encode())
        self.say({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0STUB0001"}})

    def say(self, message: dict[str, Any]) -> None:
        """Sends one message."""
        self._frame(_TEXT, json.dumps(message).encode())

    def close(self) -> None:
        """Ends the connection without a word."""
        self._handler.close_connection = True
        with suppress(OSError):
            self._handler.connection.shutdown(2)

    def listen(self) -> None:
        """Takes what the app says until it hangs up."""
        with suppress(OSError, struct.error):
            while (frame := self._read()) is not None:
                code, body = frame
                if code == _CLOSE:
                    return
                if code == _PING and not self._sockets.mute:
                    self._frame(_PONG, body)
                elif code == _TEXT:
                    self._sockets.take(json.loads(body))

    def _frame(self, code: int, body: bytes) -> None:
        length = len(body)
        head = (
            bytes([0x80 | code, length])
            if length < _SHORT
            else bytes([0x80 | code, _SHORT]) + struct.pack(">H", length)
        )
        if length > 0xFFFF:  # noqa: PLR2004 - RFC 6455, 5.2
            head = bytes([0x80 | code, _MIDDLE]) + struct.pack(">Q", length)
        with self._lock:
            self._handler.connection.sendall(head + body)

    def _read(self) -> tuple[int, bytes] | None:
        """The next frame, unmasked; None at the end."""
        head = self._handler.rfile.read(2)
        if len(head) < len(b"ab"):
            return None
        length = head[1] & 0x7F
        if length == _SHORT:
            length = struct.unpack(">H", self._handler.rfile.read(2))[0]
        elif length == _MIDDLE:
            length = struct.unpack(">Q", self._handler.rfile.read(8))[0]
        mask = self._handler.rfile.read(4)
        body = self._handler.rfile.read(length)
        return head[0] & 0x0F, bytes(sign ^ mask[at % 4] for at, sign in enumerate(body))
