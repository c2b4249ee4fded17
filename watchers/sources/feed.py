"""RSS and Atom feeds: each entry is a filing, its link or enclosure the document.

An entry's id is its own, else its link, else a hash of title and date. Feeds that are not well-formed are read as far
as they can be. 304 is nothing new; 410 means that the feed is gone for good, and is said. Entries come and go, and are
dated as their publishers like: what was seen counts, not the day.
"""

from __future__ import annotations

import hashlib
from calendar import timegm
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import feedparser

from watchers.checkpoints import Checkpoint, read_checkpoint
from watchers.downloading import download, media_hint, plain_title
from watchers.errors import SourceError
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll, Precision, Published
from watchers.listing import Listing, Page, Row, Span
from watchers.polling import poll_list
from watchers.verifying import refuse_instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed at one address."""

    name: str
    fetcher: Fetcher
    address: str

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        before = read_checkpoint(checkpoint)
        ask = self._asking(filer or Filer(id=self.name), before)
        return poll_list(Listing(source=self.name, ask=ask, zone=UTC, windowed=False), checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The document; see `Source`."""
        return download(self.fetcher, filing, now=now)

    def _asking(self, filer: Filer, before: Checkpoint) -> Callable[[Span, str, int], Page]:
        def ask(_span: Span, _part: str, _number: int) -> Page:
            tags = {"etag": before.kept.get("etag", ""), "modified": before.kept.get("modified", "")}
            answer = self.fetcher.ask(Request(address=self.address, **tags), source=self.name)  # type: ignore[arg-type]
            if answer.unchanged:
                return Page(unchanged=True)
            refuse_instead(answer, source=self.name)
            rows = read_feed(answer.body, dict(answer.headers), source=self.name, filer=filer, address=self.address)
            kept = {"etag": answer.headers.get("etag", ""), "modified": answer.headers.get("last-modified", "")}
            return Page(rows=rows, kept=kept)

        return ask


def read_feed(body: bytes, headers: dict[str, str], *, source: str, filer: Filer, address: str) -> tuple[Row, ...]:
    """The entries of a feed. Raises SourceError for what is no feed; entities beyond XML's own are not expanded."""
    if b"<!ENTITY" in body:
        raise SourceError("declares entities, which no feed needs", source=source)
    # A stream: bytes that look like a path or an address would be opened as one.
    parsed = feedparser.parse(
        BytesIO(body), response_headers={**headers, "content-location": address}, sanitize_html=True
    )
    if not parsed.get("version"):
        raise SourceError("answers with what is no feed", source=source, passing=True)
    return tuple(_row(entry, source, filer, address) for entry in parsed.entries)


def _row(entry: Any, source: str, filer: Filer, address: str) -> Row:
    title = plain_title(entry.get("title") or "")
    link = next((each["href"] for each in entry.get("enclosures", ()) if each.get("href")), entry.get("link") or "")
    at = entry.get("published_parsed") or entry.get("updated_parsed")
    stamp = entry.get("published") or entry.get("updated") or ""
    key = entry.get("id") or link or hashlib.sha256(f"{title}|{stamp}".encode()).hexdigest()
    row = Row(id=" ".join(key.split()), filer=filer, day=None, filings=())
    if not link:
        return replace(row, why=f"{title or key}: links no document")
    filing = Filing(
        source=source,
        id=row.id,
        filer=filer,
        title=title,
        address=urljoin(address, link),
        published=Published(at=datetime.fromtimestamp(timegm(at), UTC), precision=Precision.SECOND) if at else None,
        media_hint=media_hint(link),
    )
    return replace(row, filings=(filing,))
