"""The Slack of the npm package `emulate`, which others wrote: pinned, on loopback, and only where it is there."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Where `npm install emulate@0.11.2` was run; `latest` on npm is another program of that name.
VARIABLE, VERSION = "FILINGWATCH_NODE_MODULES", "0.11.2"
TOKEN = "xoxb-local-test"  # noqa: S105 - of the emulator
_SEED = """\
slack:
  team: { name: Test, domain: test }
  users: [{ name: developer, real_name: Developer, email: dev@example.com }]
  channels: [{ name: general, topic: general }, { name: filings, topic: filings }]
  bots: [{ name: filingwatch }]
tokens:
  xoxb-local-test: { login: developer }
"""
# The emulator would listen on every interface; loaded before it, this keeps it on this machine.
_NEAR = """\
const net = require("net"), listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  const port = typeof first === "object" ? first.port : first;
  return listen.call(this, { port, host: "127.0.0.1" }, ...rest.filter((one) => typeof one === "function"));
};
"""


def missing() -> str:
    """Why the emulator cannot be started, or nothing."""
    folder = Path(os.environ.get(VARIABLE, "node_modules"))
    package = folder / "emulate" / "package.json"
    if not shutil.which("node"):
        return "there is no node"
    if not package.exists():
        return f"there is no emulate@{VERSION}; npm install it and name its node_modules in {VARIABLE}"
    version = json.loads(package.read_text())["version"]
    return "" if version == VERSION else f"emulate {version} is there, not {VERSION}"


@contextmanager
def emulated(folder: Path) -> Iterator[str]:
    """The address of an emulator that listens, with an empty channel named filings; `folder` takes its settings."""
    (folder / "seed.yaml").write_text(_SEED)
    (folder / "near.cjs").write_text(_NEAR)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(os.environ.get(VARIABLE, "node_modules")) / "emulate" / "dist" / "index.js"
    start = ["start", "--service", "slack", "--port", str(port), "--seed", "seed.yaml"]
    command = [str(shutil.which("node")), "--require", "./near.cjs", str(program.resolve()), *start]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}/api/"
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise OSError("the emulator does not start")
