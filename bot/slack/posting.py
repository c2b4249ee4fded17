"""What is posted in Slack for one alert of the outbox."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.languages import words_in
from bot.languages.said import told
from bot.notifying.sending import Alert
from bot.slack.blocks.alert import alert as alert_message
from bot.slack.blocks.alert import short_alert
from bot.slack.blocks.digest import Digest, Row, digest
from bot.slack.blocks.notices import Outage, notice, outage, superseded
from bot.slack.blocks.thread import replies
from bot.slack.escaping import escaped, web_address
from bot.slack.message import Attachment, Post
from bot.store.rows import ChangeLog, FilingRow, OutageRow, Turn
from bot.telling import Telling

_LINE = 300


def post(alert: Alert, telling: Telling) -> Post:
    """The message of an alert, its thread, and its report where no page can be linked."""
    if alert.outage:
        return _outage(alert.outage, alert, telling)
    if alert.digest:
        return _digest(alert, telling)
    if alert.below:
        return _superseded(alert, telling)
    if alert.log:
        return _changes(alert.log, alert, telling)
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


def _changes(log: ChangeLog, alert: Alert, telling: Telling) -> Post:
    words, context = telling.summed_up(log)
    message, room = alert_message(words, context, again=telling.again(alert))
    title = words_in(telling.language).phrase("slack_report_file")
    report = None if web_address(context.report) else Attachment(path=_path(context.report), title=title)
    return Post(
        message=message, short=short_alert(words, context), replies=replies(words, context, room), report=report
    )


def _path(address: str) -> Path:
    return Path(unquote(urlsplit(address).path))
