"""A Slack on this machine that takes messages, remembers them, and fails as it is told to.

It refuses what our own rules refuse; what it cannot show is what real Slack refuses beyond them.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench.slack.payloads import TEAM
from bench.slack.sockets import Sockets
from bot.slack.linting import faults, view_faults
from bot.slack.manifest import POSTING


class Fault(StrEnum):
    """How a request goes wrong; the first ones after the message was taken, the others before."""

    DROPPED = "taken, then the connection is dropped"
    HANGING = "taken, then no answer comes"
    FATAL_TAKEN = "taken, then fatal_error"
    FATAL = "fatal_error, and not taken"
    LOST = "the connection is dropped before anything is taken"
    LIMITED = "429 with Retry-After"
    SERVER_ERROR = "500 without a word of Slack's"
    PAGE = "200 with an HTML page of a proxy"
    REVOKED = "token_revoked"
    ARCHIVED = "is_archived"
    NO_CHANNEL = "channel_not_found"
    NO_SCOPE = "missing_scope"
    BLOCKS = "invalid_blocks"


_TAKEN = (Fault.DROPPED, Fault.HANGING, Fault.FATAL_TAKEN)
_ERRORS = {
    Fault.FATAL_TAKEN: "fatal_error",
    Fault.FATAL: "fatal_error",
    Fault.REVOKED: "token_revoked",
    Fault.ARCHIVED: "is_archived",
    Fault.NO_CHANNEL: "channel_not_found",
    Fault.NO_SCOPE: "missing_scope",
    Fault.BLOCKS: "invalid_blocks",
}
# What a bad day brings: all of these pass by themselves.
PASSING = (
    Fault.DROPPED, Fault.FATAL_TAKEN, Fault.FATAL, Fault.LOST, Fault.LIMITED, Fault.SERVER_ERROR, Fault.PAGE,
)  # fmt: skip
CHANNEL, NAME = "C0STUB0001", "filings"


def _well(_method: str, _arguments: dict[str, Any]) -> Fault | None:
    return None


@dataclass
class Stub:
    """What was posted, what was uploaded, every method that was called, and what goes wrong next."""

    address: str = ""
    posted: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    fault: Callable[[str, dict[str, Any]], Fault | None] = _well
    retry_after: str = "1"
    scopes: tuple[str, ...] = tuple(POSTING)
    hang: float = 2.0
    stopped: threading.Event = field(default_factory=threading.Event)
    sockets: Sockets = field(default_factory=Sockets)
    # What was asked of each method, what came to each response_url, and who is in the channel.
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    responses: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    # Files that people put into Slack, by name: for who has a token.
    downloads: dict[str, bytes] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def parents(self) -> list[dict[str, Any]]:
        """The messages that stand in the channel itself."""
        return [message for message in self.posted if not message.get("thread_ts")]

    def keys(self) -> list[str]:
        """The delivery keys of the messages in the channel, in order."""
        return [message["metadata"]["event_payload"]["delivery_key"] for message in self.parents]

    def response_url(self, name: str = "1") -> str:
        """An address that answers to a question may be sent to."""
        return f"{self.address.removesuffix('api/')}response/{name}"

    def arguments_of(self, method: str) -> list[dict[str, Any]]:
        """What the method was asked, each time."""
        return [arguments for name, arguments in self.asked if name == method]

    def answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """What Slack answers."""
        made = {
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "files.completeUploadExternal": self._complete,
            "views.open": _viewed,
            "views.publish": _viewed,
        }
        if method in made:
            return made[method](arguments)
        return (
            {"ok": True} | self._settled[method]
            if method in self._settled
            else {"ok": False, "error": "unknown_method"}
        )

    @property
    def _settled(self) -> dict[str, dict[str, Any]]:
        """What methods answer that always answer alike."""
        link = f"{self.address.replace('http', 'ws').removesuffix('api/')}link?ticket=1"
        return {
            "auth.test": {"team_id": TEAM, "user_id": "U0BOT00001"},
            "apps.connections.open": {"url": link},
            "chat.postEphemeral": {"message_ts": "1700000000.999999"},
            "conversations.list": {"channels": [{"id": CHANNEL, "name": NAME}]},
            "conversations.members": {"members": self.members},
            "files.getUploadURLExternal": {"upload_url": f"{self.address}upload", "file_id": "F1"},
        }

    def _complete(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self.files.append(arguments)
        return {"ok": True, "files": [{"id": "F1"}]}

    def _post(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if "blocks" in arguments and (found := faults(arguments)):
            return {"ok": False, "error": "invalid_blocks", "errors": found}
        stamp = f"1700000000.{len(self.posted):06d}"
        self.posted.append(arguments | {"ts": stamp})
        return {"ok": True, "channel": CHANNEL, "ts": stamp}

    def _update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if "blocks" in arguments and (found := faults(arguments)):
            return {"ok": False, "error": "invalid_blocks", "errors": found}
        changed = [one for one in self.posted if one["ts"] == arguments["ts"]]
        if not changed:
            return {"ok": False, "error": "message_not_found"}
        changed[0].update({name: arguments[name] for name in ("text", "blocks") if name in arguments})
        return {"ok": True, "channel": CHANNEL, "ts": arguments["ts"]}

    def _replies(self, arguments: dict[str, Any]) -> dict[str, Any]:
        found = [one for one in self.posted if arguments["ts"] in (one["ts"], one.get("thread_ts"))]
        return {"ok": True, "messages": found, "response_metadata": {"next_cursor": ""}}

    def _history(self, arguments: dict[str, Any]) -> dict[str, Any]:
        first, limit = int(arguments.get("cursor") or 0), int(arguments["limit"])
        newest = self.parents[::-1]
        more = str(first + limit) if first + limit < len(newest) else ""
        page = newest[first : first + limit]
        return {"ok": True, "messages": page, "response_metadata": {"next_cursor": more}}


def _viewed(arguments: dict[str, Any]) -> dict[str, Any]:
    found = view_faults(arguments["view"])
    return {"ok": False, "error": "invalid_blocks", "errors": found} if found else {"ok": True, "view": {"id": "V1"}}


def fickle(share: float, seed: int, methods: tuple[str, ...] = ("chat.postMessage",)) -> Callable[..., Fault | None]:
    """Faults that pass, in this share of the calls of these methods, the same for the same seed."""
    drawn = random.Random(seed)  # noqa: S311 - chance, no secret

    def fault(method: str, _arguments: dict[str, Any]) -> Fault | None:
        return drawn.choice(PASSING) if method in methods and drawn.random() < share else None

    return fault


@contextmanager
def serving() -> Iterator[Stub]:
    """A stub that listens on loopback."""
    stub = Stub()
    handler = type("Handler", (_Handler,), {"stub": stub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    stub.address = f"http://127.0.0.1:{server.server_address[1]}/api/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.stopped.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    stub: Stub

    def log_message(self, *_arguments: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        """A method that looks."""
        asked = urlsplit(self.path)
        if "/files/" in asked.path:
            known = self.stub.downloads.get(asked.path.rpartition("/")[2], b"")
            allowed = self.headers.get("Authorization", "").startswith("Bearer xoxb-")
            self._send(200 if known and allowed else 404, known if allowed else b"", "application/octet-stream")
            return
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self.close_connection = True
            self.stub.sockets.serve(self)
            return
        self._respond(asked.path, {name: values[0] for name, values in parse_qs(asked.query).items()})

    def do_POST(self) -> None:
        """A method that writes, or the bytes of a file."""
        promised = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(promised)
        if len(body) < promised:  # whoever sent it was killed
            self.close_connection = True
        elif self.path.endswith("/upload"):
            self._send(200, b"OK", "text/plain")
        elif "/response/" in self.path:
            with self.stub.lock:
                self.stub.responses.append((self.path.rpartition("/")[2], json.loads(body)))
            self._send(200, b"ok", "text/plain")
        elif "json" in self.headers.get("Content-Type", ""):
            self._respond(self.path, json.loads(body or b"{}"))
        else:
            self._respond(self.path, {name: values[0] for name, values in parse_qs(body.decode()).items()})

    def _respond(self, path: str, arguments: dict[str, Any]) -> None:
        method = path.rpartition("/")[2]
        with self.stub.lock:
            self.stub.calls.append(method)
            self.stub.asked.append((method, arguments))
            fault = self.stub.fault(method, arguments)
            answer = self.stub.answer(method, arguments) if fault is None or fault in _TAKEN else {}
        if fault is None:
            self._send(200, json.dumps(answer).encode())
        else:
            self._fail(fault)

    def _fail(self, fault: Fault) -> None:
        if fault is Fault.HANGING:
            self.stub.stopped.wait(self.stub.hang)
        if fault in (Fault.DROPPED, Fault.LOST, Fault.HANGING):
            self.close_connection = True
            self.connection.close()
        elif fault is Fault.LIMITED:
            self._send(429, b'{"ok": false, "error": "ratelimited"}', wait=self.stub.retry_after)
        elif fault is Fault.SERVER_ERROR:
            self._send(500, b"")
        elif fault is Fault.PAGE:
            self._send(200, b"<html>Please sign in</html>", "text/html")
        else:
            self._send(200, json.dumps({"ok": False, "error": _ERRORS[fault]}).encode())

    def _send(self, status: int, body: bytes, kind: str = "application/json", wait: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-OAuth-Scopes", ",".join(self.stub.scopes))
        if wait:
            self.send_header("Retry-After", wait)
        with suppress(ConnectionError):  # whoever asked was killed
            self.end_headers()
            self.wfile.write(body)
