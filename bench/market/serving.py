"""The publishers of a market on loopback: CNINFO, SZSE, SSE, as they answer, and one answer in ten as it should not be.

Every request is noted with the moment on the shared clock and the host it was for: what is measured is measured here.
"""

from __future__ import annotations

import json
import random
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from bench.market.harbour import HKEX, Harbour, tag_of
from bench.market.passing import SharedClock
from bench.market.publishing import Company, Publication, Shelf

CNINFO, SZSE, SSE = "www.cninfo.com.cn", "www.szse.cn", "query.sse.com.cn"
PAGES = {CNINFO: 30, SZSE: 50, SSE: 25}
_CAP = 100  # CNINFO shows so many pages of one question, and page 1 for any further one
_PLATES = {"szmb": ("0", "2"), "szcy": ("3",), "shmb": ("60", "9"), "shkcp": ("68",), "bj": ("4", "8", "92")}
_CHALLENGE = b"<html><script>var arg1='8A8A8A8A8A8A';document.cookie='acw_sc__v2='+arg1;</script></html>"
_REFUSALS = ((403, _CHALLENGE), (200, _CHALLENGE), (503, b""), (200, b""))
_TOOK = 0.2  # seconds for an ordinary answer
_SLOW = 25.0  # and for a slow one
# Of a hundred answers, so many are each of these; the others are as they should be.
FAULTS = {"refused": 2, "slow": 2, "truncated": 2, "duplicated": 2, "reordered": 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when, of which host, for a list, a document or the companies, and what was wrong with its answer.

    `question` tells requests for the same page or file from others.
    """

    at: float
    host: str
    kind: str
    fault: str
    question: str = ""


@dataclass
class Publishers:
    """Answers for all hosts. `asked` is called with the number of each request before it is answered."""

    clock: SharedClock
    listed: Sequence[Company]
    publications: Sequence[Publication]
    seed: int
    harbour: Harbour = field(default_factory=lambda: Harbour(()))
    faulty: bool = True
    before: Callable[[int], None] = lambda _: None
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = self.publications
        self.shelves = {
            CNINFO: Shelf(list(own)),
            SZSE: Shelf([each for each in own if not each.company.shanghai]),
            SSE: Shelf([each for each in own if each.company.shanghai]),
        }
        self.documents = {str(each.number): each for each in own}
        self.chance = random.Random(self.seed)  # noqa: S311 - a story, not a secret
        self.lock = threading.Lock()

    def answer(self, host: str, path: str, fields: dict[str, Any], tag: str = "") -> tuple[int, bytes, str]:
        """Status, body and fault of one answer; `tag` is that of the document that the asker holds."""
        with self.lock:
            kind = _kind(path, tag)
            fault = self._fault() if kind != "companies" else ""
            question = path if kind != "list" or host == HKEX else _question(host, path, fields)
            self.asked.append(Asked(self.clock.seconds(), host, kind, fault, question))
            self.before(len(self.asked))
            self.clock.sleep(_SLOW if fault == "slow" else _TOOK)
            if fault == "refused":
                return (*self.chance.choice(_REFUSALS), fault)
            body = self._harbour(kind, path, fault) if host == HKEX else self._body(host, kind, path, fields, fault)
            return (304, b"", fault) if tag == tag_of(body) else (200, body, fault)

    def _body(self, host: str, kind: str, path: str, fields: dict[str, Any], fault: str) -> bytes:
        if kind == "list":
            return self._list(host, path, fields, fault)
        if kind == "companies":
            return _companies(self.listed)
        return self.documents[path.rpartition("/")[2].removesuffix(".PDF")].document(self.clock.now())

    def _harbour(self, kind: str, path: str, fault: str) -> bytes:
        if kind == "list":
            return self.harbour.listing(path, self.clock.now(), self.chance, fault)
        if kind == "companies":
            return self.harbour.companies(path)
        return self.harbour.documents[path].document(self.clock.now())

    def _fault(self) -> str:
        drawn = self.chance.random() * 100 if self.faulty else 100.0
        for fault, share in FAULTS.items():
            drawn -= share
            if drawn < 0:
                return fault
        return ""

    def _list(self, host: str, path: str, fields: dict[str, Any], fault: str) -> bytes:
        if "fulltextSearch" in path:
            return _CHALLENGE
        shelf, size = self.shelves[host], PAGES[host]
        shelf.until(self.clock.now())
        first, last, place, plate = _ASKED[host](fields)
        if plate:
            starts = _PLATES[plate]
            shelf = Shelf([])
            for day in self.shelves[host].within(first, last):
                shelf.days[day[0][2].at.date()] = [each for each in day if each[2].company.code.startswith(starts)]
        rows, total = shelf.page(first, last, place if host != CNINFO or place < _CAP else 0, size)
        if fault == "reordered":
            self.chance.shuffle(rows)
        if fault == "duplicated" and rows:
            rows = [rows[0], *rows[: max(1, len(rows) - 1)]]
        written: bytes = _WRITTEN[host](rows, total, place, size)
        return written


def _kind(path: str, tag: str) -> str:
    """What is asked for; a document whose tag the asker has is looked at again."""
    if path.lower().endswith(".pdf"):
        return "look" if tag else "document"
    return "companies" if path.endswith(("szse_stock.json", "activestock_sehk_e.json")) else "list"


def _question(host: str, path: str, fields: dict[str, Any]) -> str:
    """What of a list is asked for, in a few words: its days, the page, and which market."""
    if "fulltextSearch" in path:
        return "search"
    first, last, place, plate = _ASKED[host](fields)
    return f"{first} {last} {place} {plate}".rstrip()


def _companies(listed: Sequence[Company]) -> bytes:
    rows = [{"orgId": c.org, "category": "A股", "code": c.code, "pinyin": "", "zwjc": c.name} for c in listed]
    return json.dumps({"stockList": rows}, ensure_ascii=False).encode()


def _asked_cninfo(fields: dict[str, Any]) -> tuple[date, date, int, str]:
    first, last = (date.fromisoformat(each) for each in fields["seDate"].split("~"))
    return first, last, int(fields["pageNum"]) - 1, fields["plate"]


def _asked_szse(fields: dict[str, Any]) -> tuple[date, date, int, str]:
    first, last = (date.fromisoformat(each) for each in fields["seDate"])
    return first, last, int(fields["pageNum"]) - 1, ""


def _asked_sse(fields: dict[str, Any]) -> tuple[date, date, int, str]:
    first, last = (date.fromisoformat(fields[name]) for name in ("START_DATE", "END_DATE"))
    return first, last, int(fields["pageHelp.pageNo"]) - 1, ""


def _write_cninfo(rows: Sequence[Publication], total: int, place: int, size: int) -> bytes:
    shown = [
        {
            "secCode": each.company.code,
            "secName": each.company.name,
            "orgId": each.company.org,
            "announcementId": str(each.number),
            "announcementTitle": each.title,
            "announcementTime": int(each.at.timestamp() * 1000),
            "adjunctUrl": f"finalpage/{each.at.date()}/{each.number}.PDF",
            "adjunctSize": 1,
            "adjunctType": "PDF",
        }
        for each in rows
    ]
    answer = {"totalAnnouncement": total, "announcements": shown or None, "hasMore": (place + 1) * size < total}
    return json.dumps(answer, ensure_ascii=False).encode()


def _write_szse(rows: Sequence[Publication], total: int, _place: int, _size: int) -> bytes:
    shown = [
        {
            "id": f"00000000-{each.number}",
            "annId": each.number,
            "title": f"{each.company.name}：{each.title}",
            "publishTime": f"{each.at:%Y-%m-%d %H:%M:%S}",
            "attachPath": f"/disc/disk03/finalpage/{each.at.date()}/{each.number}.PDF",
            "attachSize": 1,
            "secCode": [each.company.code],
            "secName": [each.company.name],
        }
        for each in rows
    ]
    return json.dumps({"announceCount": total, "data": shown}, ensure_ascii=False).encode()


def _write_sse(rows: Sequence[Publication], total: int, place: int, size: int) -> bytes:
    shown = [
        [
            {
                "ORG_BULLETIN_ID": str(each.number),
                "ORG_FILE_TYPE": 0,
                "SECURITY_CODE": each.company.code,
                "SECURITY_NAME": each.company.name,
                "SSEDATE": each.at.date().isoformat(),
                "TITLE": each.title,
                "URL": f"/disclosure/listedinfo/announcement/c/new/{each.at.date()}/{each.number}.PDF",
            }
        ]
        for each in rows
    ]
    answer = {"pageHelp": {"data": shown, "pageNo": place + 1, "pageSize": size, "total": total}}
    return f"callback({json.dumps(answer, ensure_ascii=False)})".encode()


_ASKED = {CNINFO: _asked_cninfo, SZSE: _asked_szse, SSE: _asked_sse}
_WRITTEN = {CNINFO: _write_cninfo, SZSE: _write_szse, SSE: _write_sse}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, _request: object, _address: object) -> None:
        """Raises what is no broken connection: those are what a killed asker leaves."""
        error = sys.exception() if sys.version_info >= (3, 12) else sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handle_error(_request, _address)  # type: ignore[arg-type]


class Serving:
    """Serves publishers on a free port of loopback while it is entered."""

    def __init__(self, publishers: Publishers) -> None:
        self._server = _Server(("127.0.0.1", 0), _handler(publishers))
        self.port = self._server.server_port

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(publishers: Publishers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            host = (self.headers.get("Host") or "").partition(":")[0]
            fields = _fields(parts.query, sent, self.headers.get("Content-Type") or "")
            held = self.headers.get("If-None-Match") or ""
            status, body, fault = publishers.answer(host, parts.path, fields, held)
            self.send_response(status)
            if status == HTTPStatus.OK and (host == HKEX or parts.path.endswith("PDF")):
                self.send_header("ETag", tag_of(body))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if fault == "truncated":
                body, self.close_connection = body[: len(body) // 2], True
            try:
                self.wfile.write(body)
            except OSError:  # who asked was killed meanwhile
                self.close_connection = True

        do_GET = do_POST = _answer  # noqa: N815 - names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Says nothing: what is asked is noted."""

    return Handler


def _fields(query: str, sent: bytes, kind: str) -> dict[str, Any]:
    if "json" in kind:
        found: dict[str, Any] = json.loads(sent)
        return found
    form = sent.decode() if "form" in kind else ""
    return {name: values[-1] for name, values in parse_qs(f"{query}&{form}", keep_blank_values=True).items()}
