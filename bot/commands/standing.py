"""`filingwatch check --stored`: how the last poll of each watch ended, without polling and beside a running program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.answering import SAME, Answer
from bot.commands.watch import TROUBLED, rows_and_sum
from bot.languages import Words, words_in
from bot.languages.said import told
from bot.rendering.columns import printed
from bot.rendering.formats import json_lines
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look
from bot.standing import BROKEN, UNWELL, standing_of

if TYPE_CHECKING:
    from bot.operating import App
    from bot.store.rows import WatchRow


def stored(app: App, names: Sequence[str], look: Look, *, as_json: bool = False) -> Answer:
    """One line for each watch: how it stands, when it was polled, what it found, why. 1 when one needs a person."""
    words, now = words_in(look.language), app.clock()
    rows = {row.name: row for row in app.watches()}
    wanted = app.named(names)
    every = {watch.name: app.config.rhythm_of(watch).longest for watch in wanted}
    standing = {name: standing_of(longest, rows.get(name), now) for name, longest in every.items()}
    lines = [_columns(watch.name, standing[watch.name], rows.get(watch.name), words) for watch in wanted]
    told = [_told(name, state, rows.get(name)) for name, state in standing.items()] if as_json else []
    needy = [name for name, state in standing.items() if state in UNWELL]
    return Answer(
        text=json_lines({"schema": "filingwatch.standing/1", "watches": told})
        if as_json
        else printed(rows_and_sum(lines, words, look), look.screen),
        code=TROUBLED if needy or any(rows[name].set_aside for name in standing if name in rows) else SAME,
        remark=f"filingwatch: {len(needy)} of {len(wanted)} not well: {', '.join(needy)}" if needy else "",
    )


def _told(name: str, standing: str, row: WatchRow | None) -> dict[str, object]:
    """A watch as JSON: what stands in its row, with `standing`, the outcome unless it is old or there is none."""
    stood = {"name": name, "standing": standing, "listed": row.seen if row else None, "new": row.found if row else None}
    counts = ("failures", "unfinished", "set_aside")
    stood |= {"reason": (row.reason or None) if row else None, **{key: getattr(row, key, 0) for key in counts}}
    times = {"polled": "polled", "well": "well", "rests_until": "wait"}
    moments = {key: getattr(row, column, None) for key, column in times.items()}
    return stood | {key: at.isoformat() if at else None for key, at in moments.items()}


def _columns(name: str, standing: str, row: WatchRow | None, words: Words) -> tuple[str, str, str, str]:
    if row is None or row.polled is None:
        return name, standing, "-", words.phrase("check_never")
    said = [one_line(told(row.reason, words.language))] if row.reason else []
    if row.outcome == BROKEN:
        since = _minute(row.well) if row.well else words.phrase("check_never_well")
        said += [words.phrase("check_broken", times=row.failures, well=since)]
        said += [words.phrase("check_rests", until=_minute(row.wait))] if row.wait else []
    else:
        said += [words.phrase("check_seen", seen=f"{row.seen or 0:,}", new=f"{row.found or 0:,}")]
    said += [words.counted("unfinished_filing", row.unfinished)] if row.unfinished else []
    said += [words.counted("filing_set_aside", row.set_aside)] if row.set_aside else []
    return name, standing, _minute(row.polled), words.phrase("semicolon").join(said)


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%MZ}"
