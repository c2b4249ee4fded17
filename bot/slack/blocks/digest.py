"""What a day or a week brought, in one message; a quiet one says so, and how far that reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.languages import Words
from bot.slack.blocks.room import fits
from bot.slack.escaping import clip, escaped
from bot.slack.message import Message
from bot.slack.parts import Part, header, rich, run, section, small

# From the most rows of a digest down to those that fit whatever their filers are called.
_ROWS = (30, 20, 10)
_NAME, _TITLE, _CELL, _STALE = 60, 100, 120, 10
_FALLBACK = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One change log of a digest: how many changes are high or above and how many medium, and the gravest in words.

    A quiet one has none of these, and says with what it was compared.
    """

    filer: str
    title: str
    high: int
    medium: int
    top: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is told of one span of time. `stale` are the watches that could not be asked, with since when."""

    span: str
    rows: tuple[Row, ...]
    filings: int
    watches: int
    stale: tuple[tuple[str, datetime], ...] = ()
    remarks: tuple[str, ...] = ()


def digest(told: Digest, words: Words) -> Message:
    """The message: one paragraph for each change log, gravest first, and what was checked."""
    for most in _ROWS:
        message = _digest(told, words, most)
        if fits(message):
            break
    return message


def _digest(told: Digest, words: Words, most: int) -> Message:
    loud = sum(1 for row in told.rows if row.high or row.medium)
    counted = words.counted("filing_with_changes", loud)
    key = "slack_digest" if loud else "slack_digest_quiet"
    head = words.phrase(key, span=told.span, filings=counted)
    blocks = (header(head), *_rows(told, words, most), *_stale(told, words), *small(*_checked(told, words, most)))
    return Message(text=escaped(head, _FALLBACK), blocks=blocks)


def _rows(told: Digest, words: Words, most: int) -> list[Part]:
    """One block for each change log: a table would press the words into columns that nobody reads on a telephone."""
    ranked = sorted(told.rows, key=lambda row: (-row.high, -row.medium))[:most]
    return [block for row in ranked for block in rich([section(_row(row, words))])]


def _row(row: Row, words: Words) -> list[Part]:
    levels = (("high", row.high), ("medium", row.medium))
    counted = [
        words.phrase("gravest", count=count, severity=words.label("severities", level))
        for level, count in levels
        if count
    ]
    about = " · ".join((clip(row.title, _TITLE), *counted))
    return [*run(clip(row.filer, _NAME), bold=True), *run(f" · {about}\n"), *run(clip(row.top, _CELL), italic=True)]


def _stale(told: Digest, words: Words) -> list[Part]:
    """The watches that were not checked: silence there says nothing."""
    lines = [
        words.phrase("slack_stale", watch=clip(watch, _NAME), since=f"{since:%Y-%m-%d %H:%M} UTC")
        for watch, since in told.stale[:_STALE]
    ]
    if len(told.stale) > _STALE:
        lines.append(words.counted("more_watch", len(told.stale) - _STALE))
    return rich(section(run(f"⚠ {line}\n")) for line in lines)


def _checked(told: Digest, words: Words, most: int) -> Iterator[str]:
    watches, filings = words.counted("watch", told.watches), words.counted("filing", told.filings)
    yield words.phrase("slack_checked", watches=watches, filings=filings)
    if len(told.rows) > most:
        yield words.counted("more_filing", len(told.rows) - most)
    yield from told.remarks
