"""Stored change logs in a list: for a person, a program and a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.languages import Words, words_in
from bot.reasons import reason_words
from bot.rendering.columns import aligned, line, printed
from bot.rendering.formats import json_lines
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look
from bot.rendering.tabular import comma_separated

if TYPE_CHECKING:
    from bot.store.rows import ChangeLog, DiffRow

_COLUMNS = ("id", "created", "watch", "filer", "title", "basis", "changes")
_TITLE_LENGTH = 48


def listed(rows: Sequence[DiffRow], form: str, look: Look) -> str:
    """The rows as `json`, `csv` or `table`, as text that ends with a line end."""
    words = words_in(look.language)
    if form == "json":
        return json_lines([row_json(row) for row in rows])
    cells = [_cells(row, words) for row in rows]
    if form == "csv":
        return comma_separated([_COLUMNS, *cells])
    if not rows:
        return f"{words.phrase('log_empty')}\n"
    header = tuple(words.phrase(f"log_{column}") for column in _COLUMNS)
    shown = [tuple(_short(cell) for cell in row) for row in cells]
    lines = list(aligned([header, *shown], right=(0,)))
    return printed([line((lines[0], "bold")), *map(line, lines[1:])], look.screen)


def row_json(row: DiffRow) -> dict[str, Any]:
    """One change log without its changes. Times are UTC; `published` has the precision its source gives."""
    filing = row.filing.filing
    published = filing.published
    return {
        "schema": "filingwatch.change_log/1",
        "id": row.id,
        "watch": row.filing.watch,
        "filer": row.filer,
        "old": {"version": row.old, "title": row.old_title},
        "new": {"version": row.new, "title": row.new_title, "address": filing.address},
        "basis": row.basis,
        "reason": reason_words(row.reason, "en"),
        "reason_code": row.reason.code,
        "changes": row.counts,
        "published": published and published.at.isoformat(),
        "published_precision": published and published.precision,
        "first_seen": row.filing.first_seen.isoformat(),
        "created": row.created.isoformat(),
    }


def log_json(log: ChangeLog) -> dict[str, Any]:
    """One change log in full: the diff stands in it as it was stored."""
    fetched = {"old": log.old.fetched.isoformat(), "new": log.new.fetched.isoformat()}
    return row_json(log.row) | {"fetched": fetched, "diff": log.body}


def about(log: ChangeLog, words: Words) -> tuple[str, ...]:
    """What the store knows of a change log beside its diff: why this baseline, from where, and when."""
    row = log.row
    filing = row.filing.filing
    published = words.phrase("not_stated")
    if filing.published:
        published = _moment(filing.published.at, day_only=filing.published.precision == "day")
    times = {
        "published": published,
        "first_seen": _moment(row.filing.first_seen),
        "fetched": _moment(log.new.fetched),
    }
    return (
        words.phrase("baseline", reason=reason_words(row.reason, words.language)),
        words.phrase("log_about", id=row.id, watch=row.filing.watch, address=one_line(filing.address)),
        words.phrase("log_times", **times),
    )


def _cells(row: DiffRow, words: Words) -> tuple[str, ...]:
    counts = (
        words.phrase("gravest", count=count, severity=words.label("severities", severity))
        for severity, count in row.counts.items()
    )
    return (
        str(row.id),
        _moment(row.created),
        row.filing.watch,
        row.filer,
        row.new_title,
        words.label("bases", row.basis),
        words.phrase("comma").join(counts) or words.phrase("not_stated"),
    )


def _moment(at: datetime, *, day_only: bool = False) -> str:
    return f"{at:%Y-%m-%d}" if day_only else f"{at:%Y-%m-%d %H:%M} UTC"


def _short(cell: str) -> str:
    plain = one_line(cell)
    return plain if len(plain) <= _TITLE_LENGTH else f"{plain[:_TITLE_LENGTH]}…"
