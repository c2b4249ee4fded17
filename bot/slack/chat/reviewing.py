"""The buttons below an alert: decide, put off, be quiet about it, show the page. The alert's words stay as they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from bot.asking.reviewing import remark, review
from bot.languages import Words
from bot.rendering.views import ChangeView
from bot.slack.blocks.answers import answer
from bot.slack.blocks.notices import STATUS, with_status
from bot.slack.blocks.reviewing import A_DAY, A_WEEK, EACH, EACH_CHANGE, MUTE_FILER, MUTE_SECTION, PAGE, review_form
from bot.slack.chat.allowing import need
from bot.slack.chat.desk import Desk, Reply
from bot.slack.chat.grammar import Right
from bot.slack.listening.heard import Heard
from bot.slack.outcomes import SlackError
from bot.store import outbox, reviews
from bot.store.asked import hush, snooze, take_on
from bot.store.restoring import restore_diff
from bot.store.reviews import Decision
from bot.store.rows import ChangeLog, OutboxRow, ReviewRow, State
from bot.summarising import summary
from diffing.change import Diff

SNOOZES = {A_DAY: timedelta(days=1), A_WEEK: timedelta(days=7)}
# What is hushed from an alert, for so long; a command says otherwise.
HUSHED = timedelta(days=30)
# What stands on the record of what is no decision, and how it writes a time.
_SNOOZED, _MUTED, _MINUTE = "snoozed until ", "muted in ", "%Y-%m-%dT%H:%MZ"

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert as somebody sees it: its row, its change log, and the changes that it shows."""

    row: OutboxRow
    log: ChangeLog
    diff: Diff
    shown: tuple[ChangeView, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the diff calls the changes that are shown."""
        return tuple(change.id for change in self.shown)


def find_told(desk: Desk, one: Heard, sealed: str) -> tuple[str, Told] | None:
    """What a button does, and the alert it stands below; None for one that is not ours, or not of this message."""
    channel = desk.places.configured(one.channel)
    act, number, shown = ((desk.seal.opened(sealed, channel) or "") + "::").split(":")[:3]
    if not channel or not number.isdecimal() or not shown.isdecimal():
        return None
    with desk.app.store.reading() as connection:
        row = outbox.alert_about(connection, channel, int(number))
    # Bound to its message as well: a value copied from elsewhere in the channel opens nothing.
    if row is None or row.state is not State.SENT or row.receipt != f"{one.channel} {one.message}":
        return None
    log = desk.app.show(int(number))
    diff = restore_diff(log.body)
    gravest = summary(diff, desk.words(one.channel).language).gravest
    return act, Told(row=row, log=log, diff=diff, shown=gravest[: int(shown)])


def pressed(desk: Desk, one: Heard, reply: Reply) -> None:
    """A button or an entry of the menu below an alert."""
    found = find_told(desk, one, one.value)
    if found is None:
        reply.say(answer(reply.words.phrase("chat_gone")))
        return
    need(Right.MEMBER, one, desk)
    act, alert = found
    _ACTS.get(act, _decided)(desk, reply, alert, act)


def submitted(desk: Desk, one: Heard, reply: Reply) -> None:
    """The form with a decision for each change."""
    place = json.loads(one.value)
    here = replace(one, channel=str(place["channel"]), message=str(place["message"]))
    found = find_told(desk, here, str(place["sealed"]))
    if found is None or found[0] != EACH_CHANGE:
        reply.say(answer(reply.words.phrase("chat_gone")))
        return
    need(Right.MEMBER, here, desk)
    _decide_each(desk, Reply(desk, here), found[1])


def _decide_each(desk: Desk, reply: Reply, alert: Told) -> None:
    """Records what differs from what was decided before."""
    one, app = reply.heard, desk.app
    note = one.fields.get("note", "")
    with app.store.reading() as connection:
        before = reviews.decisions(connection, alert.log.row.id)
    last = None
    with app.store.writing() as connection:
        if not take_on(connection, one.key, now=app.clock()):
            return
        rows = reviews.change_rows(connection, alert.log.row.id)
        for name in alert.names:
            wanted = one.fields.get(name, "")
            if wanted in tuple(Decision) and (Decision(wanted) is not before.get(name, Decision.OPEN) or note):
                last = Decision(wanted)
                reviews.add_review(connection, rows[name], last, who=_who(one), note=note, now=app.clock())
    if last is not None:
        show_status(desk, alert, reply.words)


def _decided(desk: Desk, reply: Reply, alert: Told, act: str) -> None:
    """One decision about every change that the alert shows."""
    one = reply.heard
    if act not in tuple(Decision):
        raise ValueError(act)
    if review(desk.app, alert.log.row.id, alert.names, Decision(act), who=_who(one), key=one.key):
        show_status(desk, alert, reply.words)


def _each(desk: Desk, reply: Reply, alert: Told, _act: str) -> None:
    """Opens the form."""
    one = reply.heard
    with desk.app.store.reading() as connection:
        decided = reviews.decisions(connection, alert.log.row.id)
    place = {"channel": one.channel, "message": one.message, "sealed": one.value}
    view = review_form(alert.shown, decided, json.dumps(place), reply.words)
    desk.client.call("views.open", trigger_id=one.trigger, view=view)


def _snoozed(desk: Desk, reply: Reply, alert: Told, act: str) -> None:
    """The alert is brought up again later, unless somebody has decided until then."""
    now = desk.app.clock()
    until = now + SNOOZES[act]
    note = f"{_SNOOZED}{until.strftime(_MINUTE)}"

    def write(connection: Any) -> None:
        snooze(connection, alert.row.id, who=_who(reply.heard), until=until, now=now)

    if _noted(desk, reply, alert, note, write):
        show_status(desk, alert, reply.words)


def _muted(desk: Desk, reply: Reply, alert: Told, act: str) -> None:
    """The channel is not told at once of this filer, or of the section of the gravest change, for a month."""
    now, filer = desk.app.clock(), alert.log.row.filing.filing.filer
    section = _section(alert) if act == MUTE_SECTION else ""
    if act == MUTE_SECTION and not section:
        reply.say(answer(reply.words.phrase("chat_no_section")))
        return
    about = {"section": section} if section else {"filer": filer.id}
    what, until = section or filer.name or filer.id, now + HUSHED

    def write(connection: Any) -> None:
        hush(connection, alert.row.channel, who=_who(reply.heard), until=until, now=now, **about)

    if _noted(desk, reply, alert, f"{_MUTED}{alert.row.channel} until {until:%Y-%m-%d}: {what}", write):
        reply.say(answer(reply.words.phrase("chat_muted", what=what, until=f"{until:%Y-%m-%d}")))


def _noted(desk: Desk, reply: Reply, alert: Told, note: str, write: Callable[[Any], None]) -> bool:
    """Whether it was done, and stands on the record of the changes shown; not a second time."""
    with desk.app.store.writing() as connection:
        if not take_on(connection, reply.heard.key, now=desk.app.clock()):
            return False
        write(connection)
        number = alert.log.row.id
        remark(connection, number, alert.names, who=_who(reply.heard), note=note, now=desk.app.clock())
    return True


def _page(desk: Desk, reply: Reply, alert: Told, _act: str) -> None:
    """Pictures of the places in question, into the thread of the alert."""
    from bot.slack.chat.showing import pictures

    one, count = reply.heard, 0
    for picture in pictures(desk, alert, reply.words):
        desk.client.put(
            picture.content, name=picture.name, title=picture.title, channel=one.channel, thread=one.message
        )
        count += 1
    if not count:
        reply.say(answer(reply.words.phrase("chat_no_page")))


_ACTS: Mapping[str, Callable[[Desk, Reply, Told, str], None]] = {
    EACH_CHANGE: _each,
    A_DAY: _snoozed,
    A_WEEK: _snoozed,
    MUTE_SECTION: _muted,
    MUTE_FILER: _muted,
    PAGE: _page,
}
FORMS: Mapping[str, Callable[[Desk, Heard, Reply], None]] = {EACH: submitted}


def show_status(desk: Desk, alert: Told, words: Words) -> None:
    """Shows the last decision in a line below the alert; where that cannot be, in its thread. It is recorded already.

    One at a time: of two who decide at once, the later one stands below.
    """
    channel, _, stamp = (alert.row.receipt or "").partition(" ")
    with desk.writing:
        with desk.app.store.reading() as connection:
            sent = outbox.sent_message(connection, alert.row.id)
            rows = reviews.reviews_of(connection, alert.log.row.id)
        message = json.loads(sent or b"{}").get("message") or {}
        blocks = with_status(message.get("blocks") or (), *_status(alert, rows), words)
        said = {"text": message.get("text") or "·", "blocks": list(blocks)}
        try:
            desk.client.call("chat.update", channel=channel, ts=stamp, **said)
        except SlackError as error:
            _log.warning("status in the thread", reason=str(error))
            line = [block for block in blocks if block.get("block_id") == STATUS]
            desk.client.call("chat.postMessage", channel=channel, thread_ts=stamp, **said | {"blocks": line})


def _status(alert: Told, rows: Sequence[ReviewRow]) -> tuple[str, str, datetime]:
    """What the last review of what the alert shows says, who made it, and when; or until when it is put off."""
    last = [row for row in rows if row.name in alert.names and not row.note.startswith(_MUTED)][-1]
    who = last.who.removeprefix("slack:")
    if last.note.startswith(_SNOOZED):
        return "snoozed", who, datetime.strptime(last.note.removeprefix(_SNOOZED), _MINUTE).replace(tzinfo=UTC)
    return last.decision, who, last.decided


def _section(alert: Told) -> str:
    """The section of the gravest change shown, as the diff names it."""
    first = next((one for one in alert.diff.changes if one.id in alert.names[:1]), None)
    return " › ".join(first.section) if first else ""


def _who(one: Heard) -> str:
    return f"slack:{one.user}"
