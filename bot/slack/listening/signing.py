"""Whether a request is Slack's, and whether a button is ours: both by HMAC, in time that tells nothing.

Requests: https://docs.slack.dev/authentication/verifying-requests-from-slack, version v0.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

# Slack's own rule: an older request may be one that somebody has recorded.
WINDOW = 300
_TIMESTAMP = re.compile(r"[1-9]\d{0,11}", re.ASCII)
_SEPARATOR = "."
_MARK_LENGTH = 32


def is_slacks(body: bytes, headers: Mapping[str, str], secret: str, *, now: float) -> bool:
    """Whether Slack signed this very body within the last five minutes; names of headers are in lower case."""
    stamp, signature = (headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    if not secret or not _TIMESTAMP.fullmatch(stamp) or abs(now - int(stamp)) > WINDOW:
        return False
    expected = "v0=" + hmac.new(secret.encode(), b"v0:%b:%b" % (stamp.encode(), body), sha256).hexdigest()
    # As bytes: of text, compare_digest refuses what is not ASCII with an error.
    return hmac.compare_digest(expected.encode(), signature.encode(errors="replace"))


@dataclass(frozen=True, slots=True)
class Seal:
    """Marks what we hand out in buttons, so that it comes back as it was and for the place it was made for.

    `secret` is any that only we know. Who installs the app anew has another one, and old buttons say nothing then.
    """

    secret: str = field(repr=False)

    def sealed(self, value: str, place: str) -> str:
        """The value with its mark, for this place alone: a channel, or a channel and a person."""
        return f"{value}{_SEPARATOR}{self._mark(value, place)}"

    def opened(self, sealed: str, place: str) -> str | None:
        """The value, or None where the mark is not ours or is for another place."""
        value, found, mark = sealed.rpartition(_SEPARATOR)
        good = hmac.compare_digest(self._mark(value, place).encode(), mark.encode(errors="replace"))
        return value if found and good else None

    def _mark(self, value: str, place: str) -> str:
        key = sha256(b"filingwatch buttons:" + self.secret.encode()).digest()
        said = f"{len(place)}:{place}{value}".encode(errors="replace")
        return hmac.new(key, said, sha256).hexdigest()[:_MARK_LENGTH]
