"""What a poll with nothing new costs: requests, our own processor time, and the memory of two thousand watches.

CNINFO stands on loopback in a process of its own, so that processor time and memory are ours alone. A company lists
twenty filings, the market twelve thousand. Run: python -m bench polls
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from bot.app import build
from bot.configured import Config, Fetching, FilerTable, Watch
from bot.operating import App
from watchers.filing import Outcome

WATCHES, COMPANIES, ROUNDS = 2000, 600, 200
# What is wanted: requests of a poll (one company, the market), milliseconds of ours, megabytes.
WANTED = {"company": 2, "market": 1}
MOST_MILLISECONDS, MOST_MEGABYTES = 20.0, 300
_ZONE = ZoneInfo("Asia/Shanghai")
_PER_COMPANY, _PER_PAGE = 20, 30
_PLATES = {"szmb": ("0", "2"), "szcy": ("3",), "shmb": ("60", "9"), "shkcp": ("68",), "bj": ("4", "8", "92")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one kind of watch: requests and milliseconds of one poll with nothing new."""

    kind: str
    requests: float
    milliseconds: float


@cache
def _rows(code: str) -> tuple[dict[str, Any], ...]:
    """The filings of a company, one every six hours; of the market, `code` is empty, those of all."""
    if not code:
        every = [row for at in range(COMPANIES) for row in _rows(f"{300000 + at}")]
        return tuple(sorted(every, key=lambda row: (row["announcementTime"], row["announcementId"]), reverse=True))
    now = datetime.now(_ZONE).replace(minute=0, second=0, microsecond=0)
    return tuple(
        {
            "secCode": code, "secName": "青禾仪器", "orgId": f"99{code}", "announcementId": f"{code}{at:02}",
            "announcementTitle": "关于回购股份进展的公告", "announcementTime": int(moment.timestamp() * 1000),
            "adjunctUrl": f"finalpage/{moment:%Y-%m-%d}/{code}{at:02}.PDF", "adjunctSize": 1, "adjunctType": "PDF",
        }
        for at in range(_PER_COMPANY)
        for moment in [now - timedelta(hours=6 * at)]
    )  # fmt: skip


def _listed(fields: dict[str, str]) -> dict[str, Any]:
    first, last = (date.fromisoformat(day) for day in fields["seDate"].split("~"))
    plate, at = _PLATES.get(fields.get("plate", ""), ("",)), int(fields["pageNum"]) - 1
    found = [
        row
        for row in _rows(fields.get("stock", "").partition(",")[0])
        if first <= datetime.fromtimestamp(row["announcementTime"] / 1000, _ZONE).date() <= last
        and row["secCode"].startswith(plate)
    ]
    page = found[at * _PER_PAGE : (at + 1) * _PER_PAGE]
    return {"totalAnnouncement": len(found), "announcements": page or None}


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: Synchronized[int]

    def do_GET(self) -> None:
        """The companies and their ids."""
        known = [{"orgId": f"99{code}", "code": f"{code}", "zwjc": "青禾仪器"} for code in range(300000, 302000)]
        self._say({"stockList": known})

    def do_POST(self) -> None:
        """A page of a list."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with self.asked.get_lock():
            self.asked.value += 1
        self._say(_listed({name: values[0] for name, values in parse_qs(body).items()}))

    def _say(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def _publisher() -> Iterator[tuple[str, Synchronized[int]]]:
    """The address of a publisher in a process of its own, and how often its lists were asked for."""
    asked: Synchronized[int] = multiprocessing.Value("i", 0)
    handler = type("Handler", (_Answering,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        process = multiprocessing.get_context("fork").Process(target=server.serve_forever, daemon=True)
        process.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", asked
        finally:
            process.terminate()
            process.join()


def _poll(app: App, name: str) -> None:
    answer = app.pipeline.poll(name).poll
    if answer.outcome is Outcome.BROKEN:
        raise SystemExit(f"{name}: {answer.reason}")


def _cost(app: App, kind: str, names: Sequence[str], asked: Synchronized[int]) -> Cost:
    before, spent = asked.value, []
    for name in names:
        begun = time.process_time()
        _poll(app, name)
        spent.append(1000 * (time.process_time() - begun))
    return Cost(kind=kind, requests=(asked.value - before) / len(names), milliseconds=median(spent))


def measure() -> tuple[list[Cost], float]:
    """What a poll costs of each kind of watch, and the megabytes of one process that has polled them all."""
    with _publisher() as (address, asked), tempfile.TemporaryDirectory() as folder:
        companies = [f"{300000 + at}" for at in range(WATCHES)]
        watches = (
            Watch(name="market", source="cninfo", address=address),
            *(
                Watch(name=code, source="cninfo", address=address, filer=FilerTable(id=code, code=code))
                for code in companies
            ),
        )
        fetching = Fetching(intervals={"127.0.0.1": 0})
        app = build(Config(folder=Path(folder), fetching=fetching, watches=watches), say=lambda _: None)
        try:
            app.duties().take_over()
            for name in ("market", "market", *companies):  # the first polls are the baseline
                _poll(app, name)
            costs = [
                _cost(app, "company", companies[:ROUNDS], asked),
                _cost(app, "market", ["market"] * (ROUNDS // 10), asked),
            ]
        finally:
            app.close()
    return costs, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Prints the table; exits with 1 when something costs more than is wanted."""
    costs, megabytes = measure()
    print(f"{'watch':10}{'requests':>10}{'ms of ours':>12}")
    for cost in costs:
        print(f"{cost.kind:10}{cost.requests:>10.2f}{cost.milliseconds:>12.2f}")
    print(f"{WATCHES} watches and the market in one process: {megabytes:.0f} MB")
    over = any(cost.requests > WANTED[cost.kind] or cost.milliseconds > MOST_MILLISECONDS for cost in costs)
    raise SystemExit(over or megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    main()
