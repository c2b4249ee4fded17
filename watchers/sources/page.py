"""One page or file at one address: each time its contents change, it is a new version of one filing.

The host is asked conditionally, and believed only when it says that nothing changed: tags and dates change with the
weather, so the hash of the contents decides. What it was fetched as is what it is published as; the day is not known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from watchers.checkpoints import Checkpoint, read_checkpoint
from watchers.downloading import download
from watchers.errors import SourceError
from watchers.fetching import FILE_LIMIT, Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll
from watchers.listing import Listing, Page, Row, Span
from watchers.polling import poll_list
from watchers.verifying import verify_file


@dataclass(frozen=True, slots=True, kw_only=True)
class SinglePage:
    """One address; `name` is that of its watch."""

    name: str
    fetcher: Fetcher
    address: str

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """The page as a filing, when its contents are others than at the last poll; see `Source`."""
        ask = self._asking(filer or Filer(id=self.name), read_checkpoint(checkpoint))
        return poll_list(Listing(source=self.name, ask=ask, zone=UTC, windowed=False), checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The contents. Raises SourceError when they are not those that were listed any more."""
        content = download(self.fetcher, filing, now=now)
        if filing.version != content.sha256:
            raise SourceError("was replaced after it was listed", source=self.name)
        return content

    def _asking(self, filer: Filer, before: Checkpoint) -> Callable[[Span, str, int], Page]:
        def ask(_span: Span, _part: str, _number: int) -> Page:
            request = Request(
                address=self.address,
                etag=before.kept.get("etag", ""),
                modified=before.kept.get("modified", ""),
                limit=FILE_LIMIT,
            )
            answer = self.fetcher.ask(request, source=self.name)
            if answer.unchanged:
                return Page(unchanged=True)
            media_type = verify_file(answer, name=self.address, source=self.name)
            filing = Filing(
                source=self.name,
                id=self.address,
                version=hashlib.sha256(answer.body).hexdigest(),
                filer=filer,
                title=unquote(PurePosixPath(urlsplit(self.address).path).stem) or self.name,
                address=self.address,
                media_hint=media_type,
                size_hint=len(answer.body),
            )
            kept = {"etag": answer.headers.get("etag", ""), "modified": answer.headers.get("last-modified", "")}
            return Page(rows=(Row(id=self.address, filer=filer, day=None, filings=(filing,)),), kept=kept)

        return ask
