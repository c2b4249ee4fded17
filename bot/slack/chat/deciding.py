"""What is said at once, and where the rest waits: a table by what somebody did. Pure, so that it takes no time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.languages import Words
from bot.slack.blocks.answers import answer
from bot.slack.chat.grammar import COMMANDS, HELP, Typed, typed, usage
from bot.slack.chat.looking import help_message
from bot.slack.escaping import escaped
from bot.slack.listening.ear import Decided, Lane
from bot.slack.listening.heard import Heard, Kind
from bot.slack.message import Message

_LINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Decides in the words of a channel. `slow` are the buttons whose work takes long; `wrong` looks at a form."""

    words: Callable[[str], Words]
    slow: frozenset[str] = frozenset()
    wrong: Callable[[Heard, Words], Mapping[str, str]] = lambda _heard, _words: {}

    def decide(self, one: Heard) -> Decided:
        """What becomes of one thing that was heard."""
        return _TABLE[one.kind](self, one, self.words(one.channel))

    def busy(self, one: Heard) -> Mapping[str, Any] | None:
        """What is said where there is no room left."""
        words = self.words(one.channel).phrase("chat_busy")
        return {"response_type": "ephemeral", "text": words} if one.kind is Kind.COMMAND else None


def _command(_self: Deciding, one: Heard, words: Words) -> Decided:
    asked = typed(one.words)
    if asked.name == HELP:
        return Decided(said=_said(help_message(words)))
    if not asked.complete:
        return Decided(said=_said(incomplete(asked, words)))
    if asked.command.lane is Lane.QUICK:
        return Decided(lane=Lane.QUICK)
    looking = escaped(words.phrase("chat_looking", what=asked.words), _LINE)
    return Decided(said={"response_type": "ephemeral", "text": looking}, lane=Lane.SLOW)


def _mention(_self: Deciding, one: Heard, _words: Words) -> Decided:
    return Decided(lane=COMMANDS[typed(one.words).name].lane)


def _pressed(self: Deciding, one: Heard, _words: Words) -> Decided:
    return Decided(lane=Lane.SLOW if one.action.partition(":")[0] in self.slow else Lane.QUICK)


def _submitted(self: Deciding, one: Heard, words: Words) -> Decided:
    if wrong := self.wrong(one, words):
        return Decided(said={"response_action": "errors", "errors": dict(wrong)})
    return Decided(lane=Lane.QUICK)


def _slow(_self: Deciding, _one: Heard, _words: Words) -> Decided:
    return Decided(lane=Lane.SLOW)


def _quick(_self: Deciding, _one: Heard, _words: Words) -> Decided:
    return Decided(lane=Lane.QUICK)


_TABLE: Mapping[Kind, Callable[[Deciding, Heard, Words], Decided]] = {
    Kind.COMMAND: _command,
    Kind.MENTION: _mention,
    Kind.SHORTCUT: _slow,
    Kind.PRESSED: _pressed,
    Kind.SUBMITTED: _submitted,
    Kind.HOME: _quick,
}


def incomplete(asked: Typed, words: Words) -> Message:
    """What is missing from a command."""
    return answer(words.phrase("chat_incomplete", usage=usage(asked.name)))


def _said(message: Message) -> dict[str, Any]:
    return {"response_type": "ephemeral"} | message.as_json()
