"""A server on loopback that answers as a function says, and notes what it was asked and when."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it arrived; `fields` are those of the query and of the form, the last of each name."""

    method: str
    path: str
    fields: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""
    at: float = 0.0

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered. With `cut`, that many bytes are sent of what was declared, and the connection is closed."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


def page(value: Any, **fields: Any) -> Reply:
    """A JSON answer."""
    return Reply(body=json.dumps(value, ensure_ascii=False).encode(), **fields)


class StubServer:
    """Answers on a free port of loopback while it is entered."""

    def __init__(self, answer: Callable[[Asked], Reply]) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.connections = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(self))
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def _answering(stub: StubServer) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            stub.connections += 1

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            sent = body.decode() if "form" in (self.headers.get("Content-Type") or "") else ""
            given = parse_qs(parts.query, keep_blank_values=True) | parse_qs(sent, keep_blank_values=True)
            asked = Asked(
                method=self.command,
                path=parts.path,
                fields={name: values[-1] for name, values in given.items()},
                headers={name.lower(): value for name, value in self.headers.items()},
                body=body,
                at=time.monotonic(),
            )
            stub.asked.append(asked)
            self._send(stub.answer(asked))

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in ({"Content-Length": str(len(reply.body))} | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
            if reply.cut is not None:
                self.close_connection = True

        do_GET = do_POST = _answer  # noqa: N815 - names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Says nothing: tests look at what was asked."""

    return Answering
