"""A bucket that speaks S3, on this machine and for a while: moto's server in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from urllib.request import Request, urlopen

_PATIENCE = 30  # seconds
_WHO = "AWS4-HMAC-SHA256 Credential=test/20240101/us-east-1/s3/aws4_request"


@dataclass
class Buckets:
    """Makes buckets on the server at `endpoint`."""

    endpoint: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def make(self) -> str:
        """The address of a new, empty bucket, with a prefix."""
        name = f"filingwatch-{next(self.numbers)}"
        asked = Request(f"{self.endpoint}/{name}", method="PUT", headers={"Authorization": _WHO})  # noqa: S310 - ours
        with urlopen(asked):  # noqa: S310
            return f"s3://{name}/some/where"

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to know to find them."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
            "NO_PROXY": "127.0.0.1",
        }


@contextmanager
def buckets() -> Iterator[Buckets]:
    """Buckets for a while; nothing is left of them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as serving:
        try:
            _wait(port, serving)
            yield Buckets(f"http://127.0.0.1:{port}")
        finally:
            serving.kill()


def _wait(port: int, serving: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and serving.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("moto's server does not answer; is moto[server] installed?")
