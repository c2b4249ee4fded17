"""Which addresses may be connected to: those of the public internet, and loopback where a source is configured for it.

Checked are the addresses that a name resolves to, all of them, and the connection is made to one that was checked: a
name that resolves to something else a moment later leads nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Ranges that some Pythons hold for public; each lets a private address be reached, or is not for hosts.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(block)
    for block in (
        "100.64.0.0/10",  # RFC 6598, shared by customers of one carrier
        "192.0.0.0/24",  # RFC 6890, protocol assignments
        "192.88.99.0/24",  # RFC 7526, 6to4 relays
        "64:ff9b::/96",  # RFC 6052, IPv4 inside IPv6
        "64:ff9b:1::/48",  # RFC 8215, the same for local use
        "2001::/32",  # RFC 4380, Teredo
        "2001:20::/28",  # RFC 7343, identifiers
        "2002::/16",  # RFC 3056, 6to4
        "3fff::/20",  # RFC 9637, documentation
        "5f00::/16",  # RFC 9602, segment routing
    )
)


class ForbiddenAddressError(OSError):
    """An address that is not public, and not one the source is configured for."""


def refuse_address(address: str) -> None:
    """Raises ForbiddenAddressError for what is not plain http or https, or carries a user name or password."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ForbiddenAddressError(f"is no address: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise ForbiddenAddressError(f"has the scheme {parts.scheme or 'of nothing'}, not http or https")
    if not host:
        raise ForbiddenAddressError("names no host")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddressError("carries a user name or password")


def is_loopback(address: str) -> bool:
    """Whether an address names this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_literal(host: str, *, loopback: bool) -> None:
    """Raises ForbiddenAddressError for a host written as an address that is not public; a name passes.

    It is what can be checked where a proxy resolves names.
    """
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        if host.rstrip(".").endswith("localhost") and not loopback:
            raise ForbiddenAddressError("leads to this machine") from None
        return
    _refuse(address, loopback=loopback)


def resolve(host: str, port: int, *, loopback: bool) -> list[str]:
    """The addresses of `host`, each checked. Raises ForbiddenAddressError when one is not public, OSError for none."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    for address in addresses:
        _refuse(ipaddress.ip_address(address.partition("%")[0]), loopback=loopback)
    return addresses


def _refuse(address: Address, *, loopback: bool) -> None:
    plain = address.ipv4_mapped or address if isinstance(address, ipaddress.IPv6Address) else address
    if plain.is_loopback and loopback:
        return
    inside = any(plain in block for block in _NOT_PUBLIC if block.version == plain.version)
    if inside or plain.is_multicast or not plain.is_global:
        raise ForbiddenAddressError(f"leads to {plain}, which is not a public address")
