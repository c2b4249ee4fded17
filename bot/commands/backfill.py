"""`filingwatch backfill`: older filings of a watch, fetched silently."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.answering import SAME, Answer, RefusedError, progress
from bot.commands.watch import TROUBLED
from bot.languages import words_in
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from bot.operating import App


def backfill(app: App, watch: str, since: str, look: Look) -> Answer:
    """How many filings were listed and how many of them are new; or that whoever leads will do it."""
    words = words_in(look.language)
    day = _day(since, app.clock().date())
    with progress(words.phrase("polling")) as say:
        found = app.backfill(watch, day, lambda done, all_: say(words.phrase("backfill_step", done=done, all=all_)))
    if found is None:
        return Answer(text=f"{words.phrase('backfill_left', watch=watch)}\n")
    if found.poll.reason and not found.poll.seen:
        remark = f"filingwatch: {watch}: {one_line(found.poll.reason)}"
        return Answer(text="", code=TROUBLED, remark=remark)
    said = words.phrase("check_seen", seen=f"{found.poll.seen:,}", new=f"{found.new:,}")
    return Answer(text=f"{watch}  {said}\n", code=SAME)


def _day(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise RefusedError(f"--since: {written} is not a day; write it as 2024-01-31") from None
    if day > today:
        raise RefusedError(f"--since: {written} is still to come")
    return day
