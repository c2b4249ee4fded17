"""Slack calls us: one address over HTTP, behind a proxy that speaks TLS. Nothing is read of who did not sign."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from bot.slack.listening.ear import Acknowledgement
from bot.slack.listening.signing import is_slacks

# Slack's largest payloads, a view with all its fields, have some 250 KB.
SIZE_LIMIT = 1 << 20
# A request is sent whole within this, in seconds; and so many are read at a time.
_PATIENCE, _AT_ONCE = 5.0, 64
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"

OK, BAD, FORBIDDEN, NOT_FOUND, NO_LENGTH, TOO_LARGE, NO_SUCH_KIND = 200, 400, 401, 404, 411, 413, 415


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, and a body as JSON or none."""

    status: int
    body: Mapping[str, Any] | None = None


def answered(
    body: bytes,
    headers: Mapping[str, str],
    *,
    secret: str,
    receive: Callable[[Mapping[str, Any]], Acknowledgement],
    now: float,
) -> Answer:
    """The answer to a POST of these bytes; names of headers are in lower case."""
    if not is_slacks(body, headers, secret, now=now):
        return Answer(status=FORBIDDEN)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (_FORM, _JSON):
        return Answer(status=NO_SUCH_KIND)
    payload = _payload(body, kind)
    if payload is None:
        return Answer(status=BAD)
    # https://docs.slack.dev/reference/events/url_verification; the check of a certificate wants no more than 200.
    if payload.get("type") == "url_verification":
        return Answer(status=OK, body={"challenge": str(payload.get("challenge", ""))[:500]})
    if payload.get("ssl_check"):
        return Answer(status=OK)
    received = receive(payload)
    return Answer(status=OK if received.taken else FORBIDDEN, body=received.body)


def _payload(body: bytes, kind: str) -> Mapping[str, Any] | None:
    """The payload of a body, or None where there is none: JSON, JSON in a form, or a form."""
    try:
        text = body.decode()
        if kind == _FORM:
            fields = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
            if "payload" not in fields:
                return fields
            text = fields["payload"]
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


@contextmanager
def listening(
    host: str, port: int, *, secret: str, receive: Callable[[Mapping[str, Any]], Acknowledgement]
) -> Iterator[int]:
    """Answers at /slack meanwhile; gives the port, which is chosen where it is 0. Raises OSError where it is taken."""
    handler = type("Handler", (_Handler,), {"secret": secret, "receive": staticmethod(receive)})
    server = _Server((host, port), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="slack", daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Reads in a thread of its own, as long as there is one; a crowd is turned away, not queued without end."""
        if not self._room.acquire(timeout=1):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """One request, and then there is room for another."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is no event: the default prints a trace, with the payload's words in it."""


class _Handler(BaseHTTPRequestHandler):
    secret: str
    receive: Callable[[Mapping[str, Any]], Acknowledgement]
    timeout = _PATIENCE
    server_version, sys_version = "filingwatch", ""

    def log_message(self, *_arguments: Any) -> None:
        """Says nothing: addresses and payloads are nobody's business."""

    def do_POST(self) -> None:
        """One payload."""
        length = self.headers.get("Content-Length", "")
        if self.path.partition("?")[0].rstrip("/") != "/slack":
            self._send(Answer(status=NOT_FOUND))
        elif not (length.isascii() and length.isdigit()):
            self._send(Answer(status=NO_LENGTH))
        elif len(length) > len(str(SIZE_LIMIT)) or int(length) > SIZE_LIMIT:
            self._send(Answer(status=TOO_LARGE))
        else:
            self._answer(int(length))

    def _answer(self, length: int) -> None:
        body = self.rfile.read(length)
        if len(body) < length:
            self.close_connection = True
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(answered(body, headers, secret=self.secret, receive=self.receive, now=time.time()))

    def _send(self, answer: Answer) -> None:
        body = b"" if answer.body is None else json.dumps(answer.body).encode()
        self.close_connection = True
        with suppress(ConnectionError):
            self.send_response(answer.status)
            self.send_header("Connection", "close")
            self.send_header("Content-Length", str(len(body)))
            if body:
                self.send_header("Content-Type", _JSON)
            self.end_headers()
            self.wfile.write(body)
