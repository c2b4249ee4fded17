"""Text of filings made harmless for Slack: most goes where Slack reads no markup, and the rest comes through here.

Slack's own rule is that `&`, `<` and `>` become entities (https://docs.slack.dev/messaging/formatting-message-text).
Beyond it a client makes links of addresses, mentions of @names and pictures of :names:, so these are parted.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.rendering.guarding import one_line
from bot.slack import limits

ELLIPSIS = "…"
# A sign without width; between the two halves of an address or a name it keeps a client from acting on it.
_JOINER = "\u2060"
_ACTED_ON = re.compile(r"(?<=:)(?=//|[\w+'-]{1,100}:)|(?<=[@#])(?=\w)|(?<=[A-Za-z])(?=\.[A-Za-z])")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_ADDRESS_SIGNS = re.compile(r"[!#$%&'()*+,/:;=?@\[\]\w.~-]+", re.ASCII)


def clip(text: str, most: int) -> str:
    """`text` on one line, harmless to look at, and at most `most` characters long."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}{ELLIPSIS}"


def clip_inside(text: str, most: int) -> str:
    """`text` on one line of at most `most` characters: both its ends stay, as a headline counts at its end."""
    line = one_line(text)
    if len(line) <= most:
        return line
    tail = most * 2 // 5
    return f"{line[: most - tail - 1].rstrip()}{ELLIPSIS}{line[-tail:].lstrip()}"


def escaped(text: str, most: int) -> str:
    """`text` on one line for where Slack reads markup: at most `most` characters before it is escaped."""
    parted = _ACTED_ON.sub(_JOINER, clip(text, most))
    return parted.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def web_address(link: str) -> str:
    """The link if it is a plain http or https address that Slack may be given, else nothing."""
    if not 0 < len(link) <= limits.ADDRESS or not _ADDRESS_SIGNS.fullmatch(link):
        return ""
    try:
        parts = urlsplit(link)
        named = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    good = parts.scheme in ("http", "https") and named and "@" not in parts.netloc
    return link if good and _HOST.fullmatch(parts.hostname or "") else ""
