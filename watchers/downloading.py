"""The document of a filing, fetched and verified; and what lists say of documents, in our words."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, tzinfo
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from watchers.errors import UnchangedError
from watchers.fetching import FILE_LIMIT, Fetcher, Request
from watchers.filing import Content, Filing, Held, Precision, Published
from watchers.verifying import verify_file

MEDIA_TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".htm": "text/html",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain",
}
_TAG = re.compile(r"<[^<>]*>")


def download(fetcher: Fetcher, filing: Filing, *, now: datetime, headers: Mapping[str, str] | None = None) -> Content:
    """The content of a filing. Raises SourceError when it is not to be had, damaged, or another kind than its name.

    Raises UnchangedError where the filing says what is held, and its host that this still stands.
    """
    held = filing.held or Held()
    request = Request(
        address=filing.address, limit=FILE_LIMIT, headers=headers or {}, etag=held.etag, modified=held.modified
    )
    answer = fetcher.ask(request, source=filing.source)
    if filing.held and answer.unchanged:
        raise UnchangedError("still stands", source=filing.source)
    media_type = verify_file(answer, name=filing.address, source=filing.source)
    content = Content.of(answer.body, media_type=media_type, fetched=now)
    return replace(content, etag=answer.headers.get("etag", ""), modified=answer.headers.get("last-modified", ""))


def media_hint(address: str) -> str | None:
    """The media type that a name promises."""
    return MEDIA_TYPES.get(PurePosixPath(urlsplit(address).path).suffix.lower())


def plain_title(title: str) -> str:
    """A title without the tags and entities that lists put into it: <em>, &amp;, <br/>, ideographic spaces."""
    bare = _TAG.sub(lambda tag: " " if tag[0].lower().startswith("<br") else "", title)
    return " ".join(html.unescape(bare).replace("\u3000", " ").split())


def plain_name(name: str) -> str:
    """A company's short name, which lists pad with spaces and write in full width: 万  科Ａ is 万科A."""
    folded = unicodedata.normalize("NFKC", plain_title(name))
    return re.sub(r"(?<![A-Za-z0-9.,&])\s+|\s+(?![A-Za-z0-9.,&])", "", folded)


def published_at(moment: datetime, zone: tzinfo) -> Published:
    """When a list says it was published; midnight on its own clock stands for the day alone."""
    here = moment.astimezone(zone)
    if here.time() == time():
        return Published.on(here.date())
    precision = Precision.SECOND if here.second else Precision.MINUTE
    return Published(at=moment.astimezone(UTC), precision=precision)
