"""The home of the app, made anew each time somebody opens it: only what that person may know of."""

from __future__ import annotations

from bot.asking.comparing import stored_log
from bot.languages import Words
from bot.rendering.looks import Look
from bot.slack.blocks.answers import answer
from bot.slack.blocks.comparison import comparison
from bot.slack.blocks.home import home_view
from bot.slack.chat.allowing import is_admin
from bot.slack.chat.desk import Desk, Reply
from bot.slack.listening.heard import Heard
from bot.store import reviews
from bot.store.diffs import diff_rows
from bot.store.rows import DiffRow
from diffing.change import Severity

SHOW = "home"
_ROWS, _LOOKED_AT = 15, 100


def opened(desk: Desk, one: Heard, reply: Reply) -> None:
    """Publishes the home of one person."""
    words, names = reply.words, _watches(desk, one)
    rows = [row for row in _open(desk) if row.filing.watch in names][:_ROWS]
    waiting = [(f"{row.filer} · {row.new_title}", _counts(row, words), _sealed(desk, one, row)) for row in rows]
    view = home_view(waiting, _standing(desk, names, words), _health(desk, words), words)
    desk.client.call("views.publish", user_id=one.user, view=view)


def pressed(desk: Desk, one: Heard, reply: Reply) -> None:
    """A change log of the home, as a direct message."""
    number = desk.seal.opened(one.value, f"home:{one.user}")
    if number is None:
        reply.say(answer(reply.words.phrase("chat_gone")))
    else:
        reply.say(comparison(stored_log(desk.app, int(number)), reply.words))


def _watches(desk: Desk, one: Heard) -> list[str]:
    """The watches that are told in a channel this person is in; an admin's are all."""
    watches = desk.app.pipeline.watches
    if is_admin(one, desk):
        return list(watches)
    told = {channel for watched in watches.values() for channel in watched.route.channels}
    mine = {
        channel for channel in told if (place := desk.places.id_of(channel)) and desk.places.is_member(one.user, place)
    }
    return [name for name, watched in watches.items() if mine & set(watched.route.channels)]


def _open(desk: Desk) -> list[DiffRow]:
    """Change logs with a grave change that nobody has decided about, newest first."""
    with desk.app.store.reading() as connection:
        return diff_rows(connection, reviews.open_diffs(connection, Severity.HIGH, _LOOKED_AT))


def _counts(row: DiffRow, words: Words) -> str:
    counted = (
        words.phrase("gravest", count=count, severity=words.label("severities", level))
        for level, count in row.counts.items()
    )
    return words.phrase("comma").join(counted)


def _sealed(desk: Desk, one: Heard, row: DiffRow) -> str:
    return desk.seal.sealed(str(row.id), f"home:{one.user}")


def _standing(desk: Desk, names: list[str], words: Words) -> str:
    from bot.commands.standing import stored

    return stored(desk.app, names, Look(language=words.language)).text if names else ""


def _health(desk: Desk, words: Words) -> tuple[str, ...]:
    """How listening goes, and how many alerts wait to be sent."""
    waiting = len(desk.app.alerts())
    return (*desk.standing(), words.phrase("chat_home_alerts", count=waiting))
