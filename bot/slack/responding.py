"""Addresses that Slack hands out: those to answer to, which are a secret for half an hour, and those of files.

Somebody else may have written it: it is asked only where it is Slack's own, and never where that leads on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.slack.outcomes import Outcome, SlackError

# Of https://slack.com and of https://slack-gov.com.
HOSTS = ("hooks.slack.com", "hooks.slack-gov.com")
FILE_HOSTS = ("files.slack.com", "files.slack-gov.com")
# It answers so often and so long (https://docs.slack.dev/interactivity/handling-user-interaction); the last uses and
# minutes are left for what goes wrong.
USES, SECONDS = 4, 25 * 60
_TIMEOUT = 10


class _Staying(HTTPRedirectHandler):
    """Goes nowhere else."""

    def redirect_request(self, *_arguments: Any) -> None:
        """None: the answer that leads on is an error."""


def is_slacks_own(address: str, slack: str, hosts: tuple[str, ...] = HOSTS) -> bool:
    """Whether this is an address of Slack's own; `slack` is where Slack is asked, on this machine for a stub."""
    try:
        parts, ours = urlsplit(address), urlsplit(slack)
        port = parts.port
    except ValueError:
        return False
    if "@" in parts.netloc or not address.isascii():
        return False
    if parts.scheme == "https":
        return parts.hostname in hosts and port in (None, 443)
    near = ours.hostname in ("127.0.0.1", "localhost", "::1")
    return near and parts.scheme == "http" and parts.netloc == ours.netloc


def respond(address: str, said: Mapping[str, Any], *, slack: str) -> None:
    """Hands an answer over. Raises SlackError where the address is none of Slack's, or does not take it.

    The errors name no address: who has it may write in the channel.
    """
    if not is_slacks_own(address, slack):
        raise SlackError(Outcome.SETUP, "the address to answer to is none of Slack's")
    request = Request(  # noqa: S310 - its scheme was looked at
        address, data=json.dumps(said).encode(), headers={"Content-Type": "application/json; charset=utf-8"}
    )
    try:
        with build_opener(_Staying()).open(request, timeout=_TIMEOUT) as answer:
            answer.read(1 << 16)
    except HTTPError as error:
        raise SlackError(Outcome.LAYOUT, f"the answer was not taken (HTTP {error.code})") from None
    except (URLError, HTTPException, OSError, ValueError):
        raise SlackError(Outcome.UNSURE, "the answer could not be handed over") from None


def fetched(address: str, *, token: str, slack: str, limit: int, timeout: float) -> bytes:
    """A file at Slack, of at most `limit` bytes. Raises SlackError."""
    if not is_slacks_own(address, slack, FILE_HOSTS):
        raise SlackError(Outcome.SETUP, "the file does not lie at Slack")
    request = Request(address, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - its scheme was looked at
    try:
        with build_opener(_Staying()).open(request, timeout=timeout) as answer:
            body = bytes(answer.read(limit + 1))
    except HTTPError as error:
        raise SlackError(Outcome.SETUP, f"the file is not to be had (HTTP {error.code})") from None
    except (URLError, HTTPException, OSError, ValueError):
        raise SlackError(Outcome.LATER, "the file could not be fetched") from None
    if len(body) > limit:
        raise SlackError(Outcome.SETUP, f"the file has more than {limit >> 20} MiB")
    return body
