"""`filingwatch log` and `show`: stored change logs, listed and in full. Looking never writes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.answering import Answer, RefusedError
from bot.languages import words_in
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from bot.operating import App


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


def log(app: App, asked: Asked) -> Answer:
    """The change logs asked for, newest first. Raises NotFoundError for a watch that there is not and never was."""
    from bot.rendering.listing import listed
    from bot.store.diffs import Wanted

    if asked.watch is not None and asked.watch not in {row.name for row in app.watches()}:
        app.named([asked.watch])
    wanted = Wanted(
        watch=asked.watch,
        filer=asked.filer,
        at_least=asked.look.at_least,
        words=asked.words,
        since=_day(asked.since),
        limit=asked.limit,
    )
    return Answer(text=listed(app.log(wanted), asked.form, asked.look))


def show(app: App, number: str, *, form: str, look: Look) -> Answer:
    """One change log in full, as it was when it was made."""
    from bot.rendering.columns import line, printed
    from bot.rendering.formats import json_lines, rendered
    from bot.rendering.listing import about, log_json
    from bot.store.restoring import restore_diff

    if not number.isdecimal():
        raise RefusedError(f"{number}: is no id of a change log; filingwatch log lists them")
    found = app.show(int(number))
    if form == "json":
        return Answer(text=json_lines(log_json(found)))
    linked = replace(look, originals=(found.old.address, found.new.address))
    shown = rendered(restore_diff(found.body), form, linked)
    if form == "text":
        facts = (*about(found, words_in(look.language)), *_reviewed(app, int(number), look.language))
        shown += printed([line(""), *(line((fact, "dim")) for fact in facts)], look.screen)
    return Answer(text=shown)


def _reviewed(app: App, number: int, language: str) -> list[str]:
    """What was decided about its changes, oldest first, a line for each decision."""
    from bot.rendering.guarding import one_line
    from bot.store.reviews import reviews_of

    with app.store.reading() as connection:
        rows = reviews_of(connection, number)
    # One word about a whole log is written change by change, some milliseconds apart.
    counted = Counter((row.decision, row.who, row.note, row.decided.replace(second=0, microsecond=0)) for row in rows)
    words = words_in(language)
    return [
        " · ".join(
            filter(
                None,
                (
                    words.phrase(f"slack_{decision}", who=one_line(who), when=f"{decided:%Y-%m-%d %H:%M} UTC"),
                    words.counted("change", count),
                    one_line(note),
                ),
            )
        )
        for (decision, who, note, decided), count in counted.items()
    ]


def _day(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise RefusedError(f"--since {text}: is no day; write it as 2024-04-30") from error
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
