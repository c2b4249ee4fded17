"""Hosts are asked politely, safely, and no more often than needed."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from stubs.server import Asked, Reply, StubServer

from watchers.errors import SourceError
from watchers.fetching import Fetcher, Request
from watchers.pacing import Pacing

Serve = Callable[[Callable[[Asked], Reply]], StubServer]


def ask(fetcher: Fetcher, address: str, **fields: object) -> bytes:
    """The body of the answer to one request."""
    return fetcher.ask(Request(address=address, **fields), source="stub").body  # type: ignore[arg-type]


def in_turn(*replies: Reply) -> Callable[[Asked], Reply]:
    """Answers with each reply once, in order; the last for good."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_we_say_who_we_are(fetcher: Fetcher, serve: Serve) -> None:
    """Each request names the program and whom to write to, and asks only for packings that are understood."""
    stub = serve(lambda _: Reply())
    ask(fetcher, f"{stub.address}/")
    headers = stub.asked[0].headers
    assert "filingwatch" in headers["user-agent"]
    assert "watch@example.org" in headers["user-agent"]
    assert headers["accept-encoding"] == "gzip, deflate"


def test_the_pace_of_a_host_is_kept(fetcher: Fetcher, serve: Serve, clock: Callable[[], float]) -> None:
    """The second and third request wait for the interval of the host, on connections that are used again."""
    stub = serve(lambda _: Reply(body=b"x"))
    before = clock()
    for _ in range(3):
        ask(fetcher, f"{stub.address}/")
    assert clock() - before == pytest.approx(2.0)
    assert stub.connections == 1


def test_a_minute_has_room_for_so_many(clock: Callable[[], float]) -> None:
    """CNINFO is asked 20 times a minute at most, though its interval alone would allow 40."""
    pacing = Pacing(clock=clock, sleep=clock.sleep, chance=lambda: 0.0)  # type: ignore[attr-defined]
    starts = []
    for _ in range(41):
        with pacing.turn("www.cninfo.com.cn"):
            starts.append(clock())
    assert all(later - earlier >= 60 for earlier, later in zip(starts, starts[20:], strict=False))
    assert starts[40] - starts[0] == pytest.approx(120)


def test_hosts_of_one_row_share_its_pace(clock: Callable[[], float]) -> None:
    """SEC counts all its hosts together."""
    pacing = Pacing(clock=clock, sleep=clock.sleep, chance=lambda: 0.0)  # type: ignore[attr-defined]
    before = clock()
    for host in ("www.sec.gov", "data.sec.gov", "efts.sec.gov"):
        with pacing.turn(host):
            pass
    assert clock() - before == pytest.approx(1.0)


def test_one_connection_means_one_at_a_time(serve: Serve) -> None:
    """A host with one place is never asked twice at once, from however many threads."""
    under_way, most = [0], [0]

    def slow(_: Asked) -> Reply:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        time.sleep(0.01)
        under_way[0] -= 1
        return Reply()

    stub = serve(slow)
    pacing = Pacing(clock=time.monotonic, sleep=time.sleep, own={"127.0.0.1": 0.0})
    fetcher = Fetcher(pacing=pacing, contact="", version="1", clock=time.time, sleep=time.sleep, loopback=True)
    threads = [threading.Thread(target=ask, args=(fetcher, f"{stub.address}/")) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fetcher.close()
    assert (len(stub.asked), most[0]) == (6, 1)


def test_busy_hosts_say_how_long_to_wait(fetcher: Fetcher, serve: Serve, clock: Callable[[], float]) -> None:
    """Retry-After is heeded, then the same is asked again."""
    stub = serve(in_turn(Reply(status=503, headers={"Retry-After": "7"}), Reply(body=b"there")))
    before = clock()
    assert ask(fetcher, f"{stub.address}/") == b"there"
    assert clock() - before >= 7


def test_a_host_that_wants_an_hour_gets_it(fetcher: Fetcher, serve: Serve) -> None:
    """Nobody sleeps for an hour: the answer stands, and the host is not asked again meanwhile."""
    stub = serve(lambda _: Reply(status=429, headers={"Retry-After": "3600"}))
    assert fetcher.ask(Request(address=stub.address), source="stub").status == 429
    with pytest.raises(SourceError, match="left alone for 3600 s"):
        ask(fetcher, stub.address)
    assert len(stub.asked) == 1


@pytest.mark.parametrize(("repeatable", "times"), [(True, 3), (False, 1)])
def test_only_what_may_be_repeated_is(fetcher: Fetcher, serve: Serve, times: int, *, repeatable: bool) -> None:
    """A list query by POST is asked again when its answer is cut off; what could change something is not."""
    stub = serve(lambda _: Reply(body=b"a" * 100, cut=10))
    with pytest.raises(SourceError, match="ended its answer before the declared length"):
        ask(fetcher, stub.address, form=[("page", "1")], repeatable=repeatable)
    assert len(stub.asked) == times


def test_a_cut_answer_starts_over(fetcher: Fetcher, serve: Serve) -> None:
    """Half a file is thrown away and asked for from its start: no request names a range."""
    stub = serve(in_turn(Reply(body=b"a" * 100, cut=10), Reply(body=b"a" * 100)))
    assert len(ask(fetcher, stub.address)) == 100
    assert all("range" not in asked.headers for asked in stub.asked)


def test_conditions_are_sent(fetcher: Fetcher, serve: Serve) -> None:
    """What was kept of the last answer makes the next request conditional; 304 is no fault."""
    stub = serve(lambda _: Reply(status=304))
    request = Request(address=stub.address, etag='W/"1"', modified="Sat, 08 Aug 2026 00:00:00 GMT")
    assert fetcher.ask(request, source="stub").unchanged
    assert stub.asked[0].headers["if-none-match"] == 'W/"1"'
    assert stub.asked[0].headers["if-modified-since"] == "Sat, 08 Aug 2026 00:00:00 GMT"


@pytest.mark.parametrize("declared", [True, False])
def test_what_is_too_large_is_not_read_to_its_end(fetcher: Fetcher, serve: Serve, *, declared: bool) -> None:
    """The limit holds for what is declared and for what a small packed answer unpacks to."""
    packed = Reply(body=gzip.compress(b"0" * 50_000_000), headers={"Content-Encoding": "gzip"})
    stub = serve(lambda _: Reply(body=b"0" * 2_000_000) if declared else packed)
    with pytest.raises(SourceError, match="limit of 1,000,000"):
        ask(fetcher, stub.address, limit=1_000_000)
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("file:///etc/passwd", "scheme file"),
        ("ftp://example.org/a", "scheme ftp"),
        ("http://", "names no host"),
        ("http://user:secret@example.org/", "user name or password"),
        ("http://127.0.0.1/", "not a public address"),
        ("http://localhost/", "this machine"),
        ("http://10.0.0.1/", "not a public address"),
        ("http://169.254.169.254/latest", "not a public address"),
        ("http://[::1]/", "not a public address"),
        ("http://[::ffff:10.0.0.1]/", "not a public address"),
        ("http://[64:ff9b::a00:1]/", "not a public address"),
        ("http://0.0.0.0/", "not a public address"),
        ("http://224.0.0.1/", "not a public address"),
        ("http://100.64.0.1/", "not a public address"),
    ],
)
def test_addresses_that_lead_inside_are_refused(public_fetcher: Fetcher, address: str, words: str) -> None:
    """No address but a public one is asked, and only by http and https."""
    with pytest.raises(SourceError, match=words):
        ask(public_fetcher, address)


def test_names_are_checked_after_they_are_resolved(
    public_fetcher: Fetcher, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A harmless name that resolves to loopback is not connected to."""
    stub = serve(lambda _: Reply())
    port = int(stub.address.rpartition(":")[2])
    found = [(2, 1, 6, "", ("93.184.215.14", port)), (2, 1, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr("watchers.addresses.socket.getaddrinfo", lambda *_, **__: found)
    with pytest.raises(SourceError, match=r"leads to 127\.0\.0\.1"):
        ask(public_fetcher, f"http://filings.example.org:{port}/")
    assert stub.connections == 0


def test_the_checked_address_is_the_one_connected_to(
    fetcher: Fetcher, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is resolved once: a second answer that differs is never asked for."""
    stub = serve(lambda _: Reply(body=b"first"))
    port = int(stub.address.rpartition(":")[2])
    resolved = []

    def once(*_: object, **__: object) -> list[tuple[object, ...]]:
        resolved.append(1)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("watchers.addresses.socket.getaddrinfo", once)
    monkeypatch.setattr("watchers.connecting.create_connection", _connecting("127.0.0.1"))
    assert ask(fetcher, f"http://filings.example.org:{port}/") == b"first"
    assert len(resolved) == 1


def _connecting(expected: str) -> Callable[..., object]:
    import socket

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        assert address[0] == expected
        made = socket.socket()
        made.connect(address)
        return made

    return connect


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://10.0.0.1/", "not a public address"),
        ("file:///etc/passwd", "scheme file"),
        ("http://u:p@127.0.0.1/", "user name or password"),
        ("/again", "redirects more than 5 times"),
    ],
)
def test_each_redirect_is_checked(fetcher: Fetcher, serve: Serve, target: str, words: str) -> None:
    """A public page may not lead inside, nor in circles."""
    stub = serve(lambda _: Reply(status=302, headers={"Location": target}))
    with pytest.raises(SourceError, match=words):
        ask(fetcher, stub.address)


def test_headers_stay_with_their_host(fetcher: Fetcher, serve: Serve) -> None:
    """What one host is told, and its conditions, another host is not."""
    other = serve(lambda _: Reply(body=b"moved"))
    target = other.address.replace("127.0.0.1", "localhost")
    stub = serve(lambda _: Reply(status=302, headers={"Location": target, "Set-Cookie": "a=b"}))
    headers = {"Authorization": "Bearer secret", "Referer": stub.address}
    assert ask(fetcher, stub.address, headers=headers, etag='"1"') == b"moved"
    assert {"authorization", "referer", "if-none-match", "cookie"} & set(other.asked[0].headers) == set()
    assert "authorization" in stub.asked[0].headers


def test_nothing_is_kept_but_connections(
    fetcher: Fetcher, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cookies are not sent back, and passwords of the user's other programs are not used."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    stub = serve(lambda _: Reply(headers={"Set-Cookie": "acw_sc__v2=1; Path=/"}))
    for _ in range(2):
        ask(fetcher, stub.address)
    assert {"cookie", "authorization"} & set(stub.asked[1].headers) == set()


def test_a_proxy_is_honoured(public_fetcher: Fetcher, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator's proxy is asked, though it stands on this machine; what must not be asked is refused before it."""
    proxy = serve(lambda _: Reply(body=b"through"))
    monkeypatch.setenv("http_proxy", proxy.address)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert ask(public_fetcher, "http://filings.example.org/list") == b"through"
    assert proxy.asked[0].headers["host"] == "filings.example.org"
    with pytest.raises(SourceError, match="not a public address"):
        ask(public_fetcher, "http://192.168.0.1/")


def test_forms_and_json_are_posted(fetcher: Fetcher, serve: Serve) -> None:
    """Repeated names of a form stay repeated."""
    stub = serve(lambda _: Reply())
    ask(fetcher, stub.address, form=[("needFields[]", "a"), ("needFields[]", "b")])
    ask(fetcher, stub.address, json={"stock": ["300750"]})
    assert stub.asked[0].body == b"needFields%5B%5D=a&needFields%5B%5D=b"
    assert json.loads(stub.asked[1].body) == {"stock": ["300750"]}


def test_nobody_there_is_said(fetcher: Fetcher) -> None:
    """A host that cannot be reached is named."""
    with pytest.raises(SourceError, match=r"stub: 127\.0\.0\.1: cannot be reached"):
        ask(fetcher, "http://127.0.0.1:9/")


def test_hosts_that_are_not_allowed_are_never_asked(fetcher: Fetcher, serve: Serve) -> None:
    """Neither at once nor where an answer leads."""
    other = serve(lambda _: Reply(body=b"secret"))
    elsewhere = f"{other.address}/".replace("127.0.0.1", "localhost")
    first = serve(lambda _: Reply(status=302, headers={"Location": elsewhere}))
    allowed = replace(fetcher, hosts=frozenset({"127.0.0.1"}))
    for address in (f"{first.address}/", elsewhere):
        with pytest.raises(SourceError, match="not a host that may be asked"):
            ask(allowed, address)
    assert not other.asked
