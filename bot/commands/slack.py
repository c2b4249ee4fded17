"""`filingwatch slack manifest` and `slack lint`: setting up the app, and whether Slack takes every message."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from bot.answering import CHANGED, SAME, Answer, RefusedError, busy
from bot.inside import Original
from bot.languages import LANGUAGES

if TYPE_CHECKING:
    from bot.slack.manifest import Transport
    from diffing.change import Basis, Diff
    from diffing.settings import Settings

# Pairs of the bundled filings that together have every kind of change and both languages.
_PAIRS = (
    ("WFBI-10-K-2023.html", "WFBI-10-K-A-2023.html"),
    ("999001-annual-2023.pdf", "999001-annual-2023-corrected.pdf"),
    ("999001-annual-2023.pdf", "999001-annual-2024.pdf"),
    ("999001-annual-2023-corrected.pdf", "999001-ir-2024-001.pdf"),
    ("WFBI-10-K-2023.html", "WFBI-10-K-2023.html"),
)

# What is wrong with a message in the eyes of Slack itself.
Asking = Callable[[Mapping[str, Any]], Sequence[str]]


class Comparing(Protocol):
    """What compares two files; `bot.apart.Apart` does it in a child process."""

    def diff(
        self, pair: tuple[Original, Original], notices: Sequence[Original], basis: Basis, settings: Settings
    ) -> Diff:
        """What changed from the first of the pair to the second."""


def manifest(transport: Transport, address: str, *, uploads: bool = False) -> Answer:
    """The manifest to make the app from, as JSON."""
    from bot.slack.manifest import Transport
    from bot.slack.manifest import manifest as made

    if transport is Transport.HTTP and not address:
        words = "is needed with --transport http: where Slack calls it, for example https://filings.example.org/slack"
        raise RefusedError(f"--address: {words}")
    try:
        return Answer(text=json.dumps(made(transport, address, uploads=uploads), indent=2) + "\n")
    except ValueError as error:
        raise RefusedError(f"--address {address}: {error}") from error


def lint(comparing: Comparing, asking: Asking | None = None, *, show: bool = False) -> Answer:
    """Whether Slack takes every kind of message, made of the bundled filings; the code is 1 when it refuses one.

    `asking` asks Slack itself beside our own rules. `show` gives the messages, one JSON object in each line.
    """
    with busy("Comparing"):
        diffs = _diffs(comparing)
    messages = [message for language in LANGUAGES for message in _samples(diffs, language)]
    if show:
        return Answer(text="".join(f"{json.dumps({'name': name} | sent)}\n" for name, sent in messages))
    refused = list(_refused(messages, asking))
    text = "".join(f"{line}\n" for line in refused)
    judge = "our rules and Slack" if asking else "our rules"
    return Answer(
        text=f"{text}{len(messages)} messages, {len(refused)} faults by {judge}\n",
        code=CHANGED if refused else SAME,
    )


def _samples(diffs: Mapping[str, Diff], language: str) -> Iterable[tuple[str, dict[str, Any]]]:
    from bot.slack.samples import samples

    return samples(diffs, language)


def _refused(messages: Iterable[tuple[str, dict[str, Any]]], asking: Asking | None) -> Iterable[str]:
    from bot.slack.linting import faults

    for name, message in messages:
        for fault in (*faults(message), *(asking(message) if asking else ())):
            yield f"{name}: {fault}"


def _diffs(comparing: Comparing) -> dict[str, Diff]:
    from diffing.change import Basis
    from diffing.settings import Settings

    return {
        f"{old} and {new}": comparing.diff((_bundled(old), _bundled(new)), (), Basis.AUTO, Settings())
        for old, new in _PAIRS
    }


def _bundled(name: str) -> Original:
    return Original(body=files("bot.demo").joinpath("filings", name).read_bytes(), name=name)
