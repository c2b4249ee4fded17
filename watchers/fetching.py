"""Polite HTTP: who we are, at whose pace, how often again, how much at most, and to which addresses.

    request ─► address allowed? ─► the host's turn ─► connect to the address that was checked ─► read up to the limit
                    ▲                                                                                     │
                    └── redirect: asked anew, other hosts get no header of the first ◄────────────────────┤
                                            wait, then again: only what may be repeated ◄── busy, cut off ┘

An answer is what the host said, whatever its status; `verifying` tells whether it is what was asked for. Nothing is
kept between requests but connections: no cookie, no password, no half of a file.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.utils import mktime_tz, parsedate_tz
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from watchers.addresses import ForbiddenAddressError, refuse_address, refuse_literal
from watchers.connecting import open_session
from watchers.errors import AwayError, UnavailableError
from watchers.pacing import Pacing

# Lists are small; the largest known, all HKEX stocks, has 1.1 MB.
LIST_LIMIT = 16 << 20
# Annual reports run to 15 MB as PDF and as inline XBRL; some listing documents to 100.
FILE_LIMIT = 200 << 20

_CHUNK = 1 << 16
_REDIRECTS = 5
_UNCHANGED = 304
_SEE_OTHER = 303
_MOVED = frozenset({301, 302, 303, 307, 308})
# Busy or passing: 429 too many, 502 to 504 somebody in between, 500 is often the same.
_AGAIN = frozenset({429, 500, 502, 503, 504})
_TRIES = 3
_WAIT = 2.0  # seconds before the second try; twice as long before each further one
# A host that asks for more patience than this is left alone: the poll ends, and the next one comes later.
_PATIENCE = 60.0
_TIMEOUT = (10.0, 30.0)  # seconds to connect, and between two pieces of an answer
_DEADLINE = 600.0  # seconds for one answer: 200 MB at 350 kB/s


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked. `form` and `json` make it a POST; `etag` and `modified` make it conditional.

    A list query by POST may be repeated like a GET: it changes nothing. `limit` is in bytes, after unpacking.
    """

    address: str
    form: Sequence[tuple[str, str]] | None = None
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""
    limit: int = LIST_LIMIT
    repeatable: bool = True

    @property
    def method(self) -> str:
        """GET, or POST when there is something to send."""
        return "GET" if self.form is None and self.json is None else "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a host said: header names are in lower case, `address` is where redirects led."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str

    @property
    def unchanged(self) -> bool:
        """Whether the host says that what was fetched before still stands."""
        return self.status == _UNCHANGED


class _PassingError(Exception):
    """A fault of the way there, which may be gone at the next try."""


class _RefusedError(Exception):
    """An answer that is not taken, and would be the same at the next try."""


class _LeftAloneError(Exception):
    """A host is not asked, because it said so."""


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Asks hosts, one request at a time per place. `contact` is whom they can write to; `loopback` allows this machine.

    `clock` gives the time of day in seconds since 1970, `sleep` waits: both are handed in.
    """

    pacing: Pacing
    contact: str
    version: str
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    loopback: bool = False
    # Nothing but these hosts is asked, wherever an answer leads; any is where it is None.
    hosts: Collection[str] | None = None
    chance: Callable[[], float] = random.random
    _session: requests.Session | None = None

    def ask(self, request: Request, *, source: str) -> Answer:
        """The answer to `request`. Raises UnavailableError when there is none, or it may not be asked."""
        tries = _TRIES if request.repeatable else 1
        for tried in range(1, tries + 1):
            try:
                answer = self._follow(request)
            except _PassingError as error:
                if tried == tries:
                    raise AwayError(str(error), source=source) from error
                self.sleep(self._wait(tried))
                continue
            except _LeftAloneError as error:
                raise AwayError(f"{_short(request.address)}: {error}", source=source) from error
            except (ForbiddenAddressError, _RefusedError, requests.RequestException) as error:
                raise UnavailableError(f"{_short(request.address)}: {error}", source=source) from error
            if answer.status not in _AGAIN or not self._come_again(answer, tried, last=tried == tries):
                return answer
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """Lets go of the connections."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _come_again(self, answer: Answer, tried: int, *, last: bool) -> bool:
        """Waits as a busy host asks; False when it asks for too long, or often enough."""
        asked = _retry_after(answer.headers, self.clock())
        host = urlsplit(answer.address).hostname or ""
        if asked is not None:
            self.pacing.close(host, asked)
        if last or (asked or 0) > _PATIENCE:
            return False
        self.sleep(max(asked or 0, self._wait(tried)))
        return True

    def _wait(self, tried: int) -> float:
        return float(_WAIT * 2 ** (tried - 1) * (1 + self.chance() / 2))

    def _follow(self, request: Request) -> Answer:
        """The answer where redirects lead; each is checked like the first address."""
        for _ in range(_REDIRECTS + 1):
            answer = self._once(request)
            target = answer.headers.get("location")
            if answer.status not in _MOVED or not target:
                return answer
            request = _redirected(request, urljoin(request.address, target), answer.status)
        raise _RefusedError(f"redirects more than {_REDIRECTS} times")

    def _once(self, request: Request) -> Answer:
        refuse_address(request.address)
        host = urlsplit(request.address).hostname or ""
        refuse_literal(host, loopback=self.loopback)
        if self.hosts is not None and host not in self.hosts:
            raise ForbiddenAddressError(f"leads to {host}, which is not a host that may be asked")
        if self.pacing.closed(host) > _PATIENCE:
            raise _LeftAloneError(f"asked to be left alone for {self.pacing.closed(host):.0f} s more")
        with self.pacing.turn(host), _faults(request.address), self._send(request) as response:
            body = b"" if response.status_code in _MOVED else self._read(response, request.limit)
            return Answer(
                status=response.status_code,
                headers={name.lower(): value for name, value in response.headers.items()},
                body=body,
                address=request.address,
            )

    def _send(self, request: Request) -> requests.Response:
        if self._session is None:
            self._session = open_session(loopback=self.loopback)
        return self._session.request(
            request.method,
            request.address,
            data=None if request.form is None else list(request.form),
            json=request.json,
            headers=self._headers(request),
            allow_redirects=False,
            stream=True,
            timeout=_TIMEOUT,
        )

    def _headers(self, request: Request) -> dict[str, str]:
        """Chinese hosts refuse agents that do not look like a browser; SEC wants a name and an address to write to."""
        contact = f"; +{self.contact}" if self.contact else ""
        own = {"User-Agent": f"Mozilla/5.0 (compatible; filingwatch/{self.version}{contact})"}
        own |= {"Accept-Encoding": "gzip, deflate", **request.headers}
        conditions = {"If-None-Match": request.etag, "If-Modified-Since": request.modified}
        return own | {name: value for name, value in conditions.items() if value}

    def _read(self, response: requests.Response, limit: int) -> bytes:
        """The body, unpacked, as long as it stays below the limit and comes within the deadline."""
        declared = response.headers.get("Content-Length", "")
        if declared.isdigit() and int(declared) > limit:
            raise _RefusedError(f"declares {int(declared):,} bytes, more than the limit of {limit:,}")
        body, end = bytearray(), self.clock() + _DEADLINE
        for chunk in response.iter_content(_CHUNK):
            body += chunk
            if len(body) > limit:
                raise _RefusedError(f"is larger than the limit of {limit:,} bytes")
            if self.clock() > end:
                raise _RefusedError(f"did not end within {_DEADLINE:.0f} s")
        return bytes(body)


def _redirected(request: Request, target: str, status: int) -> Request:
    """The next request: other hosts are not told what the first was told, and encryption is not given up."""
    old, new = urlsplit(request.address), urlsplit(target)
    if old.scheme == "https" and new.scheme != "https":
        raise _RefusedError("redirects from https to an address without encryption")
    if (old.hostname, old.port) != (new.hostname, new.port):
        request = replace(request, headers={}, etag="", modified="")
    turned = status == _SEE_OTHER or (status in (301, 302) and request.method == "POST")
    return replace(request, address=target, form=None, json=None) if turned else replace(request, address=target)


# The faults that another try may mend, in words.
_PASSING: Mapping[type[Exception], str] = {
    requests.ConnectTimeout: "does not answer",
    requests.ReadTimeout: "stopped in the middle of its answer",
    requests.Timeout: "does not answer",
    requests.exceptions.ChunkedEncodingError: "ended its answer before the declared length",
    requests.exceptions.ContentDecodingError: "sent an answer that does not unpack",
}


@contextmanager
def _faults(address: str) -> Iterator[None]:
    """Tells passing faults of the network from what another try does not mend."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        raise _RefusedError("has no certificate that is trusted here") from error
    except tuple(_PASSING) as fault:
        raise _PassingError(f"{_short(address)}: {_PASSING[type(fault)]}") from fault
    except requests.ConnectionError as error:
        forbidden = _forbidden(error)
        if forbidden is not None:
            raise forbidden from error
        raise _PassingError(f"{_short(address)}: cannot be reached") from error


def _forbidden(error: BaseException) -> ForbiddenAddressError | None:
    """The refusal that an error wraps; urllib3 and requests wrap what a connection raises."""
    inner: BaseException | None = error
    while inner is not None and not isinstance(inner, ForbiddenAddressError):
        inner = inner.__cause__ or inner.__context__
    return inner


def _retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """How many seconds a host asks to wait: RFC 9110, 10.2.3 has a number, or a date."""
    asked = headers.get("retry-after", "").strip()
    if asked.isdigit():
        return float(asked)
    date = parsedate_tz(asked) if asked else None
    return max(0.0, mktime_tz(date) - now) if date else None


def _short(address: str) -> str:
    return urlsplit(address).hostname or address[:80]
