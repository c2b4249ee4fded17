"""`filingwatch log` and `show`: stored change logs, listed and in full. Looking never writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.answering import Answer, RefusedError
from bot.languages import words_in
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from bot.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which change logs are asked for, and how to show them."""

    watch: str | None = None
    filer: str | None = None
    since: str | None = None
    words: str = ""
    limit: int = 50
    form: str = "table"
    look: Look = field(default_factory=Look)


def log(store: Store, asked: Asked) -> Answer:
    """The change logs asked for, newest first."""
    from bot.rendering.listing import listed
    from bot.store.diffs import Wanted, list_diffs

    wanted = Wanted(
        watch=asked.watch,
        filer=asked.filer,
        at_least=asked.look.at_least,
        words=asked.words,
        since=_day(asked.since),
        limit=asked.limit,
    )
    with store.reading() as connection:
        rows = list_diffs(connection, wanted)
    return Answer(text=listed(rows, asked.form, asked.look))


def show(store: Store, number: str, *, form: str, look: Look) -> Answer:
    """One change log in full, as it was when it was made."""
    from bot.rendering.columns import line, printed
    from bot.rendering.formats import json_lines, rendered
    from bot.rendering.listing import about, log_json
    from bot.reviving import diff_from_json
    from bot.store.diffs import find_diff

    with store.reading() as connection:
        found = find_diff(connection, int(number)) if number.isdecimal() else None
    if found is None:
        raise RefusedError(f"{number}: no change log has this id; filingwatch log lists those there are")
    if form == "json":
        return Answer(text=json_lines(log_json(found)))
    shown = rendered(diff_from_json(found.body), form, look)
    if form == "text":
        facts = about(found, words_in(look.language))
        shown += printed([line(""), *(line((fact, "dim")) for fact in facts)], look.screen)
    return Answer(text=shown)


def _day(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise RefusedError(f"--since {text}: {error}; write the day as 2024-04-30") from error
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
