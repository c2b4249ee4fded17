"""What lies between the program and the world: proxies, certificates, the sources of the watches, Slack."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.configured import Watch
from bot.errors import BotError
from bot.keeping.checks.finding import Finding, doubtful, well, wrong
from bot.rendering.guarding import redacted
from bot.slack.manifest import POSTING
from watchers.errors import WatchersError

_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
_REFUSED = (401, 403, 407, 429)
_BROKEN = 500
# Of each source that has no address of its own; `bot/sources.py` has the hosts that keep quiet hours.
HOSTS = {
    **dict.fromkeys(("edgar", "edgar-market"), "www.sec.gov"),
    **dict.fromkeys(("hkex", "hkex-zh", "hkex-market", "hkex-market-zh"), "www1.hkexnews.hk"),
}

# The status of a host's first page and the time of day it says, or None.
Asked = Callable[[str], tuple[int, str | None]]


def proxy(variables: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the proxy variables hold addresses; which proxy each names, without its password."""
    named = {
        name: value for name in _PROXIES for value in (variables.get(name) or variables.get(name.lower()),) if value
    }
    if not named:
        yield well("proxy", "none is set")
    for name, value in named.items():
        host = _host(value)
        if host is None:
            yield wrong("proxy", f"{name} is no address of a proxy", "write it as http://proxy.example.org:3128")
        else:
            yield well(
                "proxy", f"{name} is {host}; not for {variables.get('NO_PROXY') or variables.get('no_proxy') or '-'}"
            )


def certificates(variables: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """Whether the files of certificates that are named can be read and hold any that are valid."""
    named = {name: variables[name] for name in _BUNDLES if variables.get(name)}
    if not named:
        yield well("certificates", "the public ones that come with the program")
    for name, path in named.items():
        yield _bundle(name, Path(path), now)


def folders(watches: tuple[Watch, ...]) -> Iterator[Finding]:
    """Whether the folders that are watched are there."""
    for watch in watches:
        if watch.path is not None and not watch.path.is_dir():
            yield wrong("source", f"{watch.name}: {watch.path}: there is no such folder", "make it, or mend `path`")


def sources(watches: tuple[Watch, ...], hosts: Mapping[str, str], ask: Asked) -> Iterator[tuple[Finding, str | None]]:
    """Whether the host of each watch answers us, each host asked once; and the time of day that it says."""
    hosts = {**hosts, **HOSTS}
    places = (
        watch.address or (f"https://{hosts[watch.source]}/" if watch.source in hosts else "") for watch in watches
    )
    for place in dict.fromkeys(filter(None, places)):
        host = urlsplit(place).netloc
        try:
            status, date = ask(place)
        except WatchersError as error:
            yield wrong("source", f"{host}: {error}", "is there internet, and is the proxy right?"), None
            continue
        if status in _REFUSED or status >= _BROKEN:
            advice = "it does not want to be asked now: see `fetching.contact`, and whether the proxy may go there"
            yield doubtful("source", f"{host}: answers {status}", advice), date
        else:
            yield well("source", f"{host}: answers"), date


def slack(channels: tuple[str, ...], *, token: bool, scopes: Callable[[], tuple[str, ...]] | None) -> Iterator[Finding]:
    """Whether there is a token, and, where Slack may be asked, whether it is good and the app may do what it needs."""
    if not any(channel.startswith("slack:") for channel in channels):
        return
    if not token:
        yield wrong("slack", "SLACK_BOT_TOKEN is not set", "set it in the environment; docs/slack.md tells where it is")
        return
    if scopes is None:
        yield well("slack", "a token is set; --network asks Slack about it")
        return
    try:
        granted = scopes()
    except BotError as error:
        yield wrong("slack", str(error), "docs/slack.md tells how the app is installed")
        return
    lacking = [f"{scope} ({what})" for scope, what in POSTING.items() if scope not in granted]
    if lacking:
        advice = "install the app again with the scopes of filingwatch slack manifest"
        yield wrong("slack", f"the app may not: {', '.join(lacking)}", advice)
    else:
        yield well("slack", f"the token is good, with all {len(POSTING)} scopes")


def said_at(date: str | None) -> datetime | None:
    """The time of day in a Date header (RFC 9110, 5.6.7), if it is one."""
    try:
        return parsedate_to_datetime(date) if date else None
    except ValueError:
        return None


def _host(address: str) -> str | None:
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        return redacted(f"{parts.hostname}:{parts.port}") if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _bundle(name: str, path: Path, now: datetime) -> Finding:
    advice = f"let {name} name a file of certificates in PEM"
    try:
        context = ssl.create_default_context(cafile=str(path))
    except OSError as error:
        return wrong("certificates", f"{name}: {path}: {(error.strerror or str(error)).lower()}", advice)
    held: list[Any] = context.get_ca_certs()
    valid = [one for one in held if ssl.cert_time_to_seconds(one["notAfter"]) > now.timestamp()]
    if not valid:
        return wrong("certificates", f"{name}: {path}: holds none that is valid today", advice)
    over = f", {len(held) - len(valid)} are over" if len(valid) < len(held) else ""
    return well("certificates", f"{name}: {path}: {len(valid)} valid{over}")
