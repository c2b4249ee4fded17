"""Files at addresses that somebody named: only of hosts that are allowed, and only what is a file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bot.asking.comparing import UnansweredError
from bot.inside import Original
from watchers.addresses import ForbiddenAddressError, refuse_address

if TYPE_CHECKING:
    from watchers.fetching import Fetcher

_SOURCE = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """What fetches from `hosts` alone; `fetcher` is for an address, and keeps to these hosts where it is led on."""

    hosts: Collection[str]
    fetcher: Callable[[str], Fetcher]

    def allowed(self, address: str) -> str:
        """The address as it is fetched. Raises UnansweredError where it may not be."""
        try:
            refuse_address(address)
        except ForbiddenAddressError as error:
            raise UnansweredError("asked_bad_address", values={"address": address, "cause": str(error)}) from error
        host = urlsplit(address).hostname or ""
        if host not in self.hosts:
            raise UnansweredError("asked_other_host", values={"host": host, "hosts": ", ".join(sorted(self.hosts))})
        return address

    def fetched(self, address: str) -> Original:
        """The file at an address. Raises UnansweredError where it may not be fetched, else SourceError."""
        from watchers.fetching import FILE_LIMIT, Request
        from watchers.verifying import verify_file

        request = Request(address=self.allowed(address), limit=FILE_LIMIT)
        answer = self.fetcher(address).ask(request, source=_SOURCE)
        media_type = verify_file(answer, name=answer.address, source=_SOURCE)
        name = (
            PurePosixPath(unquote(urlsplit(answer.address).path)).name or urlsplit(answer.address).hostname or address
        )
        return Original(body=answer.body, name=name, media_type=media_type)
