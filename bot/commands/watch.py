"""`filingwatch check` and `run`: polling now and for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answering import REFUSED, SAME, Answer, busy
from bot.languages import Words, words_in
from bot.reasons import reason_words
from bot.rendering.columns import aligned, line, printed
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from bot.operating import App
    from bot.pipeline import Polled
    from bot.store.rows import FilingRow

_BROKEN = "broken"
# Filings that could not be dealt with are told of at every check, the newest of them: they are not "no change".
_SET_ASIDE = 10


def check(app: App, names: Sequence[str], look: Look) -> Answer:
    """How one poll of each watch ended; the code is 2 when one of them is broken."""
    words = words_in(look.language)
    with busy(words.phrase("polling")):
        polled = app.check(names)
    aside = [line(_aside(row, look.language), indent=2) for row in app.set_aside()[:_SET_ASIDE]]
    if aside:
        aside.insert(0, line((words.phrase("check_set_aside"), "bold")))
    broken = [one.watch for one in polled if one.poll.outcome == _BROKEN]
    lines = [line(row) for row in aligned([_row(one, words) for one in polled])] if polled else []
    left_out = [line(one_line(left), indent=2) for one in polled for left in one.poll.left_out]
    return Answer(
        text=printed([*lines, *left_out, *aside], look.screen) if polled else f"{words.phrase('check_nothing')}\n",
        code=REFUSED if broken else SAME,
        remark=f"filingwatch: broken: {', '.join(broken)}; its reason stands above" if broken else "",
    )


def _row(polled: Polled, words: Words) -> tuple[str, ...]:
    poll = polled.poll
    seen = words.phrase("check_seen", seen=f"{poll.seen:,}", new=f"{polled.new:,}")
    return polled.watch, words.label("outcomes", poll.outcome), one_line(poll.reason) or seen


def _aside(row: FilingRow, language: str) -> str:
    reason = reason_words(row.reason, language) if row.reason else ""
    return f"{row.watch}: {one_line(row.filing.title)}: {reason}"
