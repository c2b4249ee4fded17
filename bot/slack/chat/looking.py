"""The commands that only look: what changed, what is stored, how the watches stand, and what can be asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.asking.comparing import PAIR, Compared, Ready, UnansweredError, of_files, stored_log, understood
from bot.asking.naming import matching, suggested
from bot.asking.wording import Question, question
from bot.languages import Words
from bot.reasons import sentence
from bot.rendering.guarding import visible
from bot.rendering.looks import Look
from bot.slack.blocks.answers import Line, answer
from bot.slack.blocks.comparison import comparison
from bot.slack.chat.allowing import is_admin
from bot.slack.chat.desk import Desk, Reply
from bot.slack.chat.grammar import COMMANDS, Typed, usage
from bot.slack.escaping import escaped
from bot.slack.limits import TEXT
from bot.slack.listening.heard import Heard
from bot.slack.parts import rich, verbatim
from bot.store.asking import known_filers
from bot.store.diffs import Wanted

if TYPE_CHECKING:
    from bot.slack.message import Message
    from bot.store.rows import DiffRow

_ROWS, _MOST_ROWS, _LINE = 10, 30, 200
_COUNT, _NUMBER = (re.compile(rf"\d{{1,{most}}}", re.ASCII) for most in (3, 9))


def help_message(words: Words) -> Message:
    """What can be asked, a line for each command."""
    lines = [Line(strong=usage(name), rest=words.phrase(f"chat_help_{name}")) for name in COMMANDS]
    return answer(words.phrase("chat_help"), lines, foot=words.phrase("chat_help_foot"))


def helped(_desk: Desk, _typed: Typed, reply: Reply) -> None:
    """What can be asked."""
    reply.say(help_message(reply.words))


def compared(desk: Desk, typed: Typed, reply: Reply) -> None:
    """What changed in a stored filing, or between two addresses."""
    asked = question(typed.words)
    ready = _addresses(desk, asked) if asked.addresses else understood(desk.app, asked)
    reply.progress(escaped(reply.words.phrase("chat_comparing", what=ready.words), _LINE))
    reply.say(comparison(ready.answer(), reply.words), share=True)


def _addresses(desk: Desk, asked: Question) -> Ready:
    """Two addresses, once both are known to be allowed."""
    if len(asked.addresses) != PAIR:
        raise UnansweredError("asked_two_addresses")
    old, new = (desk.addresses.allowed(address) for address in asked.addresses)

    def made() -> Compared:
        pair = desk.addresses.fetched(old), desk.addresses.fetched(new)
        return of_files(desk.app, pair, (old, new))

    return Ready(words=f"{new} ⟷ {old}", answer=made)


def shown(desk: Desk, typed: Typed, reply: Reply) -> None:
    """One stored change log."""
    number = typed.words.split()[0].lstrip("#")
    if not _NUMBER.fullmatch(number):
        raise UnansweredError("asked_no_number", values={"number": number})
    reply.say(comparison(stored_log(desk.app, int(number)), reply.words), share=True)


def logged(desk: Desk, typed: Typed, reply: Reply) -> None:
    """The newest change logs, of a filer or of all that is told in this channel."""
    parts = typed.words.split()
    count = int(parts.pop()) if parts and _COUNT.fullmatch(parts[-1]) else _ROWS
    rows = _rows(desk, reply.heard, " ".join(parts))[: min(max(count, 1), _MOST_ROWS)]
    words = reply.words
    lines = [_row(row, words) for row in rows]
    head = words.phrase("chat_log", logs=words.counted("change_log", len(rows)))
    reply.say(
        answer(head, lines, foot=words.phrase("chat_log_foot")) if rows else answer(words.phrase("chat_log_none"))
    )


def _rows(desk: Desk, one: Heard, filer: str) -> list[DiffRow]:
    """The change logs that this person may see here, newest first."""
    here = set(watches_here(desk, one))
    if not filer:
        return [row for row in desk.app.log(Wanted(limit=5 * _MOST_ROWS)) if row.filing.watch in here]
    with desk.app.store.reading() as connection:
        known = known_filers(connection)
    found = matching(filer, known)
    if not found:
        near = tuple(f"log {one.asked_as}" for one in suggested(filer, known))
        raise UnansweredError("asked_unknown", values={"filer": filer, "count": str(len(known))}, suggestions=near)
    rows = [row for one in {known.id for known in found} for row in desk.app.log(Wanted(filer=one, limit=_MOST_ROWS))]
    return sorted((row for row in rows if row.filing.watch in here), key=lambda row: -row.id)


def _row(row: DiffRow, words: Words) -> Line:
    counts = (
        words.phrase("gravest", count=count, severity=words.label("severities", level))
        for level, count in row.counts.items()
    )
    told = words.phrase("comma").join(counts) or words.phrase("not_stated")
    return Line(strong=f"{row.id} · {row.filer}", rest=f"{row.new_title} · {told}", small=f"{row.created:%Y-%m-%d}")


def listed(desk: Desk, _typed: Typed, reply: Reply) -> None:
    """The watches that are told in this channel; who may change them sees all."""
    words, here = reply.words, set(watches_here(desk, reply.heard))
    watches = [watch for watch in desk.app.config.watches if watch.name in here]
    lines = [
        Line(strong=watch.name, rest=watch.source, small=(watch.filer.name or watch.filer.id) if watch.filer else "")
        for watch in watches
    ]
    reply.say(answer(words.phrase("chat_list", watches=words.counted("watch", len(watches))), lines))


def watches_here(desk: Desk, one: Heard) -> Sequence[str]:
    """The watches that this person may know of here: those that are told in the channel; an admin's are all."""
    if is_admin(one, desk):
        return tuple(desk.app.pipeline.watches)
    channel = desk.places.configured(one.channel)
    return [name for name, watched in desk.app.pipeline.watches.items() if channel in watched.route.channels]


def stands(desk: Desk, _typed: Typed, reply: Reply) -> None:
    """How the watches that are told here stand, and how listening goes."""
    reply.say(standing_message(desk, reply.heard, reply.words))


def standing_message(desk: Desk, one: Heard, words: Words) -> Message:
    """As `filingwatch check --stored` has it."""
    from bot.commands.standing import stored

    names = list(watches_here(desk, one))
    told = stored(desk.app, names, Look(language=words.language)).text if names else ""
    blocks = rich([verbatim(visible(told)[:TEXT].rstrip())]) if told.strip() else []
    foot = " · ".join(desk.standing())
    return answer(words.phrase("chat_status", watches=words.counted("watch", len(names))), foot=foot, below=blocks)


def not_answered(error: UnansweredError, words: Words) -> str:
    """Why there is no answer, in a sentence."""
    return sentence(error.code, words.language, **error.values)
