"""A channel that remembers every alert it accepted, and is as unreliable as a network."""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bot.notifying.notifier import NotSentError, Terms, UnsureError

# Of a hundred alerts so many are accepted and then not answered, and so many refused.
_DROPPED, _REFUSED = 20, 5
_TIMEOUT = 2.0  # seconds
# Of a trial, where a minute stands for days; the quiet time is longer than a request may take.
TERMS = Terms(quiet=timedelta(seconds=_TIMEOUT + 1), waits=(timedelta(seconds=0.1), timedelta(seconds=0.5)))


class Recording:
    """The notifier of this channel."""

    def __init__(self, port: int) -> None:
        self.port = port

    def send(self, key: str, _message: Any) -> str:
        """Posts the alert."""
        status, body = self._ask("POST", json.dumps({"key": key}))
        if status != HTTPStatus.OK:
            raise NotSentError(f"answered {status}")
        return body

    def find(self, key: str) -> str | None:
        """Asks for the alert."""
        status, body = self._ask("GET", json.dumps({"key": key}))
        return body if status == HTTPStatus.OK else None

    def _ask(self, method: str, body: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT)
        try:
            connection.connect()
        except OSError as error:
            raise NotSentError(f"cannot be reached: {error}") from error
        try:
            connection.request(method, "/", body)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException) as error:
            raise UnsureError(f"no answer: {error!r}") from error
        finally:
            connection.close()


class _Handler(BaseHTTPRequestHandler):
    """Accepts, and writes down what it accepted before it answers, or does not."""

    accepted: list[str]
    record: Path
    lock = threading.Lock()

    def do_POST(self) -> None:
        """Takes an alert."""
        key = self._key()
        if key is None:
            return
        fate = random.randrange(100)  # noqa: S311 - no secret
        time.sleep(random.random() / 50)  # noqa: S311
        if fate < _REFUSED:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "later")
            return
        with self.lock, self.record.open("a") as record:
            self.accepted.append(key)
            record.write(f"{key}\n")
        if fate < _REFUSED + _DROPPED:
            self.close_connection = True
            self.connection.close()
            return
        self._answer(HTTPStatus.OK, f"receipt of {key}")

    def do_GET(self) -> None:
        """Says whether it took an alert."""
        key = self._key()
        if key is None:
            return
        with self.lock:
            known = key in self.accepted
        self._answer(HTTPStatus.OK if known else HTTPStatus.NOT_FOUND, f"receipt of {key}")

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def _key(self) -> str | None:
        """What is asked about, or None where the one that asks was killed before it had said so."""
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        return str(json.loads(body)["key"]) if len(body) == length else None

    def _answer(self, status: int, words: str) -> None:
        with suppress(ConnectionError):  # whoever asked may have been killed meanwhile
            self.send_response(status)
            self.send_header("Content-Length", str(len(words.encode())))
            self.end_headers()
            self.wfile.write(words.encode())


def serve(record: Path) -> None:
    """Serves on a free port, which is the first line of standard output, until it is ended."""
    handler = type("Handler", (_Handler,), {"accepted": [], "record": record})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
