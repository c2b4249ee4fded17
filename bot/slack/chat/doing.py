"""What was heard is done here, off the line: a table by what somebody did, and the edge where errors become a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.asking.comparing import UnansweredError
from bot.asking.naming import alike
from bot.errors import BotError
from bot.languages.said import told
from bot.slack.blocks.answers import answer, choices, shared
from bot.slack.blocks.reviewing import MORE, PAGE, REVIEW
from bot.slack.chat import changing, files, home, reviewing
from bot.slack.chat.allowing import NotAllowedError, need
from bot.slack.chat.deciding import incomplete
from bot.slack.chat.desk import AGAIN, SHARE, Desk, Reply
from bot.slack.chat.grammar import COMMANDS, DIFF, Typed, typed
from bot.slack.chat.looking import compared, helped, listed, logged, not_answered, shown, stands
from bot.slack.listening.heard import Heard, Kind
from bot.slack.message import Message
from diffing.errors import DiffingError
from watchers.errors import WatchersError

# A name longer than this is asked for by its code.
_LONGEST = 150

Doing = Callable[[Desk, Typed, Reply], None]

COMMANDS_DONE: Mapping[str, Doing] = {
    "diff": compared,
    "show": shown,
    "log": logged,
    "list": listed,
    "status": stands,
    "help": helped,
    "watch": changing.watched,
    "unwatch": changing.unwatched,
    "mute": changing.muted,
    "unmute": changing.unmuted,
    "settings": changing.settings,
}


def perform(desk: Desk, one: Heard) -> None:
    """Does what one thing that was heard asks for, and answers it; every error is an answer too."""
    reply = Reply(desk, one)
    try:
        _TABLE[one.kind](desk, one, reply)
    except UnansweredError as error:
        reply.say(_unanswered(desk, error, reply))
    except NotAllowedError as error:
        reply.say(answer(reply.words.phrase(error.code)))
    except (BotError, DiffingError, WatchersError) as error:
        reply.say(answer(reply.words.phrase("chat_failed", cause=told(str(error), reply.words.language))))
    except Exception:
        reply.say(answer(reply.words.phrase("chat_bug")))
        raise


def _unanswered(desk: Desk, error: UnansweredError, reply: Reply) -> Message:
    """Why there is no answer, and a button for each thing that may have been meant."""
    words = reply.words
    first = reply.heard.words.split()[0] if reply.heard.words.split() else ""
    near = alike(first, COMMANDS) if error.code == "asked_unknown" else ""
    meant = [one for one in (*error.suggestions, near) if 0 < len(one) <= _LONGEST]
    place = desk.place_of(reply.heard)
    labelled = [(one, desk.seal.sealed(one, place)) for one in meant]
    foot = words.phrase("chat_meant") if meant else ""
    return answer(not_answered(error, words), foot=foot, below=choices(AGAIN, labelled))


def _typed(desk: Desk, one: Heard, reply: Reply) -> None:
    if one.files:
        files.compared(desk, reply)
        return
    _give(desk, typed(one.words), reply)


def _shortcut(desk: Desk, one: Heard, reply: Reply) -> None:
    """What a message of somebody holds is compared: its two files, or the two addresses in it."""
    if one.files or not files.has_addresses(one.words):
        files.compared(desk, reply)
    else:
        compared(desk, Typed(name=DIFF, words=one.words), reply)


def _give(desk: Desk, asked: Typed, reply: Reply) -> None:
    if not asked.complete:
        reply.say(incomplete(asked, reply.words))
        return
    need(asked.command.right, reply.heard, desk)
    COMMANDS_DONE[asked.name](desk, asked, reply)


def _pressed(desk: Desk, one: Heard, reply: Reply) -> None:
    _BUTTONS.get(one.action.partition(":")[0], _gone)(desk, one, reply)


def _shared(desk: Desk, one: Heard, reply: Reply) -> None:
    """An answer that one person sees is put into the channel for all."""
    name = desk.seal.opened(one.value, desk.place_of(one))
    message = desk.shelf.find(name) if name else None
    if message is None:
        reply.say(answer(reply.words.phrase("chat_gone")))
    elif reply.aloud(shared(message, one.user, reply.words)):
        reply.clear()


def _again(desk: Desk, one: Heard, reply: Reply) -> None:
    """A button that says what may have been meant."""
    meant = desk.seal.opened(one.value, desk.place_of(one))
    if meant is None:
        reply.say(answer(reply.words.phrase("chat_gone")))
    else:
        _give(desk, typed(meant), reply)


def _submitted(desk: Desk, one: Heard, reply: Reply) -> None:
    _FORMS.get(one.action, _gone)(desk, one, reply)


def _gone(_desk: Desk, _one: Heard, reply: Reply) -> None:
    """A button or a form of another version of the program."""
    reply.say(answer(reply.words.phrase("chat_gone")))


_TABLE: Mapping[Kind, Callable[[Desk, Heard, Reply], None]] = {
    Kind.COMMAND: _typed,
    Kind.MENTION: _typed,
    Kind.SHORTCUT: _shortcut,
    Kind.PRESSED: _pressed,
    Kind.SUBMITTED: _submitted,
    Kind.HOME: home.opened,
}
_BUTTONS: Mapping[str, Callable[[Desk, Heard, Reply], None]] = {
    SHARE: _shared,
    AGAIN: _again,
    REVIEW: reviewing.pressed,
    PAGE: reviewing.pressed,
    MORE: reviewing.pressed,
    home.SHOW: home.pressed,
}
_FORMS = {**reviewing.FORMS, changing.WATCH: changing.submitted, changing.SETTINGS: changing.submitted}
SLOW_BUTTONS = frozenset({AGAIN, PAGE})
