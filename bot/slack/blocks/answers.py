"""Answers to questions: lines under a headline, with buttons below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.languages import Words
from bot.slack import limits
from bot.slack.blocks.room import fits
from bot.slack.escaping import clip, escaped
from bot.slack.message import Message
from bot.slack.parts import Part, actions, button, rich, run, section, small

_LINE, _FALLBACK, _LABEL = 400, 300, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an answer: what stands out of it, and the rest."""

    strong: str = ""
    rest: str = ""
    small: str = ""


def answer(head: str, lines: Sequence[Line] = (), *, foot: str = "", below: Sequence[Part] = ()) -> Message:
    """The lines under their headline; those that do not fit are counted by the caller's `foot` or left out."""
    most = len(lines)
    while True:
        shown = (*_paragraphs(head, lines[:most]), *small(foot), *below)
        message = Message(text=escaped(head or (lines[0].strong if lines else ""), _FALLBACK), blocks=shown)
        if fits(message) or not most:
            return message
        most = most * 3 // 4


def _paragraphs(head: str, lines: Sequence[Line]) -> list[Part]:
    parts = [section(run(clip(head, limits.TEXT), bold=True))] if head else []
    return rich([*parts, *(section(list(_runs(line))) for line in lines)])


def _runs(line: Line) -> Iterator[Part]:
    yield from run(clip(line.strong, _LINE), bold=True)
    yield from run(" · " if line.strong and line.rest else "")
    yield from run(clip(line.rest, _LINE))
    yield from run(f"\n{clip(line.small, _LINE)}" if line.small else "", italic=True)


def choices(action: str, labelled: Sequence[tuple[str, str]]) -> list[Part]:
    """A button for each label and value, as a list of one block or of none; their ids differ by their number."""
    made = [button(f"{action}:{at}", clip(label, _LABEL), value) for at, (label, value) in enumerate(labelled)]
    return [actions(made)] if made else []


def shared(message: Message, who: str, words: Words) -> Message:
    """An answer as it stands in the channel for all: without its buttons, and with who has shared it."""
    before, _, after = words.phrase("chat_shared", who="\0").partition("\0")
    line = section([*run(before), {"type": "user", "user_id": who}, *run(after)])
    kept = [block for block in message.blocks if block["type"] != "actions"]
    return replace(message, blocks=(*rich([line]), *kept))
