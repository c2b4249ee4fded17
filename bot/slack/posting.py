"""What is posted in Slack for one alert of the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.languages import words_in
from bot.languages.said import told
from bot.notifying.sending import Alert
from bot.slack.blocks.alert import alert as alert_message
from bot.slack.blocks.alert import short_alert
from bot.slack.blocks.digest import Digest, Row, digest
from bot.slack.blocks.notices import Outage, notice, outage, superseded, with_status
from bot.slack.blocks.reviewing import acts, review_row
from bot.slack.blocks.room import Room
from bot.slack.blocks.thread import replies
from bot.slack.escaping import escaped, web_address
from bot.slack.listening.signing import Seal
from bot.slack.message import Attachment, Message, Post
from bot.slack.parts import Part
from bot.store.reviews import Decision
from bot.store.rows import ChangeLog, FilingRow, OutageRow, Turn
from bot.summarising import Context, Summary
from bot.telling import Telling

_LINE = 300


def post(alert: Alert, telling: Telling, seal: Seal | None = None) -> Post:
    """The message of an alert, its thread, and its report where no page can be linked.

    With `seal`, buttons to review it stand below: somebody listens to them.
    """
    if alert.outage:
        return _outage(alert.outage, alert, telling)
    if alert.digest:
        return _digest(alert, telling)
    if alert.below:
        return _superseded(alert, telling)
    if alert.log:
        return _changes(alert.log, alert, telling, seal)
    assert alert.filing is not None, "an alert that is not about an outage is about a filing"
    return _not_compared(alert.filing, alert, telling)


def _outage(row: OutageRow, alert: Alert, telling: Telling) -> Post:
    ended = row.ended or row.began if alert.turn is Turn.ENDED else None
    cause = told(row.cause, telling.language)
    broken = Outage(source=row.source, cause=cause, watches=row.watches, began=row.began, ended=ended)
    message = outage(broken, words_in(telling.language), again=telling.again(alert))
    return Post(message=message, short=message.text)


def _digest(alert: Alert, telling: Telling) -> Post:
    told = telling.digested(alert)
    rows = [
        Row(filer=line.filer, title=line.title, high=line.high, medium=line.medium, top=line.about)
        for line in told.lines
    ]
    gathered = Digest(
        span=told.when,
        rows=tuple(rows),
        filings=len(rows),
        watches=told.watches,
        stale=told.stale,
        remarks=told.remarks,
    )
    message = digest(gathered, told.words)
    return Post(message=message, short=message.text)


def _superseded(alert: Alert, telling: Telling) -> Post:
    """A reply in the thread of the alert that it stands below."""
    assert alert.filing is not None, "a reply is about a filing"
    filing = alert.filing.filing
    message = superseded(words_in(telling.language), title=alert.title or filing.title, address=filing.address)
    return Post(message=message, short=message.text, thread=alert.below.rpartition(" ")[2])


def _not_compared(row: FilingRow, alert: Alert, telling: Telling) -> Post:
    lines = telling.not_compared(row, alert.title)
    message = notice(lines, address=web_address(row.filing.address), again=telling.again(alert))
    return Post(message=message, short="\n".join(escaped(line, _LINE) for line in lines))


def _changes(log: ChangeLog, alert: Alert, telling: Telling, seal: Seal | None) -> Post:
    words, context = telling.summed_up(log)
    again = telling.again(alert)
    message, room = alert_message(words, context, again=again)
    if seal is not None and words.gravest:
        message, room = with_review(words, context, seal=seal, place=(alert.channel, log.row.id), again=again)
    title = words_in(telling.language).phrase("slack_report_file")
    report = None if web_address(context.report) else Attachment(path=_path(context.report), title=title)
    return Post(
        message=message, short=short_alert(words, context), replies=replies(words, context, room), report=report
    )


def with_review(
    said: Summary, context: Context, *, seal: Seal, place: tuple[str, int], again: str = ""
) -> tuple[Message, Room]:
    """An alert with what decides about it below, and how much it shows. `place` is its channel and its change log.

    There is room left for the line that a decision adds.
    """
    status = with_status((), Decision.ESCALATED, "x" * 20, datetime.min.replace(tzinfo=UTC), said.words)
    message, room = alert_message(said, context, again=again, below=(_row(said, 0, seal, place), *status))
    return replace(message, blocks=(*message.blocks[:-2], _row(said, room.changes, seal, place))), room


def _row(said: Summary, shown: int, seal: Seal, place: tuple[str, int]) -> Part:
    channel, diff = place
    sealed = {act: seal.sealed(f"{act}:{diff}:{shown}", channel) for act in acts()}
    pages = any(one.page_new is not None or one.page_old is not None for one in said.gravest[:shown])
    return review_row(sealed, said.words, pages=pages or not shown)


def _path(address: str) -> Path:
    return Path(unquote(urlsplit(address).path))
