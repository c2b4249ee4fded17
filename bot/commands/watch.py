"""`filingwatch check` and `worker`: polling now, and reading and comparing for who polls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answering import SAME, Answer, busy
from bot.languages import Words, words_in
from bot.reasons import reason_words
from bot.rendering.columns import aligned, line, printed
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from bot.operating import App
    from bot.polling import Polled
    from bot.store.rows import FilingRow

_BROKEN = "broken"
# Filings that could not be dealt with are told of at every check, the newest of them: they are not "no change".
_SET_ASIDE = 10
# The exit code of a check after which something needs a person; 2 is a check that could not be made.
TROUBLED = 1
# The line of a watch names so many of the filings that are in trouble, and counts the others.
_NAMED = 3


def check(app: App, names: Sequence[str], look: Look) -> Answer:
    """How one poll of each watch ended.

    The code is 1 when one is broken or has filings in trouble, or when a channel did not take its alerts.
    """
    words = words_in(look.language)
    with busy(words.phrase("polling")):
        polled = app.check(names)
    told = {row.id for one in polled for row in one.troubled}
    aside = [line(_aside(row, look.language), indent=2) for row in app.set_aside() if row.id not in told]
    if aside:
        aside = [line((words.phrase("check_set_aside"), "bold")), *aside[:_SET_ASIDE]]
    broken = [one.watch for one in polled if one.poll.outcome == _BROKEN]
    lines = [line(row) for row in aligned([_row(one, words) for one in polled])]
    left_out = [line(one_line(left), indent=2) for one in polled for left in one.poll.left_out]
    remarks = [f"broken: {', '.join(broken)}; its reason stands above"] if broken else []
    remarks += [f"not told, and kept: {why}" for why in app.sending.trouble.values() if why]
    return Answer(
        text=printed([*lines, *left_out, *aside], look.screen),
        code=TROUBLED if told or remarks else SAME,
        remark=f"filingwatch: {'; '.join(remarks)}" if remarks else "",
    )


def work(app: App, at_once: int) -> None:
    """Works until it is stopped. Raises ConfigError before anything is logged where there can be no worker."""
    from bot.dispatching.embedded import Embedded

    if isinstance(app.dispatcher, Embedded):
        # It refuses, in its own words.
        app.dispatcher.work(app.stopped, at_once=at_once)
    app.work(at_once=at_once)


def _row(polled: Polled, words: Words) -> tuple[str, ...]:
    poll = polled.poll
    seen = words.phrase("check_seen", seen=f"{poll.seen:,}", new=f"{polled.new:,}")
    amiss = [one_line(poll.reason)] if poll.reason else []
    outcome = amiss if poll.outcome == _BROKEN else [seen, *amiss]
    if polled.troubled:
        outcome += [words.phrase("check_troubled", filings=_troubled(polled.troubled, words))]
    at = f"{polled.at:%Y-%m-%d %H:%M:%SZ}"
    return polled.watch, words.label("outcomes", poll.outcome), at, words.phrase("semicolon").join(outcome)


def _troubled(rows: Sequence[FilingRow], words: Words) -> str:
    """The filings in trouble, each with its cause."""
    named = [f"{one_line(row.filing.title)} ({_cause(row, words.language)})" for row in rows[:_NAMED]]
    more = [words.counted("more_filing", len(rows) - _NAMED)] if len(rows) > _NAMED else []
    return words.phrase("comma").join([*named, *more])


def _cause(row: FilingRow, language: str) -> str:
    return reason_words(row.reason, language) if row.reason else ""


def _aside(row: FilingRow, language: str) -> str:
    return f"{row.watch}: {one_line(row.filing.title)}: {_cause(row, language)}"
