"""What a day or a week brought, in one message; a quiet one says so, and how far that reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.languages import Words
from bot.slack.blocks.room import fits
from bot.slack.escaping import clip, escaped
from bot.slack.message import Message
from bot.slack.parts import Part, header, rich, run, section, small, table

# From the most rows of a digest down to those that fit whatever their filers are called.
_ROWS = (30, 20, 10)
_NAME, _TITLE, _CELL, _STALE = 60, 100, 120, 10
_FALLBACK = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One change log of a digest: how many changes are high or above and how many medium, and the gravest in words."""

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


def digest(told: Digest, words: Words) -> Message:
    """The message: one row for each change log, gravest first, and what was checked."""
    for most in _ROWS:
        message = _digest(told, words, most)
        if fits(message):
            break
    return message


def _digest(told: Digest, words: Words, most: int) -> Message:
    counted = words.counted("filing_with_changes", len(told.rows))
    key = "slack_digest" if told.rows else "slack_digest_quiet"
    head = words.phrase(key, span=told.span, filings=counted)
    blocks = (header(head), *_table(told, words, most), *_stale(told, words), *small(*_checked(told, words, most)))
    return Message(text=escaped(head, _FALLBACK), blocks=blocks)


def _table(told: Digest, words: Words, most: int) -> list[Part]:
    if not told.rows:
        return []
    high, medium = words.label("severities", "high"), words.label("severities", "medium")
    head = [words.phrase("slack_filer"), words.phrase("slack_document"), high, medium, words.phrase("slack_gravest")]
    ranked = sorted(told.rows, key=lambda row: (-row.high, -row.medium))[:most]
    rows = [
        [clip(row.filer, _NAME), clip(row.title, _TITLE), f"{row.high:,}", f"{row.medium:,}", clip(row.top, _CELL)]
        for row in ranked
    ]
    return [table([head, *rows], right=(2, 3))]


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
