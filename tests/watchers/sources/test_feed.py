"""Feeds are read as their publishers write them."""

from __future__ import annotations

import pytest

from watchers.errors import SourceError
from watchers.filing import Filer
from watchers.sources.feed import read_feed

US = Filer(id="us")
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>IR</title>
<entry><title>Results &amp; outlook</title><id>urn:1</id><link href="/r.html"/>
<link rel="enclosure" href="/r.pdf" type="application/pdf"/><updated>2026-08-07T12:00:00+08:00</updated></entry>
<entry><title>Undated</title><link href="https://example.org/u.html"/></entry>
<entry><title>Nothing to fetch</title></entry></feed>"""


def read(body: bytes) -> list[tuple[str, str | None, str]]:
    """Ids, addresses and reasons of the entries."""
    rows = read_feed(body, {}, source="feed", filer=US, address="https://example.org/feed.xml")
    return [(row.id, row.filings[0].address if row.filings else None, row.why) for row in rows]


def test_entries_are_filings() -> None:
    """The enclosure is the document, else the link; the id is the entry's, else its link."""
    first, second, third = read(ATOM)
    assert first == ("urn:1", "https://example.org/r.pdf", "")
    assert second == ("https://example.org/u.html", "https://example.org/u.html", "")
    assert third[1:] == (None, "Nothing to fetch: links no document")


def test_times_are_in_utc() -> None:
    """An offset is heeded; an entry without a time has none."""
    rows = read_feed(ATOM, {}, source="feed", filer=US, address="https://example.org/feed.xml")
    published = [row.filings[0].published for row in rows[:2]]
    assert published[0] is not None
    assert published[0].at.isoformat() == "2026-08-07T04:00:00+00:00"
    assert published[1] is None


def test_a_feed_that_is_not_well_formed_is_read() -> None:
    """A stray ampersand loses no entry."""
    assert [key for key, _, __ in read(ATOM.replace(b"Undated", b"R&D"))][:2] == ["urn:1", "https://example.org/u.html"]


@pytest.mark.parametrize("body", [b"/etc/passwd", b"http://127.0.0.1/", b"", b"<html><body>no</body></html>"])
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    """Nothing is opened because an answer looks like its address."""
    with pytest.raises(SourceError, match="no feed"):
        read(body)


def test_entities_are_refused() -> None:
    """A small feed cannot unfold into a large one, nor name a file."""
    body = ATOM.replace(b"<feed", b'<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed', 1)
    with pytest.raises(SourceError, match="entities"):
        read(body)
