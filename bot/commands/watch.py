"""`filingwatch check` and `worker`: polling now, and reading and comparing for who polls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answering import SAME, Answer, busy
from bot.languages import Words, words_in
from bot.reasons import reason_words
from bot.rendering.columns import Line, line, printed, tabled
from bot.rendering.formats import json_lines
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from bot.operating import App
    from bot.polling import Polled
    from bot.store.rows import FilingRow

_BROKEN = "broken"
# How each outcome looks on a terminal, in the order in which they are counted.
STYLES = {"ok": "green", "empty": "dim", "stale": "yellow", "never": "yellow", "broken": "bold red"}
# Filings that could not be dealt with are told of at every check, the newest of them: they are not "no change".
_SET_ASIDE = 10
# The exit code of a check after which something needs a person; 2 is a check that could not be made.
TROUBLED = 1
# The line of a watch names so many of the filings that are in trouble, and counts the others.
_NAMED = 3


def check(app: App, names: Sequence[str], look: Look, *, as_json: bool = False) -> Answer:
    """How one poll of each watch ended.

    The code is 1 when one is broken or has filings in trouble, or when a channel did not take its alerts.
    """
    words = words_in(look.language)
    with busy(words.phrase("polling")):
        polled = app.check(names)
    told = {row.id for one in polled for row in one.troubled}
    aside = [row for row in app.set_aside() if row.id not in told]
    broken = [one.watch for one in polled if one.poll.outcome == _BROKEN]
    kept = [why for why in app.sending.trouble.values() if why]
    remarks = [f"broken: {', '.join(broken)}; its reason stands above"] if broken and not as_json else []
    remarks += [f"not told, and kept: {why}" for why in kept]
    return Answer(
        text=_as_json(polled, aside, kept) if as_json else _as_text(polled, aside, look, words),
        code=TROUBLED if told or broken or remarks else SAME,
        remark=f"filingwatch: {'; '.join(remarks)}" if remarks else "",
    )


def rows_and_sum(rows: Sequence[tuple[str, str, str, str]], words: Words, look: Look) -> list[Line]:
    """A line for each watch, name, outcome, time and words, and one that counts several by their outcome."""
    labels = {outcome: words.label("outcomes", outcome) for outcome in STYLES}
    shown = [(name, labels[outcome], at, said) for name, outcome, at, said in rows]
    counted = Counter(outcome for _, outcome, _, _ in rows)
    outcomes = words.phrase("comma").join(f"{counted[each]} {labels[each]}" for each in STYLES if counted[each])
    watches = words.counted("watch", len(rows))
    table = tabled(shown, look.screen, {labels[outcome]: style for outcome, style in STYLES.items()})
    if len(rows) < 2:  # noqa: PLR2004 - one line needs no sum
        return list(table)
    return [*table, line((words.phrase("check_all", watches=watches, outcomes=outcomes), "bold"))]


def _as_text(polled: Sequence[Polled], aside: Sequence[FilingRow], look: Look, words: Words) -> str:
    lines = rows_and_sum([_row(one, words) for one in polled], words, look)
    left_out = [line(one_line(left), indent=2) for one in polled for left in one.poll.left_out]
    named = [line(_aside(row, look.language), indent=2) for row in aside[:_SET_ASIDE]]
    heads = [line((words.phrase("check_set_aside"), "bold"))] if named else []
    return printed([*lines, *left_out, *heads, *named], look.screen)


def _as_json(polled: Sequence[Polled], aside: Sequence[FilingRow], kept: Sequence[str]) -> str:
    watches = [
        {
            "name": one.watch,
            "outcome": str(one.poll.outcome),
            "polled": one.at.isoformat(),
            "listed": one.poll.seen,
            "new": one.new,
            "reason": one.poll.reason or None,
            "left_out": list(one.poll.left_out),
            "troubled": [_trouble(row) for row in one.troubled],
        }
        for one in polled
    ]
    named = [{"watch": row.watch, **_trouble(row)} for row in aside]
    return json_lines({"schema": "filingwatch.check/1", "watches": watches, "set_aside": named, "not_told": list(kept)})


def _trouble(row: FilingRow) -> dict[str, object]:
    named = {"filing": row.id, "title": row.filing.title, "address": row.filing.address}
    return {**named, "stage": str(row.stage), "reason": _cause(row, "en")}


def work(app: App, at_once: int) -> None:
    """Works until it is stopped. Raises ConfigError before anything is logged where there can be no worker."""
    from bot.dispatching.embedded import Embedded

    if isinstance(app.dispatcher, Embedded):
        # It refuses, in its own words.
        app.dispatcher.work(app.stopped, at_once=at_once)
    app.work(at_once=at_once)


def _row(polled: Polled, words: Words) -> tuple[str, str, str, str]:
    poll = polled.poll
    seen = words.phrase("check_seen", seen=f"{poll.seen:,}", new=f"{polled.new:,}")
    amiss = [one_line(poll.reason)] if poll.reason else []
    outcome = amiss if poll.outcome == _BROKEN else [seen, *amiss]
    if polled.troubled:
        outcome += [words.phrase("check_troubled", filings=_troubled(polled.troubled, words))]
    at = f"{polled.at:%Y-%m-%d %H:%M:%SZ}"
    return polled.watch, str(poll.outcome), at, words.phrase("semicolon").join(outcome)


def _troubled(rows: Sequence[FilingRow], words: Words) -> str:
    """The filings in trouble, each with its cause."""
    named = [f"{one_line(row.filing.title)} ({_cause(row, words.language)})" for row in rows[:_NAMED]]
    more = [words.counted("more_filing", len(rows) - _NAMED)] if len(rows) > _NAMED else []
    return words.phrase("comma").join([*named, *more])


def _cause(row: FilingRow, language: str) -> str:
    return reason_words(row.reason, language) if row.reason else ""


def _aside(row: FilingRow, language: str) -> str:
    return f"{row.watch}: {one_line(row.filing.title)}: {_cause(row, language)}"
