"""Calls of Slack's methods: each request is made once, and each way to fail is told apart.

The SDK repeats a request whose connection was dropped, which posts an alert twice: its retry handlers stay out.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPException
from pathlib import Path
from socket import gaierror
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from bot.slack.outcomes import Outcome, SlackError, judged
from bot.slack.responding import fetched

if TYPE_CHECKING:
    from slack_sdk import WebClient

ADDRESS = "https://slack.com/api/"
_TIMEOUT = 30
# The request never left, or never reached whom it was for.
_NEVER_ARRIVED = (ConnectionRefusedError, ssl.SSLCertVerificationError, gaierror)
# What broke it off, in words; the first that fits, so the narrower stand above the wider.
_WORDS: dict[type[Exception], str] = {
    gaierror: "its host was not found; is there internet, and is slack.address right?",
    ConnectionRefusedError: "it was refused; is slack.address right?",
    TimeoutError: "it timed out",
    ssl.SSLCertVerificationError: "its certificate is not trusted; is a proxy in between?",
    ssl.SSLError: "it could not be encrypted; is slack.address right?",
    ConnectionError: "it was cut off",
    HTTPException: "the answer was cut off, or is none of a web server",
    ValueError: "the answer could not be read",
    OSError: "the network does not reach it",
}


@dataclass(kw_only=True)
class Client:
    """Slack's methods, for one token. `address` is https, or on this machine."""

    token: str = field(repr=False)
    address: str = ADDRESS
    timeout: int = _TIMEOUT

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """The answer of a method such as chat.postMessage. Raises SlackError for any other than a good one."""
        given = {name: value for name, value in arguments.items() if value is not None}
        return self._made(lambda: self._web.api_call(method, json=given))

    def listed(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """The answer of a method that only looks, and takes its arguments in the address."""
        return self._made(lambda: self._web.api_call(method, http_verb="GET", params=arguments))

    def upload(self, path: Path, *, title: str, channel: str, thread: str) -> None:
        """Puts a file into a thread. Raises SlackError where that fails."""
        self.put(path.read_bytes(), name=path.name, title=title, channel=channel, thread=thread)

    def put(self, content: bytes, *, name: str, title: str, channel: str, thread: str) -> None:
        """Puts bytes into a thread as a file. Raises SlackError where that fails."""
        self._made(
            lambda: self._web.files_upload_v2(
                content=content, filename=name, title=title, channel=channel, thread_ts=thread
            )
        )

    def download(self, address: str, *, limit: int) -> bytes:
        """A file that somebody put into Slack. Raises SlackError. The token goes to Slack's own host alone."""
        return fetched(address, token=self.token, slack=self.address, limit=limit, timeout=self.timeout)

    def validated(self, message: Mapping[str, Any]) -> list[str]:
        """What Slack itself finds wrong with a message, by blocks.validate, which needs no token."""
        asked = {name: message[name] for name in ("text", "blocks", "metadata") if name in message}
        try:
            self.call("blocks.validate", message=asked)
        except SlackError as error:
            return [f"Slack: {told}" for told in error.details or (str(error),)]
        return []

    def scopes(self) -> tuple[str, ...]:
        """What the token allows. Raises SlackError for one that is not good, and where Slack cannot be asked."""
        told: list[str] = []

        def asked() -> Any:
            answer = self._web.api_call("auth.test")
            told.extend(value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes")
            return answer

        self._made(asked)
        return tuple(scope.strip() for value in told for scope in value.split(","))

    @cached_property
    def _web(self) -> WebClient:
        from slack_sdk import WebClient

        # At its finest level the SDK writes whole messages into the log.
        logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
        return WebClient(token=self.token, base_url=self.address, timeout=self.timeout, retry_handlers=[])

    def _made(self, request: Any) -> Mapping[str, Any]:
        from slack_sdk.errors import SlackApiError, SlackClientError

        try:
            answer = request()
        except SlackApiError as error:
            response = error.response
            raise judged(response.status_code, response.data, response.headers) from None
        except (SlackClientError, HTTPException, OSError, ValueError) as error:
            raise _broken_off(error) from None
        if not isinstance(answer.data, Mapping):
            raise judged(answer.status_code, None, answer.headers)
        return answer.data


def _broken_off(error: Exception) -> SlackError:
    """What it means that there is no answer: only of some errors it is sure that nothing was posted."""
    cause = error.reason if isinstance(error, URLError) else error
    words = next((said for kind, said in _WORDS.items() if isinstance(cause, kind)), "the request could not be made")
    never = isinstance(cause, _NEVER_ARRIVED)
    return SlackError(Outcome.LATER if never else Outcome.UNSURE, f"no connection to Slack: {words}")
