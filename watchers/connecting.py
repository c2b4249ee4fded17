"""Connections to addresses that were checked: resolved once, refused when not public, connected to as resolved."""

from __future__ import annotations

import socket
from http.cookiejar import DefaultCookiePolicy
from typing import Any, ClassVar

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import create_connection

from watchers.addresses import resolve


def open_session(*, loopback: bool) -> requests.Session:
    """A session that keeps connections and nothing else; proxies and certificates come from the environment."""
    session = requests.Session()
    session.auth = lambda prepared: prepared  # else requests sends what ~/.netrc holds
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, _CheckedAdapter(loopback=loopback))
    return session


class _Checked(HTTPConnection):
    """Connects to the first address that answers, once all that its host resolves to have been checked."""

    loopback: ClassVar[bool] = False

    def _new_conn(self) -> socket.socket:
        """A connection to an address of the host. Raises ForbiddenAddressError, and OSError when none answers."""
        assert self.port is not None, "urllib3 always names the port"
        fault = OSError(f"{self.host} resolves to nothing")
        for address in resolve(self._dns_host, self.port, loopback=self.loopback):
            try:
                return create_connection((address, self.port), self.timeout, socket_options=self.socket_options)
            except OSError as error:
                fault = error
        raise fault


class _CheckedTLS(_Checked, HTTPSConnection):
    pass


class _LoopbackAllowed(_Checked):
    loopback = True


class _LoopbackAllowedTLS(_LoopbackAllowed, HTTPSConnection):
    pass


class _CheckedPool(HTTPConnectionPool):
    ConnectionCls = _Checked


class _CheckedTLSPool(HTTPSConnectionPool):
    ConnectionCls = _CheckedTLS


class _LoopbackPool(HTTPConnectionPool):
    ConnectionCls = _LoopbackAllowed


class _LoopbackTLSPool(HTTPSConnectionPool):
    ConnectionCls = _LoopbackAllowedTLS


_POOLS = {
    False: {"http": _CheckedPool, "https": _CheckedTLSPool},
    True: {"http": _LoopbackPool, "https": _LoopbackTLSPool},
}


class _CheckedAdapter(HTTPAdapter):
    """Makes checked connections. A proxy is the operator's own, so it is connected to unchecked."""

    def __init__(self, *, loopback: bool) -> None:
        self._loopback = loopback
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Sets which connections are made where no proxy stands between."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS[self._loopback]
