"""Short messages: a filing that was not compared, a later version, a source that is broken, a line about a review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.languages import Words
from bot.slack.escaping import clip, escaped, web_address
from bot.slack.message import Message
from bot.slack.parts import Part, header, link, rich, run, section, small

_LINE, _FALLBACK = 300, 300
# An outage names so many of its watches.
_WATCHES = 5
# The block that a review adds below an alert, and is found by when another one follows.
STATUS = "status"
# A member's id, as Slack's own pages write it.
_MEMBER = re.compile(r"[UW][A-Z0-9]{2,20}", re.ASCII)


def notice(lines: Sequence[str], *, address: str = "", again: str = "") -> Message:
    """A message of a few lines, the first of which is its headline; `address` is a link where a line names it."""
    first, *others = lines
    body = rich(section([*_linked(line, address), *run("\n")]) for line in others)
    blocks = (*small(again), header(first), *body)
    return Message(text=escaped(" · ".join((first, *others[:1])), _FALLBACK), blocks=blocks)


def _linked(line: str, address: str) -> list[Part]:
    before, named, after = line.partition(address) if address else (line, "", "")
    return [*run(_cut(before)), *(link(named, named) if named else []), *run(_cut(after))]


def _cut(text: str) -> str:
    """A piece of a line; a space at its ends parts it from what stands beside it, and stays."""
    body = clip(text, _LINE)
    return f"{' ' * text[:1].isspace()}{body}{' ' * text[-1:].isspace()}" if body else ""


def superseded(words: Words, *, title: str, address: str = "") -> Message:
    """The reply below an alert whose document has been replaced by a later version; the alert itself stays as it is."""
    line = words.phrase("slack_superseded", title=clip(title, _LINE))
    said = [*run(line), *(run(" ") + link(address, address) if web_address(address) else [])]
    return Message(text=escaped(line, _FALLBACK), blocks=tuple(rich([section(said)])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A source that is broken, or was: why, since when, when it was well again, and the watches that stand still."""

    source: str
    cause: str
    watches: tuple[str, ...]
    began: datetime
    ended: datetime | None = None


def outage(told: Outage, words: Words, *, again: str = "") -> Message:
    """The message to the operator: a source is broken, or well again."""
    head = words.phrase("slack_well_again" if told.ended else "slack_broken", source=clip(told.source, _LINE))
    rows = (("slack_broken_since", told.began), ("slack_broken_until", told.ended))
    times = [words.phrase(key, when=f"{when:%Y-%m-%d %H:%M} UTC") for key, when in rows if when]
    named = [words.phrase("alert_watch", watch=clip(watch, _LINE)) for watch in told.watches[:_WATCHES]]
    more = [words.counted("more_watch", len(told.watches) - _WATCHES)] if len(told.watches) > _WATCHES else []
    cause = section(run(clip(told.cause, _LINE)))
    what = small(words.phrase("slack_caught_up" if told.ended else "slack_tried_again"))
    blocks = (*small(again), header(head), *rich([cause]), *small(" · ".join(times), *named, *more), *what)
    return Message(text=escaped(f"{head}: {told.cause}", _FALLBACK), blocks=blocks)


def with_status(blocks: Sequence[Part], decision: str, who: str, when: datetime, words: Words) -> tuple[Part, ...]:
    """The blocks of an alert with one line about its review below them; nothing else in them is touched.

    `who` is a member's id in Slack, or a name. An earlier line gives way to the new one.
    """
    pattern = words.phrase(f"slack_{decision}", who="\0", when=f"{when:%Y-%m-%d %H:%M} UTC")
    before, _, after = pattern.partition("\0")
    person = [{"type": "user", "user_id": who}] if _MEMBER.fullmatch(who) else run(clip(who, _LINE))
    (line,) = rich([section([*run(before), *person, *run(after)])])
    return (*(one for one in blocks if one.get("block_id") != STATUS), {**line, "block_id": STATUS})
