"""The commands that change something: what is watched, what a channel is quiet about, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.asking.comparing import UnansweredError
from bot.asking.naming import matching, suggested
from bot.asking.watching import FOLLOWED, asked_watch, source_of
from bot.languages import LANGUAGES, Words
from bot.reasons import sentence
from bot.slack.blocks.answers import Line, answer
from bot.slack.blocks.reviewing import entry, form, select
from bot.slack.chat.allowing import need
from bot.slack.chat.desk import Desk, Reply
from bot.slack.chat.grammar import Right, Typed
from bot.slack.listening.heard import Heard
from bot.store import asked
from bot.store.asked import Manner
from bot.store.asking import known_filers
from diffing.change import Severity

WATCH, SETTINGS = "watch", "settings"
_SPAN = re.compile(r"(\d{1,3})([hdw])", re.ASCII)
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}
_DAYS = 30
# A field that is left as the configuration has it.
AS_CONFIGURED = "-"


def watched(desk: Desk, typed: Typed, reply: Reply) -> None:
    """Follows a filer from now on, told in this channel; without a name, a form asks for it."""
    if not typed.words:
        _open(desk, reply, WATCH)
        return
    filer, _, source = typed.words.partition(" ")
    _watch(desk, reply, _channel(desk, reply.heard), {"filer": filer, "source": source})


def _watch(desk: Desk, reply: Reply, channel: str, wanted: Mapping[str, str]) -> None:
    one, app = reply.heard, desk.app
    filer, source, level = (wanted.get(name, "") for name in ("filer", "source", "at_least"))
    settings = asked_watch(app.config, filer, source, channel, level)
    with app.store.writing() as connection:
        if not asked.take_on(connection, one.key, now=app.clock()):
            return
        asked.wish(connection, settings["name"], settings, who=_who(one), now=app.clock())
    reply.say(answer(reply.words.phrase("chat_watched", watch=settings["name"])))
    app.renew()


def unwatched(desk: Desk, typed: Typed, reply: Reply) -> None:
    """Stops following what was asked for here; what the configuration says stays its own."""
    app, name = desk.app, typed.words.strip()
    with app.store.writing() as connection:
        ended = asked.end_wish(connection, name, now=app.clock())
    if not ended:
        known = name in app.pipeline.watches
        raise UnansweredError("asked_configured" if known else "asked_no_watch", values={"watch": name})
    reply.say(answer(reply.words.phrase("chat_unwatched", watch=name)))
    app.renew()


def muted(desk: Desk, typed: Typed, reply: Reply) -> None:
    """A filer is not told at once here, for a while."""
    one, app = reply.heard, desk.app
    name, span = _spanned(typed.words)
    with app.store.reading() as connection:
        known = known_filers(connection)
    found = {filer.id: filer for filer in matching(name, known)}
    if len(found) != 1:
        near = [f"mute {filer.asked_as}" for filer in found.values() or suggested(name, known)]
        code = "asked_several" if found else "asked_unknown"
        raise UnansweredError(code, values={"filer": name, "count": str(len(known))}, suggestions=near[:5])
    filer, until = next(iter(found.values())), app.clock() + span
    with app.store.writing() as connection:
        if asked.take_on(connection, one.key, now=app.clock()):
            channel = _channel(desk, one)
            asked.hush(connection, channel, who=_who(one), until=until, now=app.clock(), filer=filer.id)
    reply.say(answer(reply.words.phrase("chat_muted", what=filer.name or filer.id, until=f"{until:%Y-%m-%d}")))


def unmuted(desk: Desk, typed: Typed, reply: Reply) -> None:
    """It is told again."""
    app, channel, name = desk.app, _channel(desk, reply.heard), typed.words.strip()
    with app.store.reading() as connection:
        ids = [one.id for one in matching(name, known_filers(connection))]
        standing = asked.hushed(connection, channel, now=app.clock())
    with app.store.writing() as connection:
        ended = sum(asked.end_hush(connection, channel, about, now=app.clock()) for about in (*ids, name))
    if not ended:
        lines = [Line(strong=one.section or one.filer or "", rest=f"{one.until:%Y-%m-%d}") for one in standing]
        reply.say(answer(reply.words.phrase("chat_not_muted", what=name), lines))
        return
    reply.say(answer(reply.words.phrase("chat_unmuted", what=name)))


def settings(desk: Desk, _typed: Typed, reply: Reply) -> None:
    """A form for how this channel is told."""
    _open(desk, reply, SETTINGS)


def _open(desk: Desk, reply: Reply, name: str) -> None:
    one, words = reply.heard, reply.words
    if not one.trigger:
        raise UnansweredError("asked_no_form")
    channel = _channel(desk, one)
    sealed = desk.seal.sealed(channel, one.user)
    if name == WATCH:
        sources = [(source, source) for source in (AS_CONFIGURED, *FOLLOWED)]
        blocks = [
            entry("filer", words.phrase("chat_filer")),
            select("source", words.phrase("chat_source"), sources, "-"),
        ]
    else:
        with desk.app.store.reading() as connection:
            manner = asked.manner_of(connection, channel)
        languages = [(one, one) for one in (AS_CONFIGURED, *LANGUAGES)]
        blocks = [select("language", words.phrase("chat_language"), languages, manner.language or AS_CONFIGURED)]
    levels = [(AS_CONFIGURED, AS_CONFIGURED), *((words.label("severities", one), str(one)) for one in Severity)]
    level = str(manner.at_least or AS_CONFIGURED) if name == SETTINGS else AS_CONFIGURED
    blocks.append(select("at_least", words.phrase("chat_at_least"), levels, level))
    view = form(name, words.phrase(f"chat_form_{name}"), sealed, blocks, words)
    desk.client.call("views.open", trigger_id=one.trigger, view=view)


def submitted(desk: Desk, one: Heard, reply: Reply) -> None:
    """A form has been sent off: of whom it was opened for, and who still may."""
    channel = desk.seal.opened(one.value, one.user)
    if channel is None:
        reply.say(answer(reply.words.phrase("chat_gone")))
        return
    need(Right.ADMIN, one, desk)
    chosen = {name: "" if value == AS_CONFIGURED else value for name, value in one.fields.items()}
    if one.action == WATCH:
        _watch(desk, reply, channel, chosen)
        return
    language, level = chosen.get("language", ""), chosen.get("at_least", "")
    manner = Manner(
        language=language if language in LANGUAGES else None,
        at_least=Severity(level) if level in tuple(Severity) else None,
    )
    with desk.app.store.writing() as connection:
        if asked.take_on(connection, one.key, now=desk.app.clock()):
            asked.set_manner(connection, channel, manner, who=_who(one), now=desk.app.clock())
    reply.say(answer(reply.words.phrase("chat_settled", channel=channel.partition(":")[2])))


def wrong(one: Heard, words: Words) -> dict[str, str]:
    """What is wrong with a form, by its fields: told at once, while it is still open."""
    if one.action != WATCH:
        return {}
    filer, source = one.fields.get("filer", "").strip(), one.fields.get("source", AS_CONFIGURED)
    named = source_of(filer) if source == AS_CONFIGURED else source
    if filer and named in FOLLOWED:
        return {}
    said = {"filer": filer, "sources": ", ".join(FOLLOWED)}
    return {"filer": sentence("asked_source", words.language, **said)}


def _channel(desk: Desk, one: Heard) -> str:
    """What the configuration calls the channel; one that it does not name has its id."""
    if not one.channel:
        raise UnansweredError("asked_no_form")
    return desk.places.configured(one.channel) or f"slack:{one.channel}"


def _spanned(words: str) -> tuple[str, timedelta]:
    """A name, and the span of time that stands behind it: 7d, 12h, 2w; a month without one."""
    name, _, last = words.strip().rpartition(" ")
    found = _SPAN.fullmatch(last)
    if not found or not name:
        return words.strip(), timedelta(days=_DAYS)
    return name, timedelta(**{_UNITS[found[2]]: int(found[1])})


def _who(one: Heard) -> str:
    return f"slack:{one.user}"
