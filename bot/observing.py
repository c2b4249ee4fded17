"""What the program says of itself to whoever watches over it: figures for Prometheus, and whether it is ready.

    /healthz   the process lives                     200, always
    /readyz    database, its form, and the archive   200, or 503 and what is missing
    /metrics   what is in the database               text format 0.0.4 of Prometheus

The figures come from the database: every process of one database tells the same. Nothing of a filing and no address
with a password is among them.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import structlog

from bot.archive import Archive
from bot.errors import ArchiveError, OutOfOrderError
from bot.rendering.guarding import redacted
from bot.standing import standing_of
from bot.store import Store, polls
from bot.store.counting import counted
from bot.store.migrating import HEAD, stands_at
from bot.store.rows import WatchRow

_PREFIX = "filingwatch_"
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_WAIT = 10  # seconds for a request: whoever asks slowly holds nothing up for long

_log = structlog.get_logger()

# A figure: its name, its labels, its value.
Sample = tuple[str, Mapping[str, str], float]
_HELP = {
    "build_info": "The version of the program.",
    "filings": "Filings by how far they have come.",
    "waiting_seconds": "Age of the oldest filing that is on its way.",
    "alerts": "Alerts by channel and by how far they have come.",
    "unsent_seconds": "Age of the oldest alert that is still to be sent.",
    "gathered": "Change logs that wait for the next digest.",
    "watches": "Watches by how they stand: ok, empty, broken, stale, never.",
    "polled_seconds": "Time since the last poll of any watch of a source, by source.",
    "outages": "Sources that are broken now.",
    "versions": "Stored versions of documents.",
    "diffs": "Stored change logs.",
    "changes": "Stored changes by severity.",
    "ledger": "Figures and claims in the ledger.",
    "resident_bytes": "Memory of this process.",
    "open_files": "Open files of this process.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Observing:
    """Answers for one process; `watches` are those that are configured: name, source, longest interval."""

    store: Store
    archive: Archive
    watches: Sequence[tuple[str, str, timedelta]]
    clock: Callable[[], datetime]
    version: str

    def metrics(self) -> str:
        """The figures as Prometheus reads them. Raises OutOfOrderError when the database is away."""
        lines = []
        told = set[str]()
        for name, labels, value in self._samples():
            if name not in told:
                told.add(name)
                lines += [f"# HELP {_PREFIX}{name} {_HELP[name]}", f"# TYPE {_PREFIX}{name} gauge"]
            pairs = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
            lines.append(f"{_PREFIX}{name}{f'{{{pairs}}}' if pairs else ''} {value:g}")
        return "\n".join(lines) + "\n"

    def missing(self) -> list[str]:
        """What the program needs and has not, in a line each; nothing when it is ready."""
        found = []
        try:
            form = stands_at(self.store.database)
            if form != HEAD:
                found.append(f"database: stands at form {form}, this program needs {HEAD}")
            with self.store.reading() as connection:
                polls.find_checkpoint(connection, "")
        except Exception as error:  # noqa: BLE001 - whatever it is, the database does not answer as it should
            found.append(f"database: {redacted(' '.join(str(error).split()))[:200]}")
        try:
            self.archive.is_empty()
        except (ArchiveError, OutOfOrderError, OSError) as error:
            found.append(f"archive: {redacted(str(error))[:200]}")
        return found

    def _samples(self) -> Iterator[Sample]:
        now = self.clock()
        with self.store.reading() as connection:
            there = counted(connection)
            rows = {row.name: row for row in polls.watch_rows(connection)}
        yield "build_info", {"version": self.version}, 1
        yield from (("filings", {"stage": stage}, count) for stage, count in sorted(there.filings.items()))
        yield "waiting_seconds", {}, _age(there.waiting_since, now)
        for (channel, state), count in sorted(there.alerts.items()):
            yield "alerts", {"channel": channel, "state": state}, count
        yield "unsent_seconds", {}, _age(there.unsent_since, now)
        yield "gathered", {}, there.gathered
        yield from self._of_watches(rows, now)
        for name in ("outages", "versions", "diffs", "ledger"):
            yield name, {}, getattr(there, name)
        yield from (("changes", {"severity": severity}, count) for severity, count in sorted(there.changes.items()))
        yield from _of_the_process()

    def _of_watches(self, rows: Mapping[str, WatchRow], now: datetime) -> Iterator[Sample]:
        standing = Counter(standing_of(every, rows.get(name), now) for name, _, every in self.watches)
        yield from (("watches", {"standing": stands}, count) for stands, count in sorted(standing.items()))
        polled: dict[str, datetime] = {}
        for name, source, _ in self.watches:
            if (row := rows.get(name)) is not None and row.polled is not None:
                polled[source] = max(polled.get(source, row.polled), row.polled)
        yield from (("polled_seconds", {"source": source}, _age(at, now)) for source, at in sorted(polled.items()))


def _age(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _of_the_process() -> Iterator[Sample]:
    """What Linux says of this process; elsewhere nothing."""
    status, files = Path("/proc/self/status"), Path("/proc/self/fd")
    if status.exists():
        resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        yield "resident_bytes", {}, 1024 * int(resident.split()[1])
        yield "open_files", {}, sum(1 for _ in files.iterdir())


@contextmanager
def answering(observing: Observing, listen: str) -> Iterator[str]:
    """Answers on `listen`, host:port, meanwhile, and gives the address it answers at; none where it is empty.

    A port that is taken is logged and the program goes on: what it is for comes before being looked at.
    """
    if not listen:
        yield ""
        return
    host, _, port = listen.rpartition(":")
    handler = type("Handler", (_Answering,), {"observing": observing})
    try:
        server = ThreadingHTTPServer((host.strip("[]"), int(port)), handler)
    except OSError as error:
        _log.error("not observed", listen=listen, reason=(error.strerror or str(error)).lower())
        yield ""
        return
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="observing", daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Answering(BaseHTTPRequestHandler):
    observing: Observing
    timeout = _WAIT
    server_version, sys_version = "filingwatch", ""

    def do_GET(self) -> None:
        """The answer for one of the three paths."""
        answer = {"/healthz": self._healthy, "/readyz": self._ready, "/metrics": self._metrics}.get(self.path)
        status, kind, body = answer() if answer else (404, "text/plain", "there is /healthz, /readyz and /metrics\n")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def _healthy(self) -> tuple[int, str, str]:
        return 200, "text/plain", "ok\n"

    def _ready(self) -> tuple[int, str, str]:
        missing = self.observing.missing()
        return (503 if missing else 200), "application/json", json.dumps({"missing": missing}) + "\n"

    def _metrics(self) -> tuple[int, str, str]:
        try:
            return 200, _TEXT, self.observing.metrics()
        except OutOfOrderError as error:
            return 503, "text/plain", f"{redacted(str(error))}\n"

    def log_message(self, *_: object) -> None:
        """Nothing: being looked at is no event."""
