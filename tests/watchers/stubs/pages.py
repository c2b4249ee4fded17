"""A feed and a single page, on a server that knows conditional requests."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape

from stubs.publishing import Publisher
from stubs.server import Asked, Reply


class FeedStub(Publisher):
    """An RSS feed of everything, and its documents."""

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if asked.path != "/feed.xml":
            return self.document(asked.path)
        items = "".join(
            f"<item><title>{escape(each.title)}</title><link>/files/{each.number}.pdf</link>"
            f"<guid>urn:filing:{each.number}</guid><pubDate>{format_datetime(each.at)}</pubDate></item>"
            for each in self.newest_first()
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>IR</title>{items}</channel></rss>'.encode()
        tag = f'W/"{len(self.publications)}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(status=304)
        return Reply(body=body, headers={"ETag": tag, "Content-Type": "application/rss+xml"})
