"""Every kind of message there is, made of the bundled filings: what `filingwatch slack lint` checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.languages import words_in
from bot.reasons import sentence
from bot.slack.blocks.alert import alert, short_alert
from bot.slack.blocks.digest import Digest, Row, digest
from bot.slack.blocks.notices import Outage, notice, outage, superseded, with_status
from bot.slack.blocks.thread import replies
from bot.slack.channel import EVENT, delivery_key
from bot.slack.chat.looking import help_message
from bot.slack.listening.signing import Seal
from bot.slack.message import Message
from bot.slack.posting import with_review
from bot.summarising import Context, summary
from diffing.change import Diff, Severity

_NOON = datetime(2024, 5, 16, 12, tzinfo=UTC)
_PAGE = "https://filings.example.org"
_DECISIONS = ("confirmed", "dismissed", "escalated", "open")


def samples(diffs: Mapping[str, Diff], language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each message by a name, as the arguments of chat.postMessage, in one language."""
    for name, message in _messages(diffs, language):
        metadata = {"event_type": EVENT, "event_payload": {"delivery_key": delivery_key(name)}}
        yield f"{name} ({language})", message.as_json() | {"metadata": metadata}


def _messages(diffs: Mapping[str, Diff], language: str) -> Iterator[tuple[str, Message]]:
    for name, diff in diffs.items():
        yield from _of_a_diff(name, diff, language)
    yield from _notices(language)
    yield "help", help_message(words_in(language))
    yield "digest", digest(_digest(diffs, language), words_in(language))
    quiet = Digest(span="2024-05-17", rows=(), filings=0, watches=3, stale=(("exchange", _NOON),))
    yield "quiet digest", digest(quiet, words_in(language))


def _of_a_diff(name: str, diff: Diff, language: str) -> Iterator[tuple[str, Message]]:
    told = summary(diff, language)
    context = Context(
        watch="demo",
        change_log="1",
        report=f"{_PAGE}/log/1",
        old=f"{_PAGE}/old",
        new=f"{_PAGE}/new",
        old_published="2024-03-08",
        new_published="2024-04-02",
        first_seen=_NOON,
    )
    message, room = alert(told, context)
    yield name, message
    if told.gravest:
        reviewed, _ = with_review(told, context, seal=Seal("sample"), place=("slack:#filings", 1))
        yield f"{name}, with what decides", reviewed
        for decision in _DECISIONS:
            blocks = with_status(reviewed.blocks, decision, "U0123456789", _NOON, told.words)
            yield f"{name}, with what decides, {decision}", Message(text=message.text, blocks=blocks)
    yield f"{name}, sent again", alert(told, context, again=sentence("told_again", language))[0]
    for at, reply in enumerate(replies(told, context, room), 1):
        yield f"{name}, reply {at}", reply
    yield f"{name}, without layout", Message(text=short_alert(told, context), blocks=message.blocks)
    for decision in _DECISIONS:
        blocks = with_status(message.blocks, decision, "U0123456789", _NOON, told.words)
        yield f"{name}, {decision}", Message(text=message.text, blocks=blocks)
    later = superseded(told.words, title=told.new.heading, address=f"{_PAGE}/new")
    yield f"{name}, a later version", later


def _notices(language: str) -> Iterator[tuple[str, Message]]:
    words = words_in(language)
    lines = (
        sentence("told_filing", language, filer="Whalefall Bay", title="10-K 2023"),
        sentence("told_not_compared", language, reason=sentence("lineage_none", language)),
        sentence("told_watch", language, watch="demo", address=_PAGE, seen="2024-05-16 12:00"),
    )
    yield "not compared", notice(lines, address=_PAGE)
    broken = Outage(source="cninfo", cause="HTTP 503", watches=("a", "b", "c", "d", "e", "f", "g"), began=_NOON)
    yield "broken source", outage(broken, words)
    yield "source well again", outage(replace(broken, ended=_NOON), words)


def _digest(diffs: Mapping[str, Diff], language: str) -> Digest:
    rows = []
    for diff in diffs.values():
        told = summary(diff, language)
        grave = [change.severity for change in diff.changes]
        high = sum(severity.at_least(Severity.HIGH) for severity in grave)
        top = told.gravest[0].reason if told.gravest else told.verdict
        medium = grave.count(Severity.MEDIUM)
        rows.append(Row(filer=diff.new.filer or "", title=told.new.heading, high=high, medium=medium, top=top))
    return Digest(span="2024-05-16", rows=tuple(rows), filings=len(rows), watches=3)
