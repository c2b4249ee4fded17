"""What a digest says: its change logs by filer, the gravest first, quiet ones in a line each; and of the watches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.languages import Words, words_in
from bot.rendering.guarding import one_line
from bot.store.restoring import restore_diff
from bot.store.rows import ChangeLog, DigestRow, GatheredRow
from bot.summarising import summary
from diffing.change import Diff, Relation, Severity

# What a document states for the first time: for another time, or of another measure.
_FIRST_STATED = (Relation.NEW_PERIOD, Relation.FIGURE_NEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One change log of a digest. `high` counts what is high or graver; `about` is the gravest in words.

    Where nothing is medium or graver, `about` says with what it was compared, and how many figures agree.
    """

    log: int
    filer: str
    title: str
    high: int
    medium: int
    about: str

    @property
    def quiet(self) -> bool:
        """Whether it has nothing that is medium or graver."""
        return not self.high and not self.medium


@dataclass(frozen=True, slots=True, kw_only=True)
class Digested:
    """A digest in words: its time, its lines, and of how many watches it speaks. `stale` ones, since when, it does not.

    `remarks` count what was muted, and what had been told in the same words.
    """

    words: Words
    when: str
    lines: tuple[Line, ...]
    watches: int
    stale: tuple[tuple[str, datetime], ...]
    remarks: tuple[str, ...]


def digested(row: DigestRow, logs: Sequence[ChangeLog], language: str) -> Digested:
    """The digest in words of that language; the lines of one filer stand together, the gravest filer first."""
    words = words_in(language)
    twins = {one.diff: one.twin for one in row.gathered if one.twin is not None}
    lines = [_line(log, twins.get(log.row.id), words) for log in logs]
    gravest = {line.filer: max((one.high, one.medium) for one in lines if one.filer == line.filer) for line in lines}
    lines.sort(key=lambda line: ([-count for count in gravest[line.filer]], line.filer, -line.high, -line.medium))
    return Digested(
        words=words,
        when=f"{row.slot.astimezone(ZoneInfo(row.zone)):%Y-%m-%d %H:%M} {row.zone}",
        lines=tuple(lines),
        watches=row.checked["watches"],
        stale=tuple((name, datetime.fromisoformat(since)) for name, since in row.checked["stale"]),
        remarks=tuple(_remarks(row.gathered, words)),
    )


def digest_text(told: Digested) -> str:
    """The digest as plain text that ends with a line end."""
    return "\n".join(_text_lines(told)) + "\n"


def _line(log: ChangeLog, twin: int | None, words: Words) -> Line:
    diff = restore_diff(log.body)
    high = sum(change.severity.at_least(Severity.HIGH) for change in diff.changes)
    medium = sum(change.severity is Severity.MEDIUM for change in diff.changes)
    about = _compared(log, diff, words)
    if twin is not None:
        about = words.phrase("digest_twin", id=twin)
    elif high or medium:
        gravest = summary(diff, words.language).gravest
        about = gravest[0].reason if gravest else about
    filer, title = one_line(log.row.filer), one_line(log.row.new_title)
    return Line(log=log.row.id, filer=filer, title=title, high=high, medium=medium, about=one_line(about))


def _compared(log: ChangeLog, diff: Diff, words: Words) -> str:
    agree = len(diff.agreements) or diff.counts.unchanged_figures
    counts = dict(diff.counts.relations)
    first = sum(counts.get(str(relation), 0) for relation in _FIRST_STATED)
    said = {"old": log.row.old_title, "agree": words.counted("figure_agrees", agree), "first": f"{first:,}"}
    return words.phrase("digest_compared", **said)


def _remarks(gathered: Sequence[GatheredRow], words: Words) -> Iterator[str]:
    muted = sum(one.muted for one in gathered)
    twins = sum(one.twin is not None for one in gathered)
    yield from (words.counted(name, count) for name, count in (("change_muted", muted), ("twin", twins)) if count)


def _text_lines(told: Digested) -> Iterator[str]:
    words = told.words
    yield headline(told)
    filer = ""
    for line in told.lines:
        if line.filer != filer:
            filer = line.filer
            yield from ("", filer)
        counts = (("high", line.high), ("medium", line.medium))
        levels = [
            words.phrase("gravest", count=count, severity=words.label("severities", level))
            for level, count in counts
            if count
        ]
        yield f"  {' · '.join((line.title, *levels, words.phrase('alert_log', id=line.log)))}"
        yield f"    {line.about}"
    yield ""
    yield from (stale_words(watch, since, words) for watch, since in told.stale)
    yield " · ".join((checked_words(told), *told.remarks))


def headline(told: Digested) -> str:
    """The first line: the time of the digest, and how many filings have changes."""
    loud = sum(not line.quiet for line in told.lines)
    key = "slack_digest" if loud else "slack_digest_quiet"
    return told.words.phrase(key, span=told.when, filings=told.words.counted("filing_with_changes", loud))


def checked_words(told: Digested) -> str:
    """How many watches the digest speaks of, and how many filings were compared."""
    words = told.words
    watches, filings = words.counted("watch", told.watches), words.counted("filing", len(told.lines))
    return words.phrase("slack_checked", watches=watches, filings=filings)


def stale_words(watch: str, since: datetime, words: Words) -> str:
    """That a watch was not checked, and since when: silence there says nothing."""
    return words.phrase("slack_stale", watch=one_line(watch), since=f"{since.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
